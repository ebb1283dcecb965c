"""Writes of reports: each is atomic, follows the cycle, is journalled."""

from __future__ import annotations

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from jalons.application.acces.models import Agent
from jalons.application.contrats.models import Contrat
from jalons.application.rapports.contenu import empreinte
from jalons.application.rapports.cycle import NOMS, Acte, Avancee, Etat, refus
from jalons.application.rapports.etats import MODELES
from jalons.application.rapports.models import Commentaire, Cote, Rapport, Section, Visa
from jalons.application.rapports.photographie import photographie
from jalons.application.socle.etats import figer
from jalons.application.socle.journal import journaliser
from jalons.droit import sections_rapport
from jalons.noyau.ecarts import Ecart, Gravite, RegleNonRespectee


class ConflitDeVersion(Exception):  # noqa: N818 - the name is what the user is told
    """Somebody else saved meanwhile; carries what is stored now."""

    def __init__(self, actuel: Section) -> None:
        super().__init__("Cette section a été modifiée entre-temps par une autre personne.")
        self.actuel = actuel


@transaction.atomic
def creer(contrat: Contrat, *, exercice: int, par: Agent | None) -> Rapport:
    """A draft for ``exercice`` with the sections of the catalogue; last year's text on perspectives is not copied.

    Raises:
        ValidationError: this exercice already has a report.
    """
    rapport = Rapport(collectivite_id=contrat.collectivite_id, contrat=contrat, exercice=exercice)
    rapport.full_clean()
    rapport.save()
    Section.objects.bulk_create(
        Section(
            collectivite_id=contrat.collectivite_id, rapport=rapport, code=s.code, titre=s.libelle, ordre=s.rang
        )
        for s in sections_rapport()
    )  # fmt: skip
    journaliser("rapports:creer", objet=rapport, par=par, exercice=exercice)
    return rapport


def _verrouiller(rapport: Rapport, acte: Acte) -> Rapport:
    """The report, locked for this transaction, once the cycle allows ``acte``."""
    verrouille = Rapport.objects.select_for_update().select_related("contrat__cadre").get(pk=rapport.pk)
    if ecarts := refus(Etat(verrouille.etat), acte):
        raise RegleNonRespectee(ecarts)
    return verrouille


@transaction.atomic
def rediger(section: Section, *, texte: str, version: int, par: Agent | None) -> Section:
    """Replace the text of a section read at ``version``.

    Raises:
        RegleNonRespectee: the report is shared or agreed.
        ConflitDeVersion: somebody saved another text since ``version``.
    """
    _verrouiller(section.rapport, Acte.REDIGER)
    changees = Section.objects.filter(pk=section.pk, version=version).update(texte=texte, version=F("version") + 1)
    actuelle = Section.objects.get(pk=section.pk)
    if not changees:
        raise ConflitDeVersion(actuelle)
    journaliser("rapports:rediger", objet=actuelle, par=par, longueur=len(texte))
    return actuelle


@transaction.atomic
def partager(rapport: Rapport, *, par: Agent | None) -> Rapport:
    """Share the draft with préfet and ARS: a new round of review begins."""
    rapport = _verrouiller(rapport, Acte.PARTAGER)
    rapport.tour += 1 if rapport.etat == Rapport.Etat.RENVOYE else 0
    rapport.etat = Rapport.Etat.PARTAGE
    rapport.partage_le = timezone.now()
    rapport.save(update_fields=["etat", "tour", "partage_le"])
    journaliser("rapports:partager", objet=rapport, par=par, tour=rapport.tour)
    return rapport


@transaction.atomic
def commenter(section: Section, *, texte: str, cote: str, par: Agent | None) -> Commentaire:
    """Add the comment of one side on a section.

    Raises:
        RegleNonRespectee: the report is agreed, or the comment is empty.
    """
    _verrouiller(section.rapport, Acte.COMMENTER)
    if not texte.strip():
        raise RegleNonRespectee([_vide("commentaire_vide", "Le commentaire est vide : écrivez une phrase.")])
    commentaire = Commentaire.objects.create(
        collectivite_id=section.collectivite_id, section=section, cote=Cote(cote), auteur=par, texte=texte.strip()
    )
    journaliser("rapports:commenter", objet=commentaire, par=par, cote=cote)
    return commentaire


@transaction.atomic
def resoudre(commentaire: Commentaire, *, par: Agent | None) -> Commentaire:
    """Mark a comment as dealt with."""
    _verrouiller(commentaire.section.rapport, Acte.COMMENTER)
    commentaire.resolu_le = timezone.now()
    commentaire.save(update_fields=["resolu_le"])
    journaliser("rapports:resoudre", objet=commentaire, par=par)
    return commentaire


@transaction.atomic
def viser(rapport: Rapport, *, cote: str, decision: str, motif: str = "", par: Agent | None) -> Rapport:
    """The answer of one side in this round; the third agreement locks the report.

    Raises:
        RegleNonRespectee: the report is not shared, this side has answered already, or a refusal says no reason.
    """
    rapport = _verrouiller(rapport, Acte.VISER)
    motif = motif.strip()
    if decision == Visa.Decision.RENVOYE and not motif:
        raise RegleNonRespectee([_vide("renvoi_sans_motif", "Dites pourquoi le rapport est renvoyé.")])
    if rapport.visas.filter(tour=rapport.tour, cote=cote).exists():
        message = f"Pour ce tour, {NOMS[cote]} a déjà répondu. Attendez le tour suivant."
        raise RegleNonRespectee([_vide("visa_deja_donne", message)])
    Visa.objects.create(
        collectivite_id=rapport.collectivite_id, rapport=rapport, tour=rapport.tour, cote=Cote(cote),
        decision=Visa.Decision(decision), motif=motif, par=par,
    )  # fmt: skip
    journaliser("rapports:viser", objet=rapport, par=par, cote=cote, decision=decision, tour=rapport.tour)
    etat = Avancee(dict(rapport.visas.filter(tour=rapport.tour).values_list("cote", "decision"))).etat
    if etat is Etat.ARRETE:
        _arreter(rapport, par=par)
    elif etat is Etat.RENVOYE:
        rapport.etat = Rapport.Etat.RENVOYE
        rapport.save(update_fields=["etat"])
    return rapport


def _arreter(rapport: Rapport, *, par: Agent | None) -> None:
    """Freeze the figures at an instant that no write can straddle, then lock."""
    instant = figer(*MODELES.values())
    rapport.fige = photographie(rapport.contrat, exercice=rapport.exercice, instant=instant)
    rapport.empreinte = empreinte(rapport.fige)
    rapport.connu_au = instant
    rapport.arrete_le = instant
    rapport.etat = Rapport.Etat.ARRETE
    rapport.save(update_fields=["fige", "empreinte", "connu_au", "arrete_le", "etat"])
    journaliser("rapports:arreter", objet=rapport, par=par, empreinte=rapport.empreinte)


def _vide(code: str, message: str) -> Ecart:
    return Ecart(code, Gravite.BLOQUANT, True, message, {}, "cycle du rapport")
