"""Two contracts, their fiches, their money and their avenants; some écarts are wanted, some of them justified."""

from __future__ import annotations

from datetime import date
from typing import Any

from jalons.application.acces.models import Agent
from jalons.application.contrats import selectors, services
from jalons.application.contrats.models import Avenant, Contrat
from jalons.application.faits.services import enregistrer, recalculer
from jalons.application.fiches.models import Fiche, Rubrique
from jalons.application.fiches.services import justifier_ecart, placer
from jalons.application.finances.models import Montant
from jalons.application.finances.services import enregistrer_lignes
from jalons.demonstration.haute_rive import argent, lecture
from jalons.noyau.dates import DateCivile

ORGANISME = "Association fictive Les Passerelles"


def charger(*, par: Agent, au: date) -> None:
    """Write both contracts."""
    fiches = lecture.lire("fiches")["fiches"]
    for lu in lecture.lire("cadres")["contrats"]:
        contrat = services.importer(lecture.contrat(lu), par=par)
        _placer(contrat, lu, fiches, par)
        enregistrer_lignes(cadre=contrat.cadre, lignes=argent.lignes(lu, fiches), par=par)
        contrat.repris, contrat.finances_completes = False, True
        contrat.save(update_fields=["repris", "finances_completes"])
        Montant.objects.filter(cadre=contrat.cadre, beneficiaire="essms").update(beneficiaire_nom=ORGANISME)
        _avenants(contrat, lu["avenants"], par)
        _justifier(contrat, lu["justifications"], par, au)
        recalculer(sujet=contrat)  # imported as an older contract, then said to be followed here


def _placer(contrat: Contrat, lu: dict[str, Any], fiches: list[dict[str, Any]], par: Agent) -> None:
    par_titre = {f.titre: f for f in Fiche.objects.all()}
    objectifs = {
        r.code_national: r for r in Rubrique.objects.filter(cadre=contrat.cadre, genre=Rubrique.Genre.OBJECTIF)
    }
    for donnees in fiches:
        if code := donnees["place"].get(lu["cle"]):
            placer(
                fiche=par_titre[donnees["titre"]], cadre=contrat.cadre, par=par, rubrique=objectifs[code],
                numero=donnees["numero"], cle=argent.cle_de_la_fiche(donnees["numero"]),
                places=donnees["place"].get("places"),
            )  # fmt: skip


def _avenants(contrat: Contrat, lus: list[dict[str, Any]], par: Agent) -> None:
    for lu in lus:
        signe_le = DateCivile.lire(lu["signe_le"]) if "signe_le" in lu else None
        Avenant.objects.create(collectivite_id=contrat.collectivite_id, contrat=contrat, **{**lu, "signe_le": signe_le})
        if signe_le is not None:
            enregistrer(
                sujet=contrat, evenement="avenant_signe", survenu_le=signe_le, par=par,
                attributs={"exercice": lu["exercice"]},
            )  # fmt: skip


def _justifier(contrat: Contrat, commentaires: dict[str, str], par: Agent, au: date) -> None:
    for ecart in selectors.ecarts(contrat, au):
        if ecart.code in commentaires:
            justifier_ecart(cadre=contrat.cadre, cle=ecart.cle, commentaire=commentaires[ecart.code], par=par)
