"""A process in which many desks reserve places of one unit at once, then decide on one line of a plan at once.

Each on her own connection. ``python -m tests.charge.bureaux BUREAUX PLACES GRAINE`` prints one JSON object: how each
ended, which places were given, what was kept of the line.
"""

from __future__ import annotations

import json
import sys
import threading
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import django

CODE = "15"


def main(bureaux: int, places: int, graine: int) -> dict[str, Any]:
    """Everybody at once, twice; then what is left."""
    from django.db import connections

    from jalons.application.etablissements.tests.factories import unite_de
    from jalons.application.places.models import Occupation
    from jalons.application.places.tests.factories import DemandeFactory
    from jalons.application.socle.perimetre import perimetre

    connections["default"].settings_dict["OPTIONS"]["pool"] |= {"timeout": 300}
    with perimetre([CODE]):
        unite = unite_de(places)
        demandes = DemandeFactory.create_batch(bureaux)
    issues = ensemble([lambda d=d: _reserver(d, unite) for d in demandes])
    with perimetre([CODE]):
        rangs = sorted(Occupation.objects.filter(unite=unite).values_list("rang", flat=True))
    return {"issues": Counter(issues), "rangs": rangs, "ligne": _sur_une_ligne(bureaux)}


def ensemble(actes: list[Callable[[], str]]) -> list[str]:
    """How each act ended, all begun at the same moment."""
    from django.db import connections

    from jalons.application.socle.perimetre import perimetre
    from jalons.noyau.saisie import EntreeRefusee

    issues, depart = [], threading.Barrier(len(actes))

    def agir(acte: Callable[[], str]) -> None:
        depart.wait()
        try:
            with perimetre([CODE]):
                issue = acte()
            issues.append(issue)
        except EntreeRefusee as refus:
            issues.append("complet" if refus.fautes[0].lieu == "unite" else refus.fautes[0].message)
        except BaseException as erreur:  # noqa: BLE001 - a thread that dies in silence would prove nothing
            issues.append(f"{type(erreur).__name__}: {erreur}")
        finally:
            connections.close_all()

    fils = [threading.Thread(target=agir, args=(a,)) for a in actes]
    for fil in fils:
        fil.start()
    for fil in fils:
        fil.join()
    return issues


def _reserver(demande: Any, unite: Any) -> str:
    from django.utils import timezone

    from jalons.application.places import services

    jour = timezone.localdate()
    services.reserver(demande=demande, unite=unite, jusqu_au=jour + timedelta(days=3), par=None, jour=jour)
    return "réservée"


def _sur_une_ligne(bureaux: int) -> dict[str, Any]:
    """Half accept what a plan proposes to one child, half refuse it."""
    from django.utils import timezone

    from jalons.application.etablissements.tests.factories import unite_de
    from jalons.application.places import services
    from jalons.application.places.models import Decision, LigneDePlan, Occupation
    from jalons.application.places.tests.factories import DemandeFactory, plan_fait
    from jalons.application.socle.perimetre import perimetre

    with perimetre([CODE]):
        ligne = plan_fait(DemandeFactory(), unite_de(bureaux))

    def decider(rang: int) -> str:
        lue = LigneDePlan.objects.get(pk=ligne.pk)
        services.decider_ligne(ligne=lue, accepte=rang % 2 == 0, motif="Trop loin", par=None, jour=timezone.localdate())
        return "décidée"

    issues = ensemble([lambda n=n: decider(n) for n in range(bureaux)])
    with perimetre([CODE]):
        ligne.refresh_from_db()
        decisions = list(Decision.objects.filter(demande=ligne.demande))
        places = Occupation.objects.filter(demande=ligne.demande).count()
    gardees = [d.pk == ligne.decision_id and places == (d.occupation_id is not None) for d in decisions]
    return {"issues": Counter(issues), "decisions": len(decisions), "tient": all(gardees)}


if __name__ == "__main__":
    django.setup()
    print(json.dumps(main(*map(int, sys.argv[1:])), ensure_ascii=False))  # noqa: T201
