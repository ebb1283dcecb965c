"""Children sent to another place because theirs was not, or no more, the right one: how many, from where, why."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from jalons.application.etablissements.nomenclatures import libelle_type
from jalons.application.places import listes
from jalons.application.places.models import Occupation

NON_DITE = "Raison non dite"


@dataclass(frozen=True, slots=True)
class Reorientations:
    """Those out of one type of place.

    Attributes:
        lieu: how many the place of stay asked for; the service asked for the others.
        raisons: how many for each reason, the most frequent first.
    """

    type: str
    nombre: int
    lieu: int
    raisons: list[tuple[str, int]]


def lire(codes: Iterable[str], depuis: date, au: date) -> list[Reorientations]:
    """Réorientations from ``depuis`` to ``au``, both included, by type of place, most first. One query."""
    finis = Occupation.objects.filter(
        collectivite_id__in=list(codes), nature=listes.SEJOUR, annulee_le=None, au__gte=depuis, au__lte=au,
        motif__in=sorted(listes.REORIENTATIONS),
    )  # fmt: skip
    par: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for genre, motif, cause in finis.order_by().values_list("unite__type", "motif", "cause"):
        par[genre].append((motif, cause))
    lues = [_compter(genre, departs) for genre, departs in par.items()]
    return sorted(lues, key=lambda r: (-r.nombre, r.type))


def _compter(genre: str, departs: list[tuple[str, str]]) -> Reorientations:
    raisons = Counter(listes.CAUSES.get(cause, NON_DITE) for _, cause in departs)
    ordonnees = sorted(raisons.items(), key=lambda r: (-r[1], r[0]))
    lieu = sum(motif == "reorientation_lieu" for motif, _ in departs)
    return Reorientations(libelle_type(genre), len(departs), lieu, ordonnees)
