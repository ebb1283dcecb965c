"""Writes: the reason of a late act, that it was seen, acts that move a delay, subscriptions."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from jalons.application.acces.models import Agent
from jalons.application.echeancier import actes
from jalons.application.echeancier.models import Abonnement, ActeEnregistre, Suivi
from jalons.application.faits import services as faits
from jalons.application.faits import sujets
from jalons.application.faits.models import Echeance, Fait
from jalons.application.socle.journal import journaliser
from jalons.application.socle.version import VersionDepassee, verrouiller
from jalons.application.territoires.models import Territorial
from jalons.noyau.saisie import EntreeRefusee, Faute

LECTURES_PAR_HEURE = 20
"""Reads of one calendar in an hour: a calendar asks every few minutes at most."""


@transaction.atomic
def dire_motif(
    *, echeance: Echeance, sujet: Territorial, motif: str, precision: str, version: int | None, par: Agent | None
) -> Suivi:
    """Say why the act is late. It survives any recomputation.

    Raises:
        EntreeRefusee: "other reason" without a word to say which.
        VersionDepassee: a colleague has written one meanwhile.
    """
    if trouvees := fautes_du_motif({"motif": motif, "precision": precision}):
        raise EntreeRefusee(trouvees, quoi="le motif")
    suivi = _suivi(echeance, sujet, version)
    suivi.motif, suivi.precision = motif, precision.strip()
    suivi.motif_par, suivi.motif_le = par, timezone.now()
    _ecrire(suivi)
    journaliser("echeancier:motiver", objet=sujet, par=par, regle=echeance.regle, motif=motif)
    return suivi


def fautes_du_motif(lus: Mapping[str, Any]) -> list[Faute]:
    """Why a reason cannot be recorded so; empty when it can."""
    if lus.get("motif") != Suivi.Motif.AUTRE or (lus.get("precision") or "").strip():
        return []
    return [Faute("precision", "« Autre motif » ne dit rien à lui seul : précisez-le en quelques mots.")]


@transaction.atomic
def prendre_connaissance(*, echeance: Echeance, sujet: Territorial, par: Agent | None) -> Suivi:
    """Say that one has seen it; the first to say so stays. Idempotent."""
    suivi = _suivi(echeance, sujet, None)
    if suivi.vue_le is None:
        suivi.vue_par, suivi.vue_le = par, timezone.now()
        _ecrire(suivi)
        journaliser("echeancier:vue", objet=sujet, par=par, regle=echeance.regle)
    return suivi


def _suivi(echeance: Echeance, sujet: Territorial, version: int | None) -> Suivi:
    """The row of that deadline, locked after its subject; ``version`` 0: that of a row that did not exist."""
    genre = sujets.genre(echeance.sujet_type)
    if genre is not None and genre.tenir is not None:
        genre.tenir([sujet.pk])
    suivi, creee = Suivi.objects.get_or_create(**_lieu(echeance), defaults={"regle": echeance.regle})
    if creee:
        return suivi
    if version == 0:
        raise VersionDepassee(0, suivi.version, quoi="Cette échéance", objet=suivi)
    return verrouiller(suivi, version, quoi="Cette échéance")


def _lieu(dite: Echeance | Suivi) -> dict[str, Any]:
    """What ties a row to a deadline."""
    return {
        "collectivite_id": dite.collectivite_id, "sujet_type": dite.sujet_type, "sujet_id": dite.sujet_id,
        "code": dite.code,
    }  # fmt: skip


def _ecrire(suivi: Suivi) -> None:
    suivi.version += 1
    suivi.save()


@transaction.atomic
def enregistrer_acte(
    *, echeance: Echeance, sujet: Territorial, acte: actes.Acte, survenu_le: date, motif: str, au: date,
    par: Agent | None, version: int | None = None, quoi: str = "deplacer",
) -> Fait:  # fmt: skip
    """Record what the rule foresees: a prolongation, a suspension and its end, the act itself; the deadline follows.

    Args:
        version: that of what was said of the deadline, as the agent had it before her eyes; 0 when nothing was.
        quoi: the verb of the journal: ``deplacer`` or ``tenir``.

    Raises:
        EntreeRefusee: a day to come or before the delay, a ground missing; every fault at once.
        VersionDepassee: a colleague has moved the same delay, or said why it is late, meanwhile.
    """
    suivi = _suivi(echeance, sujet, version)
    ouvrant = echeance.fait
    if trouvees := actes.fautes(acte, survenu_le=survenu_le, ouverte_le=au_plus_tot(echeance), au=au, motif=motif):
        raise EntreeRefusee(trouvees, quoi="l'acte")
    attributs: dict[str, Any] = actes.attributs(
        acte, ouvrants=ouvrant.attributs if ouvrant is not None else {}, motif=motif
    )
    suivi.dernier_acte, suivi.acte_le = acte.libelle, survenu_le
    _ecrire(suivi)
    journaliser(f"echeancier:{quoi}", objet=sujet, par=par, regle=echeance.regle, evenement=acte.evenement)
    fait = faits.enregistrer(sujet=sujet, evenement=acte.evenement, survenu_le=survenu_le, attributs=attributs, par=par)
    ActeEnregistre.objects.create(
        **_lieu(echeance), regle=echeance.regle, fait=fait, genre=quoi, libelle=acte.libelle, survenu_le=survenu_le,
        par=par,
    )  # fmt: skip
    return fait


def au_plus_tot(echeance: Echeance) -> date | None:
    """The first day of an act on that deadline: what opens it; ``None`` for one that is due before that (a notice)."""
    if echeance.fait is None:
        return None
    debut = echeance.fait.survenu_le.debut
    avant = echeance.due_le is not None and echeance.due_le < debut
    return None if avant else debut


@transaction.atomic
def annuler_acte(
    *, acte: ActeEnregistre, echeance: Echeance, sujet: Territorial, motif: str, version: int | None, par: Agent | None,
    de_tous: bool = False,
) -> ActeEnregistre:  # fmt: skip
    """Take back an act recorded by mistake: its fact is cancelled, never erased, and deadlines are computed without it.

    Args:
        version: as for ``enregistrer_acte``.
        de_tous: whether ``par`` may take back what a colleague recorded.

    Raises:
        EntreeRefusee: already taken back, recorded by somebody else, without a reason, or another act was recorded
            since on a deadline that this one opens; every fault at once.
        VersionDepassee: a colleague has acted on the same deadline meanwhile.
    """
    suivi = _suivi(echeance, sujet, version)
    acte = ActeEnregistre.objects.select_for_update(of=("self",), no_key=True).get(pk=acte.pk)
    if trouvees := fautes_de_l_annulation(acte, {"motif": motif}, par=par, de_tous=de_tous):
        raise EntreeRefusee(trouvees, quoi="l'annulation")
    acte.annule_par, acte.annule_le, acte.motif_annulation = par, timezone.now(), motif.strip()
    acte.save(update_fields=["annule_par", "annule_le", "motif_annulation"])
    _dire_le_dernier(suivi)
    journaliser("echeancier:annuler", objet=sujet, par=par, regle=echeance.regle, fait=acte.fait_id)
    faits.annuler(fait=acte.fait, par=par)
    return acte


def fautes_de_l_annulation(
    acte: ActeEnregistre, lus: Mapping[str, Any], *, par: Agent | None, de_tous: bool
) -> list[Faute]:
    """Why ``par`` cannot take this act back with what could be read of the form; empty when she can.

    Args:
        lus: ``motif``; one that could not be read is a fault already told, and not told twice.
        de_tous: whether she may take back what a colleague recorded.
    """
    suites = Echeance.objects.filter(fait_id=acte.fait_id, sujet_type=acte.sujet_type, sujet_id=acte.sujet_id)
    suivantes = ActeEnregistre.objects.filter(
        sujet_type=acte.sujet_type, sujet_id=acte.sujet_id, annule_le=None, fait__annule_le=None,
        code__in=suites.values("code"),
    )  # fmt: skip
    return actes.fautes_annulation(
        annule_le=acte.annule_le or acte.fait.annule_le, motif=lus.get("motif"),
        permis=de_tous or (par is not None and acte.par_id == par.pk),
        auteur=str(acte.par or "une commande de Jalons"), suite=suivantes.exclude(pk=acte.pk).first(),
    )  # fmt: skip


def _dire_le_dernier(suivi: Suivi) -> None:
    """After an act was taken back: the last one that stands, if any."""
    restants = ActeEnregistre.objects.filter(**_lieu(suivi), annule_le=None, fait__annule_le=None)
    dernier = restants.order_by("-le", "-pk").first()
    suivi.dernier_acte = dernier.libelle if dernier is not None else ""
    suivi.acte_le = dernier.survenu_le if dernier is not None else None
    _ecrire(suivi)


def empreinte(jeton: str) -> str:
    """What is kept of a secret address: nothing can be read back from it."""
    return hashlib.sha256(jeton.encode()).hexdigest()


@transaction.atomic
def ouvrir_flux(*, agent: Agent, collectivite: str) -> str:
    """A new secret address for the agent's calendar, shown once; the former one stops answering at once."""
    abonnement, _ = Abonnement.objects.get_or_create(agent=agent)
    jeton = secrets.token_urlsafe(32)
    abonnement.empreinte, abonnement.cree_le = empreinte(jeton), timezone.now()
    abonnement.lu_le, abonnement.heure, abonnement.lectures = None, None, 0
    abonnement.save()
    journaliser("echeancier:ouvrir_flux", objet=abonnement, par=agent, collectivite=collectivite)
    return jeton


@transaction.atomic
def fermer_flux(*, agent: Agent, collectivite: str) -> None:
    """Revoke the address. Idempotent."""
    for abonnement in Abonnement.objects.filter(agent=agent).exclude(empreinte=""):
        abonnement.empreinte, abonnement.cree_le = "", None
        abonnement.save()
        journaliser("echeancier:fermer_flux", objet=abonnement, par=agent, collectivite=collectivite)


@transaction.atomic
def choisir_courriel(*, agent: Agent, voulu: bool, collectivite: str) -> None:
    """Receive the e-mail of Mondays, or no more."""
    abonnement, _ = Abonnement.objects.get_or_create(agent=agent)
    if abonnement.courriel != voulu:
        abonnement.courriel = voulu
        abonnement.save(update_fields=["courriel"])
        journaliser("echeancier:courriel", objet=abonnement, par=agent, collectivite=collectivite, voulu=voulu)


@transaction.atomic
def compter_lecture(jeton: str, *, maintenant: datetime) -> tuple[Abonnement | None, bool]:
    """The subscription of a secret address, and whether it may be read now.

    ``None``: the address is unknown, revoked, or its agent's account is closed. Beyond ``LECTURES_PAR_HEURE`` reads
    in the same hour the answer is no until the hour is over.
    """
    abonnement = (
        Abonnement.objects.select_for_update(of=("self",))
        .select_related("agent")
        .filter(empreinte=empreinte(jeton), agent__is_active=True)
        .first()
    )
    if abonnement is None:
        return None, False
    if abonnement.heure is None or maintenant >= abonnement.heure + timedelta(hours=1):
        abonnement.heure, abonnement.lectures = maintenant, 0
    permise = abonnement.lectures < LECTURES_PAR_HEURE
    if permise:
        abonnement.lectures, abonnement.lu_le = abonnement.lectures + 1, maintenant
        abonnement.save(update_fields=["heure", "lectures", "lu_le"])
    return abonnement, permise
