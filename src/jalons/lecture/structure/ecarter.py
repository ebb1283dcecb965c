"""Lines that say nothing by themselves: boxes to tick, the title that comes back, tables of contents."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from jalons.lecture.grammaire import Grammaire
from jalons.lecture.plat import plat
from jalons.lecture.structure.lignes import Ligne

_COCHEE = "☒☑"
_VIDE = "☐□"
_CROCHETS = re.compile(r"\[\s?[xX✓✔]?\s?\]")
_CASE = re.compile(rf"[{_COCHEE}{_VIDE}]|{_CROCHETS.pattern}")
_GARDEES = frozenset({"public", "territoire"})
"""Labels under which what is ticked is read."""
DEBUT = 12
"""Lines in which the document says its own title."""


def ecarter(toutes: Sequence[Ligne], grammaire: Grammaire) -> list[Ligne]:
    """The lines without the choices of a form, the crosses of a calendar, the title of the document told again."""
    parasites = grammaire.donnees["parasites"]
    toutes = [ligne for ligne in toutes if not any(ligne.plat.startswith(dit) for dit in parasites)]
    return _sans_titre_courant(_sans_cases(_sans_croix(sommaires_nus(toutes), grammaire), grammaire), grammaire)


_PAGE_NUE = re.compile(r"[^\W\d_][»)*]?\s+(\d{1,3})$")
_ENTREE = re.compile(
    r"(?:\d|[ivx]+\s?[.-]|(?:axe|orientation|fiche|action|partie|chapitre|annexe|objectif|engagement)\b)"
)
ENTREES, ENTRE, PART = 6, 2, 0.6
"""Fewest entries of a table of contents, most lines between two, least share of them that a rank or a word begins."""


def sommaires_nus(toutes: Sequence[Ligne]) -> list[Ligne]:
    """The lines, those of a table of contents without guides known by their page numbers, which never go down."""
    rendus = list(toutes)
    suite: list[int] = []
    derniere = 0
    for rang, ligne in enumerate([*toutes, None]):
        trouve = _PAGE_NUE.search(ligne.texte) if ligne is not None else None
        page = int(trouve.group(1)) if trouve else -1
        if ligne is None or (suite and rang - suite[-1] > ENTRE + 1) or 0 <= page < derniere:
            _marquer_le_sommaire(rendus, suite)
            suite, derniere = [], 0
        if page >= max(derniere, 1):
            suite.append(rang)
            derniere = page
    return rendus


def _marquer_le_sommaire(lignes: list[Ligne], suite: Sequence[int]) -> None:
    pages = {_PAGE_NUE.search(lignes[rang].texte).group(1) for rang in suite}  # type: ignore[union-attr]
    tetes = sum(bool(_ENTREE.match(lignes[r].plat) or lignes[r].puce[:1].isdigit()) for r in suite)
    if len(suite) < ENTREES or len(pages) < ENTREES / 2 or tetes < PART * len(suite):
        return
    for rang in suite:
        ligne = lignes[rang]
        fin = len(ligne.texte) - len(re.search(r"\s+\d{1,3}$", ligne.texte).group())  # type: ignore[union-attr]
        lignes[rang] = replace(
            ligne, sommaire=True, texte=ligne.texte[:fin], plat=ligne.plat[:fin], fin=ligne.debut + fin
        )


_CASES = re.compile(r"\s*\|\s*")
_CROIX = re.compile(r"[xX✓✔●■•–-]?")


def _sans_croix(toutes: Sequence[Ligne], grammaire: Grammaire) -> list[Ligne]:
    """The lines without the rows of a calendar: « Action 2 | X | | X » only says when, of an action told elsewhere."""
    return [ligne for ligne in toutes if not _de_croix(ligne, grammaire)]


def _de_croix(ligne: Ligne, grammaire: Grammaire) -> bool:
    if ligne.texte.count("|") < 2:
        return False
    tete, *autres = _CASES.split(ligne.texte)
    titre = grammaire.titre(plat(tete))
    sans_titre = titre is not None and not tete[titre.reste :].strip()
    return sans_titre and all(_CROIX.fullmatch(case.strip()) for case in autres)


def _sans_cases(toutes: Sequence[Ligne], grammaire: Grammaire) -> list[Ligne]:
    """The lines without the boxes, when the document has ticked ones and empty ones: others are mere bullets.

    What is ticked is kept, without its box, under labels of publics and territories only.
    """
    if not _a_des_cases(toutes):
        return list(toutes)
    rendus: list[Ligne] = []
    ici = ""
    for ligne in toutes:
        etiquettes = grammaire.etiquettes(ligne.plat)
        ici = etiquettes[-1][0] if etiquettes else "" if grammaire.titre(ligne.plat) else ici
        cases = list(_CASE.finditer(ligne.texte))
        en_puce = ligne.puce in (*_COCHEE, *_VIDE) and bool(ligne.puce)
        if not cases and not en_puce:
            rendus.append(ligne)
        elif len(cases) + en_puce > 1 or (cases and cases[0].start() > 0):
            tete = ligne.texte[: cases[0].start()].rstrip() if cases and not en_puce else ""
            if len(tete) > 3:
                fin = len(tete)
                rendus.append(replace(ligne, fin=ligne.debut + fin, texte=tete, plat=ligne.plat[:fin]))
        elif ici in _GARDEES and _cochee(ligne):
            saut = re.match(rf"(?:{_CASE.pattern})?\s*", ligne.texte).end()  # type: ignore[union-attr]
            rendus.append(
                replace(ligne, debut=ligne.debut + saut, texte=ligne.texte[saut:], plat=ligne.plat[saut:], puce="☑")
            )
    return rendus


def _cochee(ligne: Ligne) -> bool:
    marque = ligne.puce if ligne.puce in (*_COCHEE, *_VIDE) and ligne.puce else ligne.texte[:4]
    return any(c in marque for c in _COCHEE) or bool(re.match(r"\[\s?[xX✓✔]", marque))


def _a_des_cases(toutes: Sequence[Ligne]) -> bool:
    marques = [m.group() for ligne in toutes for m in _CASE.finditer(f"{ligne.puce} {ligne.texte}")]
    cochees = sum(m in _COCHEE or bool(re.search("[xX✓✔]", m)) for m in marques)
    return 0 < cochees < len(marques)


def _sans_titre_courant(toutes: Sequence[Ligne], grammaire: Grammaire) -> list[Ligne]:
    """The lines without those that repeat, three times or more, what the document calls itself; the first one stays."""
    cles = [re.sub(r"\d+", "0", ligne.plat).strip(" -–|·•0") for ligne in toutes]
    comptes = Counter(cle for cle, ligne in zip(cles, toutes, strict=True) if not ligne.puce and not ligne.sommaire)
    titre = " ".join(cles[:DEBUT])
    courants = {
        cle for cle, n in comptes.items()
        if n >= 3 and 12 <= len(cle) <= 110 and grammaire.titre(cle) is None and not grammaire.etiquettes(cle)
        and (grammaire.noms_de_schema.match(cle) or (cle in titre and grammaire.noms_de_schema.search(cle)))
    }  # fmt: skip
    return [
        ligne for rang, (ligne, cle) in enumerate(zip(toutes, cles, strict=True))
        if cle not in courants or ligne.puce or rang == cles.index(cle)
    ]  # fmt: skip
