"""Two contracts, their fiches, their money and their avenants; some écarts are wanted, some of them justified."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from jalons.application.acces.models import Agent
from jalons.application.contrats import selectors, services
from jalons.application.contrats.dossier import DossierContrat
from jalons.application.contrats.models import Contrat
from jalons.application.faits.services import recalculer
from jalons.application.fiches.listes import ActionListee, ListeActions
from jalons.application.fiches.models import Fiche, Rubrique
from jalons.application.fiches.services import justifier_ecart, placer
from jalons.application.finances.fermeture import contractuelles
from jalons.application.finances.lignes import Beneficiaire, LigneFinanciere, Version
from jalons.application.finances.models import Montant
from jalons.application.finances.services import enregistrer_lignes
from jalons.demonstration.haute_rive import argent, lecture
from jalons.noyau.dates import DateCivile

ORGANISME = "Association fictive Les Passerelles"


def charger(*, par: Agent, au: date) -> None:
    """Write the first contract as it stood when its first report was agreed."""
    premier, *_ = lecture.lire("cadres")["contrats"]
    arrete = lecture.jour_de_l_arrete()
    _ecrire(premier, par, au, lambda x: not _a_venir(x, arrete))


def poursuivre(*, par: Agent, au: date) -> None:
    """What came since: the later money and the avenants of the first contract, then the second one."""
    premier, *suivants = lecture.lire("cadres")["contrats"]
    contrat = Contrat.objects.select_related("cadre", "collectivite").get(regime=premier["regime"])
    lignes = argent.lignes(premier, lecture.lire("fiches")["fiches"])
    ecrites = set(Montant.objects.filter(cadre=contrat.cadre).values_list("cle", flat=True))
    _payer(contrat, [x for x in _avant_avenant(premier, lignes) if x.cle not in ecrites], par)
    _avancer(contrat, premier, lignes, par, au)
    for lu in suivants:
        ecrit = _ecrire(lu, par, au, lambda _: True)
        _avancer(ecrit, lu, argent.lignes(lu, lecture.lire("fiches")["fiches"]), par, au)


def _ecrire(lu: dict[str, Any], par: Agent, au: date, connue: Callable[[LigneFinanciere], bool]) -> Contrat:
    """A contract as first signed, with the amounts already known."""
    fiches = lecture.lire("fiches")["fiches"]
    signes = _signes(lu)
    contrat = services.importer(lecture.contrat(lu | signes[0]["avant"] if signes else lu), par=par)
    _placer(contrat, lu, fiches, par)
    _payer(contrat, [x for x in _avant_avenant(lu, argent.lignes(lu, fiches)) if connue(x)], par)
    contrat.repris, contrat.finances_completes = False, True
    contrat.save(update_fields=["repris", "finances_completes"])
    _justifier(contrat, lu["justifications"], par, au)
    recalculer(sujet=contrat)  # imported as an older contract, then said to be followed here
    return contrat


def _avancer(contrat: Contrat, lu: dict[str, Any], lignes: list[LigneFinanciere], par: Agent, au: date) -> None:
    _avenants(contrat, lu, lignes, par)
    _nommer_l_organisme(contrat)
    _justifier(contrat, lu["justifications"], par, au)
    recalculer(sujet=contrat)


def _signes(lu: dict[str, Any]) -> list[dict[str, Any]]:
    return [a for a in lu["avenants"] if "signe_le" in a]


def _avant_avenant(lu: dict[str, Any], lignes: list[LigneFinanciere]) -> list[LigneFinanciere]:
    """The amounts that no signed avenant brings."""
    apportees = {x.cle for a in _signes(lu) for x in contractuelles(lignes) if x.annee == a["exercice"]}
    return [x for x in lignes if x.cle not in apportees]


def _a_venir(ligne: LigneFinanciere, jour: date) -> bool:
    """Whether an amount is not known yet on ``jour``: of a later year, or spent during the year that runs."""
    if ligne.annee is None or ligne.annee < jour.year:
        return False
    return ligne.annee > jour.year or ligne.version in {Version.ENGAGE, Version.PAYE, Version.JUSTIFIE}


def _payer(contrat: Contrat, lignes: list[LigneFinanciere], par: Agent) -> None:
    enregistrer_lignes(cadre=contrat.cadre, lignes=lignes, par=par)
    _nommer_l_organisme(contrat)


def _nommer_l_organisme(contrat: Contrat) -> None:
    sans_nom = Montant.objects.filter(cadre=contrat.cadre, beneficiaire="essms", beneficiaire_nom="")
    sans_nom.update(beneficiaire_nom=ORGANISME)


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


def _avenants(contrat: Contrat, lu: dict[str, Any], lignes: list[LigneFinanciere], par: Agent) -> None:
    """Each avenant by the acts of its agents: opened, prepared field by field and, when it has a day, signed."""
    for voulu in lu["avenants"]:
        avenant = services.ouvrir_avenant(
            contrat=contrat, objet=voulu["objet"], champs=voulu["champs"], exercice=voulu["exercice"], par=par
        )
        actuel = selectors.dossier(contrat)
        apres = _prolonge(actuel, lu, lignes) if "signe_le" in voulu else _elargi(actuel, voulu)
        for champ in voulu["champs"]:
            services.preparer_avenant(avenant=avenant, champ=champ, dossier=apres, par=par)
        if "signe_le" in voulu:
            services.signer_avenant(avenant=avenant, le=DateCivile.lire(voulu["signe_le"]), par=par)


def _prolonge(actuel: DossierContrat, lu: dict[str, Any], lignes: list[LigneFinanciere]) -> DossierContrat:
    """The whole period, and every amount of it."""
    final = lecture.contrat(lu)
    finances = replace(actuel.finances, lignes=tuple(lignes))
    return replace(actuel, periode=final.periode, duree_annoncee=final.duree_annoncee, finances=finances)


def _elargi(actuel: DossierContrat, voulu: dict[str, Any]) -> DossierContrat:
    """More money of one source for the year of the avenant, and one more action."""
    ligne = LigneFinanciere(
        cle="avenant-1", libelle=voulu["montant"]["libelle"], source=voulu["montant"]["source"],
        valeur=Decimal(voulu["montant"]["valeur"]), version=Version.PREVU, annee=voulu["exercice"],
        beneficiaire=Beneficiaire.ESSMS,
    )  # fmt: skip
    finances = replace(actuel.finances, lignes=(*actuel.finances.lignes, ligne))
    action = ActionListee("equipe-mobile-36", voulu["action"])
    liste = ListeActions("actions-avenant", "Actions ajoutées par avenant", complete=True, actions=(action,))
    return replace(actuel, finances=finances, actions=(*actuel.actions, liste))


def _justifier(contrat: Contrat, commentaires: dict[str, str], par: Agent, au: date) -> None:
    for ecart in selectors.ecarts(contrat, au):
        if ecart.code in commentaires:
            justifier_ecart(cadre=contrat.cadre, cle=ecart.cle, commentaire=commentaires[ecart.code], par=par)
