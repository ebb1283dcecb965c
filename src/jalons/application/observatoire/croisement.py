"""The table of quarters: for each quarter and each local unit, every link of the chain."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.core.paginator import Page as PageDeListe

from jalons.analyse.parcours.delais import LIENS_PAR_CODE, MAILLONS, Lien
from jalons.application.acces.http import Requete
from jalons.application.observatoire import lecture, presentation
from jalons.application.observatoire.forms import nom, trimestre
from jalons.application.observatoire.page import Page
from jalons.application.observatoire.presentation import Ligne
from jalons.application.ui.listes import page_demandee

PAR_PAGE = 4
"""Quarters that a page shows: a year."""
ENSEMBLE = "Ensemble"
COLONNES: tuple[Lien, ...] = (*MAILLONS, LIENS_PAR_CODE["premier_jour"])
"""Links shown as columns; a file holds the other spans too."""


@dataclass(frozen=True, slots=True)
class Rangee:
    """One unit in one quarter: its delays in the order of ``COLONNES``."""

    unite: str
    cases: list[Ligne]


@dataclass(frozen=True, slots=True)
class Trimestre:
    """One quarter: a row per unit, then the whole."""

    titre: str
    rangees: list[Rangee]
    ensemble: Rangee


def page_de_trimestres(requete: Requete, page: Page) -> tuple[PageDeListe[str], list[Trimestre]]:
    """The quarters of the page asked for, the latest first."""
    tous = lecture.trimestres(page.octets, page.filtres)
    montres = page_demandee(requete.GET, tous, par_page=PAR_PAGE)
    return montres, lire(page, list(montres.object_list))


def lire(page: Page, retenus: Sequence[str]) -> list[Trimestre]:
    """These quarters, in this order; units by name."""
    par_trimestre: dict[str, list[tuple[str, list[Ligne]]]] = {}
    for (quand, ou), groupe, lignes in _lignes(page, retenus):
        par_trimestre.setdefault(quand, []).append((groupe if ou else "", lignes))
    return [_trimestre(quand, par_trimestre.get(quand, [])) for quand in retenus]


def _trimestre(quand: str, lus: Iterable[tuple[str, list[Ligne]]]) -> Trimestre:
    unites, ensemble = [], Rangee(ENSEMBLE, [])
    for groupe, lignes in lus:
        par_lien = {x.lien.code: x for x in lignes}
        cases = [par_lien[x.code] for x in COLONNES]
        if groupe:
            unites.append(Rangee(groupe, cases))
        else:
            ensemble = Rangee(ENSEMBLE, cases)
    return Trimestre(trimestre(quand), sorted(unites, key=lambda r: r.unite), ensemble)


def _lignes(page: Page, retenus: Sequence[str]) -> Iterable[tuple[tuple[str, str], str, list[Ligne]]]:
    c = page.calcul
    lus = lecture.croisement(page.octets, page.filtres, c.au, c.collectivite_id, tuple(retenus))
    for (quand, ou), resultats in lus:
        groupe = nom(("territoire", ou), page.noms) if ou else ENSEMBLE
        yield (quand, ou), groupe, presentation.lignes(resultats, {r.groupe: groupe for r in resultats})


def pour_export(page: Page) -> list[tuple[str, Ligne]]:
    """Every quarter that passes the filters, each unit, each delay: name of the quarter, and the line."""
    tous = lecture.trimestres(page.octets, page.filtres)
    lus = sorted(_lignes(page, tous), key=lambda x: (x[0][0], not x[0][1], x[1]))
    return [(trimestre(quand), ligne) for (quand, _), _, lignes in lus for ligne in lignes]
