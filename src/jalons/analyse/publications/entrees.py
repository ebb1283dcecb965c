"""Inputs of an edition: fingerprints, tables in CSV or Parquet, hierarchies; every fault of every file at once."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation

from jalons.analyse.publications.modele import MONTANTS, PUBLIC, Edition, Entree, TableauDeclare
from jalons.analyse.secret import Hierarchie, Tableau
from jalons.analyse.secret.lecture import LIGNES, TAILLE, lire_hierarchie, lire_lignes, lire_tableau
from jalons.noyau.saisie import EntreeRefusee, Faute, abrege

PARQUET = b"PAR1"
TEXTE_MAX = 500
"""Bytes of a code or of a number, as in a file that a few bytes unfold to gigabytes."""


@dataclass
class Lues:
    """What the files of an edition hold.

    Attributes:
        tableaux: by code, those to protect; ``publics``: those that somebody has published already.
    """

    entrees: list[Entree] = field(default_factory=list)
    tableaux: dict[str, Tableau] = field(default_factory=dict)
    publics: dict[str, dict[tuple[str, ...], int | float | str]] = field(default_factory=dict)
    hierarchies: dict[str, Hierarchie] = field(default_factory=dict)


def empreinte(contenu: bytes) -> str:
    """The SHA-256 fingerprint of a file, in hexadecimal."""
    return hashlib.sha256(contenu).hexdigest()


def fichiers_de(edition: Edition) -> list[str]:
    """Names of the files that a declaration needs, each once, in order."""
    fonds = [t.fond for t in edition.traces if t.fond not in ("", "departements")]
    return list(dict.fromkeys([*(t.fichier for t in edition.tableaux), *edition.hierarchies.values(), *fonds]))


def lire(edition: Edition, fichiers: Mapping[str, bytes]) -> Lues:
    """Every input of ``edition``.

    Args:
        fichiers: bytes by name, as the declaration writes it.

    Raises:
        EntreeRefusee: with every fault: absent file, other fingerprint than expected, unreadable table.
    """
    lues, fautes = Lues(), []
    for nom in fichiers_de(edition):
        if nom not in fichiers:
            fautes.append(Faute(nom, "Ce fichier n'a pas été donné : ajoutez-le.", "absent", "un fichier"))
        else:
            lues.entrees.append(Entree(nom, empreinte(fichiers[nom]), len(fichiers[nom])))
    for dimension, nom in edition.hierarchies.items():
        if nom in fichiers:
            lues.hierarchies[dimension], siennes = lire_hierarchie(fichiers[nom], nom, dimension)
            fautes += siennes
    for tableau in edition.tableaux:
        if tableau.fichier in fichiers:
            fautes += _tableau(tableau, fichiers[tableau.fichier], lues)
    if fautes:
        raise EntreeRefusee(fautes, quoi="les fichiers de l'édition")
    return lues


def _tableau(declare: TableauDeclare, contenu: bytes, lues: Lues) -> list[Faute]:
    trouvee = empreinte(contenu)
    if declare.empreinte and declare.empreinte != trouvee:
        message = "Le fichier n'est plus celui qui a été déclaré : remettez l'ancien, ou changez son empreinte."
        return [Faute(declare.fichier, message, trouvee, declare.empreinte)]
    fautes: list[Faute] = []
    if contenu.startswith(PARQUET):
        contenu, fautes = _en_csv(declare, contenu)
        if fautes:
            return fautes
    if declare.genre == PUBLIC:
        lues.publics[declare.code], fautes = _publiques(declare, contenu)
        return fautes
    lu, fautes = lire_tableau(
        contenu, declare.fichier, declare.dimensions, valeur=declare.valeur, montant=declare.genre == MONTANTS
    )
    if lu is not None:
        fautes += _dimensions(declare, lu.dimensions)
        lues.tableaux[declare.code] = lu
    return fautes


def _en_csv(declare: TableauDeclare, contenu: bytes) -> tuple[bytes, list[Faute]]:
    import polars as pl

    if len(contenu) > TAILLE:
        message = f"Le fichier pèse {len(contenu) // 10**6} Mo : un tableau à publier est plus petit."
        return b"", [Faute(declare.fichier, message, "", f"{TAILLE // 10**6} Mo au plus")]
    voulues = (*declare.dimensions, declare.valeur, "contributeurs", "premier", "second")
    try:
        source = pl.scan_parquet(io.BytesIO(contenu))
        noms = source.collect_schema().names()
        utiles = source.select(pl.col(c).cast(pl.String) for c in voulues if c in noms)
        if (lignes := int(source.select(pl.len()).collect().item())) > LIGNES:
            message = f"Le fichier a {lignes} lignes : un tableau à publier en a moins. Comptez d'abord, par cellule."
            return b"", [Faute(declare.fichier, message, str(lignes), f"{LIGNES} lignes au plus")]
        longueur = utiles.select(pl.max_horizontal(pl.all().str.len_bytes().max())).collect().item() if noms else 0
        if (longueur or 0) > TEXTE_MAX:
            message = f"Une case tient {longueur} caractères : ce n'est ni un code ni un nombre. Corrigez l'export."
            return b"", [Faute(declare.fichier, message, str(longueur), f"{TEXTE_MAX} caractères au plus")]
        return utiles.collect().write_csv().encode(), []
    except (pl.exceptions.PolarsError, OSError, ValueError):
        return b"", [Faute(declare.fichier, "Le fichier Parquet est illisible : refaites l'export.", "", "un Parquet")]


def _dimensions(declare: TableauDeclare, lues: tuple[str, ...]) -> list[Faute]:
    return [
        Faute(
            declare.fichier, f"La colonne « {d} » manque : corrigez le fichier ou « dimensions ».", ", ".join(lues), d
        )
        for d in declare.dimensions
        if d not in lues
    ]


def _publiques(declare: TableauDeclare, contenu: bytes) -> tuple[dict[tuple[str, ...], int | float | str], list[Faute]]:
    entete, lignes, fautes = lire_lignes(contenu, declare.fichier)
    manquent = [c for c in (*declare.dimensions, declare.valeur) if c not in entete]
    if entete and manquent:
        message = f"Il manque {', '.join(manquent)} ; colonnes lues : {', '.join(entete)}."
        return {}, [*fautes, Faute(declare.fichier, message, ", ".join(entete), ", ".join(manquent))]
    cellules: dict[tuple[str, ...], int | float | str] = {}
    for numero, ligne in lignes:
        codes = tuple(ligne[d] for d in declare.dimensions)
        brut = ligne[declare.valeur].lower()
        valeur = "nd" if brut in ("", "nd") else "s" if brut == "s" else _decimal(brut)
        if valeur is None:
            message = f"« {abrege(brut, 30)} » n'est pas un nombre, zéro ou plus : corrigez-le, ou écrivez « nd »."
            fautes.append(Faute(declare.fichier, message, abrege(brut, 30), "un nombre", numero))
        elif codes in cellules:
            message = f"La cellule {' × '.join(codes)} est écrite deux fois : gardez une ligne."
            fautes.append(Faute(declare.fichier, message, "", "une ligne par cellule", numero))
        else:
            cellules[codes] = valeur
    return cellules, fautes


def _decimal(brut: str) -> int | float | None:
    try:
        lu = Decimal("".join(brut.split()).replace(",", "."))
    except InvalidOperation:
        return None
    if not lu.is_finite() or not 0 <= lu < 10**15:
        return None
    return int(lu) if lu == lu.to_integral_value() else float(lu)
