"""The deadlines of many subjects with their sentences: computed in columns, then told one by one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import groupby
from typing import Any

import polars as pl

from jalons.droit.echeances.calcul import Issue, Question, repondre
from jalons.droit.echeances.colonnes.cadres import cadre
from jalons.droit.echeances.colonnes.evaluation import evaluer_colonnes
from jalons.droit.echeances.evaluation import EcheanceRegle, assembler, evaluer, ordre
from jalons.droit.echeances.faits import Fait, Monde, mondes, ranger
from jalons.droit.echeances.phrases import decrire
from jalons.droit.echeances.regles import RegleDelai, Regles, Version

Sujet = tuple[str, str]
LUES = ("regle", "statut", "due_le", "au_plus_tot", "tenue_le", "jours", "motif", "close_le")
"""Columns of an answer that its sentences need."""


def evaluer_tous(regles: Regles, faits: Iterable[Fait], *, au: date) -> Iterator[tuple[Sujet, list[EcheanceRegle]]]:
    """Each subject with the deadlines that ``evaluer`` gives it, in the same order; all are computed before the first.

    A subject with an imprecise date, and the few rules whose sentence says more than the columns hold, are left to the
    scalar engine. The sentences are told subject after subject, as they are asked for: they are what takes room.
    """
    par_sujet = ranger(faits)
    precis = {s: siens for s, siens in par_sujet.items() if all(f.le.jour is not None for f in siens)}
    numerotes = [f for siens in precis.values() for f in siens]
    reponses = evaluer_colonnes(regles, cadre(numerotes, par_rang=True), au=au)
    # of two deadlines that nothing else tells apart, the first is that of the first fact, as the scalar engine has it
    rangees = reponses.with_columns(rang=pl.col("identifiant").cast(pl.UInt32)).sort("rang", maintain_order=True)
    lignes = ((numerotes[ligne[0]], ligne) for ligne in rangees.select("rang", *LUES).iter_rows())
    groupes = groupby(lignes, key=lambda ligne: (ligne[0].sujet_type, ligne[0].sujet))
    bavardes = frozenset(r.code for r in regles.regles if _dit_plus(r))
    groupe = next(groupes, None)
    for sujet, siens in par_sujet.items():
        if sujet not in precis:
            yield sujet, evaluer(regles, siens, au=au)
        elif groupe is None or groupe[0] != sujet:
            yield sujet, []
        else:
            conteur = _Conteur(regles, bavardes, siens, au)
            dites = (conteur.dire(fait, ligne) for fait, ligne in groupe[1])
            yield sujet, sorted((e for e in dites if e is not None), key=ordre)
            groupe = next(groupes, None)


class _Conteur:
    """Turns the rows of answers of one subject into deadlines with their sentences.

    Attributes:
        bavardes: the rules that the scalar engine must answer.
    """

    def __init__(self, regles: Regles, bavardes: frozenset[str], faits: list[Fait], au: date) -> None:
        self.regles, self.bavardes, self.faits, self.au = regles, bavardes, faits, au
        self._monde: Monde | None = None
        self._ouverture: tuple[Fait, str] | None = None

    def dire(self, fait: Fait, ligne: tuple[Any, ...]) -> EcheanceRegle | None:
        """The deadline of an opening fact; ``None`` when the rule opens nothing."""
        _, code, statut, due, au_plus_tot, tenue, jours, motif, clos = ligne
        regle = self.regles.par_code[code]
        if code in self.bavardes:
            issue = self._repondre(regle, fait)
        else:
            version = _version(regle, fait.le.debut)
            issue = Issue(
                statut, due, au_plus_tot, tenue=tenue, jours=jours, motif=motif, version=version, clos=clos
            )  # fmt: skip
        if issue is None:
            return None
        return assembler(self.regles, regle, fait, issue, self.au, ouverte_par=self._decrire(fait))

    def _decrire(self, fait: Fait) -> str:
        """A fact in words, once: it opens several deadlines, which come together."""
        if self._ouverture is None or self._ouverture[0] is not fait:
            self._ouverture = fait, decrire(self.regles, fait)
        return self._ouverture[1]

    def _repondre(self, regle: RegleDelai, fait: Fait) -> Issue | None:
        if self._monde is None:
            self._monde = next(mondes(self.faits, self.au, self.regles.evenements_prevus))
        pose = next(p for p in self._monde.par_evenement[fait.evenement] if p.fait is fait)
        return repondre(Question(self.regles, regle, pose, self._monde, self.au))


def _dit_plus(regle: RegleDelai) -> bool:
    """Whether its sentence shows an extension, a number of acts, an hour, or a version that its last day chooses."""
    return (
        regle.prolongation is not None
        or regle.suspension is not None
        or bool(regle.report)
        or regle.version_au_terme
        or any(v.delai.genre == "seuil" or v.delai.en_heures for v in regle.versions)
    )


def _version(regle: RegleDelai, jour: date) -> Version:
    seule, *autres = regle.versions
    return next(v for v in regle.versions if v.couvre(jour)) if autres else seule
