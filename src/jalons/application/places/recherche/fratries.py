"""Siblings who wait: the houses that can receive them together, and the best way to separate them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from jalons.appariement.explications import Explication
from jalons.appariement.propositions import proposer_fratrie
from jalons.application.acces.http import Requete
from jalons.application.acces.permissions import Permission
from jalons.application.enfants import porte
from jalons.application.enfants.models import Enfant
from jalons.application.places import selectors
from jalons.application.places.models import Demande
from jalons.application.places.recherche import lecture, masque
from jalons.application.places.recherche.poids import reglages

NOMBRE = 5
"""Houses shown."""


@dataclass(frozen=True, slots=True)
class Place:
    """One child of the siblings in one unit."""

    qui: str
    demande: int
    unite: int
    nom: str
    points: float | None
    a_verifier: tuple[str, ...]


def lire(requete: Requete, demande: Demande, jour: date, maintenant: datetime) -> dict[str, Any]:
    """The context of the page; siblings whose file the agent may not open are counted, not shown."""
    ouvrables = set(
        porte.visibles(requete, Permission.PLACES_DEMANDER, maintenant=maintenant)
        .filter(fratrie_id=demande.enfant.fratrie_id)
        .values_list("pk", flat=True)
        if demande.enfant.fratrie_id is not None
        else ()
    )
    avec = lecture.avec_fratrie(demande, jour)
    siennes = avec.filter(enfant_id__in=ouvrables | {demande.enfant_id})
    lu = lecture.lire(siennes, selectors.unites_visibles(requete), demande.collectivite_id, jour)
    enfants = {d.enfant_id: d for d in lu.demandes}
    tenues = [
        porte.permissions_sur(requete, d.enfant, [Permission.ENFANTS_BESOINS], maintenant=maintenant)
        for d in lu.demandes
    ]
    clair = all(tenues)
    contexte: dict[str, Any] = {
        "freres": [d.enfant for d in lu.demandes if d.enfant_id != demande.enfant_id],
        "nombre": len(lu.demandes), "clair": clair, "ensembles": [], "separes": [], "sans_solution": "",
        "reglages": reglages(lu.poids), "poids_propres": lu.change, "avertissements": lu.assemble.avertissements,
    }  # fmt: skip
    if not lu.assemble.probleme.fratries:
        return contexte
    trouvees = proposer_fratrie(lu.terrain(), 0, NOMBRE)
    sans = ""
    if not trouvees.retenues:
        sans = f"Aucun lieu ne peut accueillir ensemble ces {len(lu.demandes)} enfants."
    return contexte | {
        "ensembles": [(e.points, [_place(p, enfants, clair=clair) for p in e.paires]) for e in trouvees.retenues],
        "possibles": trouvees.possibles,
        "separes": [_place(p, enfants, clair=clair) for p in trouvees.separes],
        "points_separes": trouvees.points_separes,
        "sans_solution": sans,
        "assouplissements": masque.assouplissements(trouvees.assouplissements, clair=clair),
    }


def _place(vue: Explication, enfants: dict[int, Demande], *, clair: bool) -> Place:
    demande = enfants[int(vue.enfant)]
    doutes = [ligne for ligne in vue.regles if ligne.verdict == "à vérifier"]
    return Place(
        _qui(demande.enfant), demande.pk, int(vue.lieu), vue.nom, vue.points,
        tuple(x.phrase for x in masque.masquer_toutes(doutes, clair=clair)),
    )  # fmt: skip


def _qui(enfant: Enfant) -> str:
    return enfant.nom_complet
