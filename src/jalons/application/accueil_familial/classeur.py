"""The workbook of the foster carers of an employer: its sheets, and what a row of it says. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from jalons.application.accueil_familial import listes
from jalons.application.documents.excel.classeur import Colonne, Feuille, Genre, Modele
from jalons.noyau.dates import DateCivile
from jalons.noyau.saisie import EntreeRefusee, Faute

CODE, VERSION, TITRE = "assistants-familiaux", 1, "Classeur des assistants familiaux"
ASSISTANTS, DECISIONS, JUSTIFICATIFS = "assistants", "decisions", "justificatifs"
Choix = tuple[tuple[str, str], ...]
_DATES = {
    ASSISTANTS: ("naissance", "entre_le", "sorti_le"), DECISIONS: ("effet_le", "fin_le"),
    JUSTIFICATIFS: ("commence_le", "obtenu_le"),
}  # fmt: skip
_CLES, _NOMBRES = ("unite", "territoire"), ("enfants", "age_min", "age_max", "heures")
_EMPLOI = (
    "Un assistant familial nouveau s'ajoute en bas de sa feuille, avec son numéro, son nom et son prénom.",
    "Une décision ou un justificatif désigne l'assistant familial par son numéro, même ajouté dans ce classeur.",
    "Le domicile n'est pas dans ce classeur : il a sa propre page.",
)


def modele(unites: Choix, territoires: Choix) -> Modele:
    """The sheets: carers, then new decisions and new proofs.

    Args:
        unites: keys and names of the foster homes of the employer.
        territoires: keys and names of the local units of the collectivité.
    """
    feuilles = (_feuille_assistants(unites, territoires), _feuille_decisions(), _feuille_justificatifs())
    return Modele(CODE, VERSION, TITRE, feuilles, _EMPLOI)


def _jour(code: str, titre: str, aide: str = "", **options: Any) -> Colonne:
    return Colonne(code, titre, Genre.DATE, aide=aide, minimum=Decimal(1930), largeur=14, **options)


def _feuille_assistants(unites: Choix, territoires: Choix) -> Feuille:
    return Feuille(
        ASSISTANTS, "Assistants familiaux",
        (
            Colonne("numero", "Numéro", obligatoire=True, longueur=20, largeur=14, aide="Celui du service, unique."),
            Colonne("nom", "Nom", obligatoire=True, longueur=80, largeur=24),
            Colonne("prenom", "Prénom", obligatoire=True, longueur=80, largeur=20),
            _jour("naissance", "Naissance"),
            Colonne("unite", "Unité d'accueil", Genre.CHOIX, choix=unites, largeur=36,
                    aide="La famille d'accueil de l'offre. Vide : aucune."),
            Colonne("territoire", "Territoire", Genre.CHOIX, choix=territoires, largeur=28),
            _jour("entre_le", "Premier contrat"),
            _jour("sorti_le", "Fin des fonctions", "Dernier jour, inclus."),
            Colonne("motif_depart", "Raison du départ", Genre.CHOIX, choix=tuple(listes.DEPARTS.items()), largeur=24),
            Colonne("etat", "Agrément", modifiable=False, largeur=16, aide="D'après les décisions."),
            Colonne("autorises", "Enfants autorisés", Genre.ENTIER, modifiable=False, largeur=12,
                    aide="Vide : non vérifiable."),
        ),
        creation=True,
        aide="Une ligne par assistant familial. Ce qu'il peut accueillir vient de ses décisions.",
    )  # fmt: skip


def _numero() -> Colonne:
    return Colonne("numero", "Numéro de l'assistant familial", obligatoire=True, longueur=20, largeur=18, **_NEUVE)


_NEUVE: dict[str, Any] = {"modifiable": False, "a_la_creation": True}
"""A row that is added, never changed."""


def _choix(code: str, titre: str, choix: Mapping[str, str], **options: Any) -> Colonne:
    return Colonne(code, titre, Genre.CHOIX, choix=tuple(choix.items()), largeur=26, **_NEUVE, **options)


def _nombre(code: str, titre: str, haut: int, aide: str = "") -> Colonne:
    bornes: dict[str, Any] = {"minimum": Decimal(0), "maximum": Decimal(haut)}
    return Colonne(code, titre, Genre.ENTIER, aide=aide, largeur=10, **bornes, **_NEUVE)


def _feuille_decisions() -> Feuille:
    return Feuille(
        DECISIONS, "Décisions à enregistrer",
        (
            _numero(),
            _choix("nature", "Nature", listes.DECISIONS, obligatoire=True),
            _jour("effet_le", "Prend effet le", obligatoire=True, **_NEUVE),
            _jour("fin_le", "Jusqu'au", "Dernier jour, inclus. Vide : la décision n'en dit pas.", **_NEUVE),
            _nombre("enfants", "Enfants", 12, "Agrément : en tout. Dérogation ou dépassement : combien de plus."),
            _nombre("age_min", "Âge minimum", 21, "Ans, inclus."),
            _nombre("age_max", "Âge maximum", 21, "Ans, inclus."),
            _choix("motif", "Raison", listes.MOTIFS),
            _choix("decideur", "Décidé par", listes.DECIDEURS),
            Colonne("mentions", "Mentions de l'arrêté", longueur=120, largeur=28, **_NEUVE),
            Colonne("reference", "Arrêté", longueur=60, largeur=20, **_NEUVE),
        ),
        creation=True,
        aide="Les décisions que cet envoi enregistre, dans l'ordre ; celles déjà connues sont sur chaque fiche.",
    )  # fmt: skip


def _feuille_justificatifs() -> Feuille:
    return Feuille(
        JUSTIFICATIFS, "Justificatifs à enregistrer",
        (
            _numero(),
            _choix("nature", "Nature", listes.JUSTIFICATIFS, obligatoire=True),
            _jour("commence_le", "Commencé le", **_NEUVE),
            _jour("obtenu_le", "Terminé ou délivré le", "Vide : en cours.", **_NEUVE),
            _nombre("heures", "Heures faites", 2000, "Stage et formation seulement."),
            Colonne("reference", "Référence", longueur=60, largeur=20, **_NEUVE),
        ),
        creation=True,
        aide="Les justificatifs que cet envoi enregistre ; ceux déjà connus sont sur chaque fiche.",
    )  # fmt: skip


def champs(feuille: str, valeurs: Mapping[str, str | None]) -> dict[str, Any]:
    """What the cells of a row say, as keyword arguments of the services; of a decision or a proof, every field.

    An empty text is ``""``; an empty day or number is ``None``: unknown, not zero.

    Raises:
        EntreeRefusee: a date without its day, each with its column.
    """
    cellules = dict.fromkeys(_COLONNES.get(feuille, ())) | dict(valeurs)
    jours = {c: cellules[c] for c in _DATES[feuille] if c in cellules}
    fautes = [
        Faute(c, f"Indiquez le jour exact : « {v} » ne le dit pas.", v, "une date JJ/MM/AAAA")
        for c, v in jours.items()
        if v is not None and jour_exact(v) is None
    ]
    if fautes:
        raise EntreeRefusee(fautes, quoi="la ligne")
    lus: dict[str, Any] = {c: jour_exact(v) if v else None for c, v in jours.items()}
    for colonne, valeur in cellules.items():
        if colonne in _CLES:
            lus[f"{colonne}_id"] = None if valeur is None else int(valeur)
        elif colonne in _NOMBRES:
            lus[colonne] = None if valeur is None else int(valeur)
        elif colonne not in lus:
            lus[colonne] = valeur or ""
    return lus


_COLONNES = {f.code: tuple(c.code for c in f.colonnes) for f in (_feuille_decisions(), _feuille_justificatifs())}


def jour_exact(valeur: str) -> date | None:
    """The day of a canonical date; ``None`` when it is known to the month or the year only.

    >>> jour_exact("2024-02-01"), jour_exact("2024-02")
    (datetime.date(2024, 2, 1), None)
    """
    lue = DateCivile.lire(valeur)
    return lue.debut if lue.debut == lue.fin else None
