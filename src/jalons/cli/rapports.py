"""``jalons rapports``: produce the execution report of a contract as Word, PDF and Excel files."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from typing import Any

from jalons.cli.exemples import montrer
from jalons.cli.francais import entier
from jalons.cli.sortie import CORRECT, ecrire_csv, ecrire_json, option_format
from jalons.noyau.causes import cause
from jalons.noyau.saisie import EntreeRefusee, Faute


def ajouter(analyseur: argparse.ArgumentParser) -> None:
    """Add the sub-commands."""
    sous = analyseur.add_subparsers(title="commandes", metavar="COMMANDE", required=True)
    produire = sous.add_parser(
        "produire",
        help="produire le rapport d'exécution (Word, PDF, Excel)",
        epilog=montrer("jalons rapports produire --departement 63 --exercice 2020 --sortie rapports/"),
    )
    produire.add_argument(
        "--departement", required=True, metavar="CODE", help="code de la collectivité, par exemple 63"
    )
    produire.add_argument("--exercice", required=True, type=entier, metavar="ANNEE", help="exercice, par exemple 2020")
    produire.add_argument("--sortie", required=True, metavar="DOSSIER", help="dossier où écrire les fichiers")
    option_format(produire)
    produire.set_defaults(action=_produire)


def _produire(options: argparse.Namespace) -> int:
    from jalons.cli.django_pret import preparer

    preparer()
    from jalons.application.socle.perimetre import perimetre

    with perimetre([options.departement]):
        documents = _documents(options.departement, options.exercice)
    fichiers = [_ecrire(Path(options.sortie), nom, octets) for nom, octets in documents]
    lignes = [{"fichier": str(f), "octets": f.stat().st_size} for f in fichiers]
    if options.format == "json":
        ecrire_json({"departement": options.departement, "exercice": options.exercice, "fichiers": lignes})
    elif options.format == "csv":
        ecrire_csv(lignes, ("fichier", "octets"))
    else:
        for fichier in fichiers:
            print(fichier)
    return CORRECT


def _documents(departement: str, exercice: int) -> list[tuple[str, bytes]]:
    """Name and bytes of each file; the contract is the one whose period covers the exercice."""
    from django.utils import timezone

    from jalons.application.contrats.models import Contrat
    from jalons.application.rapports.editions import rapport as edition
    from jalons.application.rapports.editions.document import FORMES
    from jalons.application.rapports.models import Rapport
    from jalons.application.rapports.selectors import exercices

    contrats = Contrat.objects.filter(collectivite_id=departement).select_related("cadre", "collectivite")
    couvrent = [c for c in contrats if exercice in exercices(c.cadre.debut, c.cadre.fin, timezone.localdate())]
    if not couvrent:
        raise _refus(departement, exercice, [str(c.cadre) for c in contrats])
    resultat = []
    for rang, contrat in enumerate(couvrent, start=1):
        print(f"Rapport {exercice} : {contrat.cadre.titre}", file=sys.stderr)
        rapport = Rapport.objects.filter(contrat=contrat, exercice=exercice).first()
        document: Any = (
            edition.document(rapport)
            if rapport
            else edition.provisoire(contrat, exercice=exercice, instant=timezone.now())
        )
        suffixe = f"-{rang}" if len(couvrent) > 1 else ""
        nom = f"rapport-execution-{departement}-{exercice}{suffixe}"
        resultat += [(f"{nom}.{forme}", produire(document)) for forme, produire in FORMES.items()]
    return resultat


def _refus(departement: str, exercice: int, titres: list[str]) -> EntreeRefusee:
    connus = " ; ".join(titres) or "aucun"
    return EntreeRefusee(
        [
            Faute(
                "--exercice",
                f"Aucun contrat de la collectivité {departement} ne couvre l'exercice {exercice}. "
                f"Contrats connus : {connus}. Vérifiez le code et l'année.",
                recu=f"{departement}, {exercice}",
                attendu="une année dans la période d'un contrat",
            )
        ],
        quoi="Rapport",
    )


def _ecrire(dossier: Path, nom: str, octets: bytes) -> Path:
    """Write beside, then rename: a killed command leaves no half-written document."""
    try:
        dossier.mkdir(parents=True, exist_ok=True)
        provisoire = dossier / f".{nom}.{os.getpid()}"
        provisoire.write_bytes(octets)
        provisoire.replace(dossier / nom)
    except OSError as erreur:
        message = f"Le fichier ne peut être écrit ({cause(erreur)}). Choisissez un autre dossier."
        raise EntreeRefusee(
            [Faute("--sortie", message, str(dossier), "un dossier où écrire")], quoi="Rapport"
        ) from erreur
    return dossier / nom
