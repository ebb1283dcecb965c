"""One deadline in one world: from an opening fact to its last day, its act and its status."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime

from jalons.droit.echeances.calendrier import Duree, ajouter, reporter
from jalons.droit.echeances.conditions import egales, toutes
from jalons.droit.echeances.delais import Motif, Terme, terme
from jalons.droit.echeances.echeance import Statut
from jalons.droit.echeances.faits import DECES, Monde, Pose
from jalons.droit.echeances.regles import RegleDelai, Regles, Version
from jalons.noyau.dates import jours_entre

SANS_RETARD = frozenset({"droit_d_un_tiers", "delai_minimal"})
"""Forms for which nobody can be late: the day passed, there is simply nothing left to wait for."""

LOINTAIN = date.min


@dataclass(frozen=True, slots=True)
class Issue:
    """What one rule says of one opening fact in one world.

    Attributes:
        jours: days from the last day to the act, or else to the day of computation; negative: left, or in advance.
        motif: why it is not known, when ``statut`` is ``non_verifiable``.
        prolongations: days that extensions and suspensions added to the last day.
        acquis: for a threshold, acts counted, or the number that the opening fact carries.
        bornes: first and last possible last day, when the dates are too vague to give one.
    """

    statut: Statut
    due: date | None = None
    au_plus_tot: date | None = None
    instant: datetime | None = None
    tenue: date | None = None
    jours: int | None = None
    motif: Motif = ""
    version: Version | None = None
    suspendue: bool = False
    prolongations: int = 0
    clos: date | None = None
    acquis: int | None = None
    bornes: tuple[date, date] | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """One rule asked about one opening fact in one world, on one day."""

    regles: Regles
    regle: RegleDelai
    ouvrante: Pose
    monde: Monde
    au: date

    def meme_affaire(self, pose: Pose) -> bool | None:
        """Whether a fact belongs to the affair of the opening one; ``None`` when it does not say."""
        if self.regle.lien is None:
            return True
        valeur, attendu = pose.fait.attribut(self.regle.lien), self.ouvrante.fait.attribut(self.regle.lien)
        if valeur is None or attendu is None:
            return None
        return egales(valeur, attendu)

    def poses(self, evenements: Iterable[str]) -> list[Pose]:
        """The facts of those events that have happened, the first one first."""
        listes = [self.monde.par_evenement[e] for e in evenements if e in self.monde.par_evenement]
        toutes_ = [p for liste in listes for p in liste if p.jour <= self.au]
        if len(listes) > 1:
            toutes_.sort(key=_ordre)
        return toutes_


def _ordre(pose: Pose) -> tuple[date, float, int]:
    instant = pose.fait.instant
    return pose.jour, instant.timestamp() if instant is not None else float("inf"), pose.rang


def repondre(q: Question) -> Issue | None:
    """The answer, or ``None`` when the rule opens nothing here."""
    if q.ouvrante.jour > q.au and not q.regle.peut_etre_prevue:
        return None
    choisie = _version(q)
    if choisie is None:
        return None
    version, calcule = choisie
    if q.ouvrante.jour > q.au and not version.delai.avant:
        return None
    applicable = toutes(version.si, q.ouvrante, q.monde, q.regle.lien)
    if applicable is False:
        return None
    motif = _inconnue(q, applicable, calcule)
    if motif:
        return _non_verifiable(q, version, motif)
    issue = _situer(q, version, calcule)
    return None if issue is None else replace(issue, version=version)


def _version(q: Question) -> tuple[Version, Terme] | None:
    """The version in force when the deadline opens, or on its last day when the rule says so, and its last day."""
    for version in q.regle.versions:
        if not q.regle.version_au_terme:
            if version.couvre(q.ouvrante.jour):
                return version, terme(q.regle, version, q.ouvrante, q.monde, q.regles.territoire)
            continue
        calcule = terme(q.regle, version, q.ouvrante, q.monde, q.regles.territoire)
        if calcule.due is None or version.couvre(calcule.due):
            return version, calcule
    return None


def _inconnue(q: Question, applicable: bool | None, calcule: Terme) -> Motif:
    if applicable is None:
        return "condition"
    if q.regle.lien is not None and q.ouvrante.fait.attribut(q.regle.lien) is None:
        return "lien"
    return calcule.motif


def _non_verifiable(q: Question, version: Version, motif: Motif) -> Issue:
    """Not known; but nothing is due any more after a death or an end."""
    clos = _fin(q, q.ouvrante.jour)
    if clos is not None:
        return Issue("sans_objet", version=version, clos=clos)
    return Issue("non_verifiable", motif=motif, version=version)


def _situer(q: Question, version: Version, calcule: Terme) -> Issue | None:
    depuis = _depuis(q, version, calcule)
    clos = _fin(q, LOINTAIN if depuis == LOINTAIN else q.ouvrante.jour)
    if version.delai.genre == "seuil":
        return _seuil(q, version, depuis, clos)
    certain, douteux = _actes(q, depuis, calcule)
    prolonge, suspendue = _prolonge(q, calcule)
    issue = _statut(q, prolonge, certain, clos, suspendue=suspendue)
    if douteux is not None and (certain is None or douteux.jour < certain.jour):
        autre = _statut(q, prolonge, douteux, clos, suspendue=suspendue)
        if autre.statut != issue.statut:
            return replace(issue, statut="non_verifiable", motif="lien_acte", tenue=None, jours=None)
    ajout = 0 if calcule.due is None or prolonge.due is None else jours_entre(calcule.due, prolonge.due)
    return replace(issue, prolongations=ajout)


def _depuis(q: Question, version: Version, calcule: Terme) -> date:
    """First day on which an act counts."""
    ouverture = q.ouvrante.jour
    if calcule.au_plus_tot is not None:
        depuis = calcule.au_plus_tot
    elif q.regle.avance is not None:
        recul = Duree(-q.regle.avance.valeur, q.regle.avance.unite)
        depuis = ajouter(ouverture, recul, q.regles.territoire)
    elif version.delai.avant or version.delai.mot == "prealable":
        depuis = LOINTAIN
    else:
        depuis = ouverture
    if q.regle.recurrente:
        lendemain = date.fromordinal(ouverture.toordinal() + 1)
        depuis = max(depuis, lendemain)
    return depuis


def _fin(q: Question, depuis: date) -> date | None:
    """The day on which the deadline lost its object: an event that ends it, or the death of a child."""
    deces = q.monde.deces if q.regle.sujet == "enfant" and DECES not in q.regle.ouverte_par else None
    for pose in q.poses(q.regle.sans_objet_par):
        if pose.jour >= depuis and pose.rang != q.ouvrante.rang and q.meme_affaire(pose) is not False:
            return pose.jour if deces is None else min(deces, pose.jour)
    return deces


def _actes(q: Question, depuis: date, calcule: Terme) -> tuple[Pose | None, Pose | None]:
    """The first act that fulfils, and the first that may: it does not say to which affair it belongs."""
    certain = douteux = None
    for pose in q.poses(q.regle.tenue_par):
        if pose.jour < depuis or (calcule.instant is not None and _avant(pose, q.ouvrante)):
            continue
        meme = q.meme_affaire(pose)
        if meme:
            certain = pose
            break
        if meme is None and douteux is None:
            douteux = pose
    return certain, douteux


def _avant(pose: Pose, ouvrante: Pose) -> bool:
    un, autre = pose.fait.instant, ouvrante.fait.instant
    return un is not None and autre is not None and un < autre


def _prolonge(q: Question, calcule: Terme) -> tuple[Terme, bool]:
    """The last day once suspensions, extensions and postponement have moved it, and whether it is suspended now."""
    due = calcule.due
    if due is None:
        return calcule, False
    suspendue = False
    for debut, fin in _suspensions(q):
        if debut > due:
            break
        if fin is None:
            suspendue = True
            break
        due = date.fromordinal(due.toordinal() + jours_entre(debut, fin))
    prolongation = q.regle.prolongation
    if prolongation is not None:
        for pose in _prolongations(q)[: prolongation.au_plus]:
            if pose.jour > due:
                break
            due = ajouter(due, prolongation.duree, q.regles.territoire)
    if q.regle.report:
        due = reporter(due, q.regles.territoire)
    return (calcule if due == calcule.due else replace(calcule, due=due)), suspendue


def _prolongations(q: Question) -> list[Pose]:
    prolongation = q.regle.prolongation
    assert prolongation is not None  # noqa: S101 - asked by _prolonge only
    return [
        p
        for p in q.poses((prolongation.evenement,))
        if p.jour >= q.ouvrante.jour
        and q.meme_affaire(p)
        and (prolongation.motif is None or p.fait.attribut(prolongation.motif) is not None)
    ]


def _suspensions(q: Question) -> Iterator[tuple[date, date | None]]:
    """Each suspension with its end, ``None`` while it lasts; one begun inside another is the same."""
    if q.regle.suspension is None:
        return
    fins = [p.jour for p in q.poses((q.regle.suspension.fin,)) if q.meme_affaire(p)]
    reprise = q.ouvrante.jour
    for pose in q.poses((q.regle.suspension.debut,)):
        if pose.jour < reprise or not q.meme_affaire(pose):
            continue
        fin = next((f for f in fins if f >= pose.jour), None)
        yield pose.jour, fin
        if fin is None:
            return
        reprise = fin


def _statut(q: Question, calcule: Terme, acte: Pose | None, clos: date | None, *, suspendue: bool) -> Issue:
    base = Issue("a_venir", calcule.due, calcule.au_plus_tot, calcule.instant)
    if acte is not None and (clos is None or acte.jour <= clos):
        return _tenue(q, base, acte)
    if clos is not None:
        return replace(base, statut="sans_objet", clos=clos)
    if q.regle.forme == "interdiction":
        return replace(base, statut="en_retard", jours=jours_entre(q.ouvrante.jour, q.au))
    if suspendue:
        return replace(base, due=None, suspendue=True)
    if calcule.due is None:
        return base
    ecoules = jours_entre(calcule.due, q.au)
    if q.regle.forme == "delai_minimal" and ecoules >= 0:
        return replace(base, statut="sans_objet")
    if ecoules > 0:
        return (
            replace(base, statut="sans_objet")
            if q.regle.forme in SANS_RETARD
            else replace(base, statut="en_retard", jours=ecoules)
        )
    return replace(base, statut="bientot" if -ecoules <= q.regles.preavis_jours else "a_venir", jours=ecoules)


def _tenue(q: Question, base: Issue, acte: Pose) -> Issue:
    fait = replace(base, tenue=acte.jour)
    if q.regle.forme == "interdiction":
        return replace(fait, statut="tenue_en_retard", jours=jours_entre(q.ouvrante.jour, acte.jour))
    if base.due is None:
        return replace(fait, statut="tenue")
    jours = jours_entre(base.due, acte.jour)
    if q.regle.forme == "delai_minimal":
        return replace(fait, statut="tenue", jours=jours)
    if base.instant is not None:
        if acte.fait.instant is not None:
            a_temps = acte.fait.instant <= base.instant
            return replace(fait, statut="tenue" if a_temps else "tenue_en_retard", jours=jours)
        if jours == 0:
            return replace(base, statut="non_verifiable", motif="instant_acte")
    return replace(fait, statut="tenue" if jours <= 0 else "tenue_en_retard", jours=jours)


def _seuil(q: Question, version: Version, depuis: date, clos: date | None) -> Issue | None:
    """A number of acts to reach; or, carried by the opening fact, a number from which one act is owed."""
    voulu, attribut = version.delai.seuil, version.delai.attribut
    if voulu is None:
        return Issue("non_verifiable" if clos is None else "sans_objet", motif="" if clos else "seuil", clos=clos)
    releve = None
    if attribut is not None:
        valeur = q.ouvrante.fait.attribut(attribut)
        if valeur is None or isinstance(valeur, bool | str):
            return Issue("non_verifiable" if clos is None else "sans_objet", motif="" if clos else "seuil", clos=clos)
        if valeur < voulu:
            return None
        releve, voulu = int(valeur), 1
    actes = [p for p in q.poses(q.regle.tenue_par) if p.jour >= depuis]
    certains = [p.jour for p in actes if q.meme_affaire(p) and (clos is None or p.jour <= clos)]
    acquis = len(certains) if releve is None else releve
    if len(certains) >= voulu:
        return Issue("tenue", tenue=certains[voulu - 1] if voulu else q.ouvrante.jour, acquis=acquis)
    if clos is not None:
        return Issue("sans_objet", clos=clos, acquis=acquis)
    if len(certains) + sum(q.meme_affaire(p) is None for p in actes) >= voulu:
        return Issue("non_verifiable", motif="lien_acte", acquis=acquis)
    return Issue("a_venir", acquis=acquis)
