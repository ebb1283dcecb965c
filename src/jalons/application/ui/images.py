"""Logos of départements: PNG only, checked by signature, size and dimensions. Pure."""

from __future__ import annotations

import struct

from jalons.noyau.saisie import Faute

SIGNATURE_PNG = b"\x89PNG\r\n\x1a\n"
TAILLE_MAXIMALE = 200_000
"""Bytes: a logo is loaded with every page."""
LARGEUR_MAXIMALE, HAUTEUR_MAXIMALE = 1200, 600


def fautes_du_logo(contenu: bytes) -> list[Faute]:
    """What is wrong with the file of a logo; empty when it can be used.

    SVG is refused: it may carry scripts. The picture itself is decoded by the browser only.
    """
    if not contenu.startswith(SIGNATURE_PNG) or len(contenu) < 33 or contenu[12:16] != b"IHDR":
        return [Faute("logo", "Le fichier n'est pas une image PNG. Enregistrez le logo au format PNG.", attendu="PNG")]
    fautes = []
    if len(contenu) > TAILLE_MAXIMALE:
        fautes.append(
            Faute(
                "logo",
                f"Le logo pèse {len(contenu) // 1000} ko ; le maximum est {TAILLE_MAXIMALE // 1000} ko. "
                "Réduisez l'image.",
                f"{len(contenu)} octets",
                f"au plus {TAILLE_MAXIMALE} octets",
            )
        )
    largeur, hauteur = struct.unpack(">II", contenu[16:24])
    if not (0 < largeur <= LARGEUR_MAXIMALE and 0 < hauteur <= HAUTEUR_MAXIMALE):
        fautes.append(
            Faute(
                "logo",
                f"Le logo mesure {largeur} × {hauteur} points ; le maximum est "
                f"{LARGEUR_MAXIMALE} × {HAUTEUR_MAXIMALE}. Réduisez l'image.",
                f"{largeur} × {hauteur}",
                f"au plus {LARGEUR_MAXIMALE} × {HAUTEUR_MAXIMALE}",
            )
        )
    return fautes
