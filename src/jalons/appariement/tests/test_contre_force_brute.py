"""The plan against every plan, on problems small enough to try them all."""

from __future__ import annotations

import os

import pytest

from jalons.appariement.plan import planifier
from jalons.appariement.poids import poids_nationaux
from jalons.appariement.regles import Verdict, juger
from jalons.appariement.terrain import Terrain
from jalons.appariement.tests.fabrique import force_brute
from jalons.appariement.tirage import Demande, tirer
from jalons.appariement.voeux import noter, sans_place

LONGS = bool(os.environ.get("JALONS_TESTS_LONGS"))
PAQUETS = 40 if LONGS else 10
PAR_PAQUET = 20


def _demande(graine: int) -> Demande:
    enfants = 2 + graine % 4
    return Demande(enfants, 2 + graine % 6, fratries=graine % 3, incompatibilites=graine % 3, graine=graine)


@pytest.mark.parametrize("paquet", range(PAQUETS))
def test_the_plan_costs_what_the_best_of_all_plans_costs(paquet: int) -> None:
    for graine in range(paquet * PAR_PAQUET, (paquet + 1) * PAR_PAQUET):
        t = Terrain(tirer(_demande(graine)), poids_nationaux())
        paires = {
            (c, j): round(100 * sum(n.points for n in noter(t, c, j, t.juger(c))))
            for c, e in enumerate(t.enfants)
            for j, lieu in enumerate(t.lieux)
            if all(
                t.verdict(code, constat) is not Verdict.NON_CONFORME
                for code, constat in juger(t.contexte, e, lieu).items()
            )
        }

        plan = planifier(t)

        assert plan.prouve
        assert round(100 * plan.points) == force_brute(t, paires, [sans_place(t, c) for c in range(len(t.enfants))]), (
            graine
        )
