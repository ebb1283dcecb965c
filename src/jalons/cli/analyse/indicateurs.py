"""``jalons analyse indicateurs``: every indicator of a folder of registers, on a day."""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jalons.cli.sortie import CORRECT, ecrire_csv, ecrire_json, option_format
from jalons.noyau.saisie import EntreeRefusee, Faute

if TYPE_CHECKING:
    from jalons.analyse.comparaison.reperes import Repere
    from jalons.analyse.indicateurs.demande import Demande
    from jalons.analyse.indicateurs.modele import Resultat

EXEMPLE = """exemples :
  jalons synthese generer --enfants 8000 --sortie essai
  jalons analyse indicateurs --source essai --au 2022-12-31
  jalons analyse indicateurs --source essai --au 2022-12-31 --par territoire --format csv
  jalons analyse indicateurs --source essai --au 2022-12-31 --tableaux --format csv
  jalons analyse indicateurs --source extraits --au 2022-12-31 --correspondance a.yaml --correspondance b.yaml
  jalons analyse indicateurs --source /partage/region --au 2022-12-31 --spark spark://grappe:7077"""
COLONNES = (
    "code", "libelle", "famille", "groupe", "valeur", "unite", "numerateur", "denominateur", "inconnus", "etat",
    "raison", "confirme", "reserve",
)  # fmt: skip


def ajouter(actes: Any) -> None:
    """Add the sub-command ``indicateurs``."""
    acte = actes.add_parser(
        "indicateurs", help="calculer les indicateurs des registres à un jour", epilog=EXEMPLE,
        description="Stocks au jour dit, flux des douze mois qui y finissent, taux, parts, médianes, délais, CRIP, "
        "tableaux de l'enquête Aide sociale. Ce qui n'est pas calculable dit pourquoi.",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )  # fmt: skip
    acte.add_argument("--source", required=True, metavar="DOSSIER", help="dossier des tables Parquet")
    acte.add_argument("--au", required=True, metavar="JOUR", help="jour des stocks, AAAA-MM-JJ")
    acte.add_argument(
        "--correspondance", action="append", default=[], metavar="FICHIER",
        help="extrait CSV d'un autre logiciel, par son fichier de correspondance (répétable)",
    )  # fmt: skip
    acte.add_argument("--depuis", metavar="JOUR", help="les flux commencent après ce jour (un an avant --au)")
    acte.add_argument(
        "--indicateur", action="append", default=[], metavar="CODE", help="celui-ci seulement (répétable)"
    )
    acte.add_argument("--par", choices=("territoire",), help="une réponse par unité locale en plus de l'ensemble")
    acte.add_argument("--population", metavar="DOSSIER", help="dossier d'un fichier de population de l'INSEE")
    acte.add_argument(
        "--drees", metavar="DOSSIER", help="séries de la DREES à mettre en regard (département, région, France)"
    )
    acte.add_argument("--departement", default="", metavar="CODE", help="code du département (celui des tables)")
    acte.add_argument("--ages", metavar="AGES", help="premiers âges de vos tranches, par exemple 0,3,6,11,16,18")
    acte.add_argument("--tableaux", action="store_true", help="dans la forme des tableaux de la DREES")
    acte.add_argument("--spark", metavar="ADRESSE", help="calculer sur cette grappe (extra « spark »), non sur place")
    option_format(acte)
    acte.set_defaults(action=_indicateurs)


def _indicateurs(options: argparse.Namespace) -> int:
    from jalons.analyse.indicateurs.calcul import calculer
    from jalons.analyse.sources.registres import lire
    from jalons.analyse.store import ouvrir, ouvrir_grappe
    from jalons.cli.extraits import convertir

    demande = _demande(options)
    moteur = ouvrir_grappe(options.spark) if options.spark else ouvrir()
    with tempfile.TemporaryDirectory(prefix="jalons-") as travail, moteur as magasin:
        extraits = convertir(Path(options.source), options.correspondance, Path(travail))
        registres = lire(magasin, Path(options.source), extraits)
        departement = demande.departement or registres.departement() or ""
        resultats = calculer(registres, demande)
    reperes = _reperes(options, demande, departement, {r.code for r in resultats})
    if options.tableaux:
        _tableaux(resultats, demande.au.year, departement, options.format)
    elif options.format == "json":
        ecrire_json({
            "au": demande.au.isoformat(), "depuis": demande.debut.isoformat(), "departement": departement,
            "resultats": [r.en_json() | {"drees": _reperes_en_json(reperes, r)} for r in resultats],
        })  # fmt: skip
    elif options.format == "csv":
        ecrire_csv(({**r.en_json(), "confirme": "oui" if r.confirme else "non"} for r in resultats), COLONNES)
    else:
        print("\n".join(_texte(resultats, demande, reperes)))
    return CORRECT


def _demande(options: argparse.Namespace) -> Demande:
    """What the user asks for, every fault at once."""
    from jalons.analyse.indicateurs.calcul import choisis
    from jalons.analyse.indicateurs.demande import Demande
    from jalons.analyse.sources import insee

    fautes: list[Faute] = []
    au, depuis = _jour("--au", options.au, fautes), _jour("--depuis", options.depuis, fautes)
    if au is not None and depuis is not None and depuis >= au:
        message = f"Les flux commenceraient le {depuis:%d/%m/%Y}, après le jour des stocks : avancez --depuis."
        fautes.append(Faute("--depuis", message, options.depuis, f"un jour avant {options.au}"))
    connus = {i.code for i in choisis()}
    for code in options.indicateur:
        if code not in connus:
            message = (
                f"« {code} » n'est pas un indicateur des registres : la liste est dans docs/reference/indicateurs.md."
            )
            fautes.append(Faute("--indicateur", message, code, "un code"))
    bornes = _bornes(options.ages, fautes)
    population = None
    if options.population:
        population = insee.lire(Path(options.population))
        if population is None:
            message = (
                f"« {options.population} » ne contient aucun fichier de population de l'INSEE : vérifiez le dossier."
            )
            fautes.append(Faute("--population", message, options.population, "un fichier CSV"))
    if fautes or au is None:
        raise EntreeRefusee(fautes, quoi="jalons analyse indicateurs")
    codes = tuple(options.indicateur)
    if options.tableaux and not codes:
        codes = tuple(i.code for i in choisis() if i.famille == "ase")
    return Demande(au, depuis, codes, options.par is not None, bornes, options.departement, population)


def _jour(lieu: str, texte: str | None, fautes: list[Faute]) -> date | None:
    if texte is None:
        return None
    try:
        return date.fromisoformat(texte)
    except ValueError:
        fautes.append(Faute(lieu, f"« {texte} » n'est pas un jour : écrivez AAAA-MM-JJ.", texte, "AAAA-MM-JJ"))
        return None


def _bornes(texte: str | None, fautes: list[Faute]) -> tuple[int, ...]:
    if texte is None:
        return ()
    nombres = tuple(int(a) for a in texte.split(",") if a.strip().isdigit())
    if len(nombres) != len(texte.split(",")) or nombres[0] != 0 or list(nombres) != sorted(set(nombres)):
        message = f"« {texte} » ne dit pas des âges croissants à partir de 0 : écrivez par exemple 0,3,6,11,16,18."
        fautes.append(Faute("--ages", message, texte, "0,3,6,11,16,18"))
        return ()
    return nombres


def _tableaux(resultats: list[Resultat], annee: int, departement: str, forme: str) -> None:
    from jalons.analyse.indicateurs.tableaux import COLONNES, lignes

    toutes = list(lignes(resultats, annee, departement))
    if forme == "json":
        ecrire_json({"tableaux": toutes})
    elif forme == "csv":
        ecrire_csv(toutes, COLONNES)
    else:
        for ligne in toutes:
            valeur = ligne["valeur"] if ligne["valeur"] is not None else f"non calculable ({ligne['raison']})"
            print(f"{ligne['tableau']}  {ligne['colonne']} : {valeur}")


def _reperes(options: argparse.Namespace, demande: Demande, departement: str, codes: set[str]) -> Mapping[str, Repere]:
    """What DREES says of the same things, the last year that it covers."""
    if not options.drees:
        return {}
    from jalons.analyse.comparaison.reperes import reperes
    from jalons.analyse.sources import drees

    lues = drees.lire(Path(options.drees))
    trouves = reperes(lues.series, departement, demande.au.year, codes, demande.population)
    if not trouves:
        message = f"La DREES ne dit rien de « {departement} » jusqu'en {demande.au.year} : vérifiez --departement."
        raise EntreeRefusee([Faute("--departement", message, departement, "62")], quoi="jalons analyse indicateurs")
    return trouves


def _reperes_en_json(reperes: Mapping[str, Repere], r: Resultat) -> dict[str, Any] | None:
    repere = reperes.get(r.code) if r.groupe == "ensemble" else None
    return None if repere is None else repere.en_json()


def _texte(resultats: list[Resultat], demande: Demande, reperes: Mapping[str, Repere]) -> Iterator[str]:
    from jalons.analyse.indicateurs.lecture import FAMILLES

    yield f"Indicateurs au {demande.au:%d/%m/%Y} ; flux depuis le {demande.debut:%d/%m/%Y} (exclu)."
    famille = ""
    for r in resultats:
        if r.famille != famille:
            famille = r.famille
            yield f"\n{FAMILLES[famille]}"
        groupe = "" if r.groupe == "ensemble" else f" [{r.groupe}]"
        yield f"  {r.libelle}{groupe} : {_valeur(r)}"
        if r.code in reperes and not groupe:
            yield f"      {reperes[r.code].phrase()}"


def _valeur(r: Resultat) -> str:
    if r.valeur is None:
        return f"non calculable ({r.raison})"
    nombre = f"{r.valeur:,.0f}" if r.valeur.is_integer() else f"{r.valeur:,.1f}"
    nombre = nombre.replace(",", "\u202f").replace(".", ",")
    moins = "au moins " if r.inconnus and r.denominateur is None and r.unite not in ("jours", "ans") else ""
    inconnus = f", {r.inconnus} inconnus" if r.inconnus else ""
    reserve = "" if r.confirme else ", définition non confirmée"
    return f"{moins}{nombre}\xa0{r.unite}{inconnus}{reserve}"
