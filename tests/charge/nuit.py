"""A process in which the recalculation of the night meets agents who act on the same children and situations.

Each on her own connection. ``python -m tests.charge.nuit AGENTS TOURS GRAINE`` prints one JSON object: how each ended,
and whether what is kept is what the deadlines say.
"""

from __future__ import annotations

import json
import random
import sys
from collections import Counter
from datetime import date, timedelta
from functools import partial
from typing import Any

import django

CODE = "15"


def main(agents: int, tours: int, graine: int) -> dict[str, Any]:
    """Half of them recalculate everything, half act, all at once and ``tours`` times each."""
    from django.db import connections
    from django.utils import timezone
    from tests.charge.bureaux import ensemble

    from jalons.application.crip.tests.factories import situation
    from jalons.application.enfants.tests.factories import EnfantFactory
    from jalons.application.etablissements.tests.factories import EtablissementFactory
    from jalons.application.socle.perimetre import perimetre

    connections["default"].settings_dict["OPTIONS"]["pool"] |= {"timeout": 300}
    jour = timezone.localdate()
    with perimetre([CODE]):
        enfants, maisons = EnfantFactory.create_batch(12), EtablissementFactory.create_batch(4)
        # households that share children: rows of several situations follow one file
        objets = [situation(*enfants[n : n + 4], au=jour, recue_le=jour - timedelta(9 + n)) for n in range(0, 9, 2)]
    agir, issues = partial(_agir, enfants, maisons, objets, jour), list[str]()
    for tour in range(tours):
        hasards = [random.Random(f"{graine}-{tour}-{n}") for n in range(agents)]  # noqa: S311 - a seed, not a secret
        issues += ensemble([_nuit if n % 2 else partial(agir, h) for n, h in enumerate(hasards)])
    with perimetre([CODE]):
        gardes, dits = _gardes_et_dits()
    return {"issues": Counter(issues), "tient": gardes == dits, "lignes": len(gardes)}


def _nuit() -> str:
    from jalons.application.echeancier import recalcul

    for type_ in ("enfant", "etablissement"):
        recalcul.recalculer_lot(collectivite=CODE, type_=type_, depart=recalcul.DEBUT)
    return "nuit"


def _agir(enfants: list[Any], maisons: list[Any], objets: list[Any], jour: date, hasard: random.Random) -> str:
    """An information joined to a situation, the birth of five children, a fact on three establishments."""
    from jalons.application.crip import services
    from jalons.application.crip.tests.factories import information
    from jalons.application.faits import services as faits
    from jalons.application.faits.services import Constat

    sorte = hasard.randrange(3)
    if sorte == 0:
        dite = information(recue_le=jour - timedelta(days=hasard.randrange(1, 9)))
        services.joindre(situation=hasard.choice(objets), information=dite, au=jour, par=None, version=None)
        return "information"
    if sorte == 1:
        nes = [(e, jour - timedelta(days=hasard.randrange(1000, 5000))) for e in hasard.sample(enfants, 5)]
        faits.enregistrer_plusieurs([Constat(e, "naissance", le) for e, le in nes], par=None)
        return "naissances"
    lieux = hasard.sample(maisons, 3)
    faits.enregistrer_plusieurs([Constat(m, "projet_etablissement_adopte", jour) for m in lieux], par=None)
    return "établissements"


def _gardes_et_dits() -> tuple[dict[int, date | None], dict[int, date | None]]:
    """The day kept for each child of each situation, and the one that his deadlines say."""
    from jalons.application.crip.models import RapportDu
    from jalons.application.faits.models import Echeance

    lus = list(RapportDu.objects.select_related("concerne", "situation"))
    dits = {}
    for garde in lus:
        siennes = Echeance.objects.filter(
            sujet_type="enfant", sujet_id=garde.concerne.enfant_id, regle="IP-EVAL", attendue=True,
            fait__attributs__ip__startswith=garde.situation.numero,
        )  # fmt: skip
        dits[garde.concerne_id] = min((e.due_le for e in siennes), default=None)
    return {g.concerne_id: g.due_le for g in lus}, dits


if __name__ == "__main__":
    django.setup()
    print(json.dumps(main(*map(int, sys.argv[1:])), ensure_ascii=False))  # noqa: T201
