"""Invented situations at every state, days counted back from the load; their acts are done by the services."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import yaml

from jalons.application.acces.models import Agent
from jalons.application.crip import services
from jalons.application.crip.actes import faire
from jalons.application.crip.models import Situation
from jalons.application.crip.origines import Canal, Origine
from jalons.application.crip.rules import Acte
from jalons.application.territoires.models import Collectivite, UniteLocale
from jalons.demonstration import comptes
from jalons.demonstration.lieux import DEMONSTRATION, HAUTE_RIVE
from jalons.noyau.dates import DateCivile, ajouter_mois

AUTEURS = {"recevoir": "crip-f0", "qualifier": "crip-f0", "decider": "cadre-ase-f0", "evaluer": "evaluation-f0"}
EVALUATION = frozenset({Acte.COMPOSER, Acte.INFORMER_PARENTS, Acte.CONSIGNER_VISITE, Acte.RENDRE_RAPPORT})
DECISION = frozenset({Acte.CLASSER, Acte.PROPOSER_AIDE, Acte.SAISIR})


def charger(*, par: Agent, au: date) -> None:
    """Write the situations of ``crip.yaml``."""
    agents = {nom: comptes.agent(compte) for nom, compte in AUTEURS.items()}
    unites = {u.code: u for u in UniteLocale.objects.filter(collectivite_id=HAUTE_RIVE)}
    lues = yaml.safe_load((DEMONSTRATION / "crip.yaml").read_text(encoding="utf-8"))
    for ligne in lues["situations"]:
        situation = _recevoir(ligne, unites, par=agents["recevoir"], au=au)
        for code, jours, champs in ligne["actes"]:
            _agir(Acte(code), situation, au - timedelta(days=jours), dict(champs), unites, agents, au=au)


def _recevoir(ligne: dict[str, Any], unites: dict[str, UniteLocale], *, par: Agent, au: date) -> Situation:
    recue = au - timedelta(days=ligne["recue"])
    instant = None
    if heure := ligne.get("heure"):
        instant = datetime.fromisoformat(f"{recue.isoformat()}T{heure}").replace(tzinfo=ZoneInfo("Europe/Paris"))
    information = services.InformationRecue(
        recue_le=recue, instant=instant, origine=Origine(ligne["origine"]), canal=Canal(ligne["canal"]),
        contenu=ligne["contenu"], informateur=ligne.get("informateur", ""),
        reponse_demandee_le=au - timedelta(days=ligne["demande"]) if "demande" in ligne else None,
    )  # fmt: skip
    return services.recevoir(
        collectivite=HAUTE_RIVE, information=information, nouveaux=[_enfant(e, au) for e in ligne["enfants"]],
        unite=unites[ligne["unite"]], au=au, par=par,
    )  # fmt: skip


def _enfant(ligne: dict[str, Any], au: date) -> services.NouvelEnfant:
    annees, mois = ligne["age"]
    naissance = DateCivile.lire(ajouter_mois(au, -(12 * annees + mois)))
    return services.NouvelEnfant(
        {"prenom": ligne["prenom"], "nom": ligne["nom"], "sexe": ligne["sexe"], "naissance": naissance}
    )


def _agir(
    acte: Acte,
    situation: Situation,
    le: date,
    champs: dict[str, Any],
    unites: dict[str, UniteLocale],
    agents: dict[str, Agent],
    *,
    au: date,
) -> None:
    if acte is Acte.CONFIER:
        champs["unite"] = unites[champs["unite"]]
    if acte is Acte.TRANSFERER:
        champs["autre"] = Collectivite.objects.get(pk=champs["autre"])
        champs["connu_le"] = au - timedelta(days=champs.pop("connu"))
    par = agents["evaluer" if acte in EVALUATION else "decider" if acte in DECISION else "qualifier"]
    faire(acte, {"situation": situation, "version": None, "le": le, "au": au, "par": par}, champs)
