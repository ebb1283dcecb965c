"""Reads a workbook received, xlsx or ods, within bounds: a file is refused before it can fill the memory."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook

from jalons.application.documents.excel.classeur import Modele
from jalons.application.documents.excel.comparaison import LigneLue
from jalons.application.documents.excel.ecriture import FEUILLE_SCEAU, LIGNE_CODES, LIGNE_TITRES
from jalons.noyau import classeurs
from jalons.noyau.saisie import EntreeRefusee, Faute

TAILLE_MAXIMALE = 5_000_000
TAILLE_DEPLOYEE = 60_000_000
ENTREES_MAXIMALES = 500
LIGNES_MAXIMALES = 20_000
COLONNES_MAXIMALES = 200
BORNES = classeurs.Bornes(
    deploye=TAILLE_DEPLOYEE, cellules=LIGNES_MAXIMALES * COLONNES_MAXIMALES, caracteres=TAILLE_DEPLOYEE,
    entrees=ENTREES_MAXIMALES, ods=True,
)  # fmt: skip
"""Cells of a sheet, and of all of them; characters that they show."""

_LIGNE_XLSX = re.compile(rb'<(?:row|c)\s[^>]*?r="([A-Z]*)(\d+)"')
_CELLULES_ODS = re.compile(rb"<table:table-cell([^>]*)>")
_REPETE_COLONNES = re.compile(rb'number-columns-repeated="(\d+)"')
_LIGNES_ODS = re.compile(rb'<table:table-row[^>]*number-rows-repeated="(\d+)"[^>]*>(.*?)</table:table-row>', re.DOTALL)

_MACROS = re.compile(r"(?i)(vbaProject|vbaData|macrosheets/|activeX/|^Basic/|^Scripts/)")
"""Entries of a workbook that hold programs, in xlsx and in ods."""


@dataclass(frozen=True, slots=True)
class ClasseurLu:
    """What a file holds: its seal, and the cells of each sheet by name of tab."""

    jeton: str
    feuilles: dict[str, list[list[Any]]] = field(default_factory=dict)


def lire(octets: bytes) -> ClasseurLu:
    """The cells of a workbook.

    Raises:
        EntreeRefusee: too big, with macros, not a workbook, or not one of Jalons.
    """
    feuilles = lire_feuilles(octets)
    if FEUILLE_SCEAU not in feuilles:
        raise _refus(
            "Ce classeur ne vient pas de Jalons, ou sa feuille cachée a été supprimée : téléchargez-le de nouveau et "
            "recopiez-y vos valeurs."
        )
    jeton = "".join(str(ligne[0]) for ligne in feuilles.pop(FEUILLE_SCEAU) if ligne)
    return ClasseurLu(jeton, feuilles)


def lire_feuilles(octets: bytes) -> dict[str, list[list[Any]]]:
    """The cells of any workbook by name of sheet, within the same bounds.

    Raises:
        EntreeRefusee: too big, with macros, or not a workbook.
    """
    _verifier_enveloppe(octets)
    try:
        classeur = CalamineWorkbook.from_filelike(io.BytesIO(octets))
        feuilles: dict[str, list[list[Any]]] = {}
        cellules = 0
        for nom in classeur.sheet_names:
            feuille = classeur.get_sheet_by_name(nom)
            cellules += feuille.total_height * feuille.total_width
            if cellules > BORNES.cellules:
                raise _refus(
                    "Les feuilles de ce classeur ont trop de cellules ensemble : retirez celles qui sont en trop."
                )
            feuilles[nom] = feuille.to_python(skip_empty_area=False)
        return feuilles
    except (CalamineError, OSError, ValueError) as erreur:
        raise _refus("Ce fichier n'est pas un classeur lisible : enregistrez-le en .xlsx ou en .ods.") from erreur


def lignes_du_modele(modele: Modele, lu: ClasseurLu) -> tuple[dict[str, list[LigneLue]], dict[str, dict[str, int]]]:
    """The rows of each sheet of ``modele`` and the rank of its columns; columns may have been moved.

    Raises:
        EntreeRefusee: a sheet or a column is missing; every fault at once.
    """
    fautes, lignes, places = [], {}, {}
    for feuille in modele.feuilles:
        cellules = lu.feuilles.get(feuille.titre)
        if cellules is None:
            fautes.append(Faute(feuille.titre, f"La feuille « {feuille.titre} » manque : téléchargez-le de nouveau."))
            continue
        codes = [str(c) for c in cellules[LIGNE_CODES]] if cellules else []
        rangs = {code: rang for rang, code in enumerate(codes) if code}
        for colonne in feuille.colonnes:
            if colonne.code not in rangs:
                phrase = f"La colonne « {colonne.titre} » manque dans « {feuille.titre} » : remettez-la."
                fautes.append(Faute(feuille.titre, phrase))
        if "cle" not in rangs:
            phrase = f"La colonne cachée des clés manque dans « {feuille.titre} » : téléchargez le classeur de nouveau."
            fautes.append(Faute(feuille.titre, phrase))
        places[feuille.code] = rangs
        lignes[feuille.code] = list(_lignes(cellules, rangs))
    if fautes:
        raise EntreeRefusee(fautes, quoi="classeur")
    return lignes, places


def _lignes(cellules: list[list[Any]], rangs: dict[str, int]) -> Iterator[LigneLue]:
    for numero, ligne in enumerate(cellules[LIGNE_TITRES + 1 :], start=LIGNE_TITRES + 2):
        valeurs = {code: ligne[rang] if rang < len(ligne) else None for code, rang in rangs.items()}
        cle = valeurs.pop("cle", None)
        yield LigneLue(numero, _cle(cle), valeurs)


def _cle(brut: Any) -> str:
    return "" if brut is None else str(int(brut) if isinstance(brut, float) and brut.is_integer() else brut).strip()


def _verifier_enveloppe(octets: bytes) -> None:
    if len(octets) > TAILLE_MAXIMALE:
        raise _refus(f"Ce fichier pèse {len(octets) // 1_000_000} Mo, {TAILLE_MAXIMALE // 1_000_000} Mo au plus.")
    if octets.startswith(b"\xd0\xcf\x11\xe0"):
        raise _refus("Ce fichier est à l'ancien format .xls ou protégé par mot de passe : enregistrez-le en .xlsx.")
    try:
        archive = zipfile.ZipFile(io.BytesIO(octets))
    except zipfile.BadZipFile as erreur:
        raise _refus(
            "Ce fichier n'est pas un classeur .xlsx ou .ods : enregistrez-le dans l'un de ces formats."
        ) from erreur
    with archive:
        entrees = archive.infolist()
        if len(entrees) > ENTREES_MAXIMALES or sum(e.file_size for e in entrees) > TAILLE_DEPLOYEE:
            raise _refus(
                "Une fois ouvert, ce fichier serait démesuré : retirez-en les images et les feuilles ajoutées."
            )
        if any(_MACROS.search(e.filename) for e in entrees):
            raise _refus("Ce fichier contient des macros : enregistrez-le en .xlsx ou en .ods, sans macro.")
        for entree in entrees:
            if entree.filename.endswith("content.xml") or "worksheets/" in entree.filename:
                _verifier_etendue(_lire_borne(archive, entree))
    if dit := classeurs.refus(io.BytesIO(octets), BORNES):
        raise _refus(dit)


def _lire_borne(archive: zipfile.ZipFile, entree: zipfile.ZipInfo) -> bytes:
    """The entry, never more than announced: a header may lie."""
    try:
        with archive.open(entree) as flux:
            contenu = flux.read(TAILLE_DEPLOYEE + 1)
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError, OSError) as erreur:
        raise _refus("Ce fichier est abîmé ou chiffré : enregistrez-le de nouveau, sans mot de passe.") from erreur
    if len(contenu) > TAILLE_DEPLOYEE:
        raise _refus("Une fois ouvert, ce fichier serait démesuré.")
    return contenu


def _verifier_etendue(xml: bytes) -> None:
    """One cell lost in the last row makes a table of billions of cells."""
    trop = any(
        int(rang) > LIGNES_MAXIMALES or len(lettres) > 2 or (len(lettres) == 2 and lettres > b"GR")
        for lettres, rang in _LIGNE_XLSX.findall(xml)
    )
    trop = trop or any(
        int(nombre) > LIGNES_MAXIMALES and (b"office:value" in corps or b"<text:p" in corps)
        for nombre, corps in _LIGNES_ODS.findall(xml)
    )
    trop = trop or any(
        int(nombre) > COLONNES_MAXIMALES
        for attributs in _CELLULES_ODS.findall(xml)
        if b"office:value" in attributs
        for nombre in _REPETE_COLONNES.findall(attributs)
    )
    if trop:
        raise _refus(
            f"Une feuille dépasse {LIGNES_MAXIMALES} lignes ou {COLONNES_MAXIMALES} colonnes : supprimez ce qui est "
            "écrit loin du tableau."
        )


def _refus(message: str) -> EntreeRefusee:
    return EntreeRefusee([Faute("", message)], quoi="classeur")
