"""The deadlines of many subjects with their sentences: computed in columns, then told one by one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

import polars as pl

from jalons.droit.echeances.calcul import Issue, Question, repondre
from jalons.droit.echeances.colonnes.cadres import cadre
from jalons.droit.echeances.colonnes.evaluation import evaluer_colonnes
from jalons.droit.echeances.evaluation import EcheanceRegle, assembler, evaluer, ordre
from jalons.droit.echeances.faits import Fait, Monde, mondes, ranger
from jalons.droit.echeances.regles import RegleDelai, Regles, Version

Sujet = tuple[str, str]


def evaluer_tous(regles: Regles, faits: Iterable[Fait], *, au: date) -> Iterator[tuple[Sujet, list[EcheanceRegle]]]:
    """Each subject with the deadlines that ``evaluer`` gives it, in the same order; all are computed before the first.

    A subject with an imprecise date, and the few rules whose sentence says more than the columns hold, are left to the
    scalar engine.
    """
    par_sujet = ranger(faits)
    precis = {s: siens for s, siens in par_sujet.items() if all(f.le.jour is not None for f in siens)}
    numerotes = [f for siens in precis.values() for f in siens]
    reponses = evaluer_colonnes(regles, cadre(_numeroter(numerotes)), au=au)
    dites: dict[Sujet, list[EcheanceRegle]] = {sujet: [] for sujet in precis}
    conteur = _Conteur(regles, precis, au)
    # of two deadlines that nothing else tells apart, the first is that of the first fact, as the scalar engine has it
    reponses = reponses.sort(pl.col("identifiant").cast(pl.UInt32), maintain_order=True)
    for ligne in reponses.iter_rows(named=True):
        fait = numerotes[int(ligne["identifiant"])]
        echeance = conteur.dire(regles.par_code[ligne["regle"]], fait, ligne)
        if echeance is not None:
            dites[fait.sujet_type, fait.sujet].append(echeance)
    for sujet, siens in par_sujet.items():
        yield sujet, sorted(dites[sujet], key=ordre) if sujet in precis else evaluer(regles, siens, au=au)


def _numeroter(faits: list[Fait]) -> Iterator[Fait]:
    """The same facts named after their place: the columns give names back, not facts."""
    for rang, f in enumerate(faits):
        yield Fait(f.sujet_type, f.sujet, f.evenement, f.le, f.instant, f.attributs, str(rang))


class _Conteur:
    """Turns a row of answers into a deadline with its sentences."""

    def __init__(self, regles: Regles, faits: dict[Sujet, list[Fait]], au: date) -> None:
        self.regles, self.faits, self.au = regles, faits, au
        self.a_part = {r.code for r in regles.regles if _dit_plus(r)}
        self._mondes: dict[Sujet, Monde] = {}

    def dire(self, regle: RegleDelai, fait: Fait, ligne: dict[str, Any]) -> EcheanceRegle | None:
        """The deadline of an opening fact; ``None`` when the rule opens nothing."""
        if regle.code in self.a_part:
            issue = self._repondre(regle, fait)
        else:
            issue = Issue(
                ligne["statut"], ligne["due_le"], ligne["au_plus_tot"], tenue=ligne["tenue_le"], jours=ligne["jours"],
                motif=ligne["motif"], version=_version(regle, fait.le.debut), clos=ligne["close_le"],
            )  # fmt: skip
        return None if issue is None else assembler(self.regles, regle, fait, issue, self.au)

    def _repondre(self, regle: RegleDelai, fait: Fait) -> Issue | None:
        sujet = (fait.sujet_type, fait.sujet)
        monde = self._mondes.get(sujet)
        if monde is None:
            monde = self._mondes[sujet] = next(mondes(self.faits[sujet], self.au, self.regles.evenements_prevus))
        pose = next(p for p in monde.par_evenement[fait.evenement] if p.fait is fait)
        return repondre(Question(self.regles, regle, pose, monde, self.au))


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
    return next(v for v in regle.versions if v.couvre(jour))
