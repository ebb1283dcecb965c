"""Progress, path to the target, gaps between sources and freshness of indicators. Pure: the day is an argument."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise

from jalons.noyau.accord import compter
from jalons.noyau.dates import DateCivile, ajouter_mois, jours_entre, texte_du_jour
from jalons.noyau.ecarts import Ecart, Gravite
from jalons.noyau.montants import CENTIME, pourcentage

DOCUMENT = "tableau de bord"


class Sens(StrEnum):
    """Which way is better."""

    HAUSSE = "hausse"
    BAISSE = "baisse"
    PLAGE = "plage"

    @property
    def libelle(self) -> str:
        """As a reader is told."""
        return {"hausse": "à la hausse", "baisse": "à la baisse", "plage": "dans une plage"}[self.value]


class Frequence(StrEnum):
    """How often a value is expected."""

    MENSUELLE = "mensuelle"
    TRIMESTRIELLE = "trimestrielle"
    SEMESTRIELLE = "semestrielle"
    ANNUELLE = "annuelle"

    @property
    def mois(self) -> int:
        """Months from one value to the next."""
        return {"mensuelle": 1, "trimestrielle": 3, "semestrielle": 6, "annuelle": 12}[self.value]


class Fraicheur(StrEnum):
    """Whether the last value is recent enough; ``INCONNUE`` without a value or a frequency."""

    A_JOUR = "a_jour"
    PERIME = "perime"
    INCONNUE = "inconnue"


@dataclass(frozen=True, slots=True)
class Cible:
    """What is aimed at: one value, or a range when the direction is ``PLAGE`` (both ends included)."""

    valeur: Decimal | None = None
    minimum: Decimal | None = None
    maximum: Decimal | None = None


@dataclass(frozen=True, slots=True)
class PointDeTrajectoire:
    """A value expected on a day, on the straight path from the start to the target."""

    le: date
    valeur: Decimal


def taux_avancement(
    *, depart: Decimal | None, cible: Cible | None, valeur: Decimal | None, sens: Sens
) -> Decimal | None:
    """Percent of the way done, two decimals; below 0 when moving away, above 100 when passed; ``None``: not checkable.

    With a range, what counts is the distance to it: anywhere inside is 100, and going past the far end is not progress.
    When the start already meets the target, holding it is 100 and losing it is 0.

    >>> un = dict(depart=Decimal(100), cible=Cible(Decimal(80)), sens=Sens.BAISSE)
    >>> taux_avancement(valeur=Decimal(95), **un)
    Decimal('25.00')
    """
    visee = None if cible is None else _visee(cible, sens)
    if depart is None or valeur is None or visee is None:
        return None
    atteinte = _dans(valeur, visee)
    if _dans(depart, visee):
        return Decimal(100 if atteinte else 0).quantize(CENTIME)
    bas, haut = visee
    if bas is not None and haut is not None:
        au_depart = _distance(depart, bas, haut)
        return pourcentage(au_depart - _distance(valeur, bas, haut), au_depart)
    but = bas if bas is not None and depart < bas else haut
    return None if but is None else pourcentage(valeur - depart, but - depart)


def _visee(cible: Cible, sens: Sens) -> tuple[Decimal | None, Decimal | None] | None:
    """Lowest and highest values that meet the target; ``None`` when the target is not usable."""
    if sens is Sens.PLAGE:
        bas, haut = cible.minimum, cible.maximum
        return None if bas is None or haut is None or bas > haut else (bas, haut)
    if cible.valeur is None:
        return None
    return (cible.valeur, None) if sens is Sens.HAUSSE else (None, cible.valeur)


def _dans(valeur: Decimal, visee: tuple[Decimal | None, Decimal | None]) -> bool:
    bas, haut = visee
    return (bas is None or valeur >= bas) and (haut is None or valeur <= haut)


def _distance(valeur: Decimal, bas: Decimal, haut: Decimal) -> Decimal:
    return max(bas - valeur, valeur - haut, Decimal(0))


def est_atteinte(valeur: Decimal | None, cible: Cible | None, sens: Sens) -> bool | None:
    """Whether the target is met; ``None``: not checkable."""
    visee = None if cible is None else _visee(cible, sens)
    return None if valeur is None or visee is None else _dans(valeur, visee)


def unite_d_un_ecart(symbole: str, ecart: Decimal) -> str:
    """What follows the difference of two figures: two percentages differ by points, never by per cent.

    >>> unite_d_un_ecart("%", Decimal("4.5")), unite_d_un_ecart("%", Decimal(1)), unite_d_un_ecart("places", Decimal(3))
    ('points', 'point', 'places')
    """
    if symbole != "%":
        return symbole
    return "points" if abs(ecart) >= 2 else "point"


def ecart_entre_sources(valeurs: Mapping[str, Decimal | None]) -> Decimal | None:
    """Largest minus smallest of the values known for one period; ``None`` with fewer than two. Never an average."""
    connues = [v for v in valeurs.values() if v is not None]
    return max(connues) - min(connues) if len(connues) > 1 else None


def ecart_relatif(reference: Decimal | None, autre: Decimal | None) -> Decimal | None:
    """Percent by which ``autre`` departs from ``reference``, two decimals; ``None`` when not checkable."""
    if reference is None or autre is None:
        return None
    return pourcentage(autre - reference, reference)


def prochaine_attendue(derniere: DateCivile | None, frequence: Frequence | None, delai_jours: int = 0) -> date | None:
    """Day by which the next value is expected: one period after the end of the last one, plus the usual delay.

    >>> prochaine_attendue(DateCivile(2021), Frequence.ANNUELLE, 90)
    datetime.date(2023, 3, 31)
    """
    if derniere is None or frequence is None:
        return None
    fin_suivante = ajouter_mois(DateCivile(derniere.fin.year, derniere.fin.month).debut, frequence.mois)
    fin = DateCivile(fin_suivante.year, fin_suivante.month).fin
    return date.fromordinal(fin.toordinal() + delai_jours)


def fraicheur(derniere: DateCivile | None, frequence: Frequence | None, *, au: date, delai_jours: int = 0) -> Fraicheur:
    """Whether the value expected on ``au`` has come."""
    attendue = prochaine_attendue(derniere, frequence, delai_jours)
    if attendue is None:
        return Fraicheur.INCONNUE
    return Fraicheur.PERIME if attendue < au else Fraicheur.A_JOUR


def trajectoire(
    *, depart: Decimal, le: date, cible: Decimal, horizon: date, jalons: Sequence[PointDeTrajectoire] = ()
) -> tuple[PointDeTrajectoire, ...]:
    """The path from the start to the target through the intermediate targets, in order of date."""
    intermediaires = sorted((j for j in jalons if le < j.le < horizon), key=lambda j: j.le)
    return (PointDeTrajectoire(le, depart), *intermediaires, PointDeTrajectoire(horizon, cible))


def valeur_attendue(chemin: Sequence[PointDeTrajectoire], *, au: date) -> Decimal | None:
    """Value on the path on ``au``, straight between two points, two decimals; ``None`` outside the path."""
    for avant, apres in pairwise(chemin):
        if avant.le <= au <= apres.le:
            duree = jours_entre(avant.le, apres.le)
            if duree == 0:
                return apres.valeur
            part = Decimal(jours_entre(avant.le, au)) / duree
            return (avant.valeur + (apres.valeur - avant.valeur) * part).quantize(CENTIME)
    return None


def indicateur_sans_cible(libelle: str, cibles: Sequence[Cible], *, objet: str) -> list[Ecart]:
    """An indicator with no target: an objective of a contract carries a figure to reach."""
    if any(c.valeur is not None or (c.minimum is not None and c.maximum is not None) for c in cibles):
        return []
    return [
        Ecart(
            "indicateur_sans_cible", Gravite.AVERTISSEMENT, True,
            f"L'indicateur « {libelle} » n'a aucune cible chiffrée : avancement non vérifiable. Fixez une cible.",
            {"cibles": 0}, DOCUMENT, objet,
        )
    ]  # fmt: skip


def indicateur_perime(
    libelle: str,
    derniere: DateCivile | None,
    frequence: Frequence | None,
    *,
    au: date,
    objet: str,
    delai_jours: int = 0,
) -> list[Ecart]:
    """An indicator whose next value is late on ``au``; without a value or a frequency, nothing is checkable."""
    attendue = prochaine_attendue(derniere, frequence, delai_jours)
    if attendue is None or attendue >= au:
        return []
    retard = jours_entre(attendue, au)
    return [
        Ecart(
            "indicateur_perime", Gravite.AVERTISSEMENT, True,
            f"La dernière valeur de « {libelle} » porte sur {derniere} ; la suivante était attendue le "
            f"{texte_du_jour(attendue)}, il y a {compter(retard, 'jour')}. Saisissez-la ou dites pourquoi elle manque.",
            {"derniere": derniere.iso() if derniere else None, "attendue": attendue.isoformat(), "jours": retard},
            DOCUMENT, objet,
        )
    ]  # fmt: skip
