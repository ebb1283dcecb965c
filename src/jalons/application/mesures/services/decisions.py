"""Deciding a measure, carrying it on, taking back what was recorded by mistake."""

from __future__ import annotations

from datetime import date, datetime
from typing import TypedDict, Unpack

from django.db import transaction
from django.utils import timezone

from jalons.application.acces.models import Agent
from jalons.application.enfants.models import Enfant
from jalons.application.enfants.services.numeros import tirer
from jalons.application.enfants.verrous import verrouiller_dossier
from jalons.application.faits import services as faits
from jalons.application.mesures import prise_en_charge
from jalons.application.mesures.etats import etat_de
from jalons.application.mesures.models import Mesure, Renouvellement
from jalons.application.mesures.services import controle, cours
from jalons.application.mesures.services.ecriture import (
    constater,
    ecrire,
    prendre,
    refuser,
    refuser_un_dossier_ferme,
)
from jalons.application.socle.journal import journaliser
from jalons.application.territoires.models import UniteLocale
from jalons.droit.mesures import natures
from jalons.noyau.saisie import Faute


class ChampsDecision(TypedDict, total=False):
    """What may be said of a decision; what is left out is not known."""

    origine: str
    accord_le: date | None
    reference: str
    terme_le: date | None
    rapport_le: date | None
    difficultes_chroniques: bool | None
    statut_a_examiner: bool | None
    suite_de: Mesure | None
    service: str
    unite: UniteLocale | None


@transaction.atomic
@faits.ensemble()
def decider(
    *,
    enfant: Enfant,
    nature: str,
    decidee_le: date | None,
    par: Agent | None,
    au: date,
    debut_le: date | None = None,
    debut_instant: datetime | None = None,
    **champs: Unpack[ChampsDecision],
) -> Mesure:
    """Record that a measure was decided for a child; with ``debut_le``, that it started too.

    Args:
        nature: code of the catalogue of measures.
        decidee_le: ``None`` when the day is not known (a measure taken over from older files).
        au: today; days after it are refused, but for the term.

    Raises:
        EntreeRefusee: every fault at once: unknown kind, agreement missing, dates, age, death, same measure waiting.
    """
    enfant = verrouiller_dossier(enfant)
    refuser_un_dossier_ferme(enfant)
    if (genre := natures().get(nature)) is None:
        refuser([Faute("nature", f"Mesure inconnue au catalogue : « {nature} ».", nature, "une mesure du catalogue")])
    assert genre is not None  # noqa: S101 - refused just above
    mesure = Mesure(
        collectivite_id=enfant.collectivite_id, enfant=enfant, numero=tirer(), nature=nature, decidee_le=decidee_le,
        exclusive=genre.exclusive, prise_en_charge=genre.prise_en_charge, confie=genre.confie, decideur=genre.decideur,
    )  # fmt: skip
    mesure.unite = enfant.unite
    for nom, valeur in champs.items():
        setattr(mesure, nom, " ".join(valeur.split()) if isinstance(valeur, str) else valeur)
    mesure.affaire = mesure.suite_de.affaire if mesure.suite_de is not None else mesure.numero
    dits = {"nature": nature, "decidee_le": decidee_le, "debut_le": debut_le, **champs}
    refuser(controle.decision(enfant, dits, au=au))
    ecrire(mesure)
    journaliser("mesures:decider", objet=enfant, par=par, mesure=mesure.pk, nature=nature)
    constater(mesure, "envisagee", genre.vie.de("envisagee"), le=mesure.accord_le, par=par)
    constater(mesure, "accord", genre.vie.de("accord"), le=mesure.accord_le, par=par)
    constater(mesure, "decision", genre.vie.de("decision"), le=decidee_le, par=par)
    constater(mesure, "terme", genre.vie.de("terme"), le=mesure.terme_le, par=par)
    if debut_le is not None:
        return cours.demarrer(mesure=mesure, version=1, debut_le=debut_le, debut_instant=debut_instant, par=par, au=au)
    return mesure


@transaction.atomic
@faits.ensemble()
def renouveler(
    *,
    mesure: Mesure,
    version: int | None,
    decide_le: date,
    par: Agent | None,
    au: date,
    terme_le: date | None = None,
    accord_le: date | None = None,
    reference: str = "",
    rapport_le: date | None = None,
) -> Renouvellement:
    """Carry a running measure on to a new term. Late decisions are recorded: the deadlines say so.

    Raises:
        VersionDepassee: somebody recorded an act in between.
        EntreeRefusee: the kind is not renewed, the agreement is missing, or the dates do not follow each other.
    """
    a_jour, genre = prendre(mesure, version, "renouveler", au=au)
    dits = {"decide_le": decide_le, "accord_le": accord_le, "terme_le": terme_le}
    refuser(controle.renouvellement(a_jour, dits, au=au), "le renouvellement")
    rang = a_jour.renouvellements.count() + 1
    renouvellement = Renouvellement(
        collectivite_id=a_jour.collectivite_id, mesure=a_jour, rang=rang, decide_le=decide_le, accord_le=accord_le,
        reference=" ".join(reference.split()), terme_avant=a_jour.terme_le, terme_le=terme_le, rapport_le=rapport_le,
    )  # fmt: skip
    ecrire(renouvellement)
    a_jour.terme_le, a_jour.rapport_le, a_jour.notifiee_le = terme_le, rapport_le, None
    a_jour.version += 1
    ecrire(a_jour)
    journaliser("mesures:renouveler", objet=a_jour.enfant, par=par, mesure=a_jour.pk, rang=rang)
    numero = f"{a_jour.numero}-{rang}"
    constater(a_jour, "renouvellement", genre.vie.de("renouvellement"), le=decide_le, par=par, decision=numero)
    return renouvellement


@transaction.atomic
@faits.ensemble()
def annuler(*, mesure: Mesure, version: int | None, motif: str, par: Agent | None, au: date) -> Mesure:
    """Take back a measure recorded by mistake: its facts are taken back, its history stays.

    Raises:
        VersionDepassee: somebody recorded an act in between.
        EntreeRefusee: no reason is given, or another measure that stands says it follows this one.
    """
    a_jour, _ = prendre(mesure, version, "annuler", au=au)
    refuser(controle.annulation(a_jour, {"motif": motif}, au=au))
    a_jour.annulee_le, a_jour.motif_annulation = timezone.now(), " ".join(motif.split())[:200]
    a_jour.version += 1
    ecrire(a_jour)
    journaliser("mesures:annuler", objet=a_jour.enfant, par=par, mesure=a_jour.pk, etat=etat_de(mesure, au))
    for lien in a_jour.faits.select_related("fait").filter(fait__annule_le=None):
        faits.annuler(fait=lien.fait, par=par)
    prise_en_charge.tenir(a_jour.enfant, par=par)
    return a_jour
