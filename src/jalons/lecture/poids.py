"""What each doubt weighs: a logistic regression in which a doubt can only take points away."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

RETENUE = 3.0
"""How much a weight is held near nothing: a doubt met a few times only weighs little."""
DEPART = 3.0
"""Points of a kind of which little is known."""


@dataclass(frozen=True, slots=True)
class Releve:
    """An element read in a document of which the key is known."""

    genre: str
    doutes: tuple[str, ...]
    mise_en_page: str
    juste: bool


def peser(lus: Sequence[Releve]) -> tuple[dict[str, float], dict[str, float]]:
    """The points of each kind, and those that each doubt takes away (only those that take some).

    >>> sains = [Releve("fiche", (), "a", True)] * 50
    >>> genres, doutes = peser([*sains, *[Releve("fiche", ("numero",), "a", False)] * 50])
    >>> genres["fiche"] > 0, doutes["numero"] > 2 * genres["fiche"] - 1, genres["fiche"] - doutes["numero"] < 0
    (True, True, True)
    """
    import numpy as np
    from scipy.optimize import minimize
    from scipy.sparse import csr_matrix

    genres = sorted({r.genre for r in lus})
    doutes = sorted({d for r in lus for d in r.doutes})
    colonnes = {nom: rang for rang, nom in enumerate([*genres, *(f"- {d}" for d in doutes)])}
    cases = [(i, colonnes[nom]) for i, r in enumerate(lus) for nom in (r.genre, *(f"- {d}" for d in r.doutes))]
    lignes, rangs = zip(*cases, strict=True)
    x = csr_matrix((np.ones(len(cases)), (lignes, rangs)), shape=(len(lus), len(colonnes)))
    y = np.array([1.0 if r.juste else -1.0 for r in lus])
    depart = np.array([DEPART] * len(genres) + [0.0] * len(doutes))
    retenue = np.array([0.1] * len(genres) + [RETENUE] * len(doutes))

    def cout(w: np.ndarray) -> tuple[float, np.ndarray]:
        z = y * (x @ w)
        ecart = w - depart
        pente = -(x.T @ (y / (1 + np.exp(np.minimum(z, 500)))))
        return float(np.logaddexp(0, -z).sum() + (retenue * ecart**2).sum()), pente + 2 * retenue * ecart

    bornes = [(None, None)] * len(genres) + [(None, 0.0)] * len(doutes)
    w = minimize(cout, depart, jac=True, method="L-BFGS-B", bounds=bornes, options={"maxiter": 500}).x
    points = {genre: round(float(w[colonnes[genre]]), 2) for genre in genres}
    otes = {d: round(-float(w[colonnes[f"- {d}"]]), 2) for d in doutes}
    return points, {d: p for d, p in otes.items() if p > 0}
