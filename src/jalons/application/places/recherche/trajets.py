"""The tables of distances that a département has loaded, cut to what one problem measures. One query."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import Q

from jalons.appariement.probleme import Commune, Probleme, Trajet
from jalons.application.places import listes
from jalons.application.places.models import LigneDeDistances, TableDeDistances
from jalons.noyau.dates import DateCivile


def ajouter_distances(probleme: Probleme, collectivite: str) -> Probleme:
    """The problem with the coordinates and the travel times in use between its children and its places."""
    lieux = {x.position.commune for x in probleme.lieux if x.position is not None and x.position.commune}
    depuis = {p.commune for e in probleme.enfants for p in (*e.parents, e.ecole) if p is not None and p.commune}
    if not depuis:
        return probleme
    lignes = LigneDeDistances.objects.filter(
        Q(table__genre=listes.COMMUNES, commune__in=lieux | depuis)
        | Q(table__genre=listes.TRAJETS, commune__in=depuis),
        collectivite_id=collectivite, table__etat=TableDeDistances.Etat.SERVICE,
    ).order_by("commune")  # fmt: skip
    communes, trajets, jours = list[Commune](), list[Trajet](), dict[str, date | None]()
    for genre, jour, code, valeurs in lignes.values_list("table__genre", "table__service_le", "commune", "valeurs"):
        jours[genre] = jour
        if genre == listes.COMMUNES:
            communes.append(Commune(code, _exact(valeurs[0]), _exact(valeurs[1])))
        else:
            trajets += _trajets(code, valeurs, lieux)
    return replace(
        probleme, communes=(*probleme.communes, *communes), trajets=(*probleme.trajets, *trajets),
        communes_du=_jour(jours.get(listes.COMMUNES)), trajets_du=_jour(jours.get(listes.TRAJETS)),
    )  # fmt: skip


def _trajets(de: str, valeurs: dict[str, Any], lieux: Collection[str]) -> list[Trajet]:
    return [Trajet(de, vers, _exact(km), _exact(minutes)) for vers, (km, minutes) in valeurs.items() if vers in lieux]


def _exact(nombre: float | None) -> Decimal | None:
    return None if nombre is None else Decimal(str(nombre))


def _jour(jour: date | None) -> DateCivile | None:
    return None if jour is None else DateCivile.lire(jour)
