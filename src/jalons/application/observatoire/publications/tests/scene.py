"""An edition of Cantal: a table from a file, previewed, asked for, released."""

from datetime import UTC, date, datetime

from jalons.application.acces.permissions import Niveau, Role
from jalons.application.acces.tests.factories import AffectationFactory
from jalons.application.observatoire.publications import services
from jalons.application.observatoire.publications.models import Publication

MAINTENANT = datetime(2025, 6, 30, 9, tzinfo=UTC)
TABLEAU = "territoire,sexe,nombre\nNord,F,3\nNord,G,20\nSud,F,14\nSud,G,30\nEst,F,50\nEst,G,60\n"


def agent(role=Role.OBSERVATOIRE, code="15", niveau=Niveau.COLLECTIVITE, **lieu):
    return AffectationFactory(role=role, niveau=niveau, collectivite_id=code, **lieu).agent


def entete(titre="Note de l'ODPE", **champs):
    return {"titre": titre, "jour": date(2025, 6, 30), "seuil": 11, "textes": [], **champs}


def ajouts(code="confies", fichier="confies.csv", **champs):
    tableau = {
        "code": code, "titre": "Enfants confiés par territoire", "fichier": fichier,
        "dimensions": ["territoire", "sexe"], "population": "Enfants confiés", "au": "2024-12-31", "unite": "enfants",
        "source": "Registres", "indicateur": "confies_mineurs", **champs,
    }  # fmt: skip
    image = {"code": code, "titre": "Par territoire", "tableau": code, "dimension": tableau["dimensions"][0]}
    return {"tableaux": [tableau], "graphiques": [image], "chiffres": [{"libelle": "enfants confiés", "tableau": code}]}


def preparee(par, code="15", texte=TABLEAU, corrige=None, **champs):
    """An edition with one table and its preview."""
    dit = {"corrige": "Le territoire Est était mal compté."} if corrige else {}
    publication = services.creer(
        collectivite=code, departement="Cantal", entete=entete(**dit, **champs), corrige=corrige, par=par
    )
    services.ajouter_tableau(
        publication=publication, version=1, fichiers={"confies.csv": texte.encode()}, ajouts=ajouts(), par=par
    )
    return apercue(publication, par)


def apercue(publication, par):
    publication.refresh_from_db()
    services.demander_apercu(publication=publication, version=publication.version, par=par)
    return services.calculer_apercu(publication=publication)


def demandee(par, **champs):
    publication = preparee(par, **champs)
    return services.demander(publication=publication, version=publication.version, maintenant=MAINTENANT, par=par)


def publiee(par, seconde, **champs) -> Publication:
    publication = demandee(par, **champs)
    return services.publier(
        publication=publication,
        version=publication.version,
        vue=publication.empreinte,
        maintenant=MAINTENANT,
        par=seconde,
    )
