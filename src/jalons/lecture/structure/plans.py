"""Plans of action told by rows: a row of heads (« Action | Pilote | Échéance »), then a row for each action."""

from __future__ import annotations

import re
from collections.abc import Sequence

from jalons.lecture.grammaire import Grammaire
from jalons.lecture.plat import plat
from jalons.lecture.structure.lignes import Ligne
from jalons.lecture.structure.rangees import Case, rangees

INTITULES = frozenset({"modalites", "intitule"})
"""What a column of actions may be called, by the section of its label."""
_CASES = re.compile(r"\s*\|\s*|\s{3,}")
_TETE = re.compile(
    r"(?:(?:n\s?[°o]|numero|ref(?:erence)?|code|#)"
    r"(?:\s?(?:de |d')?(?:l'|la )?(?:actions?|fiches?|mesures?|ordre))?)?\.?"
)
_ENTRE = 2
"""Most lines between two rows: the head and the foot of a page."""
_ACTION = re.compile(
    r"(?:(?:intitule|libelle|titre|nom|description)s? (?:de |des )?(?:l')?)?"
    r"(?:actions?|mesures?|operations?|projets?)\b.*"
)


_PERIODE = re.compile(
    r"(?:(?:19|20)\d\d|[st][1-4]|[1-4]\s?(?:er|e|eme) (?:semestre|trimestre))(?:[ /-]+(?:19|20)?\d\d)?"
)


_SOMME = re.compile(r"\d[\d\s.,]*\s?(?:[kM]?€|euros?)?")
_TOTAL = re.compile(r"(?:sous[\s-])?total\b|ensemble\b")


def lire_plans(toutes: Sequence[Ligne], grammaire: Grammaire) -> dict[int, tuple[Case, ...]]:
    """The rows of the plans of action, by the offset of their line; a row of heads is an empty one."""
    rendu: dict[int, tuple[Case, ...]] = {}
    colonnes: list[str] = []
    autres = 0
    for rang, ligne in enumerate(toutes):
        if ligne.debut in rendu:
            autres = 0
            continue
        cases = _cases(ligne)
        tetes = _tetes(cases, grammaire, toutes[rang + 1 : rang + 2])
        if tetes:
            colonnes, rendu[ligne.debut], autres = tetes, (), 0
            if "|" not in ligne.texte:
                bords = [ligne.retrait + place for place, _ in cases]
                rendu |= rangees(toutes[rang + 1 : _fin(toutes, rang, grammaire)], tetes, bords)
        elif colonnes and len(cases) == len(colonnes):
            autres = 0
            rendu[ligne.debut] = tuple(
                Case(quoi, texte, ligne.debut + a, ligne.debut + a + len(texte))
                for quoi, (a, texte) in zip(colonnes, cases, strict=True) if quoi and texte
            )  # fmt: skip
        elif colonnes:
            autres += 1
            colonnes = (
                [] if autres > _ENTRE or grammaire.titre(ligne.plat) or grammaire.etiquettes(ligne.plat) else colonnes
            )
    return {debut: () if _total(cases) else cases for debut, cases in rendu.items()}


def _fin(toutes: Sequence[Ligne], rang: int, grammaire: Grammaire) -> int:
    """Where the rows under the heads of the line ``rang`` end at the latest: before a heading or other heads."""
    for ici in range(rang + 1, len(toutes)):
        ligne = toutes[ici]
        if grammaire.titre(ligne.plat) or (ligne.plat != toutes[rang].plat and _tetes(_cases(ligne), grammaire, ())):
            return ici
    return len(toutes)


def _total(cases: Sequence[Case]) -> bool:
    """Whether a row sums up the others."""
    return any(case.quoi == "action" and _TOTAL.match(plat(case.texte)) for case in cases)


def _cases(ligne: Ligne) -> list[tuple[int, str]]:
    """The cells of a line and where each begins in it."""
    motif = re.compile(r"\s*\|\s*") if "|" in ligne.texte else _CASES
    rendu, ici = [], 0
    for separe in motif.finditer(ligne.texte):
        rendu.append((ici, ligne.texte[ici : separe.start()]))
        ici = separe.end()
    return [*rendu, (ici, ligne.texte[ici:])] if rendu else []


def _tetes(cases: Sequence[tuple[int, str]], grammaire: Grammaire, dessous: Sequence[Ligne]) -> list[str]:
    """What each column holds when the cells are heads, one of them of actions and one more known; else nothing.

    Columns of sums, as the line under them shows, need no other known head.
    """
    if len(cases) < 3 or any(len(texte) > 45 for _, texte in cases):
        return []
    tetes = [plat(texte).strip(" .:") for _, texte in cases]
    noms = [_nom(tete, grammaire) for tete in tetes]
    if "action" not in noms:
        noms = ["action" if _modalites(tete, grammaire) else nom for nom, tete in zip(noms, tetes, strict=True)]
    if noms.count("action") != 1 or (sum(bool(n) for n in noms) < 2 and not _sommes(dessous, len(cases))):
        return []
    # what stands before the action is what it belongs to: one aim for several rows
    avant = noms.index("action")
    return ["niveau" if r < avant and _niveau(plat(t), grammaire) else noms[r] for r, (_, t) in enumerate(cases)]


def _sommes(dessous: Sequence[Ligne], nombre: int) -> bool:
    """Whether a line holds a name then sums, one in each column but one at most."""
    textes = [texte for ligne in dessous for _, texte in _cases(ligne)]
    return len(textes) == nombre and sum(bool(_SOMME.fullmatch(texte)) for texte in textes[1:]) >= nombre - 2


def _modalites(tete: str, grammaire: Grammaire) -> bool:
    """Whether the head names what is to be done by another word: « Mise en œuvre », « Ce que nous ferons »."""
    etiquettes = grammaire.etiquettes(tete)
    return [nom for nom, _ in etiquettes] == ["modalites"] and ("action" in tete or not tete.startswith(_DE_L_ACTION))


_DE_L_ACTION = ("etape", "description", "descriptif", "contenu", "detail")
"""First words of heads of columns that tell more of an action named elsewhere."""


def _niveau(tete: str, grammaire: Grammaire) -> bool:
    tete = tete.strip(" .:")
    return grammaire.tetes.fullmatch(tete) is not None and not tete.startswith(("fiche", "mesure", "operation"))


def _nom(tete: str, grammaire: Grammaire) -> str:
    if _TETE.fullmatch(tete):
        return "numero" if tete else ""
    if _ACTION.fullmatch(tete):
        return "action"
    if _PERIODE.fullmatch(tete):
        return "periode"
    if tete.startswith("livrable"):
        return "livrable"  # what an action hands over is no result of the fiche
    etiquettes = grammaire.etiquettes(tete)
    return etiquettes[0][0] if len(etiquettes) == 1 and etiquettes[0][0] not in INTITULES else ""
