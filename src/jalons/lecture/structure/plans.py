"""Plans of action told by rows: a row of heads (« Action | Pilote | Échéance »), then a row for each action."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from jalons.lecture.grammaire import Grammaire
from jalons.lecture.structure.lignes import Ligne

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


@dataclass(frozen=True, slots=True)
class Case:
    """A cell: what its column holds ("action", "pilote", "numero"…), its words, where they stand."""

    quoi: str
    texte: str
    debut: int
    fin: int


def lire_plans(toutes: Sequence[Ligne], grammaire: Grammaire) -> dict[int, tuple[Case, ...]]:
    """The rows of the plans of action, by the offset of their line; a row of heads is an empty one."""
    rendu: dict[int, tuple[Case, ...]] = {}
    colonnes: list[str] = []
    autres = 0
    for ligne in toutes:
        cases = _cases(ligne)
        tetes = _tetes(cases, grammaire)
        if tetes:
            colonnes, rendu[ligne.debut], autres = tetes, (), 0
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
    return rendu


def _cases(ligne: Ligne) -> list[tuple[int, str]]:
    """The cells of a line and where each begins in it."""
    motif = re.compile(r"\s*\|\s*") if "|" in ligne.texte else _CASES
    rendu, ici = [], 0
    for separe in motif.finditer(ligne.texte):
        rendu.append((ici, ligne.texte[ici : separe.start()]))
        ici = separe.end()
    return [*rendu, (ici, ligne.texte[ici:])] if rendu else []


def _tetes(cases: Sequence[tuple[int, str]], grammaire: Grammaire) -> list[str]:
    """What each column holds when the cells are heads, one of them of actions and one more known; else nothing."""
    if len(cases) < 3 or any(len(texte) > 45 for _, texte in cases):
        return []
    from jalons.lecture.plat import plat

    noms = [_nom(plat(texte).strip(" .:"), grammaire) for _, texte in cases]
    if noms.count("action") != 1 or sum(bool(n) for n in noms) < 2:
        return []
    # what stands before the action is what it belongs to: one aim for several rows
    avant = noms.index("action")
    return ["niveau" if r < avant and _niveau(plat(t), grammaire) else noms[r] for r, (_, t) in enumerate(cases)]


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
    etiquettes = grammaire.etiquettes(tete)
    return etiquettes[0][0] if len(etiquettes) == 1 and etiquettes[0][0] not in INTITULES else ""
