"""The checks of the whole catalogue, each a generator of faults."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

from jalons.droit.lint.echeances import echeances
from jalons.droit.lint.lecture import Catalogue, lire_dossier
from jalons.droit.lint.mesures import mesures
from jalons.droit.lint.references import references
from jalons.droit.lint.regimes import regimes
from jalons.droit.loader import CATALOGUE
from jalons.noyau.dates import DateCivile
from jalons.noyau.saisie import Faute

_LISTES = {
    "unites.yaml": ("unites", "code"),
    "nomenclatures/bibliographie.yaml": ("sources", "cle"),
    "nomenclatures/sources_financement.yaml": ("sources", "code"),
    "nomenclatures/cofinancement.yaml": ("bases", "code"),
    "nomenclatures/termes_imposes.yaml": ("termes", "code"),
    "nomenclatures/fiche_action.yaml": ("champs", "code"),
    "nomenclatures/etapes_contrat.yaml": ("etapes", "code"),
    "nomenclatures/rapport_execution.yaml": ("sections", "code"),
    "nomenclatures/indicateurs_nationaux.yaml": ("indicateurs", "code"),
    "nomenclatures/montants_nationaux.yaml": ("montants", ""),
    "nomenclatures/jours_feries.yaml": ("territoires", "code"),
    "nomenclatures/evenements/commun.yaml": ("evenements", "code"),
    "nomenclatures/fins_de_mesure.yaml": ("fins", "code"),
    "nomenclatures/correspondances_mesures.yaml": ("correspondances", ""),
}
"""File, list it holds, and the key that must be unique in it."""


def verifier(dossier: Path = CATALOGUE) -> list[Faute]:
    """Every fault of a catalogue; empty when it may be used."""
    catalogue, fautes = lire_dossier(dossier)
    controles: tuple[Callable[[Catalogue], Iterator[Faute]], ...] = (
        _calendrier, _doublons, _titres, _parametres, _termes, _valeurs_non_vues, regimes, references, echeances,
        mesures,
    )  # fmt: skip
    mal_formes = bool(fautes)
    fautes += [Faute(f, "Ce fichier manque au catalogue.") for f in _LISTES if not (dossier / f).exists()]
    if mal_formes:
        return fautes  # names that lead to a malformed file would each be reported as unknown
    return fautes + [faute for controle in controles for faute in controle(catalogue)]


def _calendrier(catalogue: Catalogue) -> Iterator[Faute]:
    """A date that has the right shape may still not exist."""
    for fichier, document in catalogue.documents.items():
        for chemin in document.lignes:
            valeur = _au_bout(document.donnees, chemin)
            if chemin and chemin[-1] in _DATES and isinstance(valeur, str):
                try:
                    DateCivile.lire(valeur)
                except ValueError as erreur:
                    yield catalogue.faute(fichier, chemin, str(erreur), recu=valeur, attendu="une date qui existe")


_DATES = {
    "date_acte", "publie_le", "reportee_a", "depuis", "jusqua", "terme", "signes_du", "signes_au", "connu_le",
    "horizon", "date",
}  # fmt: skip


def _au_bout(donnees: Any, chemin: tuple[str | int, ...]) -> Any:
    for pas in chemin:
        donnees = donnees[pas]
    return donnees


def _doublons(catalogue: Catalogue) -> Iterator[Faute]:
    for fichier, (liste, cle) in _LISTES.items():
        vus: set[Any] = set()
        for chemin, element in catalogue.elements(fichier, liste):
            for nom in {cle, "rang"} & element.keys():
                if (nom, element[nom]) in vus:
                    yield _doublon(catalogue, fichier, (*chemin, nom), element[nom])
                vus.add((nom, element[nom]))
    cles: set[str] = set()
    for fichier, chemin, parametre in catalogue.parametres():
        if parametre["cle"] in cles:
            yield _doublon(catalogue, fichier, (*chemin, "cle"), parametre["cle"])
        cles.add(parametre["cle"])


def _titres(catalogue: Catalogue) -> Iterator[Faute]:
    """A source may be declared by several matters, under one title only."""
    titres: dict[str, str] = {}
    for fichier in (f for f in catalogue.documents if f.startswith("nomenclatures/bibliographie")):
        for chemin, source in catalogue.elements(fichier, "sources"):
            if titres.setdefault(source["cle"], source["titre"]) != source["titre"]:
                message = f"La source « {source['cle']} » porte ailleurs un autre titre : donnez-lui une autre clé."
                yield catalogue.faute(fichier, (*chemin, "titre"), message, recu=source["titre"])


def _doublon(catalogue: Catalogue, fichier: str, chemin: tuple[str | int, ...], valeur: Any) -> Faute:
    message = f"« {valeur} » est déjà pris : choisissez une autre valeur, ou retirez l'une des deux entrées."
    return catalogue.faute(fichier, chemin, message, recu=valeur, attendu="une valeur unique")


def _parametres(catalogue: Catalogue) -> Iterator[Faute]:
    """Values of a parameter neither overlap nor begin on the same day."""
    for fichier, chemin, parametre in catalogue.parametres():
        valeurs = sorted(enumerate(parametre["valeurs"]), key=lambda paire: paire[1]["depuis"])
        for rang, valeur in valeurs:
            if valeur["jusqua"] is not None and valeur["jusqua"] < valeur["depuis"]:
                message = f"La valeur finit ({valeur['jusqua']}) avant de commencer ({valeur['depuis']})."
                yield catalogue.faute(fichier, (*chemin, "valeurs", rang, "jusqua"), message, recu=valeur["jusqua"])
        for (_, avant), (rang, apres) in pairwise(valeurs):
            if avant["jusqua"] is None or avant["jusqua"] >= apres["depuis"]:
                message = (
                    f"Les valeurs « depuis {avant['depuis']} » et « depuis {apres['depuis']} » se chevauchent : "
                    f"terminez la première avant le {apres['depuis']}."
                )
                yield catalogue.faute(fichier, (*chemin, "valeurs", rang, "depuis"), message, recu=apres["depuis"])


def _termes(catalogue: Catalogue) -> Iterator[Faute]:
    fichier = "nomenclatures/termes_imposes.yaml"
    for chemin, terme in catalogue.elements(fichier, "termes"):
        if terme["signes_du"] > terme["signes_au"]:
            message = "La fenêtre de signature finit avant de commencer : échangez les dates."
            yield catalogue.faute(fichier, (*chemin, "signes_au"), message, recu=terme["signes_au"])
        if terme["terme"] < terme["signes_du"]:
            message = "Le terme précède la première signature visée : vérifiez les dates."
            yield catalogue.faute(fichier, (*chemin, "terme"), message, recu=terme["terme"])


def _valeurs_non_vues(catalogue: Catalogue) -> Iterator[Faute]:
    """A figure that nobody has read is null and says so; a figure that is there has been read."""
    porteurs: list[tuple[str, tuple[str | int, ...], dict[str, Any], str]] = [
        (f, ("composition",), r["composition"], champ)
        for f, r in catalogue.regimes()
        for champ in ("obligatoires", "facultatifs_min", "facultatifs_max")
    ]
    fichier = "nomenclatures/montants_nationaux.yaml"
    porteurs += [(fichier, chemin, m, "montant") for chemin, m in catalogue.elements(fichier, "montants")]
    for nom, chemin, porteur, champ in porteurs:
        facultatif = champ.startswith("facultatifs") and "provenance_facultatifs" in porteur
        provenance = porteur["provenance_facultatifs" if facultatif else "provenance"]
        if (porteur[champ] is None) == provenance.get("vu", True):
            message = (
                "Une valeur absente doit être déclarée non vue (vu: false)."
                if porteur[champ] is None
                else "Une valeur déclarée non vue doit être laissée vide (null) : aucun nombre ne s'invente."
            )
            yield catalogue.faute(nom, (*chemin, champ), message, recu=porteur[champ])
