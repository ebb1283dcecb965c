"""Writes on accounts: each checks the rules, is atomic and journalled in every collectivité it concerns."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from axes.utils import reset
from django.contrib.auth.tokens import default_token_generator
from django.db import transaction
from django.urls import reverse
from django.utils.crypto import get_random_string
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from jalons.application.acces import rules
from jalons.application.acces.droits import Droits
from jalons.application.acces.models import Affectation, Agent
from jalons.application.acces.permissions import Niveau, Permission, Role
from jalons.application.acces.selectors import codes_couverts, droits
from jalons.application.socle.journal import journaliser
from jalons.noyau.ecarts import Ecart, Gravite, RegleNonRespectee


@transaction.atomic
def creer_compte(
    *, courriel: str, nom: str, prenom: str, fonction: str, habilitation: Affectation, par: Agent, droits_de_par: Droits
) -> tuple[Agent, bool]:
    """The account of ``courriel``, made if there is none, with a first role.

    Returns:
        The agent, and whether the account is new (an existing one keeps its name and password).

    Raises:
        RegleNonRespectee: the role may not be given; nothing is written.
    """
    agent = Agent.objects.filter(courriel=courriel.strip().lower()).first()
    nouveau = agent is None
    if agent is None:
        agent = Agent.objects.create_user(courriel, None, nom=nom, prenom=prenom, fonction=fonction)
    habilitation.agent = agent
    donner_habilitation(habilitation, par=par, droits_de_par=droits_de_par)
    if nouveau:
        _journaliser("acces:creer_compte", agent, codes_couverts(habilitation), par, droits_de_par)
    return agent, nouveau


@transaction.atomic
def donner_habilitation(habilitation: Affectation, *, par: Agent, droits_de_par: Droits) -> Affectation:
    """Give a role on a place.

    Raises:
        RegleNonRespectee: outside the administrator's perimeter, to oneself, or with impossible dates.
        ValidationError: the place does not fit the level.
    """
    lieux = codes_couverts(habilitation)
    _exiger(
        rules.ecarts_habilitation(
            role=Role(habilitation.role),
            niveau=Niveau(habilitation.niveau),
            lieux=lieux,
            perimetre=droits_de_par.perimetre(Permission.ACCES_GERER),
            a_soi=habilitation.agent_id == par.pk,
        )
        + rules.ecarts_dates(debut=habilitation.debut, fin=habilitation.fin)
    )
    habilitation.donnee_par = par
    habilitation.full_clean()
    habilitation.save()
    details = {"role": habilitation.role, "niveau": habilitation.niveau}
    _journaliser("acces:donner_role", habilitation.agent, lieux, par, droits_de_par, **details)
    return habilitation


@transaction.atomic
def retirer_habilitation(habilitation: Affectation, *, par: Agent, droits_de_par: Droits, le: date) -> None:
    """End a role at once: its last day is the eve of ``le``; a role that has not begun is removed.

    Raises:
        RegleNonRespectee: the role also covers collectivités outside the administrator's perimeter.
    """
    lieux = codes_couverts(habilitation)
    _exiger(
        rules.ecarts_habilitation(
            role=Role(habilitation.role),
            niveau=Niveau(habilitation.niveau),
            lieux=lieux,
            perimetre=droits_de_par.perimetre(Permission.ACCES_GERER),
            a_soi=False,
        )
    )
    agent, details = habilitation.agent, {"role": habilitation.role, "niveau": habilitation.niveau}
    if habilitation.debut < le:
        habilitation.fin = le - timedelta(days=1)
        habilitation.save(update_fields=["fin"])
    else:
        habilitation.delete()
    _journaliser("acces:retirer_role", agent, lieux, par, droits_de_par, **details)


@transaction.atomic
def changer_activite(agent: Agent, *, actif: bool, par: Agent, droits_de_par: Droits, le: date) -> Agent:
    """Close an account (its sessions end at its next page), or open it again.

    Raises:
        RegleNonRespectee: the account has roles outside the administrator's perimeter, or is one's own.
    """
    lieux = _exiger_maitrise(agent, droits_de_par, le)
    if agent.pk == par.pk:
        message = "Vous ne pouvez pas fermer votre propre compte. Demandez-le à une autre personne qui administre."
        raise RegleNonRespectee([Ecart("compte_a_soi", Gravite.BLOQUANT, True, message, source=rules.SOURCE)])
    agent.is_active = actif
    agent.save(update_fields=["is_active"])
    _journaliser("acces:ouvrir_compte" if actif else "acces:fermer_compte", agent, lieux, par, droits_de_par)
    return agent


@transaction.atomic
def tirer_lien(agent: Agent, *, par: Agent, droits_de_par: Droits, le: date) -> str:
    """Path of a page where ``agent`` chooses a password: works once, for a day; failed logins are forgotten.

    Raises:
        RegleNonRespectee: the account has roles outside the administrator's perimeter.
    """
    lieux = _exiger_maitrise(agent, droits_de_par, le)
    reset(username=agent.courriel)
    _journaliser("acces:lien_mot_de_passe", agent, lieux, par, droits_de_par)
    cle = urlsafe_base64_encode(force_bytes(agent.pk))
    return reverse("acces:choisir_mot_de_passe", args=[cle, default_token_generator.make_token(agent)])


def fermer_sessions(agent: Agent) -> Agent:
    """End every session of ``agent``; the caller keeps its own with ``update_session_auth_hash``."""
    agent.jeton_session = get_random_string(32)
    agent.save(update_fields=["jeton_session"])
    return agent


def _exiger(ecarts: list[Ecart]) -> None:
    if ecarts:
        raise RegleNonRespectee(ecarts)


def _exiger_maitrise(agent: Agent, droits_de_par: Droits, le: date) -> frozenset[str]:
    lieux = droits(agent, le).collectivites
    _exiger(rules.ecarts_maitrise(lieux=lieux, perimetre=droits_de_par.perimetre(Permission.ACCES_GERER)))
    return lieux or droits_de_par.perimetre(Permission.ACCES_GERER)


def _journaliser(
    acte: str, agent: Agent, lieux: Iterable[str], par: Agent, droits_de_par: Droits, **details: Any
) -> None:
    """One entry in the journal of each collectivité concerned, as far as the administrator sees."""
    for code in sorted(set(lieux) & droits_de_par.collectivites):
        journaliser(acte, objet=agent, par=par, collectivite=code, **details)
