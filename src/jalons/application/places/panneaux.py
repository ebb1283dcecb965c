"""What ``places`` inscribes: menu, stays on the file of a child, occupancy of an establishment, the home page."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any

from django.utils import timezone

from jalons.application.acces.permissions import Permission
from jalons.application.accueil_familial import maison, occupation
from jalons.application.enfants import ages, porte
from jalons.application.places import agrements, attente, listes, rules, selectors
from jalons.application.ui.registre import EntreeMenu, Panneau, inscrire_menu, inscrire_panneau
from jalons.application.ui.statuts import Statut, declarer_statuts


def _de_l_enfant(request: Any, objet: Any) -> dict[str, Any] | None:
    """Links to where the child lives, for those who may see it on this very file: the file has no query to spare."""
    if not porte.permissions_sur(request, objet, [Permission.PLACES_DEMANDER], maintenant=timezone.now()):
        return None
    return {"ferme": ages.plus_d_aide(objet.naissance, objet.decede_le, timezone.localdate())}


def _de_l_etablissement(request: Any, objet: Any) -> dict[str, Any]:
    """The places of its units today; the page has read the units and their capacity already."""
    jour, lieux = timezone.localdate(), [objet.collectivite_id]
    taken = selectors.prises(lieux, jour)
    objet.enfants_du_jour = {unite: p.enfants for unite, p in taken.items()}  # for the panel of foster carers
    familial = any(u.unite.type == agrements.FAMILLE for u in objet.unites_du_jour)
    accordes = maison.lire(objet, jour).par_unite() if familial else {}
    lignes = [
        (
            u,
            agrements.compter(
                rules.Compte(u.capacite, taken.get(u.unite.pk, rules.Prises())), accordes.get(u.unite.pk)
            ),
        )
        for u in objet.unites_du_jour
    ]
    return {"lignes": [(u, compte) for u, compte in lignes if not u.fermee or compte.prises.toutes]}


def _accueil(request: Any, objet: Any) -> dict[str, Any]:
    """Who waits, and since when."""
    jour = timezone.localdate()
    demandes = attente.du_perimetre(request, Permission.PLACES_DEMANDER, timezone.now()).filter(fin_le=None)
    jours = [(jour - le).days for le in demandes.order_by("demandee_le").values_list("demandee_le", flat=True)]
    return {"nombre": len(jours), "plus_longue": max(jours, default=0)}


def _du_schema(request: Any, objet: Any) -> dict[str, Any] | None:
    """Where to read what was missing: the page of a schéma is kept, requests of children are no part of it."""
    code = objet.collectivite_id
    return {"code": code} if request.droits.peut(Permission.PLACES_MANQUES, code) else None


def _enfants_par_unite(codes: Collection[str], au: date) -> dict[int, int]:
    """Who lives in each unit, for the pages of foster carers. One query."""
    return {unite: taken.enfants for unite, taken in selectors.prises(codes, au).items()}


def inscrire() -> None:
    """Once, at start-up."""
    occupation.definir_lecteur(_enfants_par_unite)
    groupe = "Offre d'accueil"
    inscrire_menu(
        EntreeMenu("Places", "places:offre", Permission.PLACES_VOIR, ordre=40, icone="accueil", groupe=groupe),
        EntreeMenu("Places demandées", "places:attente", Permission.PLACES_DEMANDER, ordre=41,
                   icone="horloge", groupe=groupe),
        EntreeMenu("Plan du jour", "places:plan_du_jour", Permission.PLACES_OCCUPER, ordre=41,
                   icone="fiche", groupe=groupe),
        EntreeMenu("Simuler des places", "places:simulation", Permission.PLACES_PLANIFIER, ordre=44,
                   icone="progres", groupe=groupe),
        EntreeMenu("Poids des vœux", "places:poids", Permission.PLACES_PONDERER, ordre=45,
                   icone="reglages", groupe=groupe),
        EntreeMenu("Distances", "places:distances", Permission.PLACES_OCCUPER, ordre=46,
                   icone="territoire", groupe=groupe),
        EntreeMenu("Places manquantes", "places:manques", Permission.PLACES_PLANIFIER, ordre=42,
                   icone="alerte", groupe=groupe),
        EntreeMenu("Plan d'ouverture", "places:plan", Permission.PLACES_PLANIFIER, ordre=43,
                   icone="progres", groupe=groupe),
    )  # fmt: skip
    inscrire_panneau(
        Panneau("enfants:enfant", "Lieux d'accueil", Permission.PLACES_DEMANDER, _de_l_enfant,
                "places/_panneau_enfant.html",
                ordre=55, cle="accueils"),
        Panneau("etablissements:etablissement", "Occupation", Permission.PLACES_VOIR, _de_l_etablissement,
                "places/_panneau_etablissement.html", ordre=50, cle="occupation"),
        Panneau("schema:schema", "Places manquantes", Permission.PLACES_MANQUES, _du_schema,
                "places/_panneau_schema.html", ordre=60, cle="places"),
        Panneau("portail:accueil", "Places demandées", Permission.PLACES_OCCUPER, _accueil,
                "places/_panneau_accueil.html",
                ordre=15, cle="places"),
    )  # fmt: skip
    declarer_statuts("occupation", {
        listes.SEJOUR: Statut("Accueil", "equipe", "info"),
        listes.RESERVATION: Statut("Réservée", "horloge", "attention"),
        listes.INDISPONIBILITE: Statut("Indisponible", "arreter", "inconnu"),
    })  # fmt: skip
