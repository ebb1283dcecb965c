"""How deadlines are grouped and said. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from jalons.noyau.accord import duree
from jalons.noyau.dates import ajouter_mois

GROUPES: dict[str, str] = {
    "retard": "En retard",
    "semaine": "Cette semaine",
    "mois": "Dans les 30 jours",
    "plus_tard": "Plus tard",
    "sans_date": "Sans date fixée",
    "retard_ancien": "En retard depuis plus d'un an",
    "non_verifiable": "Non vérifiables",
}
"""Groups of what is still to be held, the most pressing first."""

PRESSES = ("retard", "semaine", "mois")
"""Groups that ask for something now: the home page and the e-mail of Mondays begin with them."""

HORIZON_JOURS = 30
"""Days of the group « Dans les 30 jours », the last one included: a choice of display."""

ANCIEN_JOURS = 365
"""Days late after which a deadline leaves the top of the list: a choice of display, it stays counted and listed."""

MOIS_MONTRES = 12
"""Months that the view of a team shows unless asked otherwise, to come or past: a choice of display."""

A_FAIRE, ANCIENNES, PASSEE, TOUTES = "", "ancien", "passee", "toutes"
RECENTES, VAGUES = "recent", "vague"
"""What a page lists of ``A_FAIRE``, one after the other: those with a day, then those without one. ``ANCIENNES`` are
counted with them and listed apart."""
PERIODES = {
    A_FAIRE: "En retard, et douze mois à venir",
    ANCIENNES: "En retard depuis plus d'un an",
    PASSEE: "Les douze mois passés, avec les taux",
    TOUTES: "Toutes les dates",
}
"""Periods offered by the view of a team, the first one unless asked otherwise; days typed replace them."""

NATURES = {"obligation": "Obligation légale", "objectif_local": "Objectif local", "alerte": "Alerte"}


def fin_de_semaine(au: date) -> date:
    """The Sunday of the week of ``au``.

    >>> fin_de_semaine(date(2026, 11, 25)), fin_de_semaine(date(2026, 11, 29))
    (datetime.date(2026, 11, 29), datetime.date(2026, 11, 29))
    """
    return au + timedelta(days=6 - au.weekday())


def horizon(au: date) -> date:
    """The last day of the group « Dans les 30 jours »."""
    return au + timedelta(days=HORIZON_JOURS)


def debut_des_recents(au: date) -> date:
    """The earliest last day of the group « En retard »; before it: « En retard depuis plus d'un an »."""
    return au - timedelta(days=ANCIEN_JOURS)


def dates_montrees(periode: str, au: date) -> tuple[date, date] | None:
    """First and last due days of a period, both included, what is late left aside; ``None``: no bound of its own.

    >>> dates_montrees(A_FAIRE, date(2026, 11, 25))
    (datetime.date(2026, 11, 25), datetime.date(2027, 11, 25))
    """
    a_venir = (au, ajouter_mois(au, MOIS_MONTRES))
    bornes = {
        A_FAIRE: a_venir,
        RECENTES: a_venir,
        VAGUES: a_venir,
        PASSEE: (ajouter_mois(au, -MOIS_MONTRES), au - timedelta(days=1)),
    }
    return bornes.get(periode)


def groupe(statut: str, due_le: date | None, au: date) -> str | None:
    """The group of a deadline on ``au``; ``None`` when it is no longer to be held.

    >>> groupe("a_venir", date(2026, 11, 29), date(2026, 11, 25))
    'semaine'
    >>> groupe("tenue", date(2026, 11, 29), date(2026, 11, 25)) is None
    True
    """
    if statut == "en_retard":
        return "retard_ancien" if due_le is not None and due_le < debut_des_recents(au) else "retard"
    if statut == "non_verifiable":
        return "non_verifiable"
    if statut not in ("a_venir", "bientot"):
        return None
    if due_le is None:
        return "sans_date"
    if due_le <= fin_de_semaine(au):
        return "semaine"
    return "mois" if due_le <= horizon(au) else "plus_tard"


def jours_en_mots(jours: int | None) -> str:
    """Days after the last day (negative: left), in words.

    >>> jours_en_mots(3), jours_en_mots(0), jours_en_mots(-1), jours_en_mots(-12), jours_en_mots(None)
    ('3 jours de retard', "aujourd'hui, dernier jour", 'demain', 'dans 12 jours', '')
    >>> jours_en_mots(2000), jours_en_mots(400)
    ('plus de 5 ans de retard', "plus d'un an de retard")
    """
    if jours is None:
        return ""
    if jours > 0:
        return f"{duree(jours)} de retard"
    return {0: "aujourd'hui, dernier jour", -1: "demain"}.get(jours, f"dans {-jours} jours")


@dataclass(slots=True)
class Tenue:
    """How many deadlines of one line stand where; what cannot be checked is never counted as held nor as late.

    Attributes:
        a_tenir: their day has not passed.
        inconnues: not checkable.
    """

    libelle: str
    tenues: int = 0
    tenues_en_retard: int = 0
    en_retard: int = 0
    inconnues: int = 0
    a_tenir: int = 0
    sans_objet: int = 0
    cle: str = ""

    @property
    def jugees(self) -> int:
        """Those whose answer is known: held, held late, late."""
        return self.tenues + self.tenues_en_retard + self.en_retard

    @property
    def total(self) -> int:
        """All of them."""
        return self.jugees + self.inconnues + self.a_tenir + self.sans_objet

    def part(self, nombre: int) -> int | None:
        """Percent of those judged, rounded half up; ``None`` when none is: no rate is not 0 %.

        >>> Tenue("x", tenues=2, en_retard=1).part(2), Tenue("x", inconnues=4).part(0)
        (67, None)
        """
        return None if not self.jugees else (200 * nombre + self.jugees) // (2 * self.jugees)

    @property
    def taux(self) -> tuple[int | None, int | None, int | None]:
        """Percent held in time, held late, late."""
        return self.part(self.tenues), self.part(self.tenues_en_retard), self.part(self.en_retard)

    def ajouter(self, statut: str, nombre: int) -> None:
        """Count ``nombre`` deadlines of that status."""
        champ = _CHAMPS[statut]
        setattr(self, champ, getattr(self, champ) + nombre)


_CHAMPS = {
    "tenue": "tenues", "tenue_en_retard": "tenues_en_retard", "en_retard": "en_retard", "non_verifiable": "inconnues",
    "a_venir": "a_tenir", "bientot": "a_tenir", "sans_objet": "sans_objet",
}  # fmt: skip


@dataclass(slots=True)
class Bilan:
    """The counts of a perimeter, and the same by matter, local unit and nature.

    Attributes:
        anciennes: how many are late for more than ``ANCIEN_JOURS``; they are counted in ``ensemble`` too.
    """

    ensemble: Tenue
    par: dict[str, dict[str, Tenue]] = field(default_factory=dict)
    anciennes: int = 0


def bilan(cases: Iterable[tuple[str, dict[str, tuple[str, str]], int]]) -> Bilan:
    """Add up cells of a cube.

    Args:
        cases: status, key and label on each axis (``{"matiere": ("ip", "Informations préoccupantes")}``), number.
    """
    resultat = Bilan(Tenue("Ensemble"))
    for statut, axes, nombre in cases:
        resultat.ensemble.ajouter(statut, nombre)
        for axe, (cle, libelle) in axes.items():
            lignes = resultat.par.setdefault(axe, {})
            lignes.setdefault(cle, Tenue(libelle, cle=cle)).ajouter(statut, nombre)
    for axe, lignes in resultat.par.items():
        resultat.par[axe] = dict(sorted(lignes.items(), key=lambda x: (-x[1].en_retard, x[1].libelle)))
    return resultat
