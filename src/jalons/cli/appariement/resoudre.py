"""``jalons appariement resoudre``: the best plan for all who wait, and why."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from jalons.cli.appariement import lecture
from jalons.cli.sortie import CORRECT, ecrire_csv, ecrire_json
from jalons.noyau.accord import compter

if TYPE_CHECKING:
    from jalons.appariement.resultats import Bilan, Reponse

EXEMPLE = """exemples :
  jalons appariement tirer --enfants 40 --places 120 --sortie essai.json
  jalons appariement resoudre essai.json
  jalons appariement resoudre essai.json --format json > plan.json
  jalons appariement resoudre essai.json --precedent plan.json --changements 5"""


def ajouter(actes: Any) -> None:
    """Add the sub-command ``resoudre``."""
    acte = actes.add_parser(
        "resoudre", help="le meilleur plan pour tous ceux qui attendent", epilog=EXEMPLE,
        description="Propose une place à chaque enfant, dans le respect des règles, au moindre coût des vœux. "
        "Une personne décide.",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )  # fmt: skip
    lecture.options(acte)
    acte.add_argument("--precedent", metavar="PLAN", help="plan précédent (JSON), à changer le moins possible")
    acte.add_argument("--changements", metavar="N", help="changements au plus par rapport au plan précédent")
    acte.add_argument("--travail", metavar="N", default="40", help="travail au plus pour chaque recherche (40)")
    acte.set_defaults(action=_resoudre)


def _resoudre(options: argparse.Namespace) -> int:
    from jalons.appariement.plan import planifier
    from jalons.appariement.resultats import raconter

    changements = None
    if options.changements is not None:
        changements = lecture.entier("--changements", options.changements, 0, 100_000)
    travail = lecture.entier("--travail", options.travail, 1, 10_000)
    terrain = lecture.terrain(options)
    reponse = raconter(terrain, planifier(terrain, changements=changements, travail=float(travail)))
    if options.format == "json":
        ecrire_json({"au": terrain.contexte.au.isoformat(), **reponse.en_json()})
    elif options.format == "csv":
        ecrire_csv(_lignes(reponse), ("enfant", "lieu", "points", "a_verifier"))
    else:
        print("\n".join(_texte(reponse)))
    return CORRECT


def _lignes(reponse: Reponse) -> Iterator[dict[str, Any]]:
    for p in reponse.propositions:
        doutes = ", ".join(r.code for r in p.regles if r.verdict == "à vérifier")
        yield {"enfant": p.enfant, "lieu": p.lieu, "points": p.points, "a_verifier": doutes}
    for s in reponse.sans_place:
        yield {"enfant": s.enfant, "lieu": None, "points": None, "a_verifier": ""}


def bilan(b: Bilan) -> Iterator[str]:
    """The figures of a plan, as sentences."""
    yield f"{compter(b.places, 'enfant placé')} sur {b.enfants}, {b.sans_place} sans proposition."
    if b.fratries:
        yield f"Fratries ensemble : {b.fratries_ensemble} sur {b.fratries}."
    if b.km_moyen is not None:
        reserve = f", dont {b.conventions} par convention" if b.conventions else ""
        yield f"Distance aux parents : {b.km_moyen:.1f} km en moyenne{reserve}.".replace(".", ",", 1)
    yield f"À vérifier avant de décider : {compter(b.a_verifier, 'donnée')}."


def _texte(reponse: Reponse) -> Iterator[str]:
    plan = reponse.plan
    if plan.prouve:
        yield f"Meilleur plan possible, prouvé : {lecture.points(plan.points)}."
    else:
        yield f"Bon plan, {lecture.points(plan.points)} ; un meilleur gagnerait au plus {lecture.points(plan.ecart)}."
    yield from bilan(reponse.bilan)
    yield "C'est une proposition : une personne décide."
    yield ""
    for p in reponse.propositions:
        doutes = sum(r.verdict == "à vérifier" for r in p.regles)
        reserve = f", {compter(doutes, 'donnée')} à vérifier" if doutes else ""
        yield f"  {p.enfant} → {p.nom} ({lecture.points(p.points)}{reserve})"
    for s in reponse.sans_place:
        yield f"  {s.enfant} : sans proposition. {s.phrase}"
        yield from (f"    {a.phrase}" for a in s.assouplissements[:3])
    separees = [g for g in reponse.fratries if not g.ensemble]
    if separees:
        yield "\nFratries séparées :"
    yield from (f"  {g.fratrie} : {g.phrase}" for g in separees)
