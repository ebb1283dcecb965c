"""``jalons analyse delais``: the chain of delays, those who still wait included."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jalons.cli.sortie import CORRECT, ecrire_csv, ecrire_json, lire_fichier, option_format
from jalons.noyau.saisie import EntreeRefusee, Faute

if TYPE_CHECKING:
    from jalons.analyse.parcours.delais.mesure import Part, Resultat
    from jalons.analyse.parcours.survie.kaplan_meier import Duree
    from jalons.droit.echeances import Regles

AXES = ("trimestre", "territoire", "age", "origine")
EXEMPLE = """exemples :
  jalons synthese generer --enfants 8000 --sortie essai
  jalons analyse delais essai
  jalons analyse delais essai --par territoire --au 2022-12-31 --format csv"""

COLONNES = (
    "groupe", "lien", "commencees", "finies", "attendent", "sans_objet", "non_verifiables", "mediane", "mediane_bas",
    "mediane_haut", "p90", "p90_bas", "p90_haut", "plus_longue", "part", "part_bas", "part_haut", "regle", "fragile",
)  # fmt: skip


def ajouter(actes: Any) -> None:
    """Add the sub-command ``delais``."""
    acte = actes.add_parser(
        "delais", help="mesurer la chaîne des délais, ceux qui attendent encore compris", epilog=EXEMPLE,
        description="De l'information au projet pour l'enfant signé : médiane et 90e percentile de chaque "
        "maillon (Kaplan-Meier : ceux qui attendent encore comptent), part tenue dans le délai fixé.",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )  # fmt: skip
    acte.add_argument("dossier", metavar="DOSSIER", help="dossier des tables Parquet")
    acte.add_argument("--par", metavar="AXE", help=f"un résultat par groupe : {', '.join(AXES)}")
    acte.add_argument(
        "--au", metavar="JOUR", help="ce qui était connu ce jour-là, AAAA-MM-JJ (dernier jour des tables)"
    )
    acte.add_argument(
        "--depuis", metavar="JOUR", help="chaînes commencées ce jour-là ou après (jour de la première information)"
    )
    acte.add_argument("--local", metavar="FICHIER", help="délais propres au département (echeances.yaml)")
    option_format(acte)
    acte.set_defaults(action=_delais)


def _delais(options: argparse.Namespace) -> int:
    from jalons.analyse.parcours.delais import mesurer, reperes
    from jalons.analyse.parcours.delais.chaines import depuis
    from jalons.analyse.parcours.delais.registres import chaines_des_registres, dernier_jour, premier_jour_connu

    tables, regles, jours = _lire(options)
    au, premier = jours["au"] or dernier_jour(tables), jours["depuis"] or premier_jour_connu(tables)
    chaines = depuis(chaines_des_registres(tables), premier)
    resultats = mesurer(chaines, au, par=options.par, reperes=reperes(regles, au))
    if options.format == "json":
        ecrire_json({"au": au.isoformat(), "par": options.par, "resultats": [r.en_json() for r in resultats]})
    elif options.format == "csv":
        ecrire_csv((_ligne(r) for r in resultats), COLONNES)
    else:
        print("\n".join(_texte(resultats, au)))
    return CORRECT


def _lire(options: argparse.Namespace) -> tuple[Any, Regles, dict[str, date | None]]:
    """Everything that was given, every fault at once."""
    from jalons.analyse.parcours.delais.registres import lire

    fautes: list[Faute] = []
    jours = {nom: _jour(f"--{nom}", getattr(options, nom), fautes) for nom in ("au", "depuis")}
    if options.par is not None and options.par not in AXES:
        message = f"« {options.par} » n'est pas un axe : écrivez {', '.join(AXES[:-1])} ou {AXES[-1]}."
        fautes.append(Faute("--par", message, options.par, ", ".join(AXES)))
    tables, regles = None, None
    try:
        tables = lire(Path(options.dossier))
    except EntreeRefusee as refus:
        fautes += refus.fautes
    try:
        regles = _regles(options.local)
    except EntreeRefusee as refus:
        fautes += refus.fautes
    if fautes or tables is None or regles is None:
        raise EntreeRefusee(fautes, quoi="jalons analyse delais")
    return tables, regles, jours


def _regles(fichier: str | None) -> Regles:
    from jalons.droit.echeances import regles_du_departement, regles_nationales

    if fichier is None:
        return regles_nationales()
    return regles_du_departement(lire_fichier(fichier), nom=Path(fichier).name)


def _jour(lieu: str, texte: str | None, fautes: list[Faute]) -> date | None:
    if texte is None:
        return None
    try:
        return date.fromisoformat(texte)
    except ValueError:
        message = f"« {texte} » n'est pas un jour : écrivez AAAA-MM-JJ."
        fautes.append(Faute(lieu, message, texte, "AAAA-MM-JJ"))
        return None


def _ligne(r: Resultat) -> dict[str, Any]:
    ligne: dict[str, Any] = {
        "groupe": r.groupe, "lien": r.lien, "commencees": r.commencees, "finies": r.finies, "attendent": r.attendent,
        "sans_objet": r.sans_objet, "non_verifiables": r.non_verifiables, "plus_longue": r.plus_longue,
        "fragile": "oui" if r.fragile else "non",
    }  # fmt: skip
    for nom, duree in (("mediane", r.mediane), ("p90", r.p90)):
        if duree is not None:
            ligne |= {nom: duree.jours, f"{nom}_bas": duree.bas, f"{nom}_haut": duree.haut}
    if r.part is not None:
        parts = {"part": r.part.valeur, "part_bas": r.part.bas, "part_haut": r.part.haut}
        ligne |= {nom: None if v is None else round(v, 4) for nom, v in parts.items()} | {"regle": r.part.regle}
    return ligne


def _texte(resultats: list[Resultat], au: date) -> Iterator[str]:
    from jalons.analyse.parcours.delais import LIENS_PAR_CODE

    yield f"Chaîne des délais au {au:%d/%m/%Y}. Ceux qui attendent encore comptent (Kaplan-Meier)."
    groupe = None
    for r in resultats:
        if r.groupe != groupe:
            groupe = r.groupe
            yield f"\n{groupe.capitalize() if groupe == 'ensemble' else groupe}"
        lien = LIENS_PAR_CODE[r.lien]
        fragile = " (fragile : moins de 30 attentes)" if r.fragile and r.commencees else ""
        yield f"  {lien.libelle} : médiane {_duree(r.mediane)}, 90e percentile {_duree(r.p90)}{fragile}"
        yield f"    {_comptes(r)}"
        if r.part is not None:
            yield f"    {_part(r.part)}"


def _comptes(r: Resultat) -> str:
    attente = f", la plus longue depuis {r.plus_longue} j" if r.plus_longue is not None else ""
    return (
        f"{r.commencees} commencées, {r.finies} finies, {r.attendent} attendent{attente}, {r.sans_objet} sans objet, "
        f"{r.non_verifiables} non vérifiables"
    )


def _duree(duree: Duree | None) -> str:
    if duree is None:
        return "sans attente"
    if duree.jours is None:
        return "non atteinte"
    bas, haut = (str(x) if x is not None else "?" for x in (duree.bas, duree.haut))
    return f"{duree.jours} j [{bas} ; {haut}]"


def _part(part: Part) -> str:
    reserve = "" if part.confirmee else ", règle non confirmée"
    if part.valeur is None:
        return f"Dans le délai ({part.delai}, {part.source}{reserve}) : pas encore mesurable."
    bas, haut = (f"{100 * (x or 0):.0f}" for x in (part.bas, part.haut))
    return (
        f"Dans le délai ({part.delai}, {part.source}{reserve}) : {100 * part.valeur:.0f} % [{bas} ; {haut}] ; "
        f"{part.depassees} attendent au-delà."
    )
