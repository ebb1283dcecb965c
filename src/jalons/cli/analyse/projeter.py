"""``jalons analyse projeter``: how many children in each type of care, with intervals and a back-test."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jalons.cli.sortie import CORRECT, ecrire_csv, ecrire_json, lire_fichier, option_format
from jalons.noyau.saisie import EntreeRefusee, Faute

if TYPE_CHECKING:
    from jalons.analyse.projection import Projection, Retrospective

EXEMPLE = """exemples :
  jalons synthese generer --enfants 1500 --sortie essai
  jalons analyse projeter essai --horizon 60
  jalons analyse projeter essai --horizon 60 --scenario ouverture.yaml --format json

scénario (YAML) :
  titre: 50 places de plus en établissement
  entrees: [{type: tous, facteur: 0.95, a_partir: 2027-01}]
  ouvertures: [{type: etablissement, places: 50, le: 2027-09, depuis: {assistant_familial: 0.4}}]
  places: {etablissement: 257}
  couts: {etablissement: 210.5}"""

COLONNES = ("type", "le", "median", "bas", "haut", "places")


def ajouter(actes: Any) -> None:
    """Add the sub-command ``projeter``."""
    acte = actes.add_parser(
        "projeter", help="prévoir les effectifs, avec un intervalle et ce que valaient les prévisions passées",
        description="Effectifs de chaque type d'accueil, mois après mois : 90 % des futurs simulés sont dans "
        "l'intervalle. Aucun enfant n'est décrit.",
        epilog=EXEMPLE, formatter_class=argparse.RawDescriptionHelpFormatter,
    )  # fmt: skip
    acte.add_argument("dossier", metavar="DOSSIER", help="dossier des tables Parquet")
    acte.add_argument(
        "--champ",
        choices=("accueil", "domicile", "placement"),
        default="accueil",
        help="ce qui est prévu : lieux d'accueil (défaut), aide à domicile, ou mesures d'accueil",
    )
    acte.add_argument("--horizon", metavar="MOIS", default="60", help="nombre de mois, de 1 à 180 (60)")
    acte.add_argument(
        "--au", metavar="JOUR", help="ce qui était connu ce jour-là, AAAA-MM-JJ (dernier jour des tables)"
    )
    acte.add_argument(
        "--depuis", metavar="JOUR", help="premier jour que suivent les registres (première information reçue)"
    )
    acte.add_argument("--scenario", metavar="FICHIER", help="ce qui change : fichier YAML")
    acte.add_argument("--futurs", metavar="N", default="400", help="futurs simulés, de 50 à 5000 (400)")
    acte.add_argument("--graine", metavar="N", default="1", help="même graine, même réponse (1)")
    option_format(acte)
    acte.set_defaults(action=_projeter)


def _projeter(options: argparse.Namespace) -> int:
    from jalons.analyse.projection import Scenario, estimer, grille, lire_scenario, projeter, retroprojeter
    from jalons.analyse.projection.registres import lire, premier_jour

    fautes: list[Faute] = []
    horizon = _entier("--horizon", options.horizon, 1, 180, fautes)
    futurs = _entier("--futurs", options.futurs, 50, 5000, fautes)
    graine = _entier("--graine", options.graine, 0, 10**6, fautes)
    au, depuis = (_jour(f"--{nom}", getattr(options, nom), fautes) for nom in ("au", "depuis"))
    if fautes:
        raise EntreeRefusee(fautes, quoi="jalons analyse projeter")
    episodes, dernier = lire(Path(options.dossier), options.champ)
    try:
        passe = grille(episodes, au or dernier, depuis=depuis or premier_jour(Path(options.dossier)))
        modele = estimer(passe)
    except ValueError as erreur:
        raise EntreeRefusee([Faute(options.dossier, str(erreur))], quoi="jalons analyse projeter") from erreur
    voulu = Scenario()
    if options.scenario:
        voulu = lire_scenario(lire_fichier(options.scenario), modele.types, nom=Path(options.scenario).name)
    prevue = projeter(modele, horizon, scenario=voulu, futurs=futurs, graine=graine)
    ecrire(options.format, prevue, retroprojeter(passe, futurs=min(futurs, 200), graine=graine))
    return CORRECT


def ecrire(forme: str, prevue: Projection, verifiee: Retrospective) -> None:
    """Print the forecast and what past forecasts were worth."""
    couts = prevue.couts()
    if forme == "json":
        ecrire_json({
            "scenario": prevue.scenario.titre, "horizon": prevue.horizon, "futurs": len(prevue.effectifs),
            "points": [p.en_json() for p in prevue.points()], "retrospective": verifiee.en_json(),
            "saturations": [s.en_json() for s in prevue.saturations()],
            "couts": {t: {"bas": round(b), "median": round(m), "haut": round(h)} for t, (b, m, h) in couts.items()},
        })  # fmt: skip
    elif forme == "csv":
        ecrire_csv((p.en_json() for p in prevue.points()), COLONNES)
    else:
        print("\n".join(_texte(prevue, verifiee)))


def _entier(lieu: str, texte: str, bas: int, haut: int, fautes: list[Faute]) -> int:
    if texte.isdigit() and bas <= int(texte) <= haut:
        return int(texte)
    message = f"« {texte} » ne convient pas : écrivez un nombre entier de {bas} à {haut}."
    fautes.append(Faute(lieu, message, texte, f"de {bas} à {haut}"))
    return bas


def _jour(lieu: str, texte: str | None, fautes: list[Faute]) -> date | None:
    try:
        return date.fromisoformat(texte) if texte else None
    except ValueError:
        fautes.append(Faute(lieu, f"« {texte} » n'est pas un jour : écrivez AAAA-MM-JJ.", texte or "", "AAAA-MM-JJ"))
        return None


def _texte(prevue: Projection, verifiee: Retrospective) -> Iterator[str]:
    yield f"{prevue.scenario.titre} : effectifs à la fin du mois, 90 % des futurs simulés entre crochets."
    annees = {t for t in range(prevue.horizon) if (t + 1) % 12 == 0} | {prevue.horizon - 1}
    points = list(prevue.points())
    for rang in range(0, len(points), prevue.horizon):
        yield f"\n{_majuscule(_nom(points[rang].type))}"
        for t in sorted(annees):
            p = points[rang + t]
            places = f", {p.places} places" if p.places is not None else ""
            yield f"  {p.le:%d/%m/%Y} : {p.median:.0f} [{p.bas:.0f} ; {p.haut:.0f}]{places}"
    for s in prevue.saturations():
        quand = f"vers le {s.le:%d/%m/%Y}" if s.le else "pas dans la moitié des futurs"
        tot = f", au plus tôt {s.au_plus_tot:%d/%m/%Y}" if s.au_plus_tot else ""
        yield f"\nSaturation, {_nom(s.type)} : {quand}{tot} ({100 * s.part_des_futurs:.0f} % des futurs)."
    for type_, (bas, median, haut) in prevue.couts().items():
        yield f"\nCoût sur la période, {_nom(type_)} : {_euros(median)} € [{_euros(bas)} ; {_euros(haut)}]."
    yield "\n" + _verifiees(verifiee)


def _verifiees(verifiee: Retrospective) -> str:
    if verifiee.couverture is None:
        return "Prévisions passées : le passé connu est trop court pour en refaire. L'intervalle n'est pas éprouvé ici."
    return (
        f"Prévisions passées refaites : {len(verifiee.verifications)}, dont {100 * verifiee.couverture:.0f} % ont tenu "
        f"dans leur intervalle de 90 %. Écart moyen {100 * (verifiee.ecart_moyen or 0):.1f} % "
        f"(« rien ne bouge » : {100 * (verifiee.ecart_inchange or 0):.1f} %)."
    )


def _euros(valeur: float) -> str:
    return f"{valeur:,.0f}".replace(",", "\u202f")


def _nom(type_: str) -> str:
    from jalons.analyse.tables.registres import libelle_du_type

    return libelle_du_type(type_)


def _majuscule(phrase: str) -> str:
    """The first letter only: the sigles stay as they are.

    >>> _majuscule("AED renforcée"), _majuscule("établissement")
    ('AED renforcée', 'Établissement')
    """
    return phrase[:1].upper() + phrase[1:]
