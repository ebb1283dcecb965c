"""Reads about one child, once the gate has let the agent in."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import Q, QuerySet

from jalons.application.enfants import ages
from jalons.application.enfants.models import (
    AccesUrgence,
    BesoinsAccueil,
    ConnuAilleurs,
    DonneesJudiciaires,
    DonneesMedicales,
    Enfant,
    Foyer,
    Incompatibilite,
    LienFamilial,
    MembreFoyer,
    Personne,
    Referent,
    SecretNaissance,
    ZoneInterdite,
)
from jalons.application.socle.preparees import Parametre

Compartiment = SecretNaissance | DonneesMedicales | DonneesJudiciaires | BesoinsAccueil
COMPARTIMENTS: dict[str, type[Compartiment]] = {
    "medical": DonneesMedicales,
    "judiciaire": DonneesJudiciaires,
    "secret": SecretNaissance,
    "besoins": BesoinsAccueil,
}


def en_cours(au: date | Parametre, prefixe: str = "") -> Q:
    """Rows with ``debut`` and ``fin`` that cover ``au``, bounds included; unknown bounds do not exclude."""
    debut = Q(**{f"{prefixe}debut": None}) | Q(**{f"{prefixe}debut__lte": au})
    return debut & (Q(**{f"{prefixe}fin": None}) | Q(**{f"{prefixe}fin__gte": au}))


def fratrie_de(enfant: Enfant) -> QuerySet[Enfant]:
    """The other children of the siblings, merged files aside; empty when none is known."""
    if enfant.fratrie_id is None:
        return Enfant.objects.none()
    return Enfant.objects.filter(fratrie_id=enfant.fratrie_id, fusionne_dans=None).exclude(pk=enfant.pk)


def foyers_de(enfant: Enfant, au: date) -> QuerySet[Foyer]:
    """Households in which the child lives on ``au``; he may have two."""
    return Foyer.objects.filter(
        pk__in=MembreFoyer.objects.filter(en_cours(au), enfant=enfant).values("foyer_id")
    ).order_by("pk")


def enfants_du_foyer(foyer: Foyer, au: date) -> QuerySet[Enfant]:
    """Children who live in the household on ``au``, whatever their age; merged files aside."""
    membres = MembreFoyer.objects.filter(en_cours(au), foyer=foyer, enfant__isnull=False)
    return Enfant.objects.filter(pk__in=membres.values("enfant_id"), fusionne_dans=None)


def mineurs_du_foyer(foyer: Foyer, au: date) -> list[Enfant]:
    """Those of them who are minors on ``au``, or of whom it is not known; the dead are left out."""
    return [
        e for e in enfants_du_foyer(foyer, au) if e.decede_le is None and ages.est_mineur(e.naissance, au) is not False
    ]


def mineurs_vivant_avec(enfants: Iterable[Enfant], au: date) -> list[Enfant]:
    """Minors of their households on ``au``, themselves aside, as ``mineurs_du_foyer`` tells them. One query."""
    cles = [e.pk for e in enfants]
    foyers = MembreFoyer.objects.filter(en_cours(au), enfant__in=cles).values("foyer_id")
    membres = MembreFoyer.objects.filter(en_cours(au), foyer_id__in=foyers, enfant__isnull=False)
    lus = Enfant.objects.filter(pk__in=membres.values("enfant_id"), fusionne_dans=None).exclude(pk__in=cles)
    return [e for e in lus if e.decede_le is None and ages.est_mineur(e.naissance, au) is not False]


def foyers_par_enfant(enfants: Iterable[Enfant], au: date) -> dict[int, Foyer]:
    """The household in which each lives on ``au``, the first one when he has two; by child. One query."""
    lignes = MembreFoyer.objects.filter(en_cours(au), enfant__in=[e.pk for e in enfants]).select_related("foyer")
    trouves: dict[int, Foyer] = {}
    for membre in lignes.order_by("foyer_id"):
        if membre.enfant_id is not None:
            trouves.setdefault(membre.enfant_id, membre.foyer)
    return trouves


def referents_de(enfants: Iterable[Enfant], au: date) -> dict[int, list[Referent]]:
    """Agents in charge on ``au``, by child. One query."""
    par: dict[int, list[Referent]] = {}
    lignes = Referent.objects.filter(en_cours(au), enfant__in=[e.pk for e in enfants]).select_related("agent")
    for referent in lignes:
        par.setdefault(referent.enfant_id, []).append(referent)
    return par


def liens_de(enfant: Enfant) -> QuerySet[LienFamilial]:
    """Adults around the child."""
    return LienFamilial.objects.filter(enfant=enfant).select_related("personne")


def adultes_connus(enfant: Enfant, au: date) -> QuerySet[Personne]:
    """Adults of his siblings and households who are not linked to him yet."""
    foyers = MembreFoyer.objects.filter(en_cours(au), enfant=enfant).values("foyer_id")
    freres = Q(liens__enfant__fratrie_id=enfant.fratrie_id) if enfant.fratrie_id else Q(pk__in=[])
    siens = LienFamilial.objects.filter(enfant=enfant).values("personne_id")
    return Personne.objects.filter(freres | Q(foyers__foyer_id__in=foyers)).exclude(pk__in=siens).distinct()


def declarations_de(enfant: Enfant) -> QuerySet[ConnuAilleurs]:
    """Teams that say they know the child."""
    return ConnuAilleurs.objects.filter(enfant=enfant, retire_le=None).select_related("unite")


def compartiment_de(code: str, enfant: Enfant) -> Compartiment | None:
    """A sensitive compartment; ``None`` when nothing was ever written in it."""
    return COMPARTIMENTS[code].objects.filter(enfant=enfant).first()


def urgences_a_revoir(codes: Iterable[str]) -> QuerySet[AccesUrgence]:
    """Emergency accesses that supervision has not reviewed yet, the oldest first."""
    return (
        AccesUrgence.objects.filter(collectivite_id__in=list(codes), revu_le=None)
        .select_related("agent", "enfant")
        .order_by("ouvert_le")
    )


def zones_de(enfant: Enfant, au: date) -> QuerySet[ZoneInterdite]:
    """Forbidden zones of a child that have not ended on ``au``."""
    return ZoneInterdite.objects.filter(Q(jusqu_au=None) | Q(jusqu_au__gte=au), enfant=enfant).select_related("commune")


def concerne(enfant: Enfant) -> Q:
    """Incompatibilities in which the child is named, on either side."""
    return Q(enfant=enfant) | Q(autre=enfant)


def separations_de(enfant: Enfant, au: date) -> list[tuple[Incompatibilite, str]]:
    """Incompatibilities of a child that have not ended on ``au``, with the number of the other child's file."""
    lignes = Incompatibilite.objects.filter(concerne(enfant), Q(jusqu_au=None) | Q(jusqu_au__gte=au))
    return [
        (x, x.autre.numero if x.enfant_id == enfant.pk else x.enfant.numero)
        for x in lignes.select_related("enfant", "autre")
    ]
