"""``jalons analyse comparer``: a département against its région and the nation, on the series of DREES."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jalons.cli.sortie import CORRECT, ecrire_csv, ecrire_json, option_format
from jalons.noyau.causes import cause
from jalons.noyau.saisie import EntreeRefusee, Faute

if TYPE_CHECKING:
    from jalons.analyse.comparaison.comparer import Comparaison
    from jalons.analyse.comparaison.series import Lue
    from jalons.analyse.qualite.identites import Constat
    from jalons.analyse.sources.drees import Drees
    from jalons.analyse.sources.insee import Population

EXEMPLE = """exemples :
  jalons analyse comparer --departement 62 --annee 2020 --drees DOSSIER
  jalons analyse comparer --departement 62 --annee 2020 --drees DOSSIER --indicateur taux_accueillis --figures images"""
COLONNES = (
    "indicateur", "libelle", "unite", "annee", "edition", "statut", "niveau", "code", "territoire", "valeur",
    "numerateur", "denominateur", "estimee", "raison", "rang", "sur", "quantile", "position", "evolution_un_an", "base",
    "evolution_depuis_base", "reserve",
)  # fmt: skip


def ajouter(actes: Any) -> None:
    """Add the sub-command ``comparer``."""
    acte = actes.add_parser(
        "comparer", help="comparer un département à sa région et à la France", epilog=EXEMPLE,
        description="Valeur, rang, évolution, base 100 et place dans l'entonnoir, sur les séries de la DREES ; les "
        "sommes et égalités des fichiers sont contrôlées.",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )  # fmt: skip
    acte.add_argument("--departement", required=True, metavar="CODE", help="code du département (62, 2A, 69M, 974)")
    acte.add_argument("--annee", required=True, metavar="ANNEE", help="année, au 31 décembre")
    acte.add_argument("--drees", required=True, metavar="DOSSIER", help="dossier des fichiers CSV de la DREES")
    acte.add_argument("--population", metavar="DOSSIER", help="dossier d'un fichier de l'INSEE (celui de --drees)")
    acte.add_argument(
        "--indicateur", action="append", default=[], metavar="CODE", help="celui-ci seulement (répétable)"
    )
    acte.add_argument("--base", metavar="ANNEE", help="année de l'indice 100 (dix ans avant)")
    acte.add_argument("--figures", metavar="DOSSIER", help="y écrire les images (SVG) et leurs tables (CSV)")
    option_format(acte)
    acte.set_defaults(action=_comparer)


def _comparer(options: argparse.Namespace) -> int:
    from jalons.analyse.qualite.identites import verifier

    annee, base = _verifier(options)
    drees, population = _sources(options)
    comparaisons = _toutes(options, drees, population, annee, base)
    constats = verifier(drees.series)
    if options.figures:
        _ecrire_figures(Path(options.figures), comparaisons)
    if options.format == "json":
        ecrire_json(_en_json(comparaisons, constats, drees))
    elif options.format == "csv":
        ecrire_csv((ligne for c in comparaisons for ligne in _lignes(c)), COLONNES)
    else:
        print("\n".join([*_texte(comparaisons), *_controles(constats)]))
    return CORRECT


def _verifier(options: argparse.Namespace) -> tuple[int, int | None]:
    """The years and the codes, every fault at once."""
    from jalons.analyse.comparaison.comparer import choisis

    fautes: list[Faute] = []
    annee = _annee("--annee", options.annee, fautes)
    base = _annee("--base", options.base, fautes) if options.base is not None else None
    connus = {i.code for i in choisis()}
    for code in options.indicateur:
        if code not in connus:
            message = f"« {code} » n'est pas un indicateur des séries : {', '.join(sorted(connus))}."
            fautes.append(Faute("--indicateur", message, code, "un code"))
    if fautes:
        raise EntreeRefusee(fautes, quoi="jalons analyse comparer")
    return annee, base


def _annee(lieu: str, texte: str, fautes: list[Faute]) -> int:
    if texte.isascii() and texte.isdigit() and len(texte) == 4:
        return int(texte)
    fautes.append(Faute(lieu, f"« {texte} » n'est pas une année : écrivez-la en quatre chiffres.", texte, "2020"))
    return 0


def _sources(options: argparse.Namespace) -> tuple[Drees, Population | None]:
    from jalons.analyse.sources import drees, insee

    lues = drees.lire(Path(options.drees))
    return lues, insee.lire(Path(options.population or options.drees))


def _toutes(
    options: argparse.Namespace, drees: Drees, population: Population | None, annee: int, base: int | None
) -> list[Comparaison]:
    """One list per vintage: provisional and definitive figures are never mixed."""
    from jalons.analyse.comparaison.comparer import comparer
    from jalons.analyse.comparaison.series import Series, millesimes
    from jalons.analyse.sources.territoires import absents, existe

    code = options.departement
    trouves = list(millesimes(drees.series, code, annee))
    if not trouves:
        pourquoi = (
            "la DREES ne le publie pas" if code in absents() else "les fichiers ne le connaissent pas cette année-là"
        )
        message = f"Aucun chiffre de {annee} pour le département « {code} » : {pourquoi}. Vérifiez le code et l'année."
        raise EntreeRefusee([Faute("--departement", message, code, "62")], quoi="jalons analyse comparer")
    if not existe(code, annee):
        message = f"« {code} » n'a pas de chiffres propres en {annee} : prenez le territoire qui le contient."
        raise EntreeRefusee([Faute("--departement", message, code, "69 ou 20")], quoi="jalons analyse comparer")
    return [
        c
        for millesime in trouves
        for c in comparer(Series(drees.series, millesime, population), code, annee, options.indicateur, base=base)
    ]


def _ecrire_figures(dossier: Path, comparaisons: list[Comparaison]) -> None:
    from jalons.analyse.comparaison.figures import ecrire

    try:
        ecrire(dossier, comparaisons)
    except OSError as erreur:
        message = f"Le dossier « {dossier} » ne peut être écrit ({cause(erreur)}). Choisissez-en un autre."
        raise EntreeRefusee([Faute("--figures", message, str(dossier), "un dossier")]) from erreur


def _en_json(comparaisons: list[Comparaison], constats: list[Constat], drees: Drees) -> dict[str, Any]:
    from jalons.analyse.qualite.identites import Reponse, compter

    return {
        "fichiers": list(drees.fichiers),
        "comparaisons": [c.en_json() for c in comparaisons],
        "controles": compter(constats),
        "non_conformes": [c.en_json() for c in constats if c.reponse is Reponse.NON_CONFORME],
        "ecartees": [{"fichier": e.fichier, "ligne": e.ligne, "raison": e.raison} for e in drees.ecartees],
    }


def _lignes(c: Comparaison) -> Iterator[dict[str, Any]]:
    """One row per territory; what concerns the département alone stands on its row only."""
    dit = c.en_json()
    for lieu in dit["territoires"]:
        ligne = {cle: dit[cle] for cle in ("indicateur", "libelle", "unite", "annee", "edition", "statut", "reserve")}
        ligne |= lieu | {"territoire": lieu["nom"], "estimee": "oui" if lieu["estimee"] else "non"}
        if lieu["niveau"] == "departement":
            propres = ("rang", "sur", "quantile", "position", "evolution_un_an", "base", "evolution_depuis_base")
            ligne |= {cle: dit[cle] for cle in propres}
        yield ligne


def _texte(comparaisons: list[Comparaison]) -> Iterator[str]:
    premiere = comparaisons[0]
    yield f"{' ; '.join(lieu.nom for lieu in premiere.lieux)} — {premiere.annee}"
    for c in comparaisons:
        millesime = " ".join(m for m in (c.edition, "" if c.statut == "non_precise" else c.statut) if m)
        yield f"\n{c.indicateur.libelle} ({c.indicateur.unite}){f' [{millesime}]' if millesime else ''}"
        yield "  " + " ; ".join(f"{lieu.nom} {_lue(lue)}" for lieu, lue in zip(c.lieux, c.valeurs, strict=True))
        if suite := _suite(c):
            yield "  " + suite
        if c.entonnoir is not None and c.point is not None:
            yield f"  {c.entonnoir.position(c.point).value.capitalize()} ; {c.entonnoir.methode}."
        if c.indicateur.reserve:
            yield f"  À savoir : {c.indicateur.reserve}"


def _lue(lue: Lue) -> str:
    if lue.valeur is None:
        return f"inconnu ({lue.raison})"
    return f"{_nombre(lue.valeur)}{' (estimé)' if lue.estimee else ''}"


def _suite(c: Comparaison) -> str:
    dits = []
    en = "point" if c.indicateur.unite == "%" else "%"
    for valeur, quand in ((c.evolution, "en un an"), (c.depuis_base, f"depuis {c.base}")):
        if valeur is not None:
            pluriel = "s" if en == "point" and abs(valeur) >= 2 else ""
            dits.append(f"{valeur:+.1f}\xa0{en}{pluriel} {quand}".replace(".", ",").replace("-", "−"))
    if c.place is not None:
        dits.append(f"rang {c.place.rang} sur {c.place.sur}")
    return " ; ".join(dits)


def _controles(constats: list[Constat]) -> Iterator[str]:
    from jalons.analyse.qualite.identites import Reponse

    comptes = {r: sum(c.reponse is r for c in constats) for r in Reponse}
    yield (
        f"\nContrôles des fichiers : {comptes[Reponse.CONFORME]} sommes conformes, {comptes[Reponse.NON_CONFORME]} non "
        f"conformes, {comptes[Reponse.NON_VERIFIABLE]} non vérifiables (détail avec --format json)."
    )
    for c in constats:
        if c.identite == "ligne_unique":
            yield f"  {c.territoire}, {c.annee}, {c.libelle.rsplit(', ', 1)[1]} : {c.raison} ({', '.join(c.lignes)})"


def _nombre(valeur: float) -> str:
    texte = f"{valeur:,.0f}" if valeur.is_integer() else f"{valeur:,.1f}"
    return texte.replace(",", "\u202f").replace(".", ",")
