"""The plan: what it may never do, what it prefers, how it tells its proof."""

from __future__ import annotations

import os
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jalons.appariement.plan import Plan, planifier
from jalons.appariement.poids import poids_nationaux
from jalons.appariement.probleme import (
    Affectation,
    Ensemble,
    Fratrie,
    Incompatibilite,
    Position,
)  # fmt: skip
from jalons.appariement.regles import Verdict, juger
from jalons.appariement.terrain import Terrain
from jalons.appariement.tests.fabrique import enfant, jour, lieu, terrain
from jalons.appariement.tirage import Demande, tirer
from jalons.noyau.saisie import EntreeRefusee

LONGS = bool(os.environ.get("JALONS_TESTS_LONGS"))


def regles_brisees(t: Terrain, plan: Plan) -> list[str]:
    """Every hard rule that a plan breaks, by the rules of one pair and plain counting."""
    brisees, dans = [], dict[str, list[str]]()
    for e, cle in zip(t.enfants, plan.lieux, strict=True):
        if cle is None:
            continue
        la = t.lieux[t.rang_lieu[cle]]
        dans.setdefault(la.cle_maison, []).append(e.cle)
        constats = juger(t.contexte, e, la)
        brisees += [f"{e.cle} {c}" for c, v in constats.items() if t.verdict(c, v) is Verdict.NON_CONFORME]
    for la in t.lieux:
        nombre = plan.lieux.count(la.cle)
        autorisees = la.places_autorisees
        if nombre > la.libres or (
            autorisees is not None
            and la.accueillis is not None
            and la.accueillis + nombre > max(autorisees, la.accueillis)
        ):
            brisees.append(f"{la.cle} capacité")
    for paire in t.probleme.incompatibilites:
        brisees += [f"{paire.enfants}" for ensemble in dans.values() if set(paire.enfants) <= set(ensemble)]
    for f in t.probleme.fratries:
        places = [plan.lieux[t.rang_enfant[e]] for e in f.enfants]
        maisons = {p and t.lieux[t.rang_lieu[p]].cle_maison for p in places}
        if f.ensemble is Ensemble.OBLIGATOIRE and len(maisons) > 1:
            brisees.append(f.cle)
    return brisees


@settings(max_examples=10_000 if LONGS else 25, deadline=None)
@given(
    enfants=st.integers(0, 12), places=st.integers(0, 20), fratries=st.integers(0, 4),
    incompatibilites=st.integers(0, 5), graine=st.integers(0, 10**6), obligatoires=st.sampled_from([0.0, 0.3, 1.0]),
)  # fmt: skip
def test_no_hard_rule_is_ever_broken(
    enfants: int, places: int, fratries: int, incompatibilites: int, graine: int, obligatoires: float
) -> None:
    demande = Demande(enfants, places, fratries, incompatibilites, graine, obligatoires=obligatoires)
    t = Terrain(tirer(demande), poids_nationaux())

    plan = planifier(t)

    assert regles_brisees(t, plan) == []
    assert plan.borne <= plan.points
    assert plan.prouve == (plan.ecart == 0)


def test_the_same_problem_gets_the_same_plan_twice() -> None:
    probleme = tirer(Demande(40, 120, 8, 6, graine=4))

    plans = [planifier(Terrain(probleme, poids_nationaux())) for _ in range(2)]

    assert plans[0] == plans[1]
    assert plans[0].prouve


def test_siblings_stay_together_even_a_little_farther() -> None:
    pres, loin = (Position(latitude=Decimal(la), longitude=Decimal("2.8")) for la in ("50.3", "50.5"))
    deux = [enfant("a", parents=(pres,)), enfant("b", parents=(pres,))]
    lieux = [lieu("seul", 1, position=pres), lieu("autre", 1, position=pres), lieu("duo", 2, position=loin)]

    ensemble = planifier(terrain(deux, lieux, fratries=(Fratrie("f", ("a", "b")),)))
    sans_lien = planifier(terrain(deux, lieux))

    assert ensemble.lieux == ("duo", "duo")
    assert set(sans_lien.lieux) == {"seul", "autre"}


def test_two_units_of_one_home_are_one_place_to_live() -> None:
    deux = [enfant("a"), enfant("b", naissance=jour("2022-01-01"))]
    petits, grands = lieu("petits", 1, maison="village", age_max=5), lieu("grands", 1, maison="village", age_min=6)

    plan = planifier(terrain(deux, [petits, grands], fratries=(Fratrie("f", ("a", "b"), Ensemble.OBLIGATOIRE),)))

    assert plan.lieux == ("grands", "petits")


def test_incompatible_children_never_share_a_home() -> None:
    deux = [enfant("a"), enfant("b")]
    ensemble = [lieu("x", 1, maison="m"), lieu("y", 1, maison="m")]

    plan = planifier(terrain(deux, ensemble, incompatibilites=(Incompatibilite(("a", "b")),)))

    assert plan.lieux.count(None) == 1
    assert plan.prouve


def test_siblings_who_must_stay_together_are_left_together_when_no_home_holds_them() -> None:
    deux = [enfant("a"), enfant("b")]
    seuls = [lieu("x", 1), lieu("y", 1)]

    plan = planifier(terrain(deux, seuls, fratries=(Fratrie("f", ("a", "b"), Ensemble.OBLIGATOIRE),)))

    assert plan.lieux == (None, None)


def test_a_place_of_which_all_is_known_comes_before_one_to_be_checked() -> None:
    plan = planifier(terrain([enfant()], [lieu("flou", accueil=None), lieu("sûr")]))

    assert plan.lieux == ("sûr",)


def test_a_place_to_be_checked_is_better_than_none() -> None:
    plan = planifier(terrain([enfant()], [lieu("flou", accueil=None)]))

    assert plan.lieux == ("flou",)


def test_the_child_who_has_waited_longest_is_not_the_one_left_out() -> None:
    recent, ancien = enfant("a", attend_depuis=jour("2026-01-01")), enfant("b", attend_depuis=jour("2025-06-01"))

    plan = planifier(terrain([recent, ancien], [lieu("x")]))

    assert plan.lieux == (None, "x")


def test_a_large_group_of_siblings_is_kept_together_and_proved() -> None:
    sept = [enfant(f"e{i}") for i in range(7)]
    lieux = [lieu(f"l{i}", 2) for i in range(5)] + [lieu("grand", 7)]

    plan = planifier(terrain(sept, lieux, fratries=(Fratrie("f", tuple(e.cle for e in sept)),)))

    assert set(plan.lieux) == {"grand"}
    assert plan.prouve


def test_planning_again_changes_little_when_changes_are_limited() -> None:
    probleme = tirer(Demande(20, 40, 3, 2, graine=9))
    avant = planifier(Terrain(probleme, poids_nationaux()))
    affectations = tuple(Affectation(e.cle, cle) for e, cle in zip(probleme.enfants, avant.lieux, strict=True) if cle)
    occupe = next(a.lieu for a in affectations)
    fermes = tuple(replace(x, libres=0) if x.cle == occupe else x for x in probleme.lieux)
    ensuite = Terrain(replace(probleme, lieux=fermes, precedent=affectations), poids_nationaux())

    libre, serre = planifier(ensuite), planifier(ensuite, changements=0)

    perdus = [a for a in affectations if a.lieu == occupe]
    gardes = [a for a in affectations if a.lieu != occupe]
    assert all(serre.lieux[ensuite.rang_enfant[a.enfant]] == a.lieu for a in gardes)
    assert libre.points <= serre.points
    assert perdus


def test_too_few_changes_are_refused_with_the_number_needed() -> None:
    deux = [enfant("a"), enfant("b")]
    precedent = (Affectation("a", "x"), Affectation("b", "x"))
    t = terrain(deux, [lieu("x", 1), lieu("y", 1)], precedent=precedent)

    with pytest.raises(EntreeRefusee, match="il en faut 1"):
        planifier(t, changements=0)
    assert sorted(p or "" for p in planifier(t, changements=1).lieux) == ["x", "y"]


def test_nobody_waiting_or_no_place_is_a_plan_too() -> None:
    assert planifier(terrain([], [lieu()])).lieux == ()
    assert planifier(terrain([enfant()], [])).lieux == (None,)
