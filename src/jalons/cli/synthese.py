"""``jalons synthese``: draw a synthetic département, or the whole country, and compare it with its targets."""

from __future__ import annotations

import argparse
import sys
import time
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jalons.cli.sortie import CORRECT, ecrire_csv, ecrire_json, option_format
from jalons.noyau.saisie import EntreeRefusee, Faute

if TYPE_CHECKING:
    from jalons.synthese.bilan import Ligne
    from jalons.synthese.departement import Demande

EXEMPLE = """exemples :
  jalons synthese generer --enfants 8000 --annees 8 --graine 1 --sortie essai
  jalons synthese generer --enfants 500 --fautes doublon=0.02,champ_vide --sortie essai --format json
  jalons synthese generer --enfants 300000 --departements tous --sortie pays"""

SILENCE = 2.0
"""Seconds after which progress is told."""


def ajouter(analyseur: argparse.ArgumentParser) -> None:
    """Add the sub-command ``generer``."""
    actes = analyseur.add_subparsers(title="actes", metavar="ACTE", required=True)
    acte = actes.add_parser(
        "generer", help="écrire les tables d'un département inventé", epilog=EXEMPLE,
        description="Écrit en Parquet un département inventé : familles, enfants, informations préoccupantes, mesures, "
        "séjours, suivi. Aucun enfant, aucun nom, aucun lieu réels.",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )  # fmt: skip
    acte.add_argument("--enfants", default="8000", metavar="N", help="enfants suivis au dernier jour (8000)")
    acte.add_argument("--annees", default="8", metavar="N", help="années de registres, de 1 à 20 (8)")
    acte.add_argument("--graine", default="1", metavar="N", help="la même graine donne les mêmes fichiers (1)")
    acte.add_argument("--au", default="2022-12-31", metavar="JOUR", help="dernier jour connu, inclus (2022-12-31)")
    acte.add_argument("--sortie", required=True, metavar="DOSSIER", help="dossier où écrire les tables")
    acte.add_argument(
        "--fautes", metavar="TAUX|LISTE", help="fautes à mêler, par exemple 0.01 ou doublon=0.02,champ_vide"
    )
    acte.add_argument("--cibles", metavar="FICHIER", help="chiffres à reproduire, à la place de ceux de Jalons")
    acte.add_argument("--departements", metavar="CODES", help="« tous », ou des codes : 59,62 (N est alors leur total)")
    option_format(acte)
    acte.set_defaults(action=_generer)


def _generer(options: argparse.Namespace) -> int:
    demande, fautes = _demande(options)
    suivre = _suiveur()
    faire = _pays if options.departements else _un
    reponse = faire(options, demande, fautes, suivre)
    if options.format == "json":
        ecrire_json(reponse)
    elif options.format == "csv":
        ecrire_csv(reponse["cibles"] or reponse["tables"], tuple((reponse["cibles"] or reponse["tables"])[0]))
    else:
        _dire(reponse)
    return CORRECT


def _demande(options: argparse.Namespace) -> tuple[Demande, dict[str, float]]:
    """What the user asks for, every fault at once."""
    from jalons.synthese.cibles import lire_cibles
    from jalons.synthese.departement import Demande
    from jalons.synthese.fautes import lire_demande

    fautes: list[Faute] = []
    enfants = _entier("--enfants", options.enfants, 1, 1_000_000, fautes)
    annees = _entier("--annees", options.annees, 1, 20, fautes)
    graine = _entier("--graine", options.graine, 0, 2**32 - 1, fautes)
    au = _jour(options.au, fautes)
    taux: dict[str, float] = {}
    cibles = None
    try:
        taux = lire_demande(options.fautes) if options.fautes else {}
    except EntreeRefusee as refus:
        fautes += refus.fautes
    try:
        cibles = lire_cibles(Path(options.cibles) if options.cibles else None)
    except EntreeRefusee as refus:
        fautes += refus.fautes
    _codes(options.departements, fautes)
    sortie = Path(options.sortie)
    if sortie.exists() and not sortie.is_dir():
        fautes.append(
            Faute("--sortie", f"« {sortie} » n'est pas un dossier : donnez-en un.", str(sortie), "un dossier")
        )
    if fautes or cibles is None:
        raise EntreeRefusee(fautes, quoi="jalons synthese generer")
    return Demande(enfants, annees, graine, au, cibles=cibles), taux


def _entier(lieu: str, texte: str, bas: int, haut: int, fautes: list[Faute]) -> int:
    """The whole number that ``texte`` says, or ``bas`` with a fault."""
    nombre = int(texte) if texte.isascii() and texte.isdigit() else -1
    if bas <= nombre <= haut:
        return nombre
    message = f"« {texte} » n'est pas un nombre entier de {bas} à {haut} : corrigez {lieu}."
    fautes.append(Faute(lieu, message, texte, f"{bas} à {haut}"))
    return bas


def _jour(texte: str, fautes: list[Faute]) -> date:
    try:
        jour = date.fromisoformat(texte)
    except ValueError:
        jour = date(1, 1, 1)
    if 1990 <= jour.year <= 2100:
        return jour
    message = f"« {texte} » n'est pas un jour entre 1990 et 2100 : écrivez AAAA-MM-JJ."
    fautes.append(Faute("--au", message, texte, "AAAA-MM-JJ"))
    return date(2022, 12, 31)


def _codes(texte: str | None, fautes: list[Faute]) -> tuple[str, ...]:
    from jalons.synthese.pays import TOUS

    if texte is None or texte == "tous":
        return TOUS
    codes = tuple(dict.fromkeys(c.strip().upper() for c in texte.split(",")))
    inconnus = [c for c in codes if c not in TOUS]
    if inconnus:
        message = (
            f"Codes de département inconnus : {', '.join(inconnus)}. Écrivez « tous », ou des codes comme 59,62,2A."
        )
        fautes.append(Faute("--departements", message, texte, "tous, ou des codes"))
    return codes


def _suiveur() -> Any:
    """Tell each step on standard error, once two seconds have passed."""
    depart = time.monotonic()

    def suivre(etape: str) -> None:
        if time.monotonic() - depart > SILENCE:
            print(f"… {etape}", file=sys.stderr, flush=True)

    return suivre


def _un(options: argparse.Namespace, demande: Demande, taux: dict[str, float], suivre: Any) -> dict[str, Any]:
    from jalons.synthese.bilan import mesurer
    from jalons.synthese.departement import generer
    from jalons.synthese.ecriture import ecrire
    from jalons.synthese.fautes import fauter

    tables = generer(demande, suivre=suivre)
    lignes = mesurer(tables, demande.cibles, demande.enfants, demande.au)
    suivre("écriture")
    finales = fauter(tables, taux, demande.graine, demande.au)
    ecrire(finales, Path(options.sortie))
    nombres = {nom: len(table) for nom, table in finales.items()}
    return _reponse(options, demande, nombres, [_en_json(ligne) for ligne in lignes])


def _pays(options: argparse.Namespace, demande: Demande, taux: dict[str, float], suivre: Any) -> dict[str, Any]:
    from jalons.synthese.fautes import fauter
    from jalons.synthese.pays import ecrire_pays

    nombres = ecrire_pays(
        demande, Path(options.sortie), _codes(options.departements, []), suivre=suivre,
        transformer=lambda tables: fauter(tables, taux, demande.graine, demande.au),
    )  # fmt: skip
    return _reponse(options, demande, nombres, [])


def _reponse(
    options: argparse.Namespace, demande: Demande, nombres: dict[str, int], cibles: list[dict[str, Any]]
) -> dict[str, Any]:
    return {
        "sortie": options.sortie,
        "enfants": demande.enfants,
        "annees": demande.annees,
        "graine": demande.graine,
        "au": demande.au.isoformat(),
        "tables": [{"table": nom, "lignes": nombre} for nom, nombre in sorted(nombres.items())],
        "cibles": cibles,
    }


def _en_json(ligne: Ligne) -> dict[str, Any]:
    return {
        "cible": ligne.code, "libelle": ligne.libelle, "vise": round(ligne.vise, 4), "obtenu": round(ligne.obtenu, 4),
        "ecart": round(ligne.ecart, 4), "source": ligne.source,
    }  # fmt: skip


def _dire(reponse: dict[str, Any]) -> None:
    total = sum(t["lignes"] for t in reponse["tables"])
    print(f"{len(reponse['tables'])} tables, {total} lignes, dans « {reponse['sortie']} ».")
    for ligne in reponse["cibles"]:
        vise, obtenu = (_nombre(ligne[c]) for c in ("vise", "obtenu"))
        print(f"  {ligne['libelle']} : {obtenu} pour {vise} visés ({100 * ligne['ecart']:+.1f} %)".replace(".", ","))


def _nombre(valeur: float) -> str:
    """A share as a percentage, a count as a whole number.

    >>> _nombre(0.802), _nombre(637.0)
    ('80.2 %', '637')
    """
    return f"{100 * valeur:.1f} %" if valeur < 1 else f"{valeur:.0f}"
