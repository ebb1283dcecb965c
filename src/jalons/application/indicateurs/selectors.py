"""Reads: indicators, their values and targets, gathered kept from one page to the next."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db.models import QuerySet

from jalons.application.indicateurs.ensemble import ensembles
from jalons.application.indicateurs.models import Indicateur, Proposition
from jalons.application.indicateurs.suivi import Suivi
from jalons.droit import indicateurs_nationaux, unites


def tableau_de_bord(indicateurs: Iterable[Indicateur], au: date) -> tuple[Suivi, ...]:
    """Where each indicator stands on the day ``au``, in the order given; two queries at most, whatever their number."""
    liste = list(indicateurs)
    suivis: dict[int, Suivi] = {}
    for ensemble in ensembles({i.collectivite_id for i in liste}).values():
        suivis |= ensemble.suivis(au)
    return tuple(suivis[i.pk] for i in liste)


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
