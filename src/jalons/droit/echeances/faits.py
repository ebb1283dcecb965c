"""Facts: what happened, to whom, when and how precisely; and the worlds that imprecise dates leave possible."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, NamedTuple

from jalons.droit.echeances.calendrier import Territoire
from jalons.droit.echeances.regles import Valeur
from jalons.noyau.dates import DateCivile

NAISSANCE, DECES = "naissance", "deces"


@dataclass(frozen=True, slots=True)
class Fait:
    """Something that happened to a subject.

    Attributes:
        le: the day, the month or the year; the local day when an instant is known.
        instant: with its time zone; ``None`` when the hour is not known.
        identifiant: the caller's own name for it, given back with the deadlines it opens.
    """

    sujet_type: str
    sujet: str
    evenement: str
    le: DateCivile
    instant: datetime | None = None
    attributs: Mapping[str, Valeur] = field(default_factory=dict)
    identifiant: str = ""

    @property
    def cle(self) -> tuple[Any, ...]:
        """What makes two records one fact, and orders facts whatever the order in which they come."""
        attributs = tuple(sorted((n, repr(v)) for n, v in self.attributs.items() if v is not None))
        instant = self.instant.timestamp() if self.instant is not None else float("-inf")
        return self.sujet_type, self.sujet, self.le.debut, self.le.fin, instant, self.evenement, attributs

    def attribut(self, nom: str | None) -> Valeur | None:
        """The value of that attribute; ``None`` when it is not known."""
        return None if nom is None else self.attributs.get(nom)


class Pose(NamedTuple):
    """A fact placed on one day, in one world."""

    jour: date
    rang: int
    fait: Fait


@dataclass(frozen=True, slots=True)
class Monde:
    """The facts of one subject on certain days: one of the worlds that its dates leave possible."""

    par_evenement: Mapping[str, list[Pose]]
    naissance: date | None
    deces: date | None


def fait(donnees: Mapping[str, Any], territoire: Territoire, *, sujet_type: str = "", sujet: str = "") -> Fait:
    """A fact as JSON or a case writes it, its shape already checked; an instant gives the local day.

    Raises:
        ValueError: a date or an instant that does not exist, with a sentence in French.
    """
    instant = _instant(donnees["instant"]) if donnees.get("instant") else None
    if instant is not None:
        le = DateCivile.lire(territoire.jour_local(instant))
    elif donnees.get("le") is not None:
        le = DateCivile.lire(donnees["le"])
    else:
        raise ValueError("Un fait a une date (le) ou un instant : indiquez l'un des deux.")
    return Fait(
        sujet_type=donnees.get("sujet_type", sujet_type),
        sujet=str(donnees.get("sujet", sujet)),
        evenement=donnees["evenement"],
        le=le,
        instant=instant,
        attributs={n: v for n, v in donnees.get("attributs", {}).items() if v is not None},
        identifiant=str(donnees.get("identifiant", "")),
    )


def _instant(texte: str) -> datetime:
    try:
        instant = datetime.fromisoformat(texte)
    except ValueError as erreur:
        raise ValueError(f"« {texte} » n'est pas un instant : écrivez AAAA-MM-JJTHH:MM+01:00.") from erreur
    if instant.tzinfo is None:
        raise ValueError(f"« {texte} » ne dit pas son fuseau horaire : ajoutez le décalage, par exemple +01:00.")
    return instant


def ranger(faits: Iterable[Fait]) -> dict[tuple[str, str], list[Fait]]:
    """The facts of each subject, in an order that does not depend on theirs; a fact recorded twice counts once."""
    uniques: dict[tuple[Any, ...], Fait] = {}
    for un in faits:
        cle = un.cle
        if cle not in uniques or un.identifiant < uniques[cle].identifiant:
            uniques[cle] = un
    par_sujet: dict[tuple[str, str], list[Fait]] = {}
    for cle in sorted(uniques):
        un = uniques[cle]
        par_sujet.setdefault((un.sujet_type, un.sujet), []).append(un)
    return par_sujet


def mondes(faits: list[Fait], au: date, prevus: frozenset[tuple[str, str]]) -> Iterator[Monde]:
    """The worlds that the precision of the dates leaves possible, one when every day is known.

    Each imprecise fact falls on its first or its last possible day; every pair of choices for two facts is met. A fact
    that has happened cannot fall after ``au``, except the events of ``prevus``, recorded before they happen.
    """
    bornes = [_bornes(un, au, prevus) for un in faits]
    vagues = [rang for rang, (debut, fin) in enumerate(bornes) if debut != fin]
    for tard in choix(len(vagues)):
        tardifs = {vagues[i] for i in tard}
        yield _monde(faits, [fin if r in tardifs else debut for r, (debut, fin) in enumerate(bornes)], au)


def choix(nombre: int) -> list[tuple[int, ...]]:
    """Which of ``nombre`` imprecise facts fall late, in each world.

    >>> choix(0), choix(1), choix(2)
    ([()], [(), (0,)], [(), (0, 1), (0,), (1,)])
    """
    tous = tuple(range(nombre))
    seuls = [(i,) for i in tous]
    sauf = [tuple(j for j in tous if j != i) for i in tous]
    return list(dict.fromkeys([(), tous, *seuls, *sauf]))


def _bornes(un: Fait, au: date, prevus: frozenset[tuple[str, str]]) -> tuple[date, date]:
    debut, fin = un.le.debut, un.le.fin
    if debut <= au < fin and (un.sujet_type, un.evenement) not in prevus:
        fin = au
    return debut, fin


def _monde(faits: list[Fait], jours: list[date], au: date) -> Monde:
    par: dict[str, list[Pose]] = {}
    for rang, (jour, un) in enumerate(zip(jours, faits, strict=True)):
        par.setdefault(un.evenement, []).append(Pose(jour, rang, un))
    for poses in par.values():
        poses.sort(key=_ordre)
    return Monde(par, _naissance(par), min((p.jour for p in par.get(DECES, ()) if p.jour <= au), default=None))


def _ordre(pose: Pose) -> tuple[date, float, int]:
    instant = pose.fait.instant
    return pose.jour, instant.timestamp() if instant is not None else float("inf"), pose.rang


def _naissance(par: Mapping[str, list[Pose]]) -> date | None:
    """The day of birth; two births that disagree are an unknown one."""
    jours = {p.jour for p in par.get(NAISSANCE, ())}
    return jours.pop() if len(jours) == 1 else None
