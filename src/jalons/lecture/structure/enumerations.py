"""Engagements told in one sentence: « cinq axes : observer ; soutenir ; informer ; garantir ; bien vivre »."""

from __future__ import annotations

import re
from collections.abc import Sequence

from jalons.lecture.faits.nombres import CHIFFRES, EN_LETTRES, valeur
from jalons.lecture.plat import plat
from jalons.lecture.structure.blocs import Bloc
from jalons.lecture.structure.brut import Brut

_ANNONCE = re.compile(
    rf"\b(?P<n>{EN_LETTRES}|{CHIFFRES})\s+(?:grand\w*\s+|nouve\w+\s+)?"
    r"(?:engagements?|axes?|orientations?|priorites?|ambitions?|defis?|piliers?|volets?)\b(?P<suite>[^.:;]{0,90}):\s*"
)
_FIN = re.compile(r"\.(?:\s+(?=[A-ZÀ-Ý«])|\s*$)|$")
_POINT_VIRGULE = re.compile(r"\s*;\s*(?:et\s+)?")
_VIRGULE = re.compile(r",\s+(?:et\s+)?|\s+et\s+(?=(?:s'|se\s)?\w+(?:er|ir|re)\b)")
_RANG = re.compile(r"^(?:\(?\d{1,2}\s?[).°/-]|\(?[a-h]\)|[-–•])\s*")
_A_FAIRE = re.compile(r"(?:ne pas |mieux |bien )?(?:s['’]|se )?\w+(?:er|ir|re)\b", re.IGNORECASE)
_FORMER = re.compile(r"\b(?:precedent|ancien|passe|national)")
MOINS, PLUS = 2, 12
"""How many engagements a sentence may tell."""
LONG = 160
"""Most characters of each."""


def engagements_en_phrase(liste: Sequence[Bloc]) -> list[Brut]:
    """The engagements of the first sentence that tells as many of them as it says; none when there is no such one.

    Semicolons part them; commas do only when each says what is to be done.
    """
    for bloc in liste:
        if bloc.nature not in ("texte", "puce"):
            continue
        texte = " ".join(ligne.texte for ligne in bloc.lignes)
        for m in _ANNONCE.finditer(plat(texte)):
            nombre = valeur(m.group("n"))
            if not MOINS <= nombre <= PLUS or _FORMER.search(plat(texte)[max(0, m.start() - 60) : m.end()]):
                continue
            fin = _FIN.search(texte, m.end())
            bornes = _items(texte, m.end(), fin.start() if fin else len(texte), int(nombre))
            if bornes:
                return [_brut(bloc, texte, debut, bout, rang) for rang, (debut, bout) in enumerate(bornes, 1)]
    return []


def _items(texte: str, debut: int, fin: int, nombre: int) -> list[tuple[int, int]]:
    """Where the items of an enumeration stand; empty when they are not as many as told."""
    for separateur in (_POINT_VIRGULE, _VIRGULE):
        coupes = list(separateur.finditer(texte, debut, fin))
        if len(coupes) != nombre - 1:
            continue
        debuts, bouts = [debut, *(c.end() for c in coupes)], [*(c.start() for c in coupes), fin]
        bornes = [_sans_rang(texte, d, b) for d, b in zip(debuts, bouts, strict=True)]
        entiers = all(3 < b - d <= LONG for d, b in bornes)
        if entiers and (separateur is _POINT_VIRGULE or all(_A_FAIRE.match(texte, d) for d, _ in bornes)):
            return bornes
    return []


def _sans_rang(texte: str, debut: int, fin: int) -> tuple[int, int]:
    rang = _RANG.match(texte[debut:fin])
    return debut + (rang.end() if rang else 0), debut + len(texte[debut:fin].rstrip(" ,;.»"))


def _brut(bloc: Bloc, texte: str, debut: int, fin: int, rang: int) -> Brut:
    # offsets in the joined text give back those of the lines
    place = [ligne.debut + i for ligne in bloc.lignes for i in range(len(ligne.texte) + 1)]
    return Brut("engagement", texte[debut:fin], place[debut], place[fin - 1] + 1, rang, indices=["liste"])
