"""The deadlines of a subject computed again from its facts, once an act however many facts it states."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.db import transaction

from jalons.application.faits import calcul, rules, sujets
from jalons.application.faits.models import Echeance, Fait

LOT = 50
"""Subjects read at once."""
LIGNES = 500
"""Deadlines written by one statement at most."""

Sujet = tuple[str, str, int]
_EN_ATTENTE: ContextVar[set[Sujet] | None] = ContextVar("sujets_a_recalculer", default=None)


@contextmanager
def ensemble() -> Iterator[None]:
    """Until the end of the block, facts are only kept; each subject they touch is recomputed once, then.

    Blocks nest: the outermost one recomputes, in the transaction of the act. An act that fails recomputes nothing.
    """
    if _EN_ATTENTE.get() is not None:
        yield
        return
    attente: set[Sujet] = set()
    jeton = _EN_ATTENTE.set(attente)
    try:
        with transaction.atomic():
            yield
            _maintenant(attente)
    finally:
        _EN_ATTENTE.reset(jeton)


def demander(sujets_touches: Iterable[Sujet]) -> None:
    """Recompute these subjects (type, collectivité, key): at once, or at the end of the block that is open."""
    attente = _EN_ATTENTE.get()
    if attente is None:
        _maintenant(sujets_touches)
    else:
        attente.update(sujets_touches)


def _maintenant(touches: Iterable[Sujet]) -> None:
    par_lieu: dict[tuple[str, str], list[int]] = defaultdict(list)
    for type_, collectivite, cle in sorted(touches):
        par_lieu[type_, collectivite].append(cle)
    for (type_, collectivite), cles in par_lieu.items():
        recalculer_lot(type_, cles, collectivite=collectivite)


def recalculer_lot(type_: str, cles: Iterable[int], *, collectivite: str) -> int:
    """Recompute several subjects of one kind and one collectivité; how many of their deadlines changed.

    Each subject is locked first: of two acts at once, the second sees the facts of the first.
    """
    genre = sujets.genre(type_)
    if genre is None:
        return 0
    rangees, changees = sorted(set(cles)), 0
    for debut in range(0, len(rangees), LOT):
        changees += _un_lot(genre, rangees[debut : debut + LOT], collectivite)
    return changees


@transaction.atomic
def _un_lot(genre: sujets.GenreSujet, cles: list[int], collectivite: str) -> int:
    suivis = set(cles) if genre.tenir is None else genre.tenir(cles)
    faits: dict[int, list[rules.FaitConnu]] = defaultdict(list)
    for f in Fait.objects.filter(sujet_type=genre.type, sujet_id__in=cles, annule_le=None):
        faits[f.sujet_id].append(rules.FaitConnu(f.evenement, f.survenu_le, f.attributs, f.instant, f.pk))
    gardees: dict[int, dict[str, Echeance]] = defaultdict(dict)
    for e in Echeance.objects.filter(sujet_type=genre.type, sujet_id__in=cles):
        gardees[e.sujet_id][e.code] = e
    ecrites: list[Echeance] = []
    for cle in cles:
        voulues = calcul.valeurs(genre, cle, collectivite, faits[cle]) if cle in suivis else {}
        for code, valeurs in voulues.items():
            ligne = gardees[cle].pop(code, None)
            if ligne is None or any(getattr(ligne, champ) != valeur for champ, valeur in valeurs.items()):
                ecrites.append(_ligne(genre.type, cle, collectivite, code, valeurs))
    perdues = [e.pk for siennes in gardees.values() for e in siennes.values()]
    _ecrire(ecrites, perdues)
    for suite in sujets.suites(genre.type):
        suite(cles, collectivite)
    return len(ecrites) + len(perdues)


def _ligne(type_: str, cle: int, collectivite: str, code: str, valeurs: dict[str, Any]) -> Echeance:
    return Echeance(collectivite_id=collectivite, sujet_type=type_, sujet_id=cle, code=code, **valeurs)


def _ecrire(ecrites: list[Echeance], perdues: list[int]) -> None:
    """One statement for what is new and what has changed, one for what is no more."""
    if perdues:
        Echeance.objects.filter(pk__in=perdues).delete()
    if ecrites:
        Echeance.objects.bulk_create(
            ecrites, batch_size=LIGNES, update_conflicts=True, update_fields=calcul.CHAMPS,
            unique_fields=["collectivite", "sujet_type", "sujet_id", "code"],
        )  # fmt: skip
