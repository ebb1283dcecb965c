"""Occupancy over time: the rows behind it, kept like the offer of the day, then filtered, summed and drawn."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Q, Value
from django.db.models.functions import Coalesce

from jalons.analyse.graphiques import Figure
from jalons.analyse.graphiques.occupation import Etat, occupation
from jalons.application.etablissements import selectors as etablissements
from jalons.application.etablissements.models import UniteAccueil
from jalons.application.etablissements.nomenclatures import libelle_public, libelle_type
from jalons.application.places import chronique, memoire
from jalons.application.places.chronique import Jour
from jalons.application.places.models import Occupation
from jalons.application.places.selectors import SANS_TERRITOIRE
from jalons.noyau.tableur import Tableau

COLONNES = (
    "Groupe", "Au", "Unités", "Sans acte", "Autorisées", "Ouvertes", "Occupées", "Réservées", "Indisponibles", "Libres",
    "Taux d'occupation (%)",
)  # fmt: skip
NOTE = (
    "Au dernier jour de chaque mois, puis aujourd'hui. Une place prise deux fois compte une fois. Une réservation "
    "suivie d'une arrivée compte comme accueil à partir de l'arrivée, et n'est plus comptée avant. "
    "Vide : aucun acte connu."
)


@dataclass(frozen=True, slots=True)
class Evolution:
    """Units of a collectivité on several days.

    Attributes:
        groupes: for each unit, its group on each axis of ``selectors.AXES``.
    """

    jours: list[date]
    par_unite: dict[int, list[Jour]]
    groupes: dict[int, dict[str, str]]
    entieres: dict[str, dict[str, list[Jour]]] = field(default_factory=dict, compare=False)
    """Sums of all the units by axis then group, once they have been asked; nobody may change them."""

    def sommes(self, axe: str, cles: Collection[int] | None) -> dict[str, list[Jour]]:
        """The groups of an axis, day by day; units that never count are left out."""
        if cles is None and axe in self.entieres:
            return self.entieres[axe]
        par: dict[str, list[list[Jour]]] = {}
        for cle, jours in self.par_unite.items():
            if cle in self.groupes and (cles is None or cle in cles) and any(j.unites for j in jours):
                par.setdefault(self.groupes[cle][axe], []).append(jours)
        sommes = {nom: chronique.sommer(lignes, len(self.jours)) for nom, lignes in par.items()}
        if cles is None:
            self.entieres[axe] = sommes
        return sommes


@dataclass(frozen=True, slots=True)
class Groupe:
    """A group on the first and the last day of the period, and its tightest day."""

    nom: str
    jours: list[Jour]

    @property
    def premier(self) -> Jour:
        """First day."""
        return self.jours[0]

    @property
    def dernier(self) -> Jour:
        """Last day."""
        return self.jours[-1]

    @property
    def moins(self) -> int | None:
        """Fewest free places on a day; ``None`` when never known."""
        return min((j.libres for j in self.jours if j.connu), default=None)

    @property
    def taux(self) -> float | None:
        """Occupied in percent of opened, on the last day."""
        return taux(self.dernier)


def taux(jour: Jour) -> float | None:
    """Occupied in percent of opened; ``None`` when a unit has no act or nothing is open."""
    return round(100 * jour.occupees / jour.ouvertes, 1) if jour.ouvertes and not jour.sans_acte else None


def lire(codes: Iterable[str], au: date, mois: int) -> list[Evolution]:
    """Every unit of these collectivités. One query when nothing has changed, else four for each."""
    jours = chronique.fins_de_mois(au, mois)
    return list(memoire.garder(codes, "evolution", (au, mois), lambda code: _lire(code, jours)).values())


def _lire(code: str, jours: list[date]) -> Evolution:
    prises = Occupation.objects.filter(
        Q(au=None) | Q(au__gt=jours[0]), collectivite_id=code, annulee_le=None, du__lte=jours[-1]
    ).values_list("unite_id", "rang", "nature", "du", "au")
    nomme = Coalesce("etablissement__unite__nom", Value(SANS_TERRITOIRE))
    unites: Any = UniteAccueil.objects.filter(collectivite_id=code).annotate(territoire=nomme)
    groupes = {
        cle: {
            "type": libelle_type(genre), "public": libelle_public(public),
            "territoire": "Hors du département" if ailleurs else territoire,
        }
        for cle, genre, public, ailleurs, territoire in unites.values_list(
            "pk", "type", "public", "etablissement__hors_departement", "territoire"
        )
    }  # fmt: skip
    actes = etablissements.actes_de_la_collectivite([code])
    return Evolution(jours, chronique.par_unite(actes, (chronique.Prise(*p) for p in prises), jours), groupes)


def par_groupe(evolutions: Iterable[Evolution], axe: str, cles: Collection[int] | None) -> list[Groupe]:
    """The groups of an axis, by name; units that never count are left out.

    Args:
        cles: units kept; ``None``: all of them.
    """
    par: dict[str, list[list[Jour]]] = {}
    for evolution in evolutions:
        for nom, jours in evolution.sommes(axe, cles).items():
            par.setdefault(nom, []).append(jours)
    return [Groupe(nom, chronique.sommer(lignes, len(lignes[0]))) for nom, lignes in sorted(par.items())]


def ensemble(groupes: Sequence[Groupe]) -> Groupe:
    """All of them."""
    nombre = len(groupes[0].jours) if groupes else 0
    return Groupe("Ensemble", chronique.sommer((g.jours for g in groupes), nombre))


def dessiner(jours: Sequence[date], groupe: Groupe) -> Figure:
    """The picture of a group: the same on the page and in the file."""
    etats = [
        Etat(
            f"{jour:%m/%Y}" if jour != jours[-1] else f"{jour:%d/%m/%Y}", j.autorisees if j.connu else None,
            j.ouvertes if j.connu else None, j.occupees, j.reservees, j.indisponibles,
        )
        for jour, j in zip(jours, groupe.jours, strict=True)
    ]  # fmt: skip
    return occupation("occupation", titre=f"Places autorisées, ouvertes et prises : {groupe.nom.lower()}", etats=etats)


def tableau(jours: Sequence[date], groupes: Sequence[Groupe], tout: Groupe) -> Tableau:
    """Every group then all of them, day by day, as a file."""
    lignes = [_ligne(g.nom, jour, j) for g in (*groupes, tout) for jour, j in zip(jours, g.jours, strict=True)]
    return Tableau("Occupation", COLONNES, lignes, note=NOTE, figees=2, largeurs=((0, 34),))


def _ligne(nom: str, jour: date, j: Jour) -> list[Any]:
    autorisees, ouvertes, libres = (j.autorisees, j.ouvertes, j.libres) if j.connu else (None, None, None)
    prises = [j.occupees, j.reservees, j.indisponibles]
    return [nom, jour, j.unites, j.sans_acte, autorisees, ouvertes, *prises, libres, taux(j)]
