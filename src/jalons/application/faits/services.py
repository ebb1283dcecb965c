"""Writes: facts as they happen, and the deadlines that follow from them.

Both run in the caller's transaction: a fact and its deadlines are recorded together with the act, or not at all.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from jalons.application.acces.models import Agent
from jalons.application.faits import rules, sujets
from jalons.application.faits.models import Echeance, Fait
from jalons.application.socle.journal import journaliser
from jalons.application.territoires.models import Territorial
from jalons.droit.echeances import Echeance as EcheanceDroit
from jalons.noyau.dates import DateCivile
from jalons.noyau.saisie import EntreeRefusee, Faute

_CALCULES = (
    "regle", "libelle", "due_le", "tenue_le", "alerte_le", "ouverte_par", "explication", "source", "confirmee", "etat",
    "attendue", "jours",
)  # fmt: skip


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


def type_de(sujet: Territorial) -> str:
    """The type under which a subject is known: the name of its model."""
    return sujet._meta.model_name or ""


@transaction.atomic
def _recalculer(type_: str, sujet_id: int, collectivite_id: str) -> None:
    genre = sujets.genre(type_)
    if genre is None:
        return
    faits = [
        rules.FaitConnu(f.evenement, f.survenu_le, f.attributs)
        for f in Fait.objects.filter(sujet_type=type_, sujet_id=sujet_id, annule_le=None)
    ]
    calculees = {e.code: e for e in genre.evaluer(sujet_id, faits, rules.FUTUR)}
    a_terme = {
        jour: {e.code: e.statut for e in genre.evaluer(sujet_id, faits, jour)}
        for jour in {e.due_le for e in calculees.values() if e.due_le is not None}
    }
    gardees = {e.code: e for e in Echeance.objects.filter(sujet_type=type_, sujet_id=sujet_id)}
    for code, calculee in calculees.items():
        attendue = calculee.due_le is not None and a_terme[calculee.due_le].get(code) in rules.ATTENTE
        valeurs = _valeurs(calculee, attendue, genre.preavis_jours)
        ligne = gardees.pop(code, None)
        if ligne is None:
            Echeance.objects.create(
                collectivite_id=collectivite_id, sujet_type=type_, sujet_id=sujet_id, code=code, **valeurs
            )
        elif any(getattr(ligne, champ) != valeurs[champ] for champ in _CALCULES):
            for champ in _CALCULES:
                setattr(ligne, champ, valeurs[champ])
            ligne.save(update_fields=_CALCULES)
    for disparue in gardees.values():
        disparue.delete()


def _valeurs(calculee: EcheanceDroit, attendue: bool, preavis_jours: int) -> dict[str, Any]:
    fait = calculee.statut in ("tenue", "tenue_en_retard")
    attendue = attendue and not fait
    return {
        "regle": calculee.regle,
        "libelle": calculee.libelle,
        "due_le": calculee.due_le,
        "tenue_le": calculee.tenue_le,
        "alerte_le": calculee.due_le - timedelta(days=preavis_jours) if attendue and calculee.due_le else None,
        "ouverte_par": calculee.ouverte_par,
        "explication": rules.sans_decompte(calculee) if attendue else calculee.explication,
        "source": calculee.source,
        "confirmee": calculee.confirme,
        "etat": calculee.statut,
        "attendue": attendue,
        "jours": None if attendue else calculee.jours,
    }
