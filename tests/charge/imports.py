"""A process in which several people bring in, at once, the same file that nobody had brought in yet, then a new one;
then each a document of her own that she has reviewed, under one title.

Each on her own connection. ``python -m tests.charge.imports PERSONNES 0 0`` prints one JSON object: how each ended, how
many contracts and schémas there are, what is left of what an agent changed meanwhile, which fiches the reviews made.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from tempfile import TemporaryDirectory
from typing import Any

import django


def main(personnes: int, *_: int) -> dict[str, Any]:
    """Everybody at once, on each kind of file."""
    from django.db import connections

    connections["default"].settings_dict["OPTIONS"]["pool"] |= {"timeout": 300}
    return {"contrat": _du_contrat(personnes), "schema": _du_schema(personnes)} | {
        f"relectures {nature}": _des_relectures(personnes, nature) for nature in ("contrat", "schema")
    }


def _du_contrat(personnes: int) -> dict[str, Any]:
    from tests.charge.bureaux import ensemble

    from jalons.application.contrats import selectors
    from jalons.application.contrats.fichier import lire
    from jalons.application.contrats.models import Contrat
    from jalons.application.contrats.services import creer, importer, modifier
    from jalons.application.socle.perimetre import perimetre
    from jalons.config.lieux import RACINE

    lu = lire((RACINE / "exemples" / "contrats" / "cantal.yaml").read_bytes(), nom="cantal.yaml")
    actes: list[Callable[[], Any]] = [lambda: importer(lu, par=None)] * (personnes - 1)
    issues = ensemble([_dire(a) for a in (*actes, lambda: creer(dossier=lu, par=None, repris=True))])
    with perimetre(["15"]):
        nombre = Contrat.objects.count()
        contrat = selectors.tous().first()
        actuel = selectors.dossier(contrat)
    corrige = replace(lu, chiffres_cles=())
    change = replace(actuel, parties=actuel.parties[:-1])
    ensemble(
        [_dire(lambda: importer(corrige, par=None)), _dire(lambda: modifier(contrat=contrat, dossier=change, par=None))]
    )
    with perimetre(["15"]):
        reste = selectors.dossier(contrat)
    tenu = len(reste.parties) == len(actuel.parties) - 1
    return {"issues": issues, "nombre": nombre, "change": tenu}


def _du_schema(personnes: int) -> dict[str, Any]:
    from tests.charge.bureaux import ensemble

    from jalons.application.schema.fichier import lire
    from jalons.application.schema.models import Schema
    from jalons.application.schema.services import importer
    from jalons.application.socle.perimetre import perimetre
    from jalons.config.lieux import RACINE

    lu = lire((RACINE / "exemples" / "schemas" / "pas-de-calais.yaml").read_bytes(), nom="pas-de-calais.yaml")
    ici = replace(lu, departement="15")
    issues = ensemble([_dire(lambda: importer(ici, par=None))] * personnes)
    with perimetre(["15"]):
        return {"issues": issues, "nombre": Schema.objects.count()}


def _des_relectures(personnes: int, nature: str) -> dict[str, Any]:
    """Each document has one fiche, whose title names it: two of them in one frame would be two documents mixed."""
    from django.test import override_settings
    from tests.charge.bureaux import ensemble

    from jalons.application.fiches.models import Placement
    from jalons.application.relecture.models import Relecture
    from jalons.application.relecture.tests import scene
    from jalons.application.socle.perimetre import perimetre

    with TemporaryDirectory() as dossier, override_settings(MEDIA_ROOT=dossier), perimetre(["15"]):
        lues = []
        for n in range(personnes):
            fiche = scene.lu("fiche", f"Fiche du document {n}", numero=n + 1)
            lues.append(scene.relue(elements_lus=(fiche,), nature=nature, nom=f"{nature}-{n}.txt"))
    issues = ensemble([_dire(lambda lue=lue: _importer_la_relecture(lue)) for lue in lues])
    with perimetre(["15"]):
        cadres = set(Relecture.objects.filter(pk__in=[x.pk for x in lues], cadre__isnull=False).values_list("cadre"))
        fiches = Placement.objects.filter(cadre__in=[c for (c,) in cadres]).count()
    return {"issues": issues, "cadres": len(cadres), "fiches": fiches}


def _importer_la_relecture(lue: Any) -> None:
    from django.utils import timezone

    from jalons.application.relecture import rules, selectors, services

    parties = [s.cle for s in rules.sections(selectors.elements(lue))]
    services.importer(relecture=lue, choisies=parties, version=lue.version, par=None, maintenant=timezone.now())


def _dire(acte: Callable[[], Any]) -> Callable[[], str]:
    def fait() -> str:
        acte()
        return "fait"

    return fait


if __name__ == "__main__":
    django.setup()
    recit = main(*map(int, sys.argv[1:]))
    for cadre in recit.values():
        cadre["issues"] = Counter(cadre["issues"])
    print(json.dumps(recit, ensure_ascii=False))  # noqa: T201
