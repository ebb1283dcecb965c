"""Figures as a reader sees them: lines of a table, pictures, cells of an export."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from jalons.analyse.graphiques import Attente, Figure, PointDeCourbe, courbe_d_attente, haltere
from jalons.analyse.parcours.delais import LIENS_PAR_CODE, MAILLONS, Duree, Lien, Part, Resultat
from jalons.analyse.parcours.delais.reperes import Repere

NON_ATTEINT = "non atteint"


@dataclass(frozen=True, slots=True)
class Ligne:
    """One link, for one group, in words."""

    lien: Lien
    groupe: str
    r: Resultat

    @property
    def mediane(self) -> str:
        """Days, or why there is none."""
        return dire_duree(self.r.mediane)

    @property
    def p90(self) -> str:
        """Days, or why there is none."""
        return dire_duree(self.r.p90)

    @property
    def intervalle(self) -> str:
        """Interval of the median; empty where there is none."""
        return dire_intervalle(self.r.mediane)

    @property
    def part(self) -> str:
        """Share within the delay."""
        return dire_part(self.r.part)

    @property
    def part_intervalle(self) -> str:
        """Its interval; empty where there is none."""
        part = self.r.part
        if part is None or part.bas is None or part.haut is None:
            return ""
        return f"{100 * part.bas:.0f} à {100 * part.haut:.0f}\xa0%"

    @property
    def plus_longue(self) -> str:
        """Longest wait under way."""
        return "" if self.r.plus_longue is None else f"{self.r.plus_longue}\xa0j"


def lignes(resultats: Iterable[Resultat], noms: Mapping[str, str] | None = None) -> list[Ligne]:
    """The results in words; ``noms``: of the groups."""
    return [Ligne(LIENS_PAR_CODE[r.lien], (noms or {}).get(r.groupe, r.groupe), r) for r in resultats]


def dire_duree(duree: Duree | None) -> str:
    """Days; « non atteint » when too many still wait; « aucune attente » when none has begun.

    >>> dire_duree(Duree(None, 12, None)), dire_duree(None)
    ('non atteint', 'aucune attente')
    """
    if duree is None:
        return "aucune attente"
    return NON_ATTEINT if duree.jours is None else f"{duree.jours}\xa0j"


def dire_intervalle(duree: Duree | None) -> str:
    """From … to …, an open end said.

    >>> dire_intervalle(Duree(23, 13, None))
    'de 13 à ? j'
    """
    if duree is None or duree.jours is None:
        return ""
    bas, haut = ("?" if x is None else str(x) for x in (duree.bas, duree.haut))
    return f"de {bas} à {haut} j"


def dire_part(part: Part | None) -> str:
    """A share in percent; « pas encore mesurable » when nobody was followed long enough; empty without a delay."""
    if part is None:
        return ""
    return "pas encore mesurable" if part.valeur is None else f"{100 * part.valeur:.0f}\xa0%"


def image(resultats: Sequence[Resultat]) -> Figure:
    """Median and 90th percentile of each link of the chain."""
    par_lien = {r.lien: r for r in resultats}
    attentes = [_attente(lien, par_lien[lien.code]) for lien in (*MAILLONS, LIENS_PAR_CODE["premier_jour"])]
    return haltere("chaine-des-delais", titre="Jours d'un maillon à l'autre", attentes=attentes)


def _attente(lien: Lien, r: Resultat) -> Attente:
    mediane, p90 = r.mediane, r.p90
    if mediane is None or p90 is None:
        return Attente(lien.libelle, None, None, None, None, vide=True)
    return Attente(lien.libelle, mediane.jours, mediane.bas, mediane.haut, p90.jours)


def image_de(lien: Lien, points: Sequence[PointDeCourbe], repere: Repere | None, au: date) -> Figure:
    """The curve of one link; its delay as counted from the day of the run."""
    due = repere.due(au) if repere is not None else None
    marque = ((due - au).days, repere.delai) if repere is not None and due is not None else None
    return courbe_d_attente(
        "courbe-d-attente", titre=f"{lien.libelle} : part de ceux qui attendent encore", points=points, repere=marque
    )
