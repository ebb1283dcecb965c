"""``evaluer``: every deadline that the rules give to the facts of a subject, on a day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields, replace
from datetime import date, datetime
from typing import Any, TypeVar

from jalons.droit.echeances.calcul import Issue, Question, repondre
from jalons.droit.echeances.echeance import Echeance, Statut
from jalons.droit.echeances.faits import Fait, Monde, Pose, mondes, ranger
from jalons.droit.echeances.phrases import calculer, decrire, dire_etat
from jalons.droit.echeances.regles import RegleDelai, Regles

T = TypeVar("T")
_EN_ATTENTE: frozenset[Statut] = frozenset({"a_venir", "bientot"})


@dataclass(frozen=True, slots=True)
class EcheanceRegle(Echeance):
    """A deadline that a rule gives to a subject.

    Attributes:
        ouverte_le: date of the opening fact, as precise as it is: ``AAAA-MM-JJ``, ``AAAA-MM`` or ``AAAA``.
        fait: the caller's name for the opening fact.
        au_plus_tot: first day on which the act counts, for a window, a minimal delay or the age of a document.
        due_instant: last instant, for a delay in hours.
        nature: ``obligation``, ``objectif_local`` or ``alerte``.
        note: what the version of the rule says besides the delay.
        motif: why there is no answer, when ``statut`` is ``non_verifiable``.
        due_entre: first and last possible last day, when the facts are too vague for ``due_le``.
        close_le: the day on which it lost its object.
        calcul: the explanation without where it stands on the day.
    """

    sujet_type: str = ""
    matiere: str = ""
    ouverte_le: str = ""
    fait: str = ""
    au_plus_tot: date | None = None
    due_instant: datetime | None = None
    nature: str = "obligation"
    forme: str = "echeance"
    acte: str = ""
    qui: str = ""
    note: str = ""
    motif: str = ""
    due_entre: tuple[date, date] | None = None
    close_le: date | None = None
    calcul: str = ""

    def en_json(self) -> dict[str, Any]:
        """The public form; days as ``AAAA-MM-JJ``, instants with their time zone."""
        donnees = {champ.name: getattr(self, champ.name) for champ in fields(self)}
        return {cle: _en_json(v) for cle, v in donnees.items()}


def _en_json(valeur: Any) -> Any:
    if isinstance(valeur, tuple):
        return [_en_json(v) for v in valeur]
    return valeur.isoformat() if isinstance(valeur, date) else valeur


def evaluer(regles: Regles, faits: Iterable[Fait], *, au: date) -> list[EcheanceRegle]:
    """The deadlines of every subject of ``faits`` on the day ``au``, in the order of their last day.

    Facts dated after ``au`` have not happened, except one that a delay precedes: it is planned. The order of the facts
    does not matter; a fact recorded twice counts once.
    """
    echeances = [
        assembler(regles, regle, tous[rang], issue, au)
        for _, tous in ranger(faits).items()
        for (rang, regle), issue in _du_sujet(regles, tous, au)
    ]
    return sorted(echeances, key=ordre)


def ordre(e: EcheanceRegle) -> tuple[Any, ...]:
    """By last day; those without one come last."""
    return (e.due_le is None, e.due_le or date.max, e.regle, e.sujet_type, e.sujet, e.ouverte_le, e.code)


def _du_sujet(regles: Regles, faits: list[Fait], au: date) -> Iterator[tuple[tuple[int, RegleDelai], Issue]]:
    """Each opening fact and rule with the answer on which every possible world agrees."""
    possibles = list(mondes(faits, au, regles.evenements_prevus))
    for rang, ouvrante in enumerate(faits):
        for regle in regles.par_ouverture.get((ouvrante.sujet_type, ouvrante.evenement), ()):
            issues = [repondre(Question(regles, regle, _pose(m, ouvrante, rang), m, au)) for m in possibles]
            accord = accorder(issues)
            if accord is not None:
                yield (rang, regle), accord


def _pose(monde: Monde, ouvrante: Fait, rang: int) -> Pose:
    return next(p for p in monde.par_evenement[ouvrante.evenement] if p.rang == rang)


def accorder(issues: list[Issue | None]) -> Issue | None:
    """What can be said of several possible worlds: their common answer, or that there is none.

    A last day on which they differ is not given; neither is a status, unless all agree or wait.
    """
    presentes = [i for i in issues if i is not None]
    if not presentes:
        return None
    if len(issues) == 1:
        return presentes[0]
    premiere = presentes[0]
    if len(presentes) < len(issues):
        return Issue("non_verifiable", motif="precision", version=premiere.version)
    statuts = {i.statut for i in presentes}
    if len(statuts) > 1 and not statuts <= _EN_ATTENTE:
        return Issue("non_verifiable", motif="precision", version=premiere.version)
    statut: Statut = premiere.statut if len(statuts) == 1 else "bientot"
    return replace(
        premiere,
        statut=statut,
        due=_commun([i.due for i in presentes]),
        au_plus_tot=_commun([i.au_plus_tot for i in presentes]),
        instant=_commun([i.instant for i in presentes]),
        tenue=_commun([i.tenue for i in presentes]),
        jours=_commun([i.jours for i in presentes]),
        clos=_commun([i.clos for i in presentes]),
        acquis=_commun([i.acquis for i in presentes]),
        prolongations=_commun([i.prolongations for i in presentes]) or 0,
        bornes=_bornes([i.due for i in presentes]),
    )


def _bornes(dues: list[date | None]) -> tuple[date, date] | None:
    connues = [d for d in dues if d is not None]
    return (min(connues), max(connues)) if len(connues) == len(dues) and min(connues) != max(connues) else None


def _commun(valeurs: list[T]) -> T | None:
    return valeurs[0] if all(v == valeurs[0] for v in valeurs) else None


def assembler(
    regles: Regles, regle: RegleDelai, ouvrante: Fait, issue: Issue, au: date, *, ouverte_par: str = ""
) -> EcheanceRegle:
    """The deadline with its sentences, from the answer of ``regle`` to ``ouvrante``.

    Args:
        ouverte_par: ``ouvrante`` in words, for a caller who has them.
    """
    ouverte_par = ouverte_par or decrire(regles, ouvrante)
    calcul = calculer(regle, ouverte_par, issue)
    lien = ouvrante.attribut(regle.lien)
    version, ouverte_le = issue.version, ouvrante.le.iso()
    return EcheanceRegle(
        code=f"{regle.code}:{ouverte_le}" if lien is None else f"{regle.code}:{ouverte_le}:{lien}",
        sujet=ouvrante.sujet,
        regle=regle.code,
        libelle=regle.libelle,
        ouverte_par=ouverte_par,
        due_le=issue.due,
        tenue_le=issue.tenue,
        statut=issue.statut,
        jours=issue.jours,
        explication=f"{calcul} {dire_etat(regle, issue, au)}",
        source=version.reference if version is not None else "",
        confirme=regle.confirmee,
        sujet_type=ouvrante.sujet_type,
        matiere=regle.matiere,
        ouverte_le=ouverte_le,
        fait=ouvrante.identifiant,
        au_plus_tot=issue.au_plus_tot,
        due_instant=issue.instant.astimezone(regles.territoire.zone()) if issue.instant is not None else None,
        nature=regle.nature,
        forme=regle.forme,
        acte=regle.acte,
        qui=regle.qui,
        note=version.note if version is not None else "",
        motif=issue.motif,
        due_entre=issue.bornes,
        close_le=issue.clos,
        calcul=calcul,
    )
