"""Reads: deadlines with the status they have on a day, and the facts of a subject."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Case, CharField, F, Q, QuerySet, Value, When
from django.utils import timezone

from jalons.application.acces.gate import visibles
from jalons.application.acces.http import Requete
from jalons.application.acces.permissions import Permission
from jalons.application.faits import adresses, rules, sujets
from jalons.application.faits.models import OUVERTES, Echeance, Fait
from jalons.application.faits.services import type_de
from jalons.application.socle.preparees import Preparee, parmi
from jalons.application.territoires.models import Territorial


@dataclass(frozen=True, slots=True)
class LigneEcheance:
    """A deadline as pages show it."""

    echeance: Echeance
    situation: rules.Situation
    genre: str
    sujet: sujets.Presentation | None

    @property
    def url(self) -> str:
        """Its own page; empty when it has none."""
        return adresses.adresse(self.echeance)

    @property
    def close(self) -> bool:
        """Held, late or not, or without object: nothing is left to do."""
        return self.situation.statut in rules.CLOS


def avec_statut(echeances: QuerySet[Echeance], au: date) -> QuerySet[Echeance]:
    """Adds ``statut`` on the day ``au``, so that the database can filter on it; same answer as ``rules.situation``."""
    return echeances.annotate(
        statut=Case(
            When(Q(attendue=False) | Q(due_le__lt=au) | Q(due_entre_fin__lt=au), then=F("etat")),
            When(due_entre_debut__lt=au, then=Value("non_verifiable")),
            When(alerte_le__lte=au, then=Value("bientot")),
            default=Value("a_venir"),
            output_field=CharField(),
        )
    )


def a_faire(au: date) -> Q:
    """On which something is left to do on ``au``: none of ``rules.CLOS``, said so that an index finds them."""
    pas_encore = (
        Q(attendue=True) & (Q(due_le=None) | Q(due_le__gte=au)) & (Q(due_entre_fin=None) | Q(due_entre_fin__gte=au))
    )
    return OUVERTES & (~Q(etat__in=rules.CLOS) | pas_encore)


def du_perimetre(
    requete: Requete, types: Collection[str] = (), *, maintenant: datetime | None = None
) -> QuerySet[Echeance]:
    """Deadlines of the subjects that the agent may see: each kind has its permission, some a narrower gate.

    Args:
        types: kinds of subjects to keep; all of them when empty.
        maintenant: when she asks, for a query that is prepared; now when it is not given.
    """
    lignes = visibles(Echeance.objects.all(), requete=requete, permission=Permission.FAITS_VOIR)
    permis = Q(pk__in=[])
    for genre in sujets.genres():
        if types and genre.type not in types:
            continue
        siens = Q(sujet_type=genre.type)
        if not requete.droits.partout(genre.permission):
            siens &= Q(collectivite_id__in=requete.droits.perimetre(genre.permission))
        vus = genre.visibles(requete, maintenant or timezone.now()) if genre.visibles is not None else None
        if vus is not None:
            siens &= Q(sujet_id__in=vus)
        permis |= siens
    return lignes.filter(permis)


def echeances(
    requete: Requete,
    *,
    au: date,
    statuts: Iterable[str] = (),
    types: Iterable[str] = (),
    du: date | None = None,
    jusqua: date | None = None,
    maintenant: datetime | None = None,
) -> QuerySet[Echeance]:
    """Deadlines of the agent's perimeter on the day ``au``, by due date; those without a date come last.

    Args:
        statuts, types: kept when empty.
        du, jusqua: bounds of the due date, included.
        maintenant: as for ``du_perimetre``.
    """
    lignes = avec_statut(du_perimetre(requete, frozenset(types), maintenant=maintenant), au)
    if voulus := list(statuts):
        lignes = lignes.filter(statut__in=voulus)  # type: ignore[misc]  # annotated above
    if du is not None:
        lignes = lignes.filter(due_le__gte=du)
    if jusqua is not None:
        lignes = lignes.filter(due_le__lte=jusqua)
    return lignes.order_by(F("due_le").asc(nulls_last=True), "id")


def echeances_de(sujet: Territorial) -> QuerySet[Echeance]:
    """Deadlines of one subject."""
    return Echeance.objects.filter(sujet_type=type_de(sujet), sujet_id=sujet.pk).order_by(
        F("due_le").asc(nulls_last=True), "id"
    )


def lire_echeances_de(sujet: Territorial) -> list[Echeance]:
    """The same rows, by a query prepared once: for pages opened all day long."""
    return _ECHEANCES.lire(type=type_de(sujet), cle=sujet.pk)


_ECHEANCES = Preparee(
    lambda type, cle: Echeance.objects.filter(sujet_type=type, sujet_id=cle).order_by(  # noqa: A006
        F("due_le").asc(nulls_last=True), "id"
    ),
    type="text", cle="bigint",
)  # fmt: skip


def lire_par_cles(cles: Collection[int]) -> dict[int, Echeance]:
    """Deadlines by key, as ``in_bulk``, by a query prepared once: the rows of a page whose keys were sorted first."""
    return {e.pk: e for e in _PAR_CLES.lire(cles=list(cles))} if cles else {}


_PAR_CLES = Preparee(lambda cles: Echeance.objects.filter(parmi("pk", cles)).order_by(), cles="bigint[]")


def faits_de(sujet: Territorial) -> QuerySet[Fait]:
    """Facts of one subject that were not taken back, by date."""
    return Fait.objects.filter(sujet_type=type_de(sujet), sujet_id=sujet.pk, annule_le=None)


def presenter(lignes: Iterable[Echeance], *, au: date) -> list[LigneEcheance]:
    """Deadlines with their situation and the name of their subject: one query per kind of subject."""
    lues = list(lignes)
    par_type: dict[str, set[int]] = defaultdict(set)
    for ligne in lues:
        par_type[ligne.sujet_type].add(ligne.sujet_id)
    genres = {type_: sujets.genre(type_) for type_ in par_type}
    noms = {type_: g.presenter(par_type[type_]) if g else {} for type_, g in genres.items()}
    return [
        LigneEcheance(
            x, rules.situation(x, au), g.libelle if (g := genres[x.sujet_type]) else x.sujet_type,
            noms[x.sujet_type].get(x.sujet_id),
        )
        for x in lues
    ]  # fmt: skip


def presenter_sans_sujet(lignes: Iterable[Echeance], *, au: date) -> list[LigneEcheance]:
    """The same for a page that is the subject's own: no query for its name."""
    return [LigneEcheance(x, rules.situation(x, au), "", None) for x in lignes]


def pour_panneau(lignes: Iterable[Echeance], *, au: date) -> list[LigneEcheance]:
    """The same with what is left to do first, in the order given: a file opened years ago has many others."""
    return sorted(presenter_sans_sujet(lignes, au=au), key=lambda ligne: ligne.close)
