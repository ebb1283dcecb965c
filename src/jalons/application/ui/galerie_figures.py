"""Made-up figures of the gallery."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from jalons.analyse.graphiques import (
    Compte,
    Figure,
    Ligne,
    LigneGantt,
    Point,
    Serie,
    avancement,
    barres_empilees,
    gantt,
    sparkline,
    trajectoire,
)


def figures() -> list[Figure]:
    """One figure of each narrow kind."""
    return [_argent(), _indicateur(), _statuts(), _petite()]


def _ligne(nom: str, *valeurs: tuple[int, str | None]) -> Ligne:
    return Ligne(nom, tuple(Point(a, None if v is None else Decimal(v), str(a)) for a, v in valeurs))


def _argent() -> Figure:
    lignes = {
        "État (P304)": (250_000, 310_000, 280_000),
        "ARS (FIR)": (110_000, None, 130_000),
        "Département": (500_000, 520_000, 610_000),
    }
    series = [Serie(nom, tuple(None if v is None else Decimal(v) for v in vs)) for nom, vs in lignes.items()]
    return barres_empilees(
        "galerie-argent", titre="Financements prévus par source", categories=("2021", "2022", "2023"), series=series
    )


def _indicateur() -> Figure:
    return trajectoire(
        "galerie-indicateur",
        titre="Part des bilans de santé réalisés à 3-4 ans",
        unite="%",
        cibles=_ligne("Cible", (2020, "62"), (2021, "68"), (2022, "74"), (2023, "80")),
        sources=[
            _ligne("Données locales", (2020, "62"), (2021, "66.5"), (2022, "71")),
            _ligne("SNDS", (2020, "60"), (2021, None), (2022, "65.2"), (2023, "69")),
        ],
    )


def _statuts() -> Figure:
    comptes = [
        Compte("Réalisées", 11),
        Compte("En cours", 9),
        Compte("À engager", 5),
        Compte("Retardées", 3),
        Compte("Inconnu", 2, inconnu=True),
    ]
    return avancement("galerie-statuts", titre="Avancement des fiches actions", comptes=comptes)


def calendrier() -> Figure:
    """The wide one."""
    lignes = [
        LigneGantt("1.1 Renforcer la cellule de recueil", date(2021, 9, 1), date(2022, 12, 31), 100, "Réalisée"),
        LigneGantt("1.2 Bilans de santé en maternelle", date(2022, 1, 1), date(2023, 6, 30), 45, "En cours"),
        LigneGantt("2.1 Accompagner la sortie du dispositif", date(2022, 4, 1), None, 20, "En cours"),
        LigneGantt("2.2 Former les assistants familiaux", date(2022, 9, 1), date(2023, 12, 31), None, "Retardée"),
        LigneGantt("3.1 Ouvrir un lieu de répit", None, None, 0, "À engager"),
    ]
    return gantt("galerie-calendrier", titre="Calendrier des actions", lignes=lignes, aujourd_hui=date(2023, 2, 15))


def _petite() -> Figure:
    valeurs = [Decimal(v) if v else None for v in ("62", "66.5", "", "71", "69")]
    return sparkline("galerie-petite", titre="Cinq dernières valeurs", valeurs=valeurs, unite="%")
