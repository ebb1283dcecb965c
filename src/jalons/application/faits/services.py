"""Writes: facts as they happen, and the deadlines that follow from them.

Both run in the caller's transaction: a fact and its deadlines are recorded together with the act, or not at all.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from jalons.application.acces.models import Agent
from jalons.application.faits import calcul, rules, sujets
from jalons.application.faits.models import Echeance, Fait
from jalons.application.socle.journal import journaliser
from jalons.application.territoires.models import Territorial
from jalons.noyau.dates import DateCivile
from jalons.noyau.saisie import EntreeRefusee, Faute


@transaction.atomic
def enregistrer(
    *,
    sujet: Territorial,
    evenement: str,
    survenu_le: DateCivile | date,
    par: Agent | None,
    attributs: dict[str, Any] | None = None,
    instant: datetime | None = None,
) -> Fait:
    """State that ``evenement`` happened to ``sujet``, and recompute its deadlines.

    Args:
        survenu_le: the day it was true, as precise as it is known.
        attributs: codes and figures that tell it apart (``{"exercice": 2022}``); never a name nor free text.
        instant: for deadlines in hours.
    """
    fait = Fait.objects.create(
        collectivite_id=sujet.collectivite_id, sujet_type=type_de(sujet), sujet_id=sujet.pk, evenement=evenement,
        survenu_le=DateCivile.lire(survenu_le) if isinstance(survenu_le, date) else survenu_le,
        attributs=attributs or {}, instant=instant,
    )  # fmt: skip
    journaliser("faits:enregistrer", objet=fait, par=par, sujet=fait.sujet_id, evenement=evenement)
    recalculer(sujet=sujet)
    return fait


@transaction.atomic
def annuler(*, fait: Fait, par: Agent | None) -> None:
    """Take back a fact recorded by mistake: it stays in the history, its deadlines are computed without it.

    Raises:
        EntreeRefusee: it was already taken back.
    """
    if fait.annule_le is not None:
        raise EntreeRefusee([Faute("fait", f"« {fait} » est déjà annulé : rien à faire.")], quoi="l'annulation")
    fait.annule_le = timezone.now()
    fait.save(update_fields=["annule_le"])
    journaliser("faits:annuler", objet=fait, par=par, sujet=fait.sujet_id, evenement=fait.evenement)
    _recalculer(fait.sujet_type, fait.sujet_id, fait.collectivite_id)


def recalculer(*, sujet: Territorial) -> None:
    """Recompute the deadlines of ``sujet``: after a change that is not a fact (its period, its regime). Idempotent."""
    _recalculer(type_de(sujet), sujet.pk, sujet.collectivite_id)


def recalculer_lot(type_: str, cles: Iterable[int], *, collectivite: str) -> int:
    """Recompute several subjects of one kind and one collectivité; how many of their deadlines changed.

    For the nightly pass: the catalogue may have changed although no fact did.
    """
    return sum(_recalculer(type_, cle, collectivite) for cle in cles)


def type_de(sujet: Territorial) -> str:
    """The type under which a subject is known: the name of its model."""
    return sujet._meta.model_name or ""


@transaction.atomic
def _recalculer(type_: str, sujet_id: int, collectivite_id: str) -> int:
    genre = sujets.genre(type_)
    if genre is None:
        return 0
    lus = Fait.objects.filter(sujet_type=type_, sujet_id=sujet_id, annule_le=None)
    faits = [rules.FaitConnu(f.evenement, f.survenu_le, f.attributs, f.instant, f.pk) for f in lus]
    voulues = calcul.valeurs(genre, sujet_id, collectivite_id, faits)
    gardees = {e.code: e for e in Echeance.objects.filter(sujet_type=type_, sujet_id=sujet_id)}
    nouvelles, changees = [], []
    for code, valeurs in voulues.items():
        ligne = gardees.pop(code, None)
        if ligne is None:
            nouvelles.append(
                Echeance(collectivite_id=collectivite_id, sujet_type=type_, sujet_id=sujet_id, code=code, **valeurs)
            )
        elif any(getattr(ligne, champ) != valeur for champ, valeur in valeurs.items()):
            for champ, valeur in valeurs.items():
                setattr(ligne, champ, valeur)
            changees.append(ligne)
    Echeance.objects.bulk_create(nouvelles)
    if changees:
        Echeance.objects.bulk_update(changees, calcul.CHAMPS)
    if gardees:
        Echeance.objects.filter(pk__in=[e.pk for e in gardees.values()]).delete()
    return len(nouvelles) + len(changees) + len(gardees)
