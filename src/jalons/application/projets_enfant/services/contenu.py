"""Writing what a projet says, section by section."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import transaction

from jalons.application.acces.models import Agent
from jalons.application.projets_enfant import cycle
from jalons.application.projets_enfant.models import Action, Domaine, Objectif, Projet, Volet
from jalons.application.projets_enfant.rules import fautes_periode
from jalons.application.projets_enfant.services import controle
from jalons.application.projets_enfant.services.commun import garder, prendre, refuser
from jalons.application.socle.journal import journaliser
from jalons.application.socle.version import verrouiller
from jalons.noyau.saisie import Faute

PAROLES = (
    "parole_enfant", "parole_enfant_absente", "parole_parents", "parole_parents_absente", "lieu", "droits_de_visite",
)  # fmt: skip


def _ecrire(projet: Projet, au: date, acte: cycle.Acte = cycle.Acte.REDIGER, *, version: int | None = None) -> Projet:
    """The projet, once its text may change: not while agreements are being collected on it."""
    a_jour, _ = prendre(projet, version, acte, au)
    refuser(controle.texte_signe(a_jour, acte), "le projet pour l'enfant")
    return a_jour


def _propre(champs: dict[str, Any]) -> dict[str, Any]:
    return {c: v.strip() if isinstance(v, str) else v for c, v in champs.items()}


@transaction.atomic
def rediger_volet(*, projet: Projet, domaine: str, version: int, par: Agent | None, au: date, **champs: str) -> Volet:
    """Write ``besoins``, ``ressources`` and ``mots_simples`` of a domain; ``version`` is 0 when it was empty.

    Raises:
        EntreeRefusee: the text of the projet does not change now.
        VersionDepassee: somebody saved this domain in between.
    """
    a_jour = _ecrire(projet, au)
    volet, _ = Volet.objects.get_or_create(
        collectivite_id=a_jour.collectivite_id, projet=a_jour, domaine=Domaine(domaine), defaults={"version": 0}
    )
    volet = verrouiller(volet, version, quoi="Cette rubrique")
    for champ, valeur in _propre(champs).items():
        setattr(volet, champ, valeur)
    volet.version += 1
    volet.save()
    journaliser("projets_enfant:rediger", objet=volet, par=par, projet=a_jour.pk, domaine=domaine)
    return volet


@transaction.atomic
def rediger_paroles(*, projet: Projet, version: int | None, par: Agent | None, au: date, **champs: str) -> Projet:
    """Write what the child and the parents say (or why not), where he lives, who visits.

    Raises:
        EntreeRefusee: the text of the projet does not change now.
        VersionDepassee: somebody saved in between.
    """
    a_jour = _ecrire(projet, au, version=version)
    for champ, valeur in _propre(champs).items():
        if champ not in PAROLES:
            raise TypeError(f"{champ} is not a field of this section.")
        setattr(a_jour, champ, valeur)
    garder(a_jour, "rediger", par)
    return a_jour


@transaction.atomic
def ajouter_objectif(*, projet: Projet, domaine: str, par: Agent | None, au: date, **champs: Any) -> Objectif:
    """Add an objective (``texte``, ``mots_simples``, ``pour_le``) to a domain.

    Raises:
        EntreeRefusee: the text of the projet does not change now, or nothing is written.
    """
    a_jour = _ecrire(projet, au)
    objectif = Objectif(
        collectivite_id=a_jour.collectivite_id, projet=a_jour, domaine=Domaine(domaine), **_propre(champs)
    )
    refuser([] if objectif.texte else [Faute("texte", "Écrivez l'objectif en une phrase.")], "l'objectif")
    objectif.save()
    journaliser("projets_enfant:ajouter_objectif", objet=objectif, par=par, projet=a_jour.pk)
    return objectif


@transaction.atomic
def modifier_objectif(*, objectif: Objectif, version: int, par: Agent | None, au: date, **champs: Any) -> Objectif:
    """Change an objective.

    Raises:
        EntreeRefusee: the text of the projet does not change now, or nothing is left.
        VersionDepassee: somebody saved in between.
    """
    _ecrire(objectif.projet, au)
    a_jour = verrouiller(objectif, version, quoi="Cette rubrique")
    for champ, valeur in _propre(champs).items():
        setattr(a_jour, champ, valeur)
    refuser([] if a_jour.texte else [Faute("texte", "Écrivez l'objectif en une phrase.")], "l'objectif")
    a_jour.version += 1
    a_jour.save()
    journaliser("projets_enfant:modifier_objectif", objet=a_jour, par=par, projet=a_jour.projet_id)
    return a_jour


@transaction.atomic
def retirer_objectif(*, objectif: Objectif, par: Agent | None, au: date, version: int | None = None) -> None:
    """Remove an objective and its actions; the history keeps them.

    Raises:
        EntreeRefusee: the text of the projet does not change now.
        VersionDepassee: a colleague wrote in it since the agent saw it.
    """
    _ecrire(objectif.projet, au)
    objectif = verrouiller(objectif, version, quoi="Cette rubrique")
    journaliser("projets_enfant:retirer_objectif", objet=objectif, par=par, projet=objectif.projet_id)
    objectif.actions.all().delete()
    objectif.delete()


@transaction.atomic
def evaluer_objectif(
    *, objectif: Objectif, version: int, evaluation: str, evalue_le: date | None, bilan: str, par: Agent | None,
    au: date,
) -> Objectif:  # fmt: skip
    """Say what came of an objective.

    Raises:
        EntreeRefusee: its state or the day does not allow it, or the day is not given.
        VersionDepassee: somebody saved in between.
    """
    projet, dossier = prendre(objectif.projet, None, cycle.Acte.EVALUER, au)
    a_jour = verrouiller(objectif, version, quoi="Cette rubrique")
    dits = {"evaluation": evaluation, "evalue_le": evalue_le}
    refuser(controle.evaluation(projet, dossier, dits, au), "l'évaluation")
    a_jour.evaluation, a_jour.evalue_le, a_jour.bilan = Objectif.Evaluation(evaluation), evalue_le, bilan.strip()
    a_jour.version += 1
    a_jour.save()
    journaliser("projets_enfant:evaluer", objet=a_jour, par=par, projet=projet.pk, evaluation=evaluation)
    return a_jour


@transaction.atomic
def ajouter_action(*, objectif: Objectif, par: Agent | None, au: date, **champs: Any) -> Action:
    """Add an action (``texte``, ``responsable``, ``debut``, ``fin``, ``avancement``) to an objective.

    Raises:
        EntreeRefusee: the text of the projet does not change now, nobody is in charge, or the dates are reversed.
    """
    _ecrire(objectif.projet, au)
    action = Action(collectivite_id=objectif.collectivite_id, objectif=objectif, **_propre(champs))
    refuser(_fautes_action(action), "l'action")
    action.save()
    journaliser("projets_enfant:ajouter_action", objet=action, par=par, projet=objectif.projet_id)
    return action


@transaction.atomic
def modifier_action(*, action: Action, version: int, par: Agent | None, au: date, **champs: Any) -> Action:
    """Change an action.

    Raises:
        EntreeRefusee: the text of the projet does not change now, nobody is in charge, or the dates are reversed.
        VersionDepassee: somebody saved in between.
    """
    propres = _propre(champs)
    seul_l_avancement = set(propres) == {"avancement"}
    _ecrire(action.objectif.projet, au, cycle.Acte.EVALUER if seul_l_avancement else cycle.Acte.REDIGER)
    a_jour = verrouiller(action, version, quoi="Cette rubrique")
    for champ, valeur in propres.items():
        setattr(a_jour, champ, valeur)
    refuser(_fautes_action(a_jour), "l'action")
    a_jour.version += 1
    a_jour.save()
    journaliser("projets_enfant:modifier_action", objet=a_jour, par=par, projet=action.objectif.projet_id)
    return a_jour


@transaction.atomic
def retirer_action(*, action: Action, par: Agent | None, au: date) -> None:
    """Remove an action; the history keeps it.

    Raises:
        EntreeRefusee: the text of the projet does not change now.
    """
    _ecrire(action.objectif.projet, au)
    journaliser("projets_enfant:retirer_action", objet=action, par=par, projet=action.objectif.projet_id)
    action.delete()


def _fautes_action(action: Action) -> list[Faute]:
    fautes = fautes_periode("fin", action.debut, action.fin)
    if not action.texte:
        fautes.append(Faute("texte", "Écrivez ce qui sera fait."))
    if not action.responsable:
        fautes.append(Faute("responsable", "Dites qui s'en charge : une fonction ou un nom."))
    return fautes
