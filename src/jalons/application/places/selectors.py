"""Reads: the places of the perimeter on a day, unit by unit, and what is taken of each."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import Any

from django.db import connection
from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet, Value
from django.db.models.functions import Coalesce

from jalons.application.acces.http import Requete
from jalons.application.acces.permissions import Niveau, Permission
from jalons.application.enfants import porte as porte_enfants
from jalons.application.enfants.models import Enfant
from jalons.application.etablissements import porte
from jalons.application.etablissements import selectors as etablissements
from jalons.application.etablissements.models import UniteAccueil
from jalons.application.etablissements.rules import INCONNUE, capacite
from jalons.application.places import agrements, listes, rules
from jalons.application.places.lignes import LigneOffre
from jalons.application.places.models import Absence, Occupation

SANS_TERRITOIRE = "Territoire non précisé"

_PRISES = """
    SELECT unite_id, count(*) FILTER (WHERE sejours > 0), count(*) FILTER (WHERE sejours = 0 AND reservations > 0),
           count(*) FILTER (WHERE sejours = 0 AND reservations = 0), sum(sejours), sum(absents)
    FROM (
        SELECT o.unite_id, o.rang, count(DISTINCT o.id) FILTER (WHERE o.nature = 'sejour') AS sejours,
               count(*) FILTER (WHERE o.nature = 'reservation') AS reservations,
               count(DISTINCT a.occupation_id) AS absents
        FROM places_occupation o
        LEFT JOIN places_absence a ON a.occupation_id = o.id AND a.du <= %(au)s AND (a.au IS NULL OR a.au > %(au)s)
        WHERE o.collectivite_id = ANY(%(codes)s) AND o.annulee_le IS NULL AND o.du <= %(au)s
          AND (o.au IS NULL OR o.au > %(au)s)
        GROUP BY o.unite_id, o.rang
    ) AS places
    GROUP BY unite_id
"""


_CHAMPS = (
    "pk", "nom", "type", "public", "sexe", "age_min", "age_max", "etablissement_id", "etablissement__nom",
    "etablissement__organisme__nom", "etablissement__unite_id", "territoire",
    "etablissement__hors_departement", "etablissement__latitude", "etablissement__longitude",
    "etablissement__commune_id", "etablissement__commune__epci_id", "etablissement__commune__departement_id",
)  # fmt: skip


def prises(codes: Iterable[str], au: date) -> dict[int, rules.Prises]:
    """What is taken on ``au``, by unit, in these collectivités. One query."""
    with connection.cursor() as curseur:
        curseur.execute(_PRISES, {"codes": list(codes), "au": au})
        return {cle: rules.Prises(*(int(n or 0) for n in nombres)) for cle, *nombres in curseur.fetchall()}


def unites_visibles(requete: Requete, permission: Permission = Permission.PLACES_VOIR) -> QuerySet[UniteAccueil]:
    """Units on which the agent holds ``permission``; a managing body sees its own."""
    return porte.visibles(
        UniteAccueil.objects.all(), requete=requete, permission=permission, organisme=etablissements.VIA_ETABLISSEMENT
    )


def voit_toutes(requete: Requete, permission: Permission = Permission.PLACES_VOIR) -> bool:
    """Whether no managing body narrows what the agent sees of her collectivités. No query."""
    return all(place.niveau != Niveau.ORGANISME for place in requete.droits.places_avec(permission))


def offre(unites: QuerySet[UniteAccueil], codes: Iterable[str], au: date) -> list[LigneOffre]:
    """These units with their places on ``au``; closed ones that nobody occupies are left out. Four queries."""
    lieux = list(codes)
    actes, taken = etablissements.actes_de_la_collectivite(lieux), prises(lieux, au)
    lignes = []
    nomme = Coalesce("etablissement__unite__nom", Value(SANS_TERRITOIRE))
    lues: Any = unites.order_by("etablissement__nom", "nom", "pk").annotate(territoire=nomme).values_list(*_CHAMPS)
    for valeurs in lues:
        siens = actes.get(valeurs[0])
        compte = rules.Compte(capacite(siens, au) if siens else INCONNUE, taken.get(valeurs[0], rules.Prises()))
        if compte.capacite.plafond != 0 or compte.prises.toutes:
            lignes.append(LigneOffre(*[*valeurs, compte]))
    return agrements.appliquer(lignes, agrements.lire(lieux, au))


def filtrer(
    unites: QuerySet[UniteAccueil],
    *,
    genre: str = "",
    public: str = "",
    territoire: int | None = None,
    age: int | None = None,
    sexe: str = "",
    ou: str = "",
) -> QuerySet[UniteAccueil]:
    """Units kept by the filters of the offer; empty ones keep everything.

    Args:
        age: years; a unit whose ages are not said is kept.
        sexe: ``"F"`` or ``"M"``; units for both are kept.
        ou: ``"dedans"`` or ``"dehors"`` of the département.
    """
    criteres = {"type": genre, "public": public, "etablissement__unite_id": territoire}
    unites = unites.filter(**{c: v for c, v in criteres.items() if v})
    if age is not None:
        unites = unites.filter(Q(age_min=None) | Q(age_min__lte=age), Q(age_max=None) | Q(age_max__gte=age))
    if sexe:
        unites = unites.filter(sexe__in=[sexe, UniteAccueil.Sexe.MIXTE])
    if ou:
        dedans = Q(etablissement__hors_departement="")
        unites = unites.filter(dedans if ou == "dedans" else ~dedans)
    return unites


AXES: dict[str, Callable[[LigneOffre], str]] = {
    "type": lambda ligne: ligne.libelle_type,
    "territoire": lambda ligne: ligne.territoire if not ligne.hors_departement else "Hors du département",
    "public": lambda ligne: ligne.libelle_public,
}
"""Ways of grouping the offer."""


def par_axe(lignes: Iterable[LigneOffre], axe: str) -> dict[str, rules.Total]:
    """Totals by value of an axis, by name."""
    lire = AXES[axe]
    return dict(sorted(rules.totaux((lire(ligne), ligne.compte) for ligne in lignes).items()))


def ensemble(groupes: Iterable[rules.Total]) -> rules.Total:
    """The total of them all."""
    somme = rules.Total()
    for groupe in groupes:
        somme.cumuler(groupe)
    return somme


def en_cours(unite: UniteAccueil, au: date) -> QuerySet[Occupation]:
    """What takes the places of a unit on ``au`` and later, by place, absences that run at hand."""
    absentes = Absence.objects.filter(Q(au=None) | Q(au__gt=au), du__lte=au)
    return (
        Occupation.objects.filter(Q(au=None) | Q(au__gt=au), unite=unite, annulee_le=None)
        .select_related("enfant")
        .prefetch_related(Prefetch("absences", absentes, to_attr="absences_du_jour"))
        .order_by("rang", "du", "id")
    )


def nommees(requete: Requete, occupations: QuerySet[Occupation], maintenant: datetime) -> QuerySet[Occupation]:
    """Adds ``nommable``: whether the agent may open the file of each child, hence read his name."""
    return occupations.annotate(nommable=ouvrable(requete, maintenant))


def ouvrable(requete: Requete, maintenant: datetime) -> Exists:
    """Whether the agent may open the file of the child of a row."""
    condition = porte_enfants.filtre(
        requete.droits, Permission.ENFANTS_VOIR, agent_id=requete.user.pk, maintenant=maintenant
    )
    return Exists(Enfant.objects.filter(condition, pk=OuterRef("enfant_id")))


def accueils_de(enfant: Enfant) -> QuerySet[Occupation]:
    """Stays and reservations of a child, the latest first."""
    return (
        Occupation.objects.filter(enfant=enfant, annulee_le=None)
        .exclude(nature=listes.INDISPONIBILITE)
        .select_related("unite__etablissement")
        .order_by("-du", "-id")
    )
