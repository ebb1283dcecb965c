"""The places of a collectivité as the engine reads them, kept by the process while no row behind them has changed.

Six thousand places cost half of a search to read, to count and to gather into classes; who waits and what their files
say are read each time, and so are the agent's own rights.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import QuerySet

from jalons.appariement.probleme import Lieu
from jalons.application.accueil_familial import selectors as familles
from jalons.application.etablissements.models import UniteAccueil
from jalons.application.places import memoire, selectors
from jalons.application.places.lignes import LigneOffre
from jalons.application.places.models import OffreUnite
from jalons.application.places.recherche.assemblage import OffreLue, chez, lieux_de
from jalons.application.socle.lignes import lire_lignes, objets


@dataclass(frozen=True, slots=True)
class Socle:
    """Units and their places, in one order.

    Attributes:
        gardes: what the engine has already drawn from these places alone; it adds to it.
    """

    lignes: Mapping[int, LigneOffre]
    lieux: tuple[Lieu, ...]
    gardes: dict[str, Any] = field(default_factory=dict)


def socle(unites: QuerySet[UniteAccueil], collectivite: str, au: date, pouponniere_jours: int | None) -> Socle:
    """Those of these units that are of the collectivité. Two queries when nothing has changed."""

    def assembler(code: str) -> Socle:
        lignes = selectors.offre(UniteAccueil.objects.filter(collectivite_id=code), [code], au)
        return Socle({x.cle: x for x in lignes}, lieux_de(lignes, _offres(code), pouponniere_jours))

    entier = memoire.garder([collectivite], "lieux", (au, pouponniere_jours), assembler).get(collectivite)
    if entier is None:
        return Socle({}, ())
    permises = set(unites.order_by().values_list("pk", flat=True))
    if permises.issuperset(entier.lignes):
        return entier
    lignes = {cle: x for cle, x in entier.lignes.items() if cle in permises}
    return Socle(lignes, tuple(x for x in entier.lieux if int(x.cle) in lignes))


def _offres(collectivite: str) -> dict[int, OffreLue]:
    """What each unit offers; of a foster home, also where the carer lives: her service may be far. One query."""
    lues = lire_lignes({
        "offres": OffreUnite.objects.filter(collectivite_id=collectivite),
        "domiciles": familles.domiciles_des_unites([collectivite]),
    })  # fmt: skip
    offres = {
        o.unite_id: OffreLue(
            tuple(o.besoins) if o.besoins_connus else None, o.maison, o.sejour_max_jours, o.latitude, o.longitude
        )
        for o in objets(OffreUnite, lues["offres"])
    }
    for ligne in lues["domiciles"]:
        offres[ligne["unite"]] = chez(offres.get(ligne["unite"], OffreLue()), familles.maison_de(ligne))
    return offres
