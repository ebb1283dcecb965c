"""Undoing the last change of a fiche, from the history that triggers keep."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet, Value

from jalons.application.acces.models import Agent
from jalons.application.fiches.models import (
    Action,
    Etape,
    Fiche,
    FicheIndicateur,
    Intervenant,
    Lien,
    Placement,
    Resultat,
)  # fmt: skip
from jalons.application.fiches.services.verrou import conclure, verrouiller
from jalons.noyau.saisie import EntreeRefusee, Faute

_ENFANTS: tuple[tuple[Any, str], ...] = (
    (Intervenant, "fiche_id"), (Action, "fiche_id"), (Etape, ""), (Resultat, "fiche_id"), (Lien, "fiche_id"),
    (FicheIndicateur, "fiche_id"), (Placement, "fiche_id"),
)  # fmt: skip
"""Parents before their children: put back in this order, taken away in the other. A note is never undone."""

_TECHNIQUES = frozenset({"version", "modifiee_le"})


@dataclass(frozen=True, slots=True)
class DernierChangement:
    """The last act that changed a fiche.

    Attributes:
        agent_id: who did it, when it was an agent.
        contexte: what ties the rows changed by one request.
        champs: label, value after the act (now), value before it (to come back).
        lignes: how many rows of its lists the act touched.
    """

    quand: datetime
    agent_id: int | None
    contexte: Any
    champs: tuple[tuple[str, str, str], ...]
    lignes: int


def dernier_changement(fiche: Fiche) -> DernierChangement | None:
    """The last change of ``fiche`` that can be undone; ``None`` for one just created or changed by an import."""
    evenements: Any = Fiche.pgh_event_model  # type: ignore[attr-defined]
    dernier, precedent = [*evenements.objects.filter(id=fiche.pk).order_by("-pgh_id")[:2], None, None][:2]
    if dernier is None or precedent is None or dernier.pgh_context_id is None or dernier.pgh_label != "update":
        return None
    champs = tuple(
        (str(champ.verbose_name), _lisible(fiche, champ, dernier), _lisible(fiche, champ, precedent))
        for champ in Fiche._meta.concrete_fields
        if champ.attname not in _TECHNIQUES and getattr(dernier, champ.attname) != getattr(precedent, champ.attname)
    )
    touchees = _nombre_de_lignes(fiche, dernier.pgh_context_id)
    agent = (dernier.pgh_context or {}).get("agent")
    return DernierChangement(dernier.pgh_created_at, agent, dernier.pgh_context_id, champs, touchees)


def _lisible(fiche: Fiche, champ: Any, etat: Any) -> str:
    valeur = getattr(etat, champ.attname)
    if valeur in (None, ""):
        return ""
    return str(dict(champ.flatchoices).get(valeur, valeur))


def _nombre_de_lignes(fiche: Fiche, contexte: Any) -> int:
    """Rows of the lists that the act changed: one query for all of them."""
    cles = [
        _evenements(modele, cle, fiche).filter(pgh_context_id=contexte).order_by().values("id", quoi=Value(rang))
        for rang, (modele, cle) in enumerate(_ENFANTS)
    ]
    premiere, *autres = cles
    return premiere.union(*autres).count()


def _evenements(modele: Any, cle: str, fiche: Fiche) -> QuerySet[Any]:
    """Events of the rows of one list; those of steps are found by the actions that the fiche has had."""
    evenements: QuerySet[Any] = modele.pgh_event_model.objects.all()
    if cle:
        return evenements.filter(**{cle: fiche.pk})
    actions: Any = Action
    return evenements.filter(action_id__in=actions.pgh_event_model.objects.filter(fiche_id=fiche.pk).values("id"))


def _touchees(modele: Any, cle: str, fiche: Fiche, contexte: Any) -> dict[int, Any]:
    """Rows of ``modele`` that the act changed → their state before it (``None``: they did not exist)."""
    tous = modele.pgh_event_model.objects
    premiers: dict[int, Any] = {}
    for evenement in _evenements(modele, cle, fiche).filter(pgh_context_id=contexte).order_by("pgh_id"):
        premiers.setdefault(evenement.id, evenement)
    avant: dict[int, Any] = dict.fromkeys(premiers)
    anciens = defaultdict(list)
    for evenement in tous.filter(id__in=premiers).order_by("-pgh_id"):
        if evenement.pgh_id < premiers[evenement.id].pgh_id:
            anciens[evenement.id].append(evenement)
    for identifiant, etats in anciens.items():
        if etats[0].pgh_label != "delete":
            avant[identifiant] = etats[0]
    return avant


@transaction.atomic
def annuler_le_dernier_changement(*, fiche: Fiche, version: int, par: Agent | None) -> Fiche:
    """Bring ``fiche`` and its lists back to what they were before the last change. Undoing twice redoes.

    Notes and files stay: the journal of a fiche says what was noted, even in error.

    Raises:
        VersionDepassee: somebody saved in between.
        EntreeRefusee: there is nothing to undo.
    """
    a_jour = verrouiller(fiche, version)
    change = dernier_changement(a_jour)
    if change is None:
        raise EntreeRefusee(
            [Faute("", "Rien à annuler : la fiche vient d'être créée, ou son dernier changement vient d'un import.")],
            quoi="l'annulation",
        )
    _remettre_la_fiche(a_jour)
    etats = [(modele, _touchees(modele, cle, a_jour, change.contexte)) for modele, cle in _ENFANTS]
    for modele, avant in reversed(etats):
        modele.objects.filter(pk__in=[pk for pk, etat in avant.items() if etat is None]).delete()
    for modele, avant in etats:
        for etat in avant.values():
            if etat is not None:
                _ligne(modele, etat).save()
    return conclure(a_jour, acte="annuler", par=par)


def _remettre_la_fiche(fiche: Fiche) -> None:
    evenements: Any = Fiche.pgh_event_model  # type: ignore[attr-defined]
    precedent = evenements.objects.filter(id=fiche.pk).order_by("-pgh_id")[1]
    for champ in Fiche._meta.concrete_fields:
        if champ.attname not in _TECHNIQUES:
            setattr(fiche, champ.attname, getattr(precedent, champ.attname))


def _ligne(modele: Any, etat: Any) -> Any:
    return modele(**{champ.attname: getattr(etat, champ.attname) for champ in modele._meta.concrete_fields})
