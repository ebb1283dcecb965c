"""The workbook of the places of a managing body: its sheets, and what a row of it says. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from jalons.application.documents.excel.classeur import Colonne, Feuille, Genre, Modele
from jalons.application.etablissements import nomenclatures, rules
from jalons.noyau.dates import DateCivile
from jalons.noyau.saisie import EntreeRefusee, Faute

CODE, VERSION, TITRE = "places", 1, "Classeur des places"
UNITES, ACTES = "unites", "actes"
SEXES = (("mixte", "Filles et garçons"), ("F", "Filles"), ("M", "Garçons"))
Choix = tuple[tuple[str, str], ...]
NATURES: Choix = tuple((n, rules.NATURES[n].libelle) for n in rules.SAISIES if n != rules.CEDEES)
"""Acts of the workbook: a transformation concerns two units and is taken on its own page."""


def modele(etablissements: Choix, unites: Choix, *, actes: bool) -> Modele:
    """The sheets: units and, for whoever may take acts, new acts.

    Args:
        etablissements, unites: keys and names of those of the body.
    """
    feuilles = [_feuille_unites(etablissements)]
    emploi = ["Une unité nouvelle s'ajoute en bas de sa feuille, avec son établissement, son type et son nom."]
    if actes:
        feuilles.append(_feuille_actes(unites))
        emploi.append("Les places viennent des actes : une ligne par acte, avec le jour où il prend effet.")
    return Modele(CODE, VERSION, TITRE, tuple(feuilles), tuple(emploi))


def _feuille_unites(etablissements: Choix) -> Feuille:
    types = tuple((t.code, t.libelle) for t in nomenclatures.types().values())
    ans: dict[str, Any] = {"genre": Genre.ENTIER, "minimum": Decimal(0), "maximum": Decimal(25), "largeur": 10}
    return Feuille(
        UNITES, "Unités",
        (
            Colonne("etablissement", "Établissement", Genre.CHOIX, modifiable=False, a_la_creation=True,
                    obligatoire=True, choix=etablissements, largeur=36),
            Colonne("nom", "Unité", obligatoire=True, longueur=120, largeur=30),
            Colonne("type", "Type", Genre.CHOIX, choix=types, obligatoire=True, largeur=24),
            Colonne("public", "Public", Genre.CHOIX, choix=tuple(nomenclatures.publics().items()), largeur=28,
                    aide="Vide : tous publics."),
            Colonne("sexe", "Sexe", Genre.CHOIX, choix=SEXES, largeur=18, aide="Vide : filles et garçons."),
            Colonne("age_min", "Âge minimum", aide="Inclus.", **ans),
            Colonne("age_max", "Âge maximum", aide="Inclus.", **ans),
            Colonne("autorisees", "Places autorisées", Genre.ENTIER, modifiable=False, largeur=12,
                    aide="D'après les actes ; vide : aucun acte connu."),
            Colonne("ouvertes", "Places ouvertes", Genre.ENTIER, modifiable=False, largeur=12),
        ),
        creation=True,
        aide="Une ligne par unité : qui elle reçoit. Ses places viennent de ses actes.",
    )  # fmt: skip


def _feuille_actes(unites: Choix) -> Feuille:
    return Feuille(
        ACTES, "Actes à enregistrer",
        (
            Colonne("unite", "Unité", Genre.CHOIX, modifiable=False, a_la_creation=True, obligatoire=True,
                    choix=unites, largeur=44),
            Colonne("nature", "Nature", Genre.CHOIX, modifiable=False, a_la_creation=True, obligatoire=True,
                    choix=NATURES, largeur=24),
            Colonne("places", "Places", Genre.ENTIER, modifiable=False, a_la_creation=True, minimum=Decimal(0),
                    maximum=Decimal(2000), largeur=10, aide="Vide pour une fermeture : toutes."),
            Colonne("effet_le", "Prend effet le", Genre.DATE, modifiable=False, a_la_creation=True, obligatoire=True,
                    largeur=14),
            Colonne("ouvert_le", "Places ouvertes le", Genre.DATE, modifiable=False, a_la_creation=True, largeur=14,
                    aide="Vide : autorisées, pas encore ouvertes."),
            Colonne("fin_le", "Cesse le", Genre.DATE, modifiable=False, a_la_creation=True, largeur=14,
                    aide="Dernier jour, inclus. Vide : durable."),
            Colonne("public", "Public (conversion)", Genre.CHOIX, modifiable=False, a_la_creation=True,
                    choix=tuple(nomenclatures.publics().items()), largeur=28),
            Colonne("reference", "Arrêté", modifiable=False, a_la_creation=True, longueur=60, largeur=24),
        ),
        creation=True,
        aide="Les actes que cet envoi enregistre ; ceux déjà connus sont sur la page de l'établissement.",
    )  # fmt: skip


def champs_unite(valeurs: Mapping[str, str | None]) -> dict[str, Any]:
    """Keyword arguments of the service that writes a unit, from the cells that changed."""
    defauts = {"public": nomenclatures.TOUS, "sexe": "mixte"}
    lus: dict[str, Any] = {}
    for colonne, valeur in valeurs.items():
        if colonne in ("age_min", "age_max"):
            lus[colonne] = None if valeur is None else int(valeur)
        elif colonne in ("nom", "type", "public", "sexe"):
            lus[colonne] = valeur or defauts.get(colonne, "")
    return lus


def champs_acte(valeurs: Mapping[str, str | None]) -> dict[str, Any]:
    """Keyword arguments of the service that takes an act.

    Raises:
        EntreeRefusee: a date without its day, each with its column.
    """
    jours = {c: valeurs.get(c) for c in ("effet_le", "ouvert_le", "fin_le")}
    fautes = [
        Faute(c, f"Indiquez le jour exact : « {v} » ne le dit pas.", v, "une date JJ/MM/AAAA")
        for c, v in jours.items()
        if v is not None and _jour(v) is None
    ]
    if fautes:
        raise EntreeRefusee(fautes, quoi="l'acte")
    return {c: _jour(v) if v else None for c, v in jours.items()} | {
        "nature": valeurs.get("nature") or "", "places": int(valeurs.get("places") or 0),
        "public": valeurs.get("public") or "", "reference": valeurs.get("reference") or "",
    }  # fmt: skip


def _jour(valeur: str) -> date | None:
    """The day of a canonical date; ``None`` when it is known to the month or the year only."""
    lue = DateCivile.lire(valeur)
    return lue.debut if lue.debut == lue.fin else None
