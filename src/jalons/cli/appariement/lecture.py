"""What every act reads: a problem (file or folder of tables), the weights of the département, who is asked about."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from jalons.cli.sortie import lire_fichier, option_format
from jalons.noyau.saisie import EntreeRefusee, Faute

if TYPE_CHECKING:
    from jalons.appariement.poids import Poids
    from jalons.appariement.probleme import Affectation, Probleme
    from jalons.appariement.terrain import Terrain

T = TypeVar("T")


def options(acte: argparse.ArgumentParser) -> None:
    """Add what every act takes."""
    acte.add_argument(
        "probleme", metavar="PROBLEME", help="fichier JSON, ou dossier des tables Parquet d'un département"
    )
    acte.add_argument("--poids", metavar="FICHIER", help="poids des vœux du département (YAML), à la place des nôtres")
    acte.add_argument("--au", metavar="JOUR", help="jour du plan, pour un dossier de tables (dernière décision)")
    option_format(acte)


def lire(options: argparse.Namespace) -> tuple[Probleme, Poids]:
    """The problem and the weights, every fault of both at once."""
    fautes: list[Faute] = []
    probleme = _tenter(lambda: _probleme(options), fautes)
    poids = _tenter(lambda: _poids(options.poids), fautes)
    if fautes or probleme is None or poids is None:
        raise EntreeRefusee(fautes, quoi="jalons appariement")
    return probleme, poids


def terrain(options: argparse.Namespace) -> Terrain:
    """The problem made ready, with the earlier plan when there is one."""
    from jalons.appariement.terrain import Terrain

    probleme, poids = lire(options)
    if getattr(options, "precedent", None):
        probleme = replace(probleme, precedent=_precedent(options.precedent))
    return Terrain(probleme, poids)


def rang(rangs: dict[str, int], cle: str, lieu: str, quoi: str) -> int:
    """The rank of what the user named.

    Raises:
        EntreeRefusee: no such child or place in the problem.
    """
    if cle in rangs:
        return rangs[cle]
    exemples = ", ".join(list(rangs)[:5]) or "aucun"
    message = f"« {cle} » n'est pas {quoi} de ce problème. Par exemple : {exemples}."
    raise EntreeRefusee([Faute(lieu, message, cle, quoi)], quoi="jalons appariement")


def entier(lieu: str, texte: str, bas: int, haut: int) -> int:
    """The whole number that ``texte`` says.

    Raises:
        EntreeRefusee: it says none, or one out of bounds.
    """
    nombre = int(texte) if texte.isascii() and texte.isdigit() else -1
    if bas <= nombre <= haut:
        return nombre
    message = f"« {texte} » n'est pas un nombre entier de {bas} à {haut} : corrigez {lieu}."
    raise EntreeRefusee([Faute(lieu, message, texte, f"{bas} à {haut}")], quoi="jalons appariement")


def points(valeur: float | None) -> str:
    """Points as a French reader writes them.

    >>> points(12.5), points(1.0)
    ('12,5 points', '1 point')
    """
    if valeur is None:
        return "sans objet"
    texte = f"{valeur:.2f}".rstrip("0").rstrip(".").replace(".", ",")
    return f"{texte} {'point' if abs(valeur) < 2 else 'points'}"


def _tenter(lecture: Callable[[], T], fautes: list[Faute]) -> T | None:
    try:
        return lecture()
    except EntreeRefusee as refus:
        fautes += refus.fautes
        return None


def _probleme(options: argparse.Namespace) -> Probleme:
    chemin = Path(options.probleme)
    if chemin.is_dir():
        from jalons.appariement.registres import lire_registres

        return lire_registres(chemin, _jour(options.au))
    from jalons.appariement.fichier import lire as lire_probleme

    return lire_probleme(lire_fichier(options.probleme), nom=chemin.name)


def _jour(texte: str | None) -> Any:
    from datetime import date

    if texte is None:
        return None
    try:
        return date.fromisoformat(texte)
    except ValueError:
        message = f"« {texte} » n'est pas un jour : écrivez AAAA-MM-JJ."
        raise EntreeRefusee([Faute("--au", message, texte, "AAAA-MM-JJ")]) from None


def _poids(fichier: str | None) -> Poids:
    from jalons.appariement.poids import lire_poids, poids_nationaux

    return poids_nationaux() if fichier is None else lire_poids(lire_fichier(fichier), nom=Path(fichier).name)


def _precedent(fichier: str) -> tuple[Affectation, ...]:
    """The proposals of an answer of ``resoudre --format json``."""
    import json

    from jalons.appariement.probleme import Affectation

    try:
        return tuple(Affectation(p["enfant"], p["lieu"]) for p in json.loads(lire_fichier(fichier))["propositions"])
    except (ValueError, KeyError, TypeError):
        message = f"« {fichier} » n'est pas un plan : donnez ce qu'écrit « jalons appariement resoudre --format json »."
        raise EntreeRefusee([Faute("--precedent", message, fichier, "un plan en JSON")]) from None
