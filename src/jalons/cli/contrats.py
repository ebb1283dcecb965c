"""``jalons contrats``: control a contract file or a national envelope; import and export need the database.

The pure commands load neither Django nor PostgreSQL.
"""

from __future__ import annotations

import argparse
import importlib
import importlib.util
from collections.abc import Iterable, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

from jalons.cli.presentation import aujourdhui, option_au, ou_inconnu, rendre
from jalons.cli.sortie import lire_fichier, option_format
from jalons.noyau.accord import compter, majuscule
from jalons.noyau.montants import euros

BASE = "jalons.cli.contrats_base"
"""Sub-commands that need the database, in their own file so that the others stay free of it."""


def ajouter(analyseur: argparse.ArgumentParser) -> None:
    """Add the sub-commands."""
    sous = analyseur.add_subparsers(title="commandes", metavar="COMMANDE", required=True)
    controler = sous.add_parser("controler", help="dire ce qui ne tient pas dans un fichier de contrat")
    controler.add_argument("fichier", metavar="FICHIER", help="fichier YAML du contrat")
    option_au(controler)
    option_format(controler)
    controler.set_defaults(action=_controler)
    enveloppe = sous.add_parser("enveloppe", help="additionner une enveloppe nationale")
    enveloppe.add_argument("fichier", metavar="FICHIER", help="fichier YAML de l'enveloppe")
    option_format(enveloppe)
    enveloppe.set_defaults(action=_enveloppe)
    if importlib.util.find_spec(BASE) is not None:
        importlib.import_module(BASE).ajouter(sous)


def _controler(options: argparse.Namespace) -> int:
    from jalons.application.contrats.controle import controle
    from jalons.application.contrats.fichier import lire

    dossier = lire(lire_fichier(options.fichier), nom=Path(options.fichier).name)
    resultat = controle(dossier, options.au or aujourdhui())
    return rendre(resultat, fichier=options.fichier, format_=options.format, texte=_texte_du_contrat)


def _enveloppe(options: argparse.Namespace) -> int:
    from jalons.application.finances.enveloppe import controle, lire

    resultat = controle(lire(lire_fichier(options.fichier), nom=Path(options.fichier).name))
    return rendre(resultat, fichier=options.fichier, format_=options.format, texte=_texte_de_l_enveloppe)


def _texte_du_contrat(r: Mapping[str, Any]) -> Iterable[str]:
    from jalons.application.finances.calculs import EtatRegle
    from jalons.droit import regle_cofinancement

    yield f"{r['intitule']} (collectivité {r['departement']}, régime {r['regime']})"
    yield ""
    yield f"Durée : {ou_inconnu(r['duree_mois'])} mois"
    objectifs = r["objectifs"]
    yield f"Objectifs obligatoires : {ou_inconnu(objectifs['obligatoires'])}"
    yield f"Objectifs facultatifs : {ou_inconnu(objectifs['facultatifs'])}"
    for liste in r["actions"]:
        annonce = "" if liste["annoncees"] is None else f", {compter(liste['annoncees'], 'annoncée')}"
        yield f"{majuscule(liste['liste'])} : {compter(liste['citees'], 'citée')}{annonce}"
    yield ""
    yield from _montants(r["totaux"], r["parts"])
    for reste in r["restes"]:
        yield f"  Reste de « {reste['libelle']} » : {_euros(reste['reste'])} ({_euros(reste['detaille'])} détaillés)"
    yield from _versements(r["versements"])
    yield ""
    yield "Part du département"
    for base, part in r["parts_departement"].items():
        etat = EtatRegle(r["regle_50"][base]).libelle
        nom = regle_cofinancement().base(base).libelle
        yield f"  {nom:<44} {'—' if part is None else _pourcent(part):>16}  règle {etat}"


def _versements(recus: Mapping[str, Any]) -> Iterable[str]:
    noms = {
        "departement": "Versé au département",
        "essms": "Versé aux établissements et services",
        "inconnu": "Bénéficiaire non précisé par le document",
    }
    return [f"  {noms[qui]} : {_euros(montant)}" for qui, montant in recus.items() if montant]


def _texte_de_l_enveloppe(r: Mapping[str, Any]) -> Iterable[str]:
    yield f"Enveloppe nationale {r['exercice']}, régime {r['regime']}, {ou_inconnu(r['departements'])} départements"
    yield ""
    yield from _montants(r["totaux"], {})
    if r["moyenne"] is not None:
        yield f"  Moyenne par département : {_euros(r['moyenne'])}"


def _montants(totaux: Mapping[str, Any], parts: Mapping[str, Any]) -> Iterable[str]:
    from jalons.droit import source

    yield "Montants"
    for code, valeur in totaux["par_source"].items():
        part = parts.get(code)
        yield f"  {source(code).libelle:<44} {_euros(valeur):>16} {'' if part is None else _pourcent(part):>10}"
    yield f"  {'Total':<44} {_euros(totaux['total']):>16}"


def _euros(valeur: float | None) -> str:
    return "inconnu" if valeur is None else euros(Decimal(str(valeur)))


def _pourcent(valeur: float) -> str:
    return f"{valeur:.2f}".replace(".", ",") + "\xa0%"
