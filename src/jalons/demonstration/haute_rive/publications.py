"""Two editions of Haute-Rive: last year's, released by two persons; this year's, which awaits the second one."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone

from jalons.application.acces.models import Agent
from jalons.application.observatoire.publications import services
from jalons.application.observatoire.publications.models import Publication
from jalons.demonstration import comptes
from jalons.demonstration.lieux import DEMONSTRATION, HAUTE_RIVE

DOSSIER = DEMONSTRATION / "publications"
ANNEES = (2024, 2025)
TEXTES = [
    {
        "titre": "À retenir",
        "texte": "Chiffres inventés, pour la démonstration.\nLes onze à quinze ans sont les plus nombreux.",
    }
]
"""The texts of both."""


def charger(*, par: Agent, au: date) -> None:
    """Prepare both; the first is released by the direction."""
    prepare, seconde = comptes.agent("observatoire-f0"), comptes.agent("direction-f0")
    for annee in ANNEES:
        jour = au - timedelta(days=300 * (ANNEES[-1] - annee))
        maintenant = timezone.make_aware(datetime.combine(jour, time(10)))
        demandee = _demander(annee, maintenant, prepare)
        if annee != ANNEES[-1]:
            services.publier(
                publication=demandee, version=demandee.version, vue=demandee.empreinte, maintenant=maintenant,
                par=seconde,
            )  # fmt: skip


def _demander(annee: int, maintenant: datetime, par: Agent) -> Publication:
    entete: dict[str, Any] = {
        "titre": f"Note de l'ODPE {annee}", "sous_titre": f"Enfants confiés au 31 décembre {annee}",
        "jour": maintenant.date(), "contact": "observatoire@demo.invalid", "seuil": 11, "textes": TEXTES,
    }  # fmt: skip
    publication = services.creer(
        collectivite=HAUTE_RIVE, departement="Département fictif de Haute-Rive", entete=entete, corrige=None, par=par
    )
    noms = {f"confies-{annee}.csv": f"confies-{annee}.csv", "mds.geojson": "mds.geojson"}
    fichiers = {nom: (DOSSIER / chemin).read_bytes() for nom, chemin in noms.items()}
    publication = services.ajouter_tableau(
        publication=publication, version=publication.version, fichiers=fichiers, ajouts=_ajouts(annee), par=par
    )
    services.demander_apercu(publication=publication, version=publication.version, par=par)
    publication = services.calculer_apercu(publication=publication)
    return services.demander(publication=publication, version=publication.version, maintenant=maintenant, par=par)


def _ajouts(annee: int) -> dict[str, Any]:
    code = "confies"
    return {
        "tableaux": [{
            "code": code, "titre": "Enfants confiés par territoire et âge", "fichier": f"confies-{annee}.csv",
            "dimensions": ["territoire", "age"], "population": "Enfants confiés", "au": f"{annee}-12-31",
            "unite": "enfants", "source": "Chiffres inventés", "indicateur": "confies_mineurs",
        }],
        "graphiques": [
            {"code": "ages", "titre": "Âge des enfants confiés", "tableau": code, "dimension": "age"},
            {"code": "petits", "titre": "Les moins de six ans, par territoire", "tableau": code,
             "dimension": "territoire", "filtre": {"age": "0-5 ans"}, "genre": "points"},
        ],
        "cartes": [{
            "code": "mds", "titre": "Les moins de six ans, sur la carte", "tableau": code, "dimension": "territoire",
            "filtre": {"age": "0-5 ans"}, "fond": "mds.geojson", "credit": "contours inventés",
        }],
        "chiffres": [
            {"libelle": "enfants confiés", "tableau": code},
            {"libelle": "de onze à quinze ans", "tableau": code, "cellule": {"age": "11-15 ans"}},
        ],
    }  # fmt: skip
