"""``jalons contrats importer`` and ``exporter``: contract files and the base. Only the action loads Django."""

from __future__ import annotations

import argparse
import re
import unicodedata
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from jalons.cli import importation
from jalons.cli.presentation import aujourdhui
from jalons.cli.sortie import CORRECT, ecrire_csv, ecrire_json, option_format
from jalons.noyau.accord import compter
from jalons.noyau.causes import cause
from jalons.noyau.saisie import EntreeRefusee, Faute


def ajouter(sous: Any) -> None:
    """Add the sub-commands."""
    importation.ajouter_import(
        sous, aide="enregistrer un fichier de contrat dans la base", fichier="fichier YAML du contrat", action=_importer
    )
    exporter = sous.add_parser("exporter", help="écrire les contrats de la base en fichiers YAML")
    importation.option_departement(exporter)
    exporter.add_argument("--sortie", metavar="DOSSIER", help="dossier où écrire un fichier par contrat")
    option_format(exporter)
    exporter.set_defaults(action=_exporter)


def _importer(options: argparse.Namespace) -> int:
    from jalons.application.contrats import rules
    from jalons.application.contrats.fichier import lire

    dossier = importation.lire(options, lire)
    importation.demarrer()
    from jalons.application.contrats import services

    return importation.importer(options, dossier, services, rules, aujourdhui(), "contrats importer")


def _exporter(options: argparse.Namespace) -> int:
    importation.demarrer()
    from jalons.application.contrats import selectors
    from jalons.application.contrats.fichier import ecrire

    codes = importation.tous_les_codes()
    if options.departement:
        _exiger_connu(options.departement, codes)
        codes = [options.departement]
    with importation.ouvrir(codes, "contrats exporter"):
        lus = list(selectors.tous())
        dossiers = selectors.dossiers(lus)
    importation.dire(f"{compter(len(lus), 'contrat')} à exporter.")
    noms = _nommer([dossiers[c.pk] for c in lus])
    textes = {nom: ecrire(dossiers[c.pk]) for nom, c in zip(noms, lus, strict=True)}
    ecrits = _deposer(textes, options.sortie) if options.sortie else {}
    lignes = [
        {"cle": c.pk, "departement": c.collectivite_id, "intitule": str(c), "regime": c.regime,
         "fichier": ecrits.get(nom, "")}
        for nom, c in zip(noms, lus, strict=True)
    ]  # fmt: skip
    _rendre(lignes, textes, options)
    return CORRECT


def _rendre(lignes: list[dict[str, Any]], textes: dict[str, str], options: argparse.Namespace) -> None:
    if options.format == "json":
        ecrire_json({"contrats": lignes})
    elif options.format == "csv":
        ecrire_csv(lignes, ("cle", "departement", "intitule", "regime", "fichier"))
    elif options.sortie:
        for ligne in lignes:
            print(ligne["fichier"])
    else:
        print("---\n".join(textes.values()), end="")


def _deposer(textes: dict[str, str], sortie: str) -> dict[str, str]:
    dossier = Path(sortie)
    try:
        dossier.mkdir(parents=True, exist_ok=True)
        for nom, texte in textes.items():
            (dossier / nom).write_text(texte, encoding="utf-8")
    except OSError as erreur:
        message = f"Impossible d'écrire dans « {sortie} » ({cause(erreur)}). Choisissez un dossier où écrire."
        raise EntreeRefusee([Faute("--sortie", message, sortie, "un dossier")], quoi="Export") from erreur
    return {nom: str(dossier / nom) for nom in textes}


def _nommer(dossiers: Sequence[Any]) -> list[str]:
    """One name for each: département, title, years; a number when two contracts say the same."""
    noms: list[str] = []
    for dossier in dossiers:
        sans_accents = unicodedata.normalize("NFKD", dossier.intitule).encode("ascii", "ignore").decode()
        mots = re.sub(r"[^a-z0-9]+", "-", sans_accents.lower()).strip("-")[:80].rstrip("-")
        annees = dossier.periode.annees if dossier.periode else ()
        dits = [str(a) for a in dict.fromkeys((*annees[:1], *annees[-1:])) if str(a) not in mots]
        voulu = "-".join([dossier.departement, mots, *dits])
        pris = sum(nom == f"{voulu}.yaml" or nom.startswith(f"{voulu}--") for nom in noms)
        noms.append(f"{voulu}--{pris + 1}.yaml" if pris else f"{voulu}.yaml")
    return noms


def _exiger_connu(code: str, codes: list[str]) -> None:
    if code not in codes:
        message = f"« {code} » n'est pas le code d'une collectivité compétente : écrivez par exemple 15, 69D ou 6AE."
        raise EntreeRefusee([Faute("--departement", message, code, "un code de collectivité")], quoi="Export")
