"""Every "why" is true: checked by the rules alone."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from jalons.appariement.explications import assouplir, expliquer
from jalons.appariement.plan import planifier
from jalons.appariement.poids import poids_nationaux
from jalons.appariement.probleme import Ensemble, Fratrie, Incompatibilite, Position, Zone
from jalons.appariement.propositions import proposer, proposer_fratrie
from jalons.appariement.regles import Verdict, juger
from jalons.appariement.resultats import raconter
from jalons.appariement.terrain import Terrain
from jalons.appariement.tests.fabrique import enfant, lieu, terrain
from jalons.appariement.tirage import Demande, tirer


@pytest.mark.parametrize("graine", range(6))
def test_every_place_is_proposed_or_out_for_reasons_that_the_rules_confirm(graine: int) -> None:
    t = Terrain(tirer(Demande(8, 60, 2, 6, graine=graine)), poids_nationaux())
    for c, e in enumerate(t.enfants):
        dites = proposer(t, c, nombre=10_000)

        attendues = {
            la.cle: {
                code for code, v in juger(t.contexte, e, la).items() if t.verdict(code, v) is Verdict.NON_CONFORME
            }
            for la in t.lieux
        }  # fmt: skip
        assert {x.lieu: {r.code for r in x.raisons} for x in dites.ecartes} == {k: v for k, v in attendues.items() if v}
        assert {p.lieu for p in dites.retenues} == {k for k, v in attendues.items() if not v}
        assert [p.points for p in dites.retenues] == sorted(p.points or 0 for p in dites.retenues)


@pytest.mark.parametrize("graine", range(8))
def test_a_rule_relaxed_alone_opens_the_places_that_it_says(graine: int) -> None:
    t = Terrain(tirer(Demande(12, 14, graine=graine, lacunes=0.0)), poids_nationaux())
    for c, e in enumerate(t.enfants):
        for a in assouplir(t, c):
            ouverts = [
                la.cle
                for la in t.lieux
                if {k for k, v in juger(t.contexte, e, la).items() if t.verdict(k, v) is Verdict.NON_CONFORME}
                == {a.code}
            ]
            assert (a.lieux, a.exemple in ouverts) == (len(ouverts), True)


def test_an_explanation_adds_up_and_keeps_what_is_not_known_apart() -> None:
    t = terrain([enfant(duree_prevue_jours=None)], [lieu(accueil=None, accueillis=1)])

    vue = expliquer(t, 0, 0)

    assert vue.admissible
    assert {r.code: r.verdict for r in vue.regles if r.verdict != "conforme"} == {"sexe": "à vérifier"}
    notes = {n.code: (n.points, n.sur, n.connue) for n in vue.voeux}
    assert notes == {
        "duree": (15.0, 30, False), "charge": (3.33, 10, True), "territoire": (3.33, 10, True),
        "verification": (15.0, 15, True),
    }  # fmt: skip
    assert vue.points == 36.66


def test_silence_on_the_address_excludes_a_child_who_has_a_forbidden_zone() -> None:
    protege = enfant(zones_interdites=(Zone(commune="62041"),))
    t = terrain([protege], [lieu(position=None)])

    vue = expliquer(t, 0, 0)

    zone = next(r for r in vue.regles if r.code == "zone_interdite")
    assert (vue.admissible, vue.points, zone.verdict) == (False, None, "non conforme")
    assert "Le département écarte" in zone.phrase
    assert planifier(t).lieux == (None,)


def test_a_child_without_any_place_is_told_what_alone_would_open_one() -> None:
    t = terrain([enfant()], [lieu("a", age_max=9), lieu("b", age_max=8), lieu("c", age_max=8, publics=())])

    absent = raconter(t, planifier(t)).sans_place[0]

    assert absent.admissibles == 0
    assert [(a.code, a.lieux) for a in absent.assouplissements] == [("age", 2)]
    assert "âge (3)" in absent.phrase


def test_when_no_single_rule_is_the_cause_the_answer_says_so() -> None:
    t = terrain([enfant()], [lieu("a", age_max=9, publics=())])

    absent = raconter(t, planifier(t)).sans_place[0]

    assert absent.assouplissements == ()
    assert "Aucune règle seule n'en est la cause" in absent.phrase


def test_one_place_more_would_be_enough_and_it_is_true() -> None:
    t = terrain([enfant("a"), enfant("b")], [lieu("x", 1)])

    absent = raconter(t, planifier(t)).sans_place[0]

    assert [a.code for a in absent.assouplissements] == ["place_de_plus"]
    plus = tuple(replace(x, libres=2, places_autorisees=4) for x in t.lieux)
    assert None not in planifier(Terrain(replace(t.probleme, lieux=plus), t.poids)).lieux


def test_siblings_get_the_homes_that_hold_them_all_the_best_first() -> None:
    ici, la = (Position(latitude=Decimal(x), longitude=Decimal("2.8")) for x in ("50.3", "50.6"))
    trois = [enfant(c, parents=(ici,)) for c in "abc"]
    lieux = [lieu("loin", 3, position=la), lieu("petit", 2, position=ici), lieu("pres", 4, position=ici)]
    t = terrain(trois, lieux, fratries=(Fratrie("f", ("a", "b", "c")),))

    dites = proposer_fratrie(t, 0)

    assert [e.paires[0].lieu for e in dites.retenues] == ["pres", "loin"]
    assert [(x.nom, [r.phrase for r in x.raisons]) for x in dites.ecartes] == [
        ("petit", ["2 places libres pour 3 enfants."])
    ]
    assert dites.points_separes <= dites.retenues[0].points


def test_siblings_without_a_home_are_told_the_ways_out() -> None:
    trois = [enfant(c) for c in "abc"]
    lieux = [lieu("x", 2), lieu("y", 1), lieu("z", 3, age_max=9)]
    t = terrain(trois, lieux, fratries=(Fratrie("f", ("a", "b", "c"), Ensemble.OBLIGATOIRE),))

    reponse = raconter(t, planifier(t))

    assert [s.enfant for s in reponse.sans_place] == ["a", "b", "c"]
    codes = {a.code: a.phrase for a in reponse.sans_place[0].assouplissements}
    assert set(codes) == {"separer", "place_de_plus", "age"}
    assert codes["place_de_plus"] == "1 place de plus à x, qui convient à tous, suffirait."
    assert reponse.fratries[0].phrase == "Aucun lieu ne peut accueillir ensemble ces 3 enfants."


def test_incompatible_siblings_are_told_as_such() -> None:
    t = terrain(
        [enfant("a"), enfant("b")], [lieu("x", 2)], fratries=(Fratrie("f", ("a", "b")),),
        incompatibilites=(Incompatibilite(("a", "b")),),
    )  # fmt: skip

    assert "a, b sont incompatibles" in proposer_fratrie(t, 0).sans_solution


def test_the_account_of_a_plan_counts_what_it_says() -> None:
    t = Terrain(tirer(Demande(30, 25, 6, 5, graine=3)), poids_nationaux())
    plan = planifier(t)

    reponse = raconter(t, plan)

    b = reponse.bilan
    assert (b.enfants, b.places + b.sans_place) == (30, 30)
    assert b.places == len(reponse.propositions)
    assert b.fratries_ensemble == sum(g.ensemble for g in reponse.fratries)
    laisses = sum(t.poids.sans_place for _ in reponse.sans_place)
    assert sum(p.points or 0 for p in reponse.propositions) <= plan.points - laisses
    assert {s.enfant for s in reponse.sans_place} == {
        e.cle for e, cle in zip(t.enfants, plan.lieux, strict=True) if cle is None
    }  # fmt: skip
