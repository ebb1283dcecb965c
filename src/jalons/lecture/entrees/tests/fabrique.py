"""Small files written by hand, so that tests need neither Word nor LibreOffice."""

import io
import zipfile
import zlib

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_ODF = "urn:oasis:names:tc:opendocument:xmlns"


def archive(**parties):
    flux = io.BytesIO()
    with zipfile.ZipFile(flux, "w", zipfile.ZIP_DEFLATED) as zip_:
        for nom, texte in parties.items():
            zip_.writestr(nom.replace("__", "/").replace("_xml", ".xml"), texte)
    return flux.getvalue()


def docx(corps, numbering=None):
    document = f'<w:document xmlns:w="{W}"><w:body>{corps}</w:body></w:document>'
    autres = {"word__numbering_xml": f'<w:numbering xmlns:w="{W}">{numbering}</w:numbering>'} if numbering else {}
    return archive(word__document_xml=document, **autres)


def paragraphe(texte, numero=None, niveau=0):
    liste = f'<w:pPr><w:numPr><w:ilvl w:val="{niveau}"/><w:numId w:val="{numero}"/></w:numPr></w:pPr>' if numero else ""
    return f"<w:p>{liste}<w:r><w:t>{texte}</w:t></w:r></w:p>"


def odt(corps):
    espaces = " ".join(f'xmlns:{n}="{_ODF}:{n}:1.0"' for n in ("text", "office", "style", "table"))
    contenu = f"<office:document-content {espaces}><office:body><office:text>{corps}</office:text></office:body></office:document-content>"
    return archive(content_xml=contenu)


def espaces(mega):
    """A content of so many million spaces, compressed little by little: the test itself stays small."""
    compresseur, bloc = zlib.compressobj(9), b" " * 1_000_000
    return b"".join(compresseur.compress(bloc) for _ in range(mega)) + compresseur.flush()


def pdf(*pages, compresse=False, boite="0 0 595 842"):
    """A PDF of these pages; each is a list of (x, y from the bottom, text), or the bytes of its content
    (already compressed when ``compresse``)."""
    objets = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    filles = []
    for page in pages:
        contenu = page if isinstance(page, bytes) else contenu_de(page)
        filtre = " /Filter /FlateDecode" if compresse else ""
        objets.append(f"<< /Length {len(contenu)}{filtre} >>\nstream\n".encode() + contenu + b"\nendstream")
        objets.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [{boite}] /Contents {len(objets)} 0 R "
            "/Resources << /Font << /F1 3 0 R >> >> >>".encode()
        )
        filles.append(f"{len(objets)} 0 R")
    objets[1] = f"<< /Type /Pages /Kids [{' '.join(filles)}] /Count {len(filles)} >>".encode()
    return assembler(objets)


def pdf_image(largeur, hauteur, donnees=b"\0", texte=()):
    """A PDF of a page that bears a grey picture of this size (its data may be shorter than it says), after one of text."""
    pages = [contenu_de(texte), b"q 500 0 0 700 40 60 cm /I1 Do Q"]
    objets = [
        b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [6 0 R 8 0 R] /Count 2 >>",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        f"<< /Type /XObject /Subtype /Image /Width {largeur} /Height {hauteur} /ColorSpace /DeviceGray /BitsPerComponent 8 "
        f"/Length {len(donnees)} >>\nstream\n".encode() + donnees + b"\nendstream",
    ]  # fmt: skip
    for page in pages:
        objets.append(f"<< /Length {len(page)} >>\nstream\n".encode() + page + b"\nendstream")
        objets.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {len(objets)} 0 R "
            "/Resources << /Font << /F1 3 0 R >> /XObject << /I1 4 0 R >> >> >>".encode()
        )
    return assembler(objets)


def assembler(objets):
    """The bytes of a PDF whose objects are these, the first being its catalogue."""
    flux, places = io.BytesIO(), []
    flux.write(b"%PDF-1.7\n")
    for numero, objet in enumerate(objets, 1):
        places.append(flux.tell())
        flux.write(f"{numero} 0 obj\n".encode() + objet + b"\nendobj\n")
    debut = flux.tell()
    flux.write(f"xref\n0 {len(objets) + 1}\n0000000000 65535 f \n".encode())
    for place in places:
        flux.write(f"{place:010} 00000 n \n".encode())
    flux.write(f"trailer\n<< /Size {len(objets) + 1} /Root 1 0 R >>\nstartxref\n{debut}\n%%EOF\n".encode())
    return flux.getvalue()


def contenu_de(lignes):
    ordres = b""
    for x, y, texte in lignes:
        chaine = texte.encode("cp1252").replace(b"\\", rb"\\").replace(b"(", rb"\(").replace(b")", rb"\)")
        ordres += f"BT /F1 11 Tf {x} {y} Td (".encode() + chaine + b") Tj ET\n"
    return ordres


def trait(x0, y0, x1, y1):
    return f"{x0} {y0} m {x1} {y1} l S\n".encode()
