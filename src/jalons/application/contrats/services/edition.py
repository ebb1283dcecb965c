"""Acts on a contract: create, change a section, record steps, sign."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.db import transaction

from jalons.application.acces.models import Agent
from jalons.application.contrats import rules, selectors
from jalons.application.contrats.dossier import DateEtape, DossierContrat, Etape
from jalons.application.contrats.models import Contrat
from jalons.application.contrats.services.constats import constater
from jalons.application.contrats.services.ecriture import ecrire
from jalons.application.fiches.models import Cadre
from jalons.application.fiches.services.importation import exiger_un_titre_libre
from jalons.application.finances.fermeture import contractuelles
from jalons.application.socle.journal import journaliser
from jalons.noyau.dates import DateCivile
from jalons.noyau.ecarts import Ecart, RegleNonRespectee
from jalons.noyau.saisie import EntreeRefusee, Faute

PAR_AVENANT = ("periode", "finances", "engagements", "objectifs", "parties", "actions", "duree_annoncee", "regime")
"""Parts of a signed contract that only an avenant changes."""


@transaction.atomic
def creer(*, dossier: DossierContrat, par: Agent | None, repris: bool = False) -> Contrat:
    """A new contract, in the open perimeter.

    Args:
        repris: it is older than Jalons: it may be entered already signed, and changed without an avenant.

    Raises:
        EntreeRefusee: another contract of the collectivité has this title, or a value does not fit.
    """
    exiger_un_titre_libre(Cadre.Nature.CONTRAT, dossier, selectors.tous())
    cadre = Cadre(collectivite_id=dossier.departement, nature=Cadre.Nature.CONTRAT)
    contrat = Contrat(cadre=cadre, collectivite_id=dossier.departement, repris=repris)
    ecrire(contrat, dossier, par=par)
    constater(contrat, dossier, par=par)
    journaliser("contrats:creer", objet=contrat, par=par, regime=dossier.regime, repris=repris)
    return contrat


@transaction.atomic
def modifier(*, contrat: Contrat, dossier: DossierContrat, par: Agent | None) -> int:
    """Bring the contract to ``dossier``; the number of rows written.

    Raises:
        EntreeRefusee: the contract is signed and the change needs an avenant, or a value does not fit.
    """
    verrou = Contrat.objects.select_for_update().select_related("cadre").get(pk=contrat.pk)
    actuel = selectors.dossier(verrou)
    exiger_un_avenant(verrou, actuel, dossier)
    if actuel.signature is None and dossier.signature is not None and not verrou.repris:
        message = (
            "La signature s'enregistre par « Enregistrer la signature », qui contrôle le contrat : retirez-la ici."
        )
        raise EntreeRefusee([Faute("signature", message)], quoi="Contrat")
    lignes = ecrire(verrou, dossier, par=par)
    if lignes:
        constater(verrou, dossier, par=par)
        journaliser("contrats:modifier", objet=verrou, par=par, lignes=lignes)
    return lignes


@transaction.atomic
def signer(*, contrat: Contrat, le: DateCivile, par: Agent | None) -> None:
    """Record the signature of the contract on the day ``le``.

    Raises:
        EntreeRefusee: it is signed already.
        RegleNonRespectee: a confirmed rule forbids it; an unconfirmed one never does.
    """
    verrou = Contrat.objects.select_for_update().select_related("cadre").get(pk=contrat.pk)
    actuel = selectors.dossier(verrou)
    if actuel.signature is not None:
        message = f"Le contrat est déjà signé ({actuel.signature}) : corrigez la date parmi les étapes."
        raise EntreeRefusee([Faute("signature", message)], quoi="Signature")
    signe = replace(actuel, dates=(*actuel.dates, DateEtape(Etape.SIGNATURE, le)))
    if bloquants := empechements(signe, le):
        raise RegleNonRespectee(bloquants)
    ecrire(verrou, signe, par=par)
    constater(verrou, signe, par=par)
    journaliser("contrats:signer", objet=verrou, par=par)


def exiger_un_avenant(contrat: Contrat, actuel: DossierContrat, voulu: DossierContrat) -> None:
    """Refuse a change of what a contract signed in Jalons holds; what was notified, committed or paid is free.

    Raises:
        EntreeRefusee: the contract is signed and the change needs an avenant.
    """
    touches = [c for c in PAR_AVENANT if _partie(actuel, c) != _partie(voulu, c)]
    if touches and actuel.signature is not None and not contrat.repris:
        message = "Le contrat est signé : ce changement se fait par un avenant. Ouvrez un avenant sur ce champ."
        raise EntreeRefusee([Faute(", ".join(touches), message)], quoi="Contrat")


def _partie(dossier: DossierContrat, champ: str) -> Any:
    if champ != "finances":
        return getattr(dossier, champ)
    return dossier.finances.complete, contractuelles(dossier.finances.lignes)


def empechements(dossier: DossierContrat, le: DateCivile) -> list[Ecart]:
    """Confirmed blocking écarts that forbid a signature on the day ``le``."""
    return [e for e in rules.controler(dossier, le.fin) if e.bloque]
