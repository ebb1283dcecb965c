"""``jalons droit``: check the catalogue of the law, and read it."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from jalons.cli.sortie import CORRECT, REFUSE, dire_fautes, ecrire_csv, ecrire_json, option_format
from jalons.droit import DroitInapplicable, regime, regimes
from jalons.droit.model import Provenance, Regime
from jalons.noyau.accord import compter
from jalons.noyau.saisie import EntreeRefusee, Faute


def ajouter(analyseur: argparse.ArgumentParser) -> None:
    """Add the sub-commands ``verifier`` and ``consulter``."""
    actes = analyseur.add_subparsers(title="actes", metavar="ACTE", required=True)
    controle = actes.add_parser("verifier", help="contrôler le catalogue et compter ses règles")
    controle.add_argument("--local", metavar="DOSSIER", help="dossier des objectifs et délais propres au département")
    controle.add_argument("--cas", action="store_true", help="contrôler aussi la forme des cas")
    option_format(controle)
    controle.set_defaults(action=_verifier)
    lecture = actes.add_parser("consulter", help="lire un régime, ou la liste des régimes")
    lecture.add_argument("regime", nargs="?", metavar="REGIME", help="identifiant, par exemple 2022 ou 2025-2027")
    option_format(lecture)
    lecture.set_defaults(action=_consulter)


def _verifier(options: argparse.Namespace) -> int:
    from jalons.droit.lint import verifier, verifier_cas, verifier_local
    from jalons.droit.preuves import CAS

    fautes = verifier()
    if options.cas and not fautes:
        fautes = verifier_cas(CAS)
    bilan = {"regimes": 0, "regles": {}, "confiance": {}} if fautes else _bilan()
    if options.local and not fautes:
        fautes = verifier_local(Path(options.local))
    if options.format == "json":
        ecrire_json({**bilan, "fautes": [f.en_json() for f in fautes]})
    elif options.format == "csv":
        ecrire_csv(_lignes(bilan, fautes), ("rubrique", "valeur"))
    else:
        _dire(bilan, fautes)
    return REFUSE if fautes else CORRECT


def _bilan() -> dict[str, Any]:
    from jalons.droit.inventaire import confiances, regles, sans_cas

    toutes = regles()
    confirmees = sum(r.confirmee for r in toutes)
    return {
        "regimes": len(regimes()),
        "regles": {
            "total": len(toutes),
            "datees": sum(r.datee for r in toutes),
            "confirmees": confirmees,
            "non_confirmees": len(toutes) - confirmees,
            "sans_cas": len(sans_cas()),
        },
        "confiance": confiances(),
    }


def _lignes(bilan: dict[str, Any], fautes: list[Faute]) -> list[dict[str, Any]]:
    lignes = [{"rubrique": "regimes", "valeur": bilan["regimes"]}]
    lignes += [{"rubrique": f"regles.{nom}", "valeur": n} for nom, n in bilan["regles"].items()]
    lignes += [{"rubrique": f"confiance.{code}", "valeur": n} for code, n in bilan["confiance"].items()]
    return lignes + [{"rubrique": "faute", "valeur": str(f)} for f in fautes]


def _dire(bilan: dict[str, Any], fautes: list[Faute]) -> None:
    if bilan["regles"]:
        n = bilan["regles"]
        print(f"{bilan['regimes']} régimes, {n['total']} règles dont {n['datees']} datées.")
        print(f"Confirmées : {n['confirmees']} ; non confirmées : {n['non_confirmees']} ; sans cas : {n['sans_cas']}.")
        print(
            "Faits par confiance : "
            + ", ".join(f"{code} {nombre}" for code, nombre in bilan["confiance"].items())
            + "."
        )
    if fautes:
        print(f"{compter(len(fautes), 'faute')} au catalogue :", file=sys.stderr)
        dire_fautes(fautes)
    else:
        print("Aucune faute.")


def _consulter(options: argparse.Namespace) -> int:
    if options.regime is None:
        choisis = list(regimes())
    else:
        try:
            choisis = [regime(options.regime)]
        except DroitInapplicable as erreur:
            faute = Faute("REGIME", str(erreur), options.regime, ", ".join(r.id for r in regimes()))
            raise EntreeRefusee([faute], quoi="jalons droit consulter") from erreur
    if options.format == "json":
        ecrire_json([_en_json(r) for r in choisis])
    elif options.format == "csv":
        colonnes = ("regime", "genre", "code", "libelle", "valeur", "source", "confiance", "confirme")
        ecrire_csv([ligne for r in choisis for ligne in _faits(r)], colonnes)
    else:
        for un in choisis:
            _ecrire_regime(un, detail=options.regime is not None)
    return CORRECT


def _faits(un: Regime) -> list[dict[str, Any]]:
    def fait(genre: str, code: str, libelle: str, valeur: Any, provenance: Provenance) -> dict[str, Any]:
        return {
            "regime": un.id, "genre": genre, "code": code, "libelle": libelle, "valeur": valeur,
            "source": provenance.source, "confiance": provenance.confiance, "confirme": provenance.confirmee,
            "note": provenance.note,
        }  # fmt: skip

    regle = un.composition
    return [
        fait("acte", un.id, un.acte or un.libelle, un.date_acte.iso(), un.provenance),
        *(fait("engagement", str(e.numero), e.titre, None, e.provenance) for e in un.engagements),
        fait("composition", "obligatoires", "Objectifs obligatoires", regle.obligatoires, regle.provenance),
        *(
            fait("composition", code, libelle, valeur, regle.provenance_facultatifs)
            for code, libelle, valeur in (
                ("facultatifs_min", "Objectifs facultatifs, au moins", regle.facultatifs_min),
                ("facultatifs_max", "Objectifs facultatifs, au plus", regle.facultatifs_max),
            )
        ),
        *(fait("objectif", o.code, o.libelle, o.categorie, o.provenance) for o in un.objectifs),
        *(fait("echeance", e.code, e.libelle, e.limite.iso(), e.provenance) for e in un.echeances),
    ]


def _en_json(un: Regime) -> dict[str, Any]:
    return {
        "id": un.id,
        "libelle": un.libelle,
        "acte": un.acte,
        "nor": un.nor,
        "date_acte": un.date_acte.iso(),
        "publie_le": un.publie_le.iso() if un.publie_le else None,
        "herite_de": un.herite_de,
        "exercices": list(un.exercices),
        "faits": [{cle: v for cle, v in f.items() if cle != "regime"} for f in _faits(un)],
    }


def _ecrire_regime(un: Regime, *, detail: bool) -> None:
    publie = f", diffusé le {un.publie_le}" if un.publie_le else ""
    print(f"{un.id} : {un.acte or un.libelle}{publie}")
    if not detail:
        return
    for fait in _faits(un)[1:]:
        valeur = "non vu" if fait["valeur"] is None and fait["genre"] == "composition" else fait["valeur"]
        suite = f" : {valeur}" if valeur is not None else ""
        reserve = "" if fait["confirme"] else " (non confirmé)"
        print(f"  [{fait['confiance']}] {fait['genre']} {fait['code']} — {fait['libelle']}{suite}{reserve}")
    for avertissement in un.avertissements:
        print(f"  Attention : {avertissement}")
