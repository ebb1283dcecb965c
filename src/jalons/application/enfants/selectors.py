"""Reads about one child, once the gate has let the agent in."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import Q, QuerySet

from jalons.application.enfants import ages
from jalons.application.enfants.models import (
    AccesUrgence,
    ConnuAilleurs,
    DonneesJudiciaires,
    DonneesMedicales,
    Enfant,
    Foyer,
    LienFamilial,
    MembreFoyer,
    Referent,
    SecretNaissance,
)

COMPARTIMENTS: dict[str, type[SecretNaissance] | type[DonneesMedicales] | type[DonneesJudiciaires]] = {
    "medical": DonneesMedicales,
    "judiciaire": DonneesJudiciaires,
    "secret": SecretNaissance,
}


def en_cours(au: date, prefixe: str = "") -> Q:
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


def membres_des_foyers(enfant: Enfant, au: date) -> QuerySet[MembreFoyer]:
    """Everybody in the households where the child lives on ``au``. One query."""
    siens = MembreFoyer.objects.filter(en_cours(au), enfant=enfant).values("foyer_id")
    return (
        MembreFoyer.objects.filter(en_cours(au), foyer_id__in=siens)
        .select_related("foyer", "enfant", "personne")
        .order_by("foyer_id", "pk")
    )


def declarations_de(enfant: Enfant) -> QuerySet[ConnuAilleurs]:
    """Teams that say they know the child."""
    return ConnuAilleurs.objects.filter(enfant=enfant, retire_le=None).select_related("unite")


def compartiment_de(code: str, enfant: Enfant) -> SecretNaissance | DonneesMedicales | DonneesJudiciaires | None:
    """A sensitive compartment; ``None`` when nothing was ever written in it."""
    return COMPARTIMENTS[code].objects.filter(enfant=enfant).first()


def urgences_a_revoir(codes: Iterable[str]) -> QuerySet[AccesUrgence]:
    """Emergency accesses that supervision has not reviewed yet, the oldest first."""
    return (
        AccesUrgence.objects.filter(collectivite_id__in=list(codes), revu_le=None)
        .select_related("agent", "enfant")
        .order_by("ouvert_le")
    )
