"""Children who wait for a place; refusals, and the places that they show to be missing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, QuerySet

from jalons.application.acces.gate import visibles
from jalons.application.acces.http import Requete
from jalons.application.acces.permissions import Permission
from jalons.application.enfants import porte
from jalons.application.etablissements.nomenclatures import libelle_public, libelle_type
from jalons.application.places import listes
from jalons.application.places.models import Demande, Refus
from jalons.application.places.selectors import SANS_TERRITOIRE, ouvrable


@dataclass(frozen=True, slots=True)
class LigneAttente:
    """A request as the list shows it."""

    demande: Demande
    nommable: bool
    refus: int
    jours: int

    @property
    def qui(self) -> str:
        """The child's name for those who may read it, else the number of the file."""
        return self.demande.enfant.nom_complet if self.nommable else str(self.demande.enfant)

    @property
    def type(self) -> str:
        """Name of the type sought."""
        return libelle_type(self.demande.type)

    @property
    def public(self) -> str:
        """Name of the public."""
        return libelle_public(self.demande.public)


@dataclass(frozen=True, slots=True)
class Manque:
    """Places of one type that are missing on one territory, seen from what was refused.

    Attributes:
        refus: refusals that another offer would have answered.
        enfants: children refused at least once for such a reason.
        attendent: children who wait for this type today.
        raisons: how many refusals for each reason, the most frequent first.
    """

    type: str
    territoire: str
    refus: int
    enfants: int
    attendent: int
    raisons: list[tuple[str, int]]


def du_perimetre(requete: Requete, permission: Permission, maintenant: datetime) -> QuerySet[Demande]:
    """Requests of the children on whom the agent holds ``permission``; merged files are left out."""
    condition = porte.filtre(
        requete.droits, permission, agent_id=requete.user.pk, maintenant=maintenant, prefixe="enfant__"
    )
    lignes = visibles(Demande.objects.all(), requete=requete, permission=permission)
    return lignes.filter(condition, enfant__fusionne_dans=None)


def lignes(requete: Requete, demandes: Iterable[Demande], au: date) -> list[LigneAttente]:
    """Rows for a page; ``nommable`` and ``nombre_refus`` are read from the rows when they were annotated."""
    return [
        LigneAttente(d, getattr(d, "nommable", False), getattr(d, "nombre_refus", 0), (au - d.demandee_le).days)
        for d in demandes
    ]


def annotees(requete: Requete, demandes: QuerySet[Demande], maintenant: datetime) -> QuerySet[Demande]:
    """Adds what ``lignes`` reads; the oldest request first."""
    annotees = demandes.annotate(nommable=ouvrable(requete, maintenant), nombre_refus=Count("refus"))
    return annotees.select_related("enfant", "territoire").order_by("demandee_le", "id")


def par_type(demandes: QuerySet[Demande]) -> dict[str, int]:
    """How many wait for each type. One query."""
    return dict(demandes.filter(fin_le=None).order_by().values_list("type").annotate(n=Count("pk")))


def manques(demandes: QuerySet[Demande], depuis: date) -> list[Manque]:
    """What refusals since ``depuis`` show to be missing, the most missed first. Two queries.

    Args:
        demandes: requests of the perimeter, open or closed.
    """
    refus = Refus.objects.filter(demande__in=demandes, le__gte=depuis, motif__in=sorted(listes.MANQUE))
    par: dict[tuple[str, str], list[tuple[int, str]]] = defaultdict(list)
    for genre, territoire, enfant, motif in refus.order_by().values_list(
        "demande__type", "demande__territoire__nom", "demande__enfant_id", "motif"
    ):
        par[genre, territoire or SANS_TERRITOIRE].append((enfant, motif))
    attendent: dict[tuple[str, str], int] = defaultdict(int)
    for genre, territoire in demandes.filter(fin_le=None).order_by().values_list("type", "territoire__nom"):
        attendent[genre, territoire or SANS_TERRITOIRE] += 1
    groupes = sorted({*par, *attendent})
    return sorted(
        (_manque(g, par.get(g, []), attendent.get(g, 0)) for g in groupes),
        key=lambda m: (-m.enfants - m.attendent, m.type, m.territoire),
    )


def _manque(groupe: tuple[str, str], refuses: list[tuple[int, str]], attendent: int) -> Manque:
    raisons: dict[str, int] = defaultdict(int)
    for _, motif in refuses:
        raisons[listes.RAISONS.get(motif, motif)] += 1
    ordonnees = sorted(raisons.items(), key=lambda r: (-r[1], r[0]))
    genre, territoire = groupe
    return Manque(libelle_type(genre), territoire, len(refuses), len({e for e, _ in refuses}), attendent, ordonnees)
