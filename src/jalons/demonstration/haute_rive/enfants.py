"""A few invented children and their families, ages counted from the load; two of the files are one child."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import yaml

from jalons.application.acces.models import Agent
from jalons.application.acces.permissions import Permission
from jalons.application.enfants import services
from jalons.application.enfants.models import Enfant
from jalons.application.territoires.models import UniteLocale
from jalons.demonstration import comptes
from jalons.demonstration.lieux import DEMONSTRATION, HAUTE_RIVE
from jalons.noyau.dates import DateCivile, ajouter_mois


def charger(*, par: Agent, au: date) -> None:
    """Write the families of ``enfants.yaml``."""
    lues = yaml.safe_load((DEMONSTRATION / "enfants.yaml").read_text(encoding="utf-8"))
    for famille in lues["familles"]:
        _famille(famille, par=par, au=au)


def _famille(famille: dict[str, Any], *, par: Agent, au: date) -> None:
    unite = UniteLocale.objects.get(collectivite_id=HAUTE_RIVE, code=famille["unite"])
    enfants = [_enfant(ligne, unite=unite, par=par, au=au) for ligne in famille["enfants"]]
    if len(enfants) > 1 and len({e.nom for e in enfants}) == 1:
        services.creer_fratrie(enfants=enfants, par=par)
    adultes = []
    for ligne in famille["adultes"]:
        personne = services.creer_personne(
            collectivite=HAUTE_RIVE, par=par, prenom=ligne["prenom"], nom=ligne["nom"],
            telephone=ligne.get("telephone", ""),
        )  # fmt: skip
        for enfant in enfants:
            services.lier(
                enfant=enfant, personne=personne, lien=ligne["lien"], autorite_parentale=ligne["autorite"], par=par
            )
        adultes += [personne] if ligne.get("foyer") else []
    if adultes:
        foyer = services.creer_foyer(collectivite=HAUTE_RIVE, par=par, enfants=enfants, personnes=adultes)
        if adresse := famille.get("adresse"):
            services.enregistrer_adresse(dossier=enfants[0], de=foyer, par=par, tenues=list(Permission), **adresse)


def _enfant(ligne: dict[str, Any], *, unite: UniteLocale, par: Agent, au: date) -> Enfant:
    annees, mois = ligne["age"]
    jour = ajouter_mois(au, -(12 * annees + mois))
    naissance = DateCivile(jour.year) if ligne.get("naissance") == "annee" else DateCivile.lire(jour)
    enfant = services.creer_enfant(
        collectivite=HAUTE_RIVE, par=par, au=au, prenom=ligne["prenom"], nom=ligne["nom"], sexe=ligne["sexe"],
        naissance=naissance, ecole=ligne.get("ecole", ""), classe=ligne.get("classe", ""), unite=unite,
        statut=ligne.get("statut", "autorite_parentale"), non_accompagne=ligne.get("non_accompagne", False),
    )  # fmt: skip
    if compte := ligne.get("referent"):
        services.nommer_referent(enfant=enfant, agent=comptes.agent(compte), debut=au - timedelta(days=200), par=par)
    if connu := ligne.get("connu"):
        services.declarer_connaissance(enfant=enfant, par=par, **connu)
    return enfant
