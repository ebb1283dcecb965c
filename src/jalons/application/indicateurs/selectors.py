"""Reads: indicators, their values and targets, gathered so that a page or a report costs three queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from django.db.models import QuerySet

from jalons.application.indicateurs.models import Cible, Indicateur, Proposition, Valeur
from jalons.application.indicateurs.rules import Frequence, Sens
from jalons.application.indicateurs.suivi import CibleLue, Definition, Suivi, ValeurLue
from jalons.droit import indicateurs_nationaux, unites

SOURCES = {
    "SNDS": "SNDS (actes remboursés)",
    "LOCAL": "Données du département",
    "DREES": "Enquête DREES",
    "AUTRE": "Autre source",
}
"""Sources offered in forms; a file may name others."""


def definition(indicateur: Indicateur) -> Definition:
    """What the rules need of a stored indicator."""
    return Definition(
        pk=indicateur.pk,
        code=indicateur.code,
        libelle=indicateur.libelle,
        unite=indicateur.unite,
        sens=Sens(indicateur.sens),
        frequence=Frequence(indicateur.frequence),
        delai_jours=indicateur.delai_jours,
        borne_min=indicateur.borne_min,
        borne_max=indicateur.borne_max,
        t0_periode=indicateur.t0_periode,
        t0_valeur=indicateur.t0_valeur,
        archive=indicateur.archive,
    )


def tableau_de_bord(indicateurs: Iterable[Indicateur], au: date) -> tuple[Suivi, ...]:
    """Where each indicator stands on the day ``au``, in the order given; values and targets in two queries."""
    liste = list(indicateurs)
    valeurs: dict[int, list[ValeurLue]] = defaultdict(list)
    champs = ("periode", "source", "valeur", "precision", "commentaire", "pk")
    cles = [i.pk for i in liste]
    for indicateur, *lue in Valeur.objects.filter(indicateur__in=cles).values_list("indicateur_id", *champs):
        valeurs[indicateur].append(ValeurLue(*lue))
    cibles: dict[int, list[CibleLue]] = defaultdict(list)
    lues = Cible.objects.filter(indicateur__in=cles).order_by("annee")
    for indicateur, *lue in lues.values_list("indicateur_id", "annee", "valeur", "commentaire", "pk"):
        cibles[indicateur].append(CibleLue(*lue))
    return tuple(
        Suivi(
            definition(i),
            tuple(sorted(valeurs[i.pk], key=lambda v: (v.periode.fin, v.source))),
            tuple(cibles[i.pk]),
            au,
        )
        for i in liste
    )


def suivi(indicateur: Indicateur, au: date) -> Suivi:
    """Where one indicator stands."""
    return tableau_de_bord([indicateur], au)[0]


def actifs(indicateurs: QuerySet[Indicateur]) -> QuerySet[Indicateur]:
    """Those not archived."""
    return indicateurs.filter(archive=False)


def propositions(indicateur: Indicateur) -> QuerySet[Proposition]:
    """Counter-proposals of an indicator, open ones first."""
    return Proposition.objects.filter(indicateur=indicateur).select_related("auteur").order_by("-etat", "-deposee_le")


def libelle_unite(code: str) -> str:
    """The unit in words; a unit outside the catalogue is already in words."""
    unite = unites().get(code)
    return unite.libelle if unite else code


def symbole_unite(code: str) -> str:
    """What follows a number of that unit; empty when nothing does."""
    unite = unites().get(code)
    return unite.symbole if unite else code


def manquants_du_catalogue(indicateurs: QuerySet[Indicateur]) -> list[str]:
    """Codes of the harmonised indicators that the collectivité does not follow yet."""
    suivis = set(indicateurs.values_list("code_national", flat=True))
    return [n.code for n in indicateurs_nationaux() if n.code not in suivis]
