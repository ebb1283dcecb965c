"""Plain text: its encoding is found, line ends become ``\\n``, form feeds part the pages."""

from __future__ import annotations

import re
from itertools import pairwise

from jalons.lecture.entrees.limites import avertir, verifier_texte
from jalons.lecture.modele import Page, Source
from jalons.noyau.ecarts import Ecart

_MARQUES = (
    (b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe\0\0", "utf-32"), (b"\0\0\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"),
)  # fmt: skip
_COURANTS = frozenset("éèêëàâçùûüîïôöœæÉÈÊÀÂÇÔÎŒ«»’‘“”…–—€°•²³½\u00a0")
_TEXTE_DOUBLE = re.compile("Ã[\u00a0©¨ª«§´®¢¹»¼‰ˆ€‡]|â€[™œ“”¦\u009d]")
_FIN_DE_LIGNE = re.compile("\r\n?|[\u0085\u2028\u2029]")


def lire(contenu: bytes, nom: str) -> Source:
    """The text, decoded; an encoding that had to be guessed is told.

    Raises:
        EntreeRefusee: longer than any document.
    """
    texte, avertissements = decoder(contenu)
    verifier_texte(len(texte), nom)
    return Source(nom, "txt", texte, pages_d_un_texte(texte), avertissements=avertissements)


def decoder(contenu: bytes) -> tuple[str, tuple[Ecart, ...]]:
    """The text of bytes of any usual encoding of French, line ends as ``\\n``.

    >>> decoder("Créé à Évreux\\r\\n".encode("cp1252"))[0]
    'Créé à Évreux\\n'
    """
    encodage = next((code for marque, code in _MARQUES if contenu.startswith(marque)), None) or _sans_marque(contenu)
    avertissements: list[Ecart] = []
    if encodage is None:
        encodage = _devine(contenu)
        message = f"Le texte n'est pas en UTF-8 : il a été lu comme du « {encodage} ». Vérifiez les accents."
        avertissements.append(avertir("encodage_devine", message, encodage=encodage))
    texte = contenu.decode(encodage, errors="replace")
    if len(_TEXTE_DOUBLE.findall(texte)) >= 3 and (mieux := _dedouble(texte)) is not None:
        texte = mieux
        message = "Les accents étaient encodés deux fois (« Ã© » pour « é ») : ils ont été rétablis à la lecture."
        avertissements.append(avertir("encodage_double", message))
    if perdus := texte.count("\ufffd"):
        message = f"{perdus} caractères du fichier ne se lisent pas : ils sont remplacés par « \ufffd »."
        avertissements.append(avertir("caracteres_perdus", message, nombre=perdus))
    return _FIN_DE_LIGNE.sub("\n", texte), tuple(avertissements)


def pages_d_un_texte(texte: str) -> tuple[Page, ...]:
    """The pages that form feeds part, from 1; none when there is no form feed, for nobody knows where pages end."""
    if "\f" not in texte.strip("\f"):
        return ()
    coupes = [0, *(m.end() for m in re.finditer("\f", texte))]
    if coupes[-1] != len(texte):
        coupes.append(len(texte))
    return tuple(Page(n, d, f) for n, (d, f) in enumerate(pairwise(coupes), 1))


def _sans_marque(contenu: bytes) -> str | None:
    """UTF-8, or UTF-16 whose null bytes give it away; ``None`` when it is neither."""
    essai = contenu[:4096]
    if essai.count(0) > len(essai) // 4:
        return "utf-16-le" if essai[1::2].count(0) >= essai[0::2].count(0) else "utf-16-be"
    try:
        contenu.decode("utf-8")
    except UnicodeDecodeError:
        return None
    return "utf-8"


def _devine(contenu: bytes) -> str:
    """The encoding that gives the most letters of French among those of Windows, Mac, DOS, or a spoilt UTF-8."""
    hauts = bytes(o for o in contenu[:400_000] if o > 127)

    def vraisemblance(encodage: str) -> int:
        if encodage == "utf-8":  # worth it only when almost everything decodes
            texte = contenu[:400_000].decode("utf-8", errors="replace")
            return sum(c in _COURANTS for c in texte) * 2 - 4 * texte.count("\ufffd")
        return sum(1 if c in _COURANTS else -1 for c in hauts.decode(encodage, errors="replace"))

    return max(("cp1252", "utf-8", "mac_roman", "cp850"), key=vraisemblance)


def _dedouble(texte: str) -> str | None:
    """UTF-8 that was once read as Windows-1252 and written again; ``None`` when it does not go back whole."""
    try:
        return "".join(
            ligne.encode("cp1252").decode("utf-8") if _TEXTE_DOUBLE.search(ligne) else ligne
            for ligne in texte.splitlines(keepends=True)
        )
    except UnicodeError:
        return None
