"""A picture as PNG, for Word documents (which do not show SVG everywhere)."""

from __future__ import annotations


def en_png(svg: str, *, points_par_pouce: int = 200) -> bytes:
    """The picture ``svg`` as a PNG on white, with the fonts that come with Typst only: same bytes on every machine."""
    import typst  # 80 MB of binary: loaded only by those who draw

    source = (
        b"#set page(width: auto, height: auto, margin: 0pt, fill: white)\n"
        b'#image(bytes(sys.inputs.svg), format: "svg")\n'
    )
    image = typst.compile(
        source, format="png", ppi=float(points_par_pouce), sys_inputs={"svg": svg}, ignore_system_fonts=True
    )
    if not isinstance(image, bytes):
        raise TypeError("One picture was expected from Typst, several pages came.")
    return image
