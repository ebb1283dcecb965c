"""``jalons appariement proposer``: the ranked places for one child or one group of siblings, and why not the others."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from jalons.cli.appariement import lecture
from jalons.cli.sortie import CORRECT, ecrire_csv, ecrire_json
from jalons.noyau.saisie import EntreeRefusee, Faute

if TYPE_CHECKING:
    from jalons.appariement.propositions import Ecarte, Propositions, PropositionsFratrie

EXEMPLE = """exemples :
  jalons appariement proposer essai.json --enfant e3
  jalons appariement proposer essai.json --fratrie f0 --nombre 5 --format json"""


def ajouter(actes: Any) -> None:
    """Add the sub-command ``proposer``."""
    acte = actes.add_parser(
        "proposer", help="les places d'un enfant ou d'une fratrie, classées", epilog=EXEMPLE,
        description="Classe les places possibles, et dit pour chaque lieu écarté toutes les raisons.",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )  # fmt: skip
    lecture.options(acte)
    acte.add_argument("--enfant", metavar="ENFANT", help="identifiant de l'enfant")
    acte.add_argument("--fratrie", metavar="FRATRIE", help="identifiant de la fratrie")
    acte.add_argument("--nombre", metavar="N", default="10", help="propositions détaillées au plus (10)")
    acte.set_defaults(action=_proposer)


def _proposer(options: argparse.Namespace) -> int:
    from jalons.appariement.propositions import proposer, proposer_fratrie

    nombre = lecture.entier("--nombre", options.nombre, 1, 10_000)
    if (options.enfant is None) == (options.fratrie is None):
        message = "Demandez pour un enfant (--enfant) ou pour une fratrie (--fratrie), l'un des deux."
        raise EntreeRefusee([Faute("--enfant", message, attendu="--enfant ou --fratrie")], quoi="jalons appariement")
    terrain = lecture.terrain(options)
    reponse: Propositions | PropositionsFratrie
    if options.enfant is not None:
        rang = lecture.rang(terrain.rang_enfant, options.enfant, "--enfant", "un enfant")
        reponse = proposer(terrain, rang, nombre)
        lignes, retenues = _enfant(reponse), reponse.retenues
    else:
        rangs = {f.cle: i for i, f in enumerate(terrain.probleme.fratries)}
        rang = lecture.rang(rangs, options.fratrie, "--fratrie", "une fratrie")
        reponse = proposer_fratrie(terrain, rang, nombre)
        lignes, retenues = _fratrie(reponse), tuple(p for e in reponse.retenues for p in e.paires)
    if options.format == "json":
        ecrire_json(reponse.en_json())
    elif options.format == "csv":
        ecrire_csv(
            ({"enfant": p.enfant, "lieu": p.lieu, "points": p.points} for p in retenues), ("enfant", "lieu", "points")
        )
    else:
        print("\n".join([*lignes, *_ecartes(reponse.ecartes)]))
    return CORRECT


def _enfant(reponse: Propositions) -> Iterator[str]:
    yield f"Enfant {reponse.enfant} : {_possibles(reponse.admissibles)}."
    if reponse.sans_solution:
        yield reponse.sans_solution
    for rang, p in enumerate(reponse.retenues, 1):
        yield f"  {rang}. {p.nom} ({lecture.points(p.points)})"
        yield from (f"       {n.libelle} : {lecture.points(n.points)} sur {n.sur}. {n.phrase}" for n in p.voeux)
        doutes = [r for r in p.regles if r.verdict == "à vérifier"]
        yield from (f"       À vérifier, {r.libelle.lower()} : {r.phrase}" for r in doutes)
    yield from (f"  Assouplir : {a.phrase}" for a in reponse.assouplissements)


def _fratrie(reponse: PropositionsFratrie) -> Iterator[str]:
    yield f"Fratrie {reponse.fratrie} : {_possibles(reponse.possibles)} ensemble."
    if reponse.sans_solution:
        yield reponse.sans_solution
    for rang, e in enumerate(reponse.retenues, 1):
        yield f"  {rang}. {e.paires[0].nom} ({lecture.points(e.points)})"
        yield from (f"       {p.enfant} → {p.nom} ({lecture.points(p.points)})" for p in e.paires)
    yield f"  Au mieux, libres d'être séparés : {lecture.points(reponse.points_separes)}"
    yield from (f"       {p.enfant} → {p.nom} ({lecture.points(p.points)})" for p in reponse.separes)
    yield from (f"  Assouplir : {a.phrase}" for a in reponse.assouplissements)


def _possibles(nombre: int) -> str:
    return f"{nombre} lieu possible" if nombre < 2 else f"{nombre} lieux possibles"


def _ecartes(ecartes: tuple[Ecarte, ...]) -> Iterator[str]:
    if ecartes:
        yield f"\nÉcartés ({len(ecartes)}) :"
    for e in ecartes:
        yield f"  {e.nom} : " + " ".join(f"{r.libelle} : {r.phrase}" for r in e.raisons)
