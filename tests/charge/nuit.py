"""A process in which the recalculation of the night meets agents who act on the same children and situations.

Each on her own connection. ``python -m tests.charge.nuit AGENTS TOURS GRAINE`` prints one JSON object: how each ended,
and whether what is kept is what the deadlines say.
"""

from __future__ import annotations

import json
import random
import sys
from collections import Counter
from datetime import timedelta
from functools import partial
from typing import Any

import django

CODE = "15"


def main(agents: int, tours: int, graine: int) -> dict[str, Any]:
    """Half of them recalculate everything, half act, all at once and ``tours`` times each."""
    from django.db import connections
    from django.utils import timezone
    from tests.charge.bureaux import ensemble

    from jalons.application.crip.models import RapportDu
    from jalons.application.crip.tests.factories import information, situation
    from jalons.application.enfants.tests.factories import EnfantFactory
    from jalons.application.etablissements.tests.factories import EtablissementFactory
    from jalons.application.faits.models import Echeance
    from jalons.application.socle.perimetre import perimetre

    connections["default"].settings_dict["OPTIONS"]["pool"] |= {"timeout": 300}
    jour = timezone.localdate()
    with perimetre([CODE]):
        enfants = EnfantFactory.create_batch(12)
        maisons = EtablissementFactory.create_batch(4)
        # households that share children: rows of several situations follow one file
        objets = [
            situation(*enfants[n : n + 4], au=jour, recue_le=jour - timedelta(days=9 + n)) for n in range(0, 9, 2)
        ]

    def nuit() -> str:
        from jalons.application.echeancier import recalcul

        for type_ in ("enfant", "etablissement"):
            recalcul.recalculer_lot(collectivite=CODE, type_=type_, depart=recalcul.DEBUT)
        return "nuit"

    def acte(hasard: random.Random) -> str:
        from jalons.application.crip import services
        from jalons.application.faits import services as faits
        from jalons.application.faits.services import Constat

        sorte = hasard.randrange(3)
        if sorte == 0:
            objet = hasard.choice(objets)
            services.joindre(
                situation=objet, information=information(recue_le=jour - timedelta(days=hasard.randrange(1, 9))),
                au=jour, par=None, version=None,
            )  # fmt: skip
            return "information"
        if sorte == 1:
            vus = hasard.sample(enfants, 5)
            faits.enregistrer_plusieurs(
                [Constat(e, "naissance", jour - timedelta(days=hasard.randrange(1000, 5000))) for e in vus], par=None
            )
            return "naissances"
        lieux = hasard.sample(maisons, 3)
        faits.enregistrer_plusieurs([Constat(m, "projet_etablissement_adopte", jour) for m in lieux], par=None)
        return "établissements"

    issues: list[str] = []
    for tour in range(tours):
        hasards = [random.Random(f"{graine}-{tour}-{n}") for n in range(agents)]  # noqa: S311 - a seed, not a secret
        issues += ensemble([nuit if n % 2 else partial(acte, h) for n, h in enumerate(hasards)])
    with perimetre([CODE]):
        gardes = {r.concerne_id: r.due_le for r in RapportDu.objects.all()}
        dits = {
            r.concerne_id: min(
                (
                    e.due_le
                    for e in Echeance.objects.filter(
                        sujet_type="enfant", sujet_id=r.concerne.enfant_id, regle="IP-EVAL", attendue=True,
                        fait__attributs__ip__startswith=r.situation.numero,
                    )
                ),
                default=None,
            )
            for r in RapportDu.objects.select_related("concerne", "situation")
        }  # fmt: skip
    return {"issues": Counter(issues), "tient": gardes == dits, "lignes": len(gardes)}


if __name__ == "__main__":
    django.setup()
    print(json.dumps(main(*map(int, sys.argv[1:])), ensure_ascii=False))  # noqa: T201
