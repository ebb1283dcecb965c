"""A process in which many desks reserve places of one unit at once, each on her own connection.

``python -m tests.charge.bureaux BUREAUX PLACES GRAINE`` prints one JSON object: how each ended, which places were given.
"""

from __future__ import annotations

import json
import sys
import threading
from collections import Counter
from datetime import timedelta
from typing import Any

import django


def main(bureaux: int, places: int, graine: int) -> dict[str, Any]:
    """Everybody at once; then what is left."""
    from django.db import connections
    from django.utils import timezone

    from jalons.application.etablissements.tests.factories import unite_de
    from jalons.application.places import services
    from jalons.application.places.models import Occupation
    from jalons.application.places.tests.factories import DemandeFactory
    from jalons.application.socle.perimetre import perimetre
    from jalons.noyau.saisie import EntreeRefusee

    connections["default"].settings_dict["OPTIONS"]["pool"] |= {"timeout": 300}
    jour, issues, depart = timezone.localdate(), [], threading.Barrier(bureaux)
    with perimetre(["15"]):
        unite = unite_de(places)
        demandes = DemandeFactory.create_batch(bureaux)

    def reserver(demande: Any) -> None:
        depart.wait()
        try:
            with perimetre(["15"]):
                services.reserver(demande=demande, unite=unite, jusqu_au=jour + timedelta(days=3), par=None, jour=jour)
            issues.append("réservée")
        except EntreeRefusee as refus:
            issues.append("complet" if refus.fautes[0].lieu == "unite" else str(refus))
        except BaseException as erreur:  # noqa: BLE001 - a thread that dies in silence would prove nothing
            issues.append(f"{type(erreur).__name__}: {erreur}")
        finally:
            connections.close_all()

    fils = [threading.Thread(target=reserver, args=(d,)) for d in demandes]
    for fil in fils:
        fil.start()
    for fil in fils:
        fil.join()
    with perimetre(["15"]):
        rangs = sorted(Occupation.objects.filter(unite=unite).values_list("rang", flat=True))
    return {"issues": Counter(issues), "rangs": rangs}


if __name__ == "__main__":
    django.setup()
    print(json.dumps(main(*map(int, sys.argv[1:])), ensure_ascii=False))  # noqa: T201
