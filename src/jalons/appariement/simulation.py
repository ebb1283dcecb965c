"""What if: the same children with places added. What it changes for those who wait, and which new places serve."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from jalons.appariement.plan import Plan, planifier
from jalons.appariement.poids import Poids
from jalons.appariement.probleme import Lieu, Probleme
from jalons.appariement.resultats import Bilan, dresser
from jalons.appariement.solveur import TRAVAIL
from jalons.appariement.terrain import Terrain
from jalons.noyau.saisie import EntreeRefusee, Faute


@dataclass(frozen=True, slots=True)
class Usage:
    """How the places of one kind that were added serve."""

    genre: str
    ajoutees: int
    occupees: int


@dataclass(frozen=True, slots=True)
class Simulation:
    """Before and after.

    Attributes:
        gagnants: children who wait without proposal before, and have one after.
    """

    avant: Bilan
    apres: Bilan
    points_avant: float
    points_apres: float
    prouves: bool
    gagnants: tuple[str, ...]
    usages: tuple[Usage, ...]

    def en_json(self) -> dict[str, Any]:
        """The public form."""
        return asdict(self)


def simuler(probleme: Probleme, poids: Poids, ajouts: Sequence[Lieu], *, travail: float = TRAVAIL) -> Simulation:
    """The plan as things are, and with ``ajouts``.

    Raises:
        EntreeRefusee: an added place bears a key that is already taken.
    """
    pris = {lieu.cle for lieu in probleme.lieux}
    if doubles := [lieu.cle for lieu in ajouts if lieu.cle in pris]:
        raise EntreeRefusee(
            [Faute("lieux", f"« {cle} » est déjà un lieu du problème : nommez autrement le lieu ajouté.", cle)
             for cle in doubles]
        )  # fmt: skip
    avant, apres = Terrain(probleme, poids), Terrain(replace(probleme, lieux=(*probleme.lieux, *ajouts)), poids)
    plans = [planifier(t, travail=travail) for t in (avant, apres)]
    gagnants = tuple(
        e.cle for e, a, b in zip(probleme.enfants, plans[0].lieux, plans[1].lieux, strict=True) if a is None and b
    )
    return Simulation(
        dresser(avant, plans[0]), dresser(apres, plans[1]), plans[0].points, plans[1].points,
        all(p.prouve for p in plans), gagnants, _usages(ajouts, plans[1]),
    )  # fmt: skip


def _usages(ajouts: Sequence[Lieu], plan: Plan) -> tuple[Usage, ...]:
    occupes = Counter(plan.lieux)
    genres = list(dict.fromkeys(lieu.genre or "sans type" for lieu in ajouts))
    return tuple(
        Usage(
            genre, sum(lieu.libres for lieu in ajouts if (lieu.genre or "sans type") == genre),
            sum(occupes[lieu.cle] for lieu in ajouts if (lieu.genre or "sans type") == genre),
        )
        for genre in genres
    )  # fmt: skip
