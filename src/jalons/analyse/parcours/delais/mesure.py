"""The answer for each link and group: counts, percentiles of Kaplan-Meier, share within the delay."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

import polars as pl

from jalons.analyse.parcours.delais.attentes import ATTEND, EXPOSEE, FINIE, NON_VERIFIABLE, SANS_OBJET, attentes
from jalons.analyse.parcours.delais.chaines import AXES
from jalons.analyse.parcours.delais.liens import LIENS, Lien
from jalons.analyse.parcours.delais.reperes import Repere
from jalons.analyse.parcours.survie.kaplan_meier import Duree, estimer

FRAGILE = 30
"""Waits below which a percentile is shown as fragile: a choice of the statistician, not a rule of disclosure."""
ENSEMBLE = "ensemble"
"""Name of the group that holds everybody."""


@dataclass(frozen=True, slots=True)
class Part:
    """Share of waits that end within a delay, those who still wait counted; shares from 0 to 1.

    Attributes:
        valeur: ``None`` when nobody has been followed until the last day of the delay.
        concernees: waits to which the delay applies.
        depassees: those who still wait, and whose last day has passed.
    """

    valeur: float | None
    bas: float | None
    haut: float | None
    regle: str
    delai: str
    source: str
    nature: str
    confirmee: bool
    concernees: int
    depassees: int


@dataclass(frozen=True, slots=True)
class Resultat:
    """One link, for one group.

    Attributes:
        commencees: ended, waiting or stopped; those not checkable come besides.
        mediane, p90: ``None`` when no wait has begun.
        plus_longue: days, among those who still wait; ``None`` when nobody waits.
        fragile: fewer than ``FRAGILE`` waits bear on the percentiles.
    """

    lien: str
    groupe: str
    commencees: int
    finies: int
    attendent: int
    sans_objet: int
    non_verifiables: int
    mediane: Duree | None
    p90: Duree | None
    plus_longue: int | None
    part: Part | None
    fragile: bool

    def en_json(self) -> dict[str, Any]:
        """The public form: numbers, and null for what is not reached or not known."""
        return asdict(self)

    @classmethod
    def lire(cls, dit: Mapping[str, Any]) -> Resultat:
        """The result that ``en_json`` said."""
        durees = {nom: None if dit[nom] is None else Duree(**dit[nom]) for nom in ("mediane", "p90")}
        part = None if dit["part"] is None else Part(**dit["part"])
        return cls(**{**dit, **durees, "part": part})


def mesurer(
    chaines: pl.DataFrame, au: date, *, par: str | None = None, reperes: Mapping[str, Repere] | None = None,
    liens: Sequence[Lien] = LIENS,
) -> list[Resultat]:  # fmt: skip
    """Every link of ``chaines`` as known on ``au``, for everybody or for each group of the axis ``par``."""
    return mesurer_attentes(attentes(chaines, au, liens), au, par=par, reperes=reperes, liens=liens)


def mesurer_attentes(
    lignes: pl.DataFrame, au: date, *, par: str | None = None, reperes: Mapping[str, Repere] | None = None,
    liens: Sequence[Lien] = LIENS,
) -> list[Resultat]:  # fmt: skip
    """The same from waits already drawn up; groups in the order of their names, links in their own.

    Raises:
        ValueError: ``par`` is not an axis.
    """
    if par is not None and par not in AXES:
        raise ValueError(f"Unknown axis {par!r}.")
    situees = _situer(lignes, reperes or {}, au)
    parties = situees.partition_by("lien", *([par] if par else []), as_dict=True)
    par_cle = {(cle[0], cle[1] if par else ENSEMBLE): partie for cle, partie in parties.items()}
    noms = sorted({str(groupe) for _, groupe in par_cle}) if par else [ENSEMBLE]
    vide = situees.clear()
    return [
        _resultat(lien.code, nom, par_cle.get((lien.code, nom), vide), (reperes or {}).get(lien.code))
        for nom in noms
        for lien in liens
    ]


def croiser(
    lignes: pl.DataFrame, au: date, axes: tuple[str, str], *, reperes: Mapping[str, Repere] | None = None,
    liens: Sequence[Lien] = LIENS,
) -> list[tuple[tuple[str, str], list[Resultat]]]:  # fmt: skip
    """Every link for each pair of values of two axes that some wait has; pairs in the order of their names.

    The ``groupe`` of each result is the second value of its pair.

    Raises:
        ValueError: one of ``axes`` is not an axis.
    """
    if not set(axes) <= set(AXES):
        raise ValueError(f"Unknown axes {axes!r}.")
    dus = reperes or {}
    rangees = _situer(lignes, dus, au).sort(*axes, "lien", maintain_order=True)
    tranches = rangees.with_row_index("rang").group_by(*axes, "lien").agg(pl.col("rang").min(), pl.len())
    # slices of one sorted table: thousands of small tables made one by one cost more than what is measured on them
    parties = {(str(p), str(s), str(lien)): (rang, n) for p, s, lien, rang, n in tranches.iter_rows()}
    return [
        (
            (p, s),
            [_resultat(x.code, s, rangees.slice(*parties.get((p, s, x.code), (0, 0))), dus.get(x.code)) for x in liens],
        )
        for p, s in sorted({(p, s) for p, s, _ in parties})
    ]


def _situer(lignes: pl.DataFrame, reperes: Mapping[str, Repere], au: date) -> pl.DataFrame:
    """Adds ``expose`` (bears on the percentiles), ``finie``, and ``ecart``: days after the last day of the delay, null
    where none applies. Months have no fixed number of days: each wait has its own last day."""
    dues = [_dues(lignes, repere) for repere in reperes.values()]
    vide = pl.DataFrame(schema={"lien": pl.String, "depuis": pl.Date, "due": pl.Date})
    limites = pl.concat([vide, *dues])
    vise = pl.lit(True)
    for repere in reperes.values():
        vise = pl.when(pl.col("lien") == repere.lien).then(_concerne(repere)).otherwise(vise)
    ecart = pl.col("jours") - (pl.col("due") - pl.col("depuis")).dt.total_days()
    return lignes.join(limites, on=["lien", "depuis"], how="left").with_columns(
        expose=EXPOSEE, finie=pl.col("etat") == FINIE, ecart=pl.when(vise & EXPOSEE).then(ecart),
        depassee=(pl.col("etat") == ATTEND) & (pl.col("due") < au) & vise,
    )  # fmt: skip


def _dues(lignes: pl.DataFrame, repere: Repere) -> pl.DataFrame:
    """Last day of the delay, for each day on which a wait began."""
    jours = lignes.filter(pl.col("lien") == repere.lien)["depuis"].drop_nulls().unique().sort()
    dues = pl.Series("due", [repere.due(jour) for jour in jours], dtype=pl.Date)
    return pl.DataFrame({"depuis": jours, "due": dues}).select(pl.lit(repere.lien).alias("lien"), "depuis", "due")


def _concerne(repere: Repere) -> pl.Expr:
    dehors = pl.col("nature").is_in(sorted(repere.hors)).fill_null(False)
    return ~dehors if repere.dans is None else pl.col("nature").is_in(sorted(repere.dans)).fill_null(False) & ~dehors


def _resultat(lien: str, groupe: str, lignes: pl.DataFrame, repere: Repere | None) -> Resultat:
    comptes: dict[str, int] = dict(lignes["etat"].value_counts().iter_rows())
    finies, attendent, stoppees = (comptes.get(etat, 0) for etat in (FINIE, ATTEND, SANS_OBJET))
    expose, finie, jours = (lignes[nom].to_numpy() for nom in ("expose", "finie", "jours"))
    nombre = int(expose.sum())
    courbe = estimer(jours[expose], finie[expose]) if nombre else None
    return Resultat(
        lien=lien, groupe=groupe, commencees=finies + attendent + stoppees, finies=finies, attendent=attendent,
        sans_objet=stoppees, non_verifiables=comptes.get(NON_VERIFIABLE, 0),
        mediane=courbe.percentile(0.5) if courbe else None, p90=courbe.percentile(0.9) if courbe else None,
        plus_longue=int(jours[lignes["etat"].to_numpy() == ATTEND].max()) if attendent else None,
        part=_part(lignes, repere) if repere is not None else None, fragile=nombre < FRAGILE,
    )  # fmt: skip


def _part(lignes: pl.DataFrame, repere: Repere) -> Part:
    visees = lignes.filter(pl.col("ecart").is_not_null())
    lue = estimer(visees["ecart"].to_numpy(), visees["finie"].to_numpy()).a(0) if visees.height else None
    valeur, haut, bas = (None, None, None) if lue is None else (1 - x for x in lue)
    return Part(
        valeur, bas, haut, repere.regle, repere.delai, repere.source, repere.nature, repere.confirmee, visees.height,
        int(lignes["depassee"].sum()),
    )  # fmt: skip


def courbe(lignes: pl.DataFrame, lien: str) -> Iterator[tuple[int, float, float | None, float | None, int]]:
    """Points of the curve of one link: day, share that waits beyond it, its interval, how many were followed so far."""
    vues = lignes.filter(EXPOSEE, pl.col("lien") == lien)
    if not vues.height:
        return
    lue = estimer(vues["jours"].to_numpy(), (vues["etat"] == FINIE).to_numpy())
    for rang in range(lue.jours.size):
        bas, haut = (None if x != x else float(x) for x in (lue.bas[rang], lue.haut[rang]))
        yield int(lue.jours[rang]), float(lue.reste[rang]), bas, haut, int(lue.exposes[rang])
