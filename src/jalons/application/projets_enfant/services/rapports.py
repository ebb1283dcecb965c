"""The life of a situation report: written, submitted, sent back or validated, sent to the judge."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction

from jalons.application.acces.models import Agent
from jalons.application.enfants.models import Enfant
from jalons.application.enfants.verrous import verrouiller_dossier
from jalons.application.faits import services as faits
from jalons.application.projets_enfant import cycle, selectors
from jalons.application.projets_enfant.models import Projet, RapportSituation
from jalons.application.projets_enfant.rules import fautes_dossier, fautes_pour_soumettre
from jalons.application.projets_enfant.services import controle
from jalons.application.projets_enfant.services.commun import dossier_de, garder, prendre_rapport, refuser
from jalons.application.socle.journal import journaliser
from jalons.application.socle.version import verrouiller
from jalons.noyau.saisie import Faute

QUOI = "le rapport de situation"
TEXTES = ("sante", "relations", "vie_sociale", "parole_enfant", "parole_parents", "evaluation", "propositions")


@transaction.atomic
def ouvrir_rapport(*, enfant: Enfant, cadre: str, par: Agent | None, au: date) -> RapportSituation:
    """Begin a report on a child.

    Raises:
        EntreeRefusee: the file receives no act.
    """
    enfant = verrouiller_dossier(enfant)
    refuser(fautes_dossier(dossier_de(enfant, au)), QUOI)
    rapport = RapportSituation.objects.create(
        collectivite_id=enfant.collectivite_id, enfant=enfant, cadre=RapportSituation.Cadre(cadre)
    )
    journaliser("projets_enfant:ouvrir_rapport", objet=rapport, par=par, enfant=enfant.pk)
    return rapport


@transaction.atomic
def rediger_rapport(
    *, rapport: RapportSituation, version: int | None, par: Agent | None, au: date, **champs: Any
) -> RapportSituation:
    """Write the report; all its faults are said when it is submitted, not before.

    Raises:
        EntreeRefusee: its state does not allow it.
        VersionDepassee: somebody saved in between.
    """
    a_jour, _ = prendre_rapport(rapport, version, cycle.ActeRapport.REDIGER, au)
    for champ, valeur in champs.items():
        setattr(a_jour, champ, valeur.strip() if isinstance(valeur, str) else valeur)
    garder(a_jour, "rediger_rapport", par)
    return a_jour


@transaction.atomic
def soumettre(*, rapport: RapportSituation, version: int | None, par: Agent | None, au: date) -> RapportSituation:
    """Give the report to the cadre.

    Raises:
        EntreeRefusee: its state does not allow it, or something misses; everything at once.
        VersionDepassee: somebody saved in between.
    """
    a_jour, _ = prendre_rapport(rapport, version, cycle.ActeRapport.SOUMETTRE, au)
    fautes = fautes_pour_soumettre(
        redacteurs=a_jour.redacteurs, debut=a_jour.debut, fin=a_jour.fin,
        textes={c: getattr(a_jour, c) for c in TEXTES},
    )  # fmt: skip
    refuser(fautes, QUOI)
    a_jour.etat, a_jour.renvoi = RapportSituation.Etat.A_VALIDER, ""
    garder(a_jour, "soumettre", par)
    return a_jour


@transaction.atomic
def renvoyer(
    *, rapport: RapportSituation, version: int | None, motif: str, par: Agent | None, au: date
) -> RapportSituation:
    """Give the report back to its writers.

    Raises:
        EntreeRefusee: its state does not allow it, or no reason is given.
        VersionDepassee: somebody saved in between.
    """
    a_jour, _ = prendre_rapport(rapport, version, cycle.ActeRapport.RENVOYER, au)
    refuser([] if motif.strip() else [Faute("motif", "Dites ce qu'il faut reprendre.")], QUOI)
    a_jour.etat, a_jour.renvoi = RapportSituation.Etat.BROUILLON, motif.strip()
    garder(a_jour, "renvoyer", par)
    return a_jour


@transaction.atomic
def valider(
    *, rapport: RapportSituation, version: int | None, le: date, par: Agent | None, au: date
) -> RapportSituation:
    """Validate the report: its deadlines are met, the next ones open, the signed projet is to be brought up to date.

    Raises:
        EntreeRefusee: its state or the day does not allow it.
        VersionDepassee: somebody saved in between.
    """
    a_jour, dossier = prendre_rapport(rapport, version, cycle.ActeRapport.VALIDER, au)
    refuser(controle.valider(a_jour, dossier, {"le": le}, au), QUOI)
    a_jour.etat, a_jour.valide_le, a_jour.valide_par = RapportSituation.Etat.VALIDE, le, par
    garder(a_jour, "valider", par)
    attributs = {"rapport": a_jour.repere, "cadre": str(a_jour.cadre)}
    faits.enregistrer(
        sujet=a_jour.enfant, evenement="rapport_situation_valide", survenu_le=le, attributs=attributs, par=par
    )
    _demander_l_actualisation(a_jour, par)
    return a_jour


def _demander_l_actualisation(rapport: RapportSituation, par: Agent | None) -> None:
    """A signed projet follows each report; one that is not signed takes it in as it stands."""
    projet = selectors.ouvert(rapport.enfant)
    if projet is None or projet.etat != Projet.Etat.SIGNE:
        return
    projet = verrouiller(projet, None)
    projet.etat = Projet.Etat.A_ACTUALISER
    projet.motif_actualisation = f"Rapport de situation {rapport.repere} validé"
    garder(projet, "demander", par, rapport=rapport.pk)


@transaction.atomic
def transmettre(
    *, rapport: RapportSituation, version: int | None, le: date, par: Agent | None, au: date
) -> RapportSituation:
    """Note that the report was sent to the judge.

    Raises:
        EntreeRefusee: the measure is not judicial, its state or the day does not allow it.
        VersionDepassee: somebody saved in between.
    """
    a_jour, dossier = prendre_rapport(rapport, version, cycle.ActeRapport.TRANSMETTRE, au)
    refuser(controle.transmettre(a_jour, dossier, {"le": le}, au), QUOI)
    a_jour.etat, a_jour.transmis_le = RapportSituation.Etat.TRANSMIS, le
    garder(a_jour, "transmettre", par)
    faits.enregistrer(
        sujet=a_jour.enfant, evenement="rapport_juge_transmis", survenu_le=le, attributs={"rapport": a_jour.repere},
        par=par,
    )  # fmt: skip
    return a_jour
