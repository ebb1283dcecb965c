"""Three reports of the first contract: one agreed and locked, one sent back, one still a draft though late."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone

from jalons.application.acces.models import Agent
from jalons.application.contrats.models import Contrat
from jalons.application.faits.services import enregistrer
from jalons.application.rapports import services
from jalons.application.rapports.contenu import empreinte
from jalons.application.rapports.etats import MODELES
from jalons.application.rapports.models import Commentaire, Cote, Rapport, Section, Visa
from jalons.application.rapports.photographie import photographie
from jalons.application.socle.etats import figer
from jalons.demonstration import comptes
from jalons.demonstration.haute_rive import lecture

SIGNATAIRES = {Cote.DEPARTEMENT: "direction-f0", Cote.PREFECTURE: "prefecture-f0", Cote.ARS: "ars-f0"}


def charger(*, par: Agent, au: date) -> None:
    """The report agreed jointly, with the figures of that time: what came since is written after it."""
    _ecrire([r for r in lecture.lire("rapports")["rapports"] if r["issue"] == "arrete"], par)


def poursuivre(*, par: Agent, au: date) -> None:
    """The other reports, each brought to its state."""
    _ecrire([r for r in lecture.lire("rapports")["rapports"] if r["issue"] != "arrete"], par)


def _ecrire(lus: list[dict[str, Any]], par: Agent) -> None:
    contrat = Contrat.objects.select_related("cadre", "collectivite").get(regime="2022")
    for lu in lus:
        rapport = services.creer(contrat, exercice=lu["exercice"], par=par)
        _rediger(rapport, lu, par)
        if lu["issue"] == "brouillon":
            continue
        services.partager(rapport, par=par)
        le = timezone.make_aware(datetime.combine(date.fromisoformat(str(lu["le"])), time(15, 0)))
        Rapport.objects.filter(pk=rapport.pk).update(partage_le=le - timedelta(days=30))
        _commenter(rapport, lu, le)
        if lu["issue"] == "renvoye":
            _renvoyer(rapport, lu["renvoi"], le)
        else:
            _arreter(rapport, le, par)


def _rediger(rapport: Rapport, lu: dict[str, Any], par: Agent) -> None:
    textes = {"bilan_actions": lu["texte"], **lu.get("sections", {})}
    ecrites = {s.code: s for s in rapport.sections.all()}
    for code, texte in textes.items():
        services.rediger(ecrites[code], texte=texte, version=ecrites[code].version, par=par)


def _commenter(rapport: Rapport, lu: dict[str, Any], le: datetime) -> None:
    sections = list(Section.objects.filter(rapport=rapport).order_by("ordre"))
    for rang, c in enumerate(lu["commentaires"]):
        ecrit = services.commenter(
            sections[c["section"] - 1], texte=c["texte"], cote=c["cote"], par=comptes.agent(c["compte"])
        )
        Commentaire.objects.filter(pk=ecrit.pk).update(quand=le - timedelta(days=12 - rang))


def _renvoyer(rapport: Rapport, lu: dict[str, Any], le: datetime) -> None:
    services.viser(
        rapport, cote=lu["cote"], decision=Visa.Decision.RENVOYE, motif=lu["motif"], par=comptes.agent(lu["compte"])
    )
    Visa.objects.filter(rapport=rapport).update(le=le)


def _arreter(rapport: Rapport, le: datetime, par: Agent) -> None:
    """The three agreements and the lock, dated of the past day: figures are those known at the load."""
    for cote, compte in SIGNATAIRES.items():
        visa = Visa.objects.create(
            collectivite_id=rapport.collectivite_id, rapport=rapport, tour=1, cote=cote,
            decision=Visa.Decision.ACCEPTE, par=comptes.agent(compte),
        )  # fmt: skip
        Visa.objects.filter(pk=visa.pk).update(le=le)
    instant = figer(*MODELES.values())
    fige = photographie(rapport.contrat, exercice=rapport.exercice, instant=instant)
    Rapport.objects.filter(pk=rapport.pk).update(
        etat=Rapport.Etat.ARRETE, fige=fige, empreinte=empreinte(fige), connu_au=instant, arrete_le=le
    )
    enregistrer(
        sujet=rapport.contrat, evenement="rapport_arrete", survenu_le=timezone.localtime(le).date(), par=par,
        attributs={"exercice": rapport.exercice},
    )  # fmt: skip
