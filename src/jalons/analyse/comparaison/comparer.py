"""One indicator of a département, one year, against its région and the nation."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from jalons.analyse.comparaison.entonnoir import Entonnoir, Point, dresser
from jalons.analyse.comparaison.series import NATION, Lieu, Lue, Series
from jalons.analyse.indicateurs.lecture import indicateurs
from jalons.analyse.indicateurs.modele import Indicateur


@dataclass(frozen=True, slots=True)
class Place:
    """Place among the départements whose value is known.

    Attributes:
        rang: 1 for the highest; equal values have the same.
        quantile: share of the others that are lower, half of the equal ones counted (0 to 1).
    """

    rang: int
    sur: int
    quantile: float


@dataclass(frozen=True, slots=True)
class AnneeIndice:
    """One year of the three territories: values, and indices with 100 for the base year; ``None``: not known."""

    annee: int
    valeurs: tuple[float | None, ...]
    indices: tuple[float | None, ...]


@dataclass(frozen=True, slots=True)
class Comparaison:
    """What is told of one indicator.

    Attributes:
        lieux, valeurs: the département, its région (when known) and the nation, in this order.
        place: ``None`` when the value is not known.
        evolution: since the year before, in percent, or in points for a share; ``depuis_base``: since ``base``.
        entonnoir: for rates and shares, when there are enough départements.
    """

    indicateur: Indicateur
    annee: int
    edition: str
    statut: str
    lieux: tuple[Lieu, ...]
    valeurs: tuple[Lue, ...]
    place: Place | None
    base: int | None
    evolution: float | None
    depuis_base: float | None
    historique: tuple[AnneeIndice, ...]
    entonnoir: Entonnoir | None

    @property
    def point(self) -> Point | None:
        """The département in the funnel."""
        if self.entonnoir is None:
            return None
        return next((p for p in self.entonnoir.points if p.code == self.lieux[0].code), None)

    def en_json(self) -> dict[str, Any]:
        """The public form."""
        i, place, point = self.indicateur, self.place, self.point
        return {
            "indicateur": i.code, "libelle": i.libelle, "unite": i.unite, "annee": self.annee, "edition": self.edition,
            "statut": self.statut, "reserve": i.reserve, "source": i.source,
            "territoires": [
                {"niveau": lieu.niveau, "code": lieu.code, "nom": lieu.nom, "valeur": lue.valeur,
                 "numerateur": lue.haut, "denominateur": lue.bas, "estimee": lue.estimee, "raison": lue.raison}
                for lieu, lue in zip(self.lieux, self.valeurs, strict=True)
            ],
            "rang": place and place.rang, "sur": place and place.sur, "quantile": place and place.quantile,
            "evolution_un_an": self.evolution, "base": self.base, "evolution_depuis_base": self.depuis_base,
            "base_100": [
                {"annee": h.annee, **{lieu.niveau: indice for lieu, indice in zip(self.lieux, h.indices, strict=True)}}
                for h in self.historique
            ],
            "position": None if point is None or self.entonnoir is None else self.entonnoir.position(point).value,
            "entonnoir": None if self.entonnoir is None else self.entonnoir.en_json(),
        }  # fmt: skip


_ORDRE = (("enfants", "mesures", "personnes"), ("‰",), ("%",))
"""Counts first, then rates, then shares, then money."""


def choisis(codes: Iterable[str] = ()) -> list[Indicateur]:
    """The indicators drawn from series with these codes, all of them when none is named."""
    voulus = set(codes)
    choix = [i for i in indicateurs().values() if i.base == "series" and (not voulus or i.code in voulus)]
    return sorted(choix, key=lambda i: next((r for r, unites in enumerate(_ORDRE) if i.unite in unites), len(_ORDRE)))


def comparer(
    series: Series, code: str, annee: int, codes: Iterable[str] = (), *, base: int | None = None
) -> list[Comparaison]:
    """Every indicator asked for.

    Args:
        base: year of index 100; without it, ten years before, or the first one after that is known.

    Raises:
        KeyError: the series know no département of this code.
    """
    ici = series.departement(code)
    if ici is None:
        raise KeyError(code)
    region = series.region_de(code)
    lieux = (ici, *([region] if region else []), NATION)
    return [_une(series, i, lieux, annee, base) for i in choisis(codes)]


def _une(series: Series, i: Indicateur, lieux: tuple[Lieu, ...], annee: int, base: int | None) -> Comparaison:
    valeurs = tuple(series.lire(i, lieu, annee) for lieu in lieux)
    autres = [(d, series.lire(i, d, annee)) for d in series.departements(annee, lieux[0].code)]
    connues = [lue.valeur for _, lue in autres if lue.valeur is not None]
    passe = {a: tuple(series.lire(i, lieu, a).valeur for lieu in lieux) for a in series.annees() if a <= annee}
    depart = _base(passe, annee, base)
    reperes = passe.get(depart, ()) if depart is not None else ()
    historique = tuple(
        AnneeIndice(a, v, _indices(v, reperes)) for a, v in passe.items() if any(x is not None for x in v)
    )
    return Comparaison(
        i, annee, *series.millesime, lieux, valeurs, _place(valeurs[0].valeur, connues), depart,
        _evolution(i, passe.get(annee - 1, (None,))[0], valeurs[0].valeur),
        _evolution(i, reperes[0] if reperes else None, valeurs[0].valeur), historique, _entonnoir(i, autres),
    )  # fmt: skip


def _place(valeur: float | None, connues: Sequence[float]) -> Place | None:
    if valeur is None or not connues:
        return None
    plus, egales = sum(v > valeur for v in connues), sum(v == valeur for v in connues)
    autres = len(connues) - 1
    dessous = len(connues) - plus - egales
    quantile = (dessous + (egales - 1) / 2) / autres if autres > 0 else 0.5
    return Place(plus + 1, len(connues), quantile)


def _base(passe: dict[int, tuple[float | None, ...]], annee: int, demandee: int | None) -> int | None:
    if demandee is not None:
        return demandee
    complets = [a for a, v in passe.items() if all(v) and annee - 10 <= a < annee]
    return min(complets, default=None)


def _indices(valeurs: tuple[float | None, ...], reperes: tuple[float | None, ...]) -> tuple[float | None, ...]:
    if not reperes:
        return (None,) * len(valeurs)
    return tuple(100 * v / r if v is not None and r else None for v, r in zip(valeurs, reperes, strict=True))


def _evolution(i: Indicateur, avant: float | None, apres: float | None) -> float | None:
    """A share moves in points: from 10 % to 11 % is one point, not ten percent."""
    if avant is None or apres is None:
        return None
    if i.unite == "%":
        return apres - avant
    return 100 * (apres / avant - 1) if avant else None


def _entonnoir(i: Indicateur, autres: Sequence[tuple[Lieu, Lue]]) -> Entonnoir | None:
    loi = i.parametres.get("loi")
    if loi is None:
        return None
    points = [Point(d.code, d.nom, lue.haut, lue.bas) for d, lue in autres if lue.haut is not None and lue.bas]
    return dresser(points, loi, i.parametres["pour"])
