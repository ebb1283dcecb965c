"""``jalons analyse parcours``: months as states, types of paths, durations, returns. Aggregates only."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jalons.cli.sortie import CORRECT, ecrire_csv, ecrire_json, lire_fichier, option_format
from jalons.noyau.saisie import EntreeRefusee, Faute

if TYPE_CHECKING:
    from jalons.analyse.parcours.demande import Demande

QUOI = "jalons analyse parcours"
ORIGINES = ("entree", "age", "calendrier")
DISTANCES = ("om", "hamming", "dhd", "lcs")
METHODES = ("pam", "ward", "hdbscan")
EXEMPLE = """exemples :
  jalons synthese generer --enfants 8000 --sortie essai
  jalons analyse parcours essai
  jalons analyse parcours essai --origine age --age 12 --mois 72 --types 6 --sortie figures
  jalons analyse parcours essai --distance om --couts 2,1 --methode ward --format json"""


def ajouter(actes: Any) -> None:
    """Add the sub-command ``parcours``."""
    acte = actes.add_parser(
        "parcours", help="décrire les parcours, leurs types, leurs durées, les retours", epilog=EXEMPLE,
        description="Un état par enfant et par mois, puis : parts des états, typologie et sa solidité, durées et fins "
        "d'accueil, retours, fratries. Rien n'est dit d'un enfant : tout est compté.",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )  # fmt: skip
    acte.add_argument("dossier", metavar="DOSSIER", help="dossier des tables Parquet")
    acte.add_argument("--origine", metavar="ORIGINE", default="entree",
                      help="d'où compter les mois : entree (défaut), age, calendrier")  # fmt: skip
    acte.add_argument("--mois", default="60", help="nombre de mois (60)")
    acte.add_argument("--age", default="0", help="avec --origine age : âge du premier mois, en années (0)")
    acte.add_argument("--distance", default="om", help="om (défaut), hamming, dhd ou lcs")
    acte.add_argument(
        "--couts", metavar="COUTS", default="taux",
        help="taux (défaut), constants, SUBSTITUTION,INSERTION (2,1) ou un fichier CSV par paire d'états",
    )  # fmt: skip
    acte.add_argument("--types", default="5", help="nombre de types (5)")
    acte.add_argument("--methode", default="pam", help="pam (défaut), ward ou hdbscan")
    acte.add_argument("--echantillon", default="2500", help="enfants comparés deux à deux au plus ; au-delà, un tirage")
    acte.add_argument("--graine", default="1", help="graine des tirages : la même donne les mêmes types (1)")
    acte.add_argument("--au", metavar="JOUR", help="dernier jour connu, AAAA-MM-JJ (dernier jour des tables)")
    acte.add_argument("--depuis", metavar="JOUR", help="premier jour des registres (jour de la première information)")
    acte.add_argument("--sortie", metavar="DOSSIER", help="y écrire les images (SVG) et leurs tables (CSV)")
    option_format(acte)
    acte.set_defaults(action=_parcours)


def _parcours(options: argparse.Namespace) -> int:
    from jalons.analyse.parcours.etude import etudier
    from jalons.cli.analyse import parcours_rendu

    tables, demande = _lire(options)
    etude = etudier(tables, demande)
    ecrits = parcours_rendu.ecrire(etude, Path(options.sortie)) if options.sortie else []
    if options.format == "json":
        ecrire_json(parcours_rendu.en_json(etude) | {"fichiers": [str(f) for f in ecrits]})
    elif options.format == "csv":
        ecrire_csv(parcours_rendu.en_lignes(etude), parcours_rendu.COLONNES)
    else:
        print("\n".join(parcours_rendu.en_texte(etude, ecrits)))
    return CORRECT


def _lire(options: argparse.Namespace) -> tuple[Any, Demande]:
    """Everything that was given, every fault at once."""
    fautes: list[Faute] = []
    for nom, permis in (("origine", ORIGINES), ("distance", DISTANCES), ("methode", METHODES)):
        _parmi(f"--{nom}", getattr(options, nom), permis, fautes)
    bornes = {"mois": (2, 252), "age": (0, 20), "types": (2, 12), "echantillon": (50, 10_000), "graine": (0, 2**31)}
    nombres: dict[str, Any] = {
        nom: _entier(f"--{nom}", getattr(options, nom), *limites, fautes) for nom, limites in bornes.items()
    }
    jours: dict[str, Any] = {nom: _jour(f"--{nom}", getattr(options, nom), fautes) for nom in ("au", "depuis")}
    couts = _couts(options.couts, options.distance, fautes)
    tables = _tables(Path(options.dossier), fautes)
    if not fautes:
        jours = _jours(tables, jours["au"], jours["depuis"], fautes)
    if fautes:
        raise EntreeRefusee(fautes, quoi=QUOI)
    from jalons.analyse.parcours.demande import Demande

    choix: dict[str, Any] = {nom: getattr(options, nom) for nom in ("origine", "distance", "methode")}
    return tables, Demande(**jours, **choix, **nombres, **couts)


def _tables(dossier: Path, fautes: list[Faute]) -> Any:
    from jalons.analyse.parcours.delais.registres import lire
    from jalons.analyse.parcours.periodes import FACULTATIVES, TABLES

    try:
        return lire(dossier, TABLES, quoi=QUOI, facultatives=FACULTATIVES, vides={})
    except EntreeRefusee as refus:
        fautes += refus.fautes
        return None


def _jours(tables: Any, au: date | None, depuis: date | None, fautes: list[Faute]) -> dict[str, Any]:
    """The first and the last day known, read from the tables when not given."""
    from jalons.analyse.parcours.delais.registres import premier_jour_connu

    connus = [tables["mesures"][c].max() for c in ("decidee_le", "debut_le")]
    connus += [tables["informations_preoccupantes"]["recue_le"].max()]
    au = au or max((j for j in connus if isinstance(j, date)), default=None)
    depuis = depuis or premier_jour_connu(tables)
    for nom, jour in (("--au", au), ("--depuis", depuis)):
        if jour is None:
            fautes.append(Faute(nom, "Les tables ne disent pas ce jour : indiquez-le.", "", "AAAA-MM-JJ"))
    if au is not None and depuis is not None and depuis > au:
        message = f"Le premier jour ({depuis:%d/%m/%Y}) suit le dernier ({au:%d/%m/%Y}) : corrigez l'un des deux."
        fautes.append(Faute("--depuis", message, depuis.isoformat(), "un jour avant --au"))
    return {"au": au, "depuis": depuis}


def _parmi(lieu: str, recu: str, permis: tuple[str, ...], fautes: list[Faute]) -> None:
    if recu not in permis:
        message = f"« {recu} » n'est pas prévu : écrivez {', '.join(permis[:-1])} ou {permis[-1]}."
        fautes.append(Faute(lieu, message, recu, ", ".join(permis)))


def _entier(lieu: str, texte: str, bas: int, haut: int, fautes: list[Faute]) -> int:
    valeur = int(texte) if texte.isascii() and texte.isdigit() and len(texte) < 12 else -1
    if not bas <= valeur <= haut:
        message = f"« {texte} » ne convient pas : écrivez un nombre entier de {bas} à {haut}."
        fautes.append(Faute(lieu, message, texte, f"de {bas} à {haut}"))
    return valeur


def _jour(lieu: str, texte: str | None, fautes: list[Faute]) -> date | None:
    if texte is None:
        return None
    try:
        return date.fromisoformat(texte)
    except ValueError:
        fautes.append(Faute(lieu, f"« {texte} » n'est pas un jour : écrivez AAAA-MM-JJ.", texte, "AAAA-MM-JJ"))
        return None


def _couts(texte: str, distance: str, fautes: list[Faute]) -> dict[str, Any]:
    """By name, as two numbers, or from a file."""
    if texte in ("taux", "constants"):
        return {"couts": texte}
    if distance in ("dhd", "lcs"):
        fautes.append(Faute("--couts", f"La distance {distance} a ses propres coûts : retirez --couts.", texte))
        return {}
    parties = texte.split(",")
    try:
        substitution, insertion = (float(p) for p in parties)
    except ValueError:
        return _couts_du_fichier(texte, fautes)
    if not (0 < substitution < 1e6 and 0 < insertion < 1e6):
        message = f"« {texte} » ne convient pas : écrivez deux nombres positifs, comme 2,1."
        fautes.append(Faute("--couts", message, texte, "SUBSTITUTION,INSERTION"))
    return {"couts": (substitution, insertion)}


def _couts_du_fichier(chemin: str, fautes: list[Faute]) -> dict[str, Any]:
    from jalons.analyse.parcours.couts_donnes import lire_couts

    try:
        return {"matrice": lire_couts(lire_fichier(chemin), Path(chemin).name)}
    except EntreeRefusee as refus:
        fautes += refus.fautes
        return {}
