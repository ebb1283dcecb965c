"""Yearly series, one value a year and a territory: a forecast whose interval is made of its own past errors.

Stocks published once a year (DREES series) hold neither ages nor stays: only their path is known. The last value goes
on along a part of its recent slope; the part is the one that would have erred least, over every series together; the
interval holds the errors that this very forecast made from past origins, scaled by how much each series moves
(split conformal prediction: Vovk, Gammerman, Shafer, *Algorithmic Learning in a Random World*, 2005, ch. 2).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl

Reels = npt.NDArray[np.float64]

PENTES = (0.0, 0.25, 0.5, 0.75)
"""Parts of the recent slope that are tried."""

RECUL = 3
"""Years that give the recent slope."""

RECENTES = 3
"""Last origins that count by themselves too: when the country has begun to move, the whole past is too calm."""

PASSE = 5
"""Years without which a series gives no error."""


COUPES = frozenset({"69", "69D", "69M", "20", "2A", "2B"})
"""Départements that were cut in two, or made one, within the years of the published series."""


def matrices(series: pl.DataFrame) -> dict[str, Reels]:
    """For each indicator of the declared table ``SERIES``, départements × years, in order; not a number: not said.

    Départements cut in two on the way are left out.
    """
    lues = series.filter(pl.col("niveau") == "departement", ~pl.col("code").is_in(sorted(COUPES)))
    lues = lues.unique(["indicateur", "code", "annee"], keep="first", maintain_order=True).sort("annee", "code")
    return {
        str(indicateur): siennes.pivot("annee", index="code", values="valeur")
        .drop("code")
        .to_numpy()
        .astype(np.float64)
        for (indicateur,), siennes in sorted(lues.group_by("indicateur"))
    }


@dataclass(frozen=True, slots=True)
class Prevision:
    """Series × years ahead; not a number where the last values of a series are unknown."""

    median: Reels
    bas: Reels
    haut: Reels
    part_de_pente: float


def prevoir(valeurs: Reels, horizon: int, *, niveau: float = 0.90) -> Prevision:
    """Forecast ``horizon`` years after the last column of ``valeurs`` (series × years; not a number: unknown).

    Raises:
        ValueError: too few years, or no series is known well enough to err: no interval could be honest.
    """
    if valeurs.shape[1] < PASSE + horizon + 1:
        raise ValueError(
            f"Il faut au moins {PASSE + horizon + 1} années pour prévoir {horizon} ans et en vérifier l'écart."
        )
    logs = np.log(np.where(valeurs > 0, valeurs, np.nan))
    part = min(PENTES, key=lambda p: float(np.nanmean(np.abs(_ecarts(logs, horizon, p)[0]))))
    ecarts, mobilites = _ecarts(logs, horizon, part)
    centre = _prolonger(logs, horizon, part)
    mobile = _mobilite(logs)[:, None]
    bas, haut = np.empty_like(centre), np.empty_like(centre)
    for h in range(horizon):
        lus = np.abs(ecarts[:, :, h] / mobilites)
        marge = max(_quantile(lus, niveau), _quantile(lus[:, -RECENTES:], niveau)) * mobile[:, 0]
        bas[:, h], haut[:, h] = centre[:, h] - marge, centre[:, h] + marge
    return Prevision(np.exp(centre), np.exp(bas), np.exp(haut), part)


def _quantile(ecarts: Reels, niveau: float) -> float:
    """The conformal quantile of the known errors."""
    connus = np.sort(ecarts[np.isfinite(ecarts)])
    if not len(connus):
        raise ValueError("Aucune série n'est connue assez longtemps pour vérifier une prévision passée.")
    return float(connus[min(len(connus) - 1, int(np.ceil(niveau * (len(connus) + 1))) - 1)])


def _prolonger(logs: Reels, horizon: int, part: float) -> Reels:
    pente = (logs[:, -1] - logs[:, -1 - RECUL]) / RECUL
    pas = np.cumsum(part ** np.arange(1, horizon + 1)) if part else np.zeros(horizon)
    return np.asarray(logs[:, -1:] + np.where(np.isfinite(pente), pente, 0.0)[:, None] * pas, np.float64)


def _mobilite(logs: Reels) -> Reels:
    """How much each series moves from year to year, drawn towards the middle of all of them."""
    pas = np.abs(np.diff(logs, axis=1))
    connus = np.isfinite(pas)
    sommes = np.where(connus, pas, 0.0).sum(axis=1)
    milieu = float(np.nanmedian(pas)) if connus.any() else 0.05
    return np.asarray((sommes + PASSE * milieu) / (connus.sum(axis=1) + PASSE), np.float64)


def _ecarts(logs: Reels, horizon: int, part: float) -> tuple[Reels, Reels]:
    """Errors from each past origin (series × origins × years ahead), and how much the series moved until then."""
    annees = logs.shape[1]
    origines = range(PASSE, annees - horizon)
    ecarts = np.full((logs.shape[0], len(origines), horizon), np.nan)
    mobilites = np.empty((logs.shape[0], len(origines)))
    for rang, origine in enumerate(origines):
        connu = logs[:, : origine + 1]
        ecarts[:, rang, :] = logs[:, origine + 1 : origine + 1 + horizon] - _prolonger(connu, horizon, part)
        mobilites[:, rang] = _mobilite(connu)
    return ecarts, mobilites


def couverture(valeurs: Reels, horizon: int, *, depuis: int, niveau: float = 0.90) -> tuple[int, int]:
    """How many values the intervals held, and how many were forecast, from each origin ``depuis`` (a column) on.

    Each forecast knows only what came before its origin.
    """
    tenus = prevus = 0
    for origine in range(depuis, valeurs.shape[1] - horizon):
        p = prevoir(valeurs[:, : origine + 1], horizon, niveau=niveau)
        vrais = valeurs[:, origine + 1 : origine + 1 + horizon]
        connus = np.isfinite(vrais) & np.isfinite(p.bas)
        tenus += int(((vrais >= p.bas) & (vrais <= p.haut) & connus).sum())
        prevus += int(connus.sum())
    return tenus, prevus
