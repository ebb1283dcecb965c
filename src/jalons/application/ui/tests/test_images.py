"""A logo is a small PNG, or it is refused with a sentence."""

import struct

import pytest

from jalons.application.ui.images import SIGNATURE_PNG, fautes_du_logo


def png(largeur=300, hauteur=100, octets=500):
    entete = SIGNATURE_PNG + struct.pack(">I", 13) + b"IHDR" + struct.pack(">IIBBBBB", largeur, hauteur, 8, 6, 0, 0, 0)
    return entete.ljust(octets, b"\0")


@pytest.mark.parametrize(
    ("cas", "contenu", "mots"),
    [
        ("bon", png(), []),
        ("bornes atteintes", png(1200, 600, 200_000), []),
        ("SVG", b"<svg xmlns='http://www.w3.org/2000/svg'/>", ["PNG"]),
        ("signature seule", SIGNATURE_PNG, ["PNG"]),
        ("vide", b"", ["PNG"]),
        ("trop lourd", png(octets=200_001), ["200 ko"]),
        ("trop large", png(largeur=1201), ["1201 × 100"]),
        ("sans surface", png(largeur=0), ["0 × 100"]),
        ("trop lourd et trop haut", png(hauteur=601, octets=300_000), ["300 ko", "300 × 601"]),
    ],
)
def test_fautes_du_logo(cas, contenu, mots):
    fautes = fautes_du_logo(contenu)

    assert len(fautes) == len(mots), cas
    assert all(mot in faute.message for mot, faute in zip(mots, fautes, strict=True))
