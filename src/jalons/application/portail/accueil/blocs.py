"""The blocks by code: title, template, what each reads, what builds it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.template.loader import render_to_string

from jalons.application.acces.permissions import Permission
from jalons.application.portail.accueil import consolidation as ensemble
from jalons.application.portail.accueil import indicateurs as suivis
from jalons.application.portail.accueil import pilotage, revue
from jalons.application.portail.accueil.releve import Releve


@dataclass(frozen=True, slots=True)
class Bloc:
    """One block of the home page.

    Attributes:
        tables: small tables it reads (``releve.TABLES``).
        large: takes the whole width.
    """

    titre: str
    gabarit: str
    construire: Callable[[Releve], dict[str, Any]]
    tables: tuple[str, ...] = ()
    large: bool = False


def _consolidation(releve: Releve) -> dict[str, Any]:
    return {"rendu": ensemble.rendre(releve.requete, releve.codes, lambda: _ensemble(releve))}


def _ensemble(releve: Releve) -> str:
    """The block itself: it holds nothing of the agent but its perimeter."""
    lignes, calcule_le = ensemble.lire(releve.requete, releve.codes)
    avec = sorted((x for x in lignes if x.contrats), key=lambda x: x.code)
    contexte = {
        "lignes": avec, "totaux": ensemble.totaux(lignes), "calcule_le": calcule_le,
        "colonnes": [nom for nom, _ in ensemble.COLONNES], "sans": len(lignes) - len(avec),
    }  # fmt: skip
    return render_to_string("portail/accueil/_ensemble.html", contexte)


def _echeances(releve: Releve) -> dict[str, Any]:
    """Deadlines, and the reports that are late or of which nothing is said: « nothing is due » would belie them."""
    if not releve.requete.droits.perimetre(Permission.RAPPORTS_VOIR):
        return pilotage.echeances(releve)
    rapports = revue.rapports(releve)
    return pilotage.echeances(releve) | {
        "rapports_en_retard": rapports["en_retard"], "rapports_non_verifiables": rapports["non_verifiables"],
    }  # fmt: skip


BLOCS: dict[str, Bloc] = {
    "echeances": Bloc("Échéances", "echeances", _echeances, ("echeances", "rapports")),
    "fiches_a_suivre": Bloc("Fiches à suivre", "fiches_a_suivre", pilotage.fiches_a_suivre, ("fiches",)),
    "mes_fiches": Bloc("Mes fiches", "mes_fiches", pilotage.mes_fiches, ("fiches", "pilotees"), large=True),
    "arbitrages": Bloc("À arbitrer", "arbitrages", pilotage.arbitrages, ("fiches",)),
    "avancement": Bloc("Où en est-on", "avancement", pilotage.avancement_du_departement, ("fiches",), large=True),
    "indicateurs": Bloc("Indicateurs", "indicateurs", suivis.indicateurs),
    "notes": Bloc("Dernières notes", "notes", pilotage.notes, ("notes",)),
    "administration": Bloc("Administration", "administration", pilotage.administration),
    "contrats": Bloc("Contrats", "contrats", revue.contrats, ("justifications",)),
    "schemas": Bloc("Schémas", "schemas", revue.schemas, ("schemas", "fiches_des_schemas")),
    "argent": Bloc("Crédits", "argent", revue.argent, large=True),
    "credits": Bloc("Mes crédits", "argent", revue.credits_du_cote, large=True),
    "rapports": Bloc("Rapports d'exécution", "rapports", revue.rapports, ("rapports",)),
    "rapports_a_viser": Bloc(
        "Rapports qui attendent ma réponse", "rapports_a_viser", revue.rapports_a_viser, ("rapports", "visas")
    ),
    "propositions": Bloc("Contre-propositions", "propositions", revue.propositions, ("propositions",)),
    "consolidation": Bloc("Vue d'ensemble", "consolidation", _consolidation, large=True),
}  # fmt: skip
