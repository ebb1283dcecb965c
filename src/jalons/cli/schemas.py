"""``jalons schemas``: control a schéma file; importing needs the database."""

from __future__ import annotations

import argparse
import importlib
import importlib.util
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from jalons.cli.presentation import aujourdhui, option_au, ou_inconnu, rendre
from jalons.cli.sortie import lire_fichier, option_format
from jalons.noyau.accord import compter

BASE = "jalons.cli.schemas_base"
"""Sub-commands that need the database, in their own file so that the others stay free of it."""


def ajouter(analyseur: argparse.ArgumentParser) -> None:
    """Add the sub-commands."""
    sous = analyseur.add_subparsers(title="commandes", metavar="COMMANDE", required=True)
    controler = sous.add_parser("controler", help="dire ce qui ne tient pas dans un fichier de schéma")
    controler.add_argument("fichier", metavar="FICHIER", help="fichier YAML du schéma")
    option_au(controler)
    option_format(controler)
    controler.set_defaults(action=_controler)
    if importlib.util.find_spec(BASE) is not None:
        importlib.import_module(BASE).ajouter(sous)


def _controler(options: argparse.Namespace) -> int:
    from jalons.application.schema.controle import controle
    from jalons.application.schema.fichier import lire

    dossier = lire(lire_fichier(options.fichier), nom=Path(options.fichier).name)
    resultat = controle(dossier, options.au or aujourdhui())
    return rendre(resultat, fichier=options.fichier, format_=options.format, texte=_texte_du_schema)


def _texte_du_schema(r: Mapping[str, Any]) -> Iterable[str]:
    yield f"{r['intitule']} (collectivité {r['departement']})"
    yield ""
    yield f"Durée : {ou_inconnu(r['duree_mois'])} mois"
    yield f"{r['engagements']} engagements, {r['sous_themes']} sous-thèmes, {r['fiches']} fiches"
    yield f"{r['actions']} actions, {r['points']} points"
    if r["places"]:
        yield ""
        yield "Places à créer"
        for place in r["places"]["detail"]:
            yield f"  {place['nombre']:>5}  {place['type']}"
        yield f"  {r['places']['total']:>5}  au total ({ou_inconnu(r['places']['annoncees'])} annoncées)"
        for place in r["places"]["hors_total"]:
            yield f"  {place['nombre']:>5}  {place['type']}, hors du total"
    if bilan := r["bilan"]:
        yield ""
        yield "Bilan du schéma précédent"
        yield f"  {bilan['orientations']} orientations, {bilan['priorites']} priorités, {bilan['actions']} actions"
        yield f"  Actions annoncées : {ou_inconnu(bilan['annoncees'])}"
        taux = bilan["taux_realisation"]
        rendu = "non vérifiable" if taux is None else f"{taux:.2f}".replace(".", ",") + "\xa0%"
        yield f"  Taux de réalisation : {rendu} ; {compter(bilan['inconnues'], 'action')} de statut inconnu"
