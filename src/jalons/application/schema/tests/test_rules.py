from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jalons.application.schema import rules
from jalons.application.schema.dossier import (
    ActionBilan,
    Annonces,
    BilanAnterieur,
    DossierSchema,
    EngagementSchema,
    FicheSchema,
    Orientation,
    PlaceACreer,
    PlacesACreer,
    Priorite,
    StatutBilan,
)
from jalons.noyau.dates import DateCivile
from jalons.noyau.periodes import Periode

CINQ_ANS = Periode(DateCivile(2023), DateCivile(2027))


def bilan(*statuts: StatutBilan, annoncees: int | None, complete: bool = True) -> BilanAnterieur:
    actions = tuple(ActionBilan(i, statut=s) for i, s in enumerate(statuts, 1))
    return BilanAnterieur(
        complete, actions_annoncees=annoncees, orientations=(Orientation(1, "O", (Priorite(1, "P", actions),)),)
    )


@pytest.mark.parametrize(
    ("periode", "nombre"),
    [
        (CINQ_ANS, 0),
        (Periode(DateCivile(2023), DateCivile(2028)), 1),
        (Periode(DateCivile(2023, 6), DateCivile(2028)), 0),  # may end before June 2028: not checkable
        (Periode(DateCivile(2023, 6, 15), DateCivile(2028, 6, 14)), 0),
        (Periode(DateCivile(2023, 6, 15), DateCivile(2028, 6, 15)), 1),
        (Periode(DateCivile(1990), DateCivile(2001)), 0),
    ],
)
def test_duree_excessive(periode, nombre):
    assert len(rules.duree_excessive(periode)) == nombre


@pytest.mark.parametrize(
    ("au", "jours"),
    [(date(2026, 12, 30), None), (date(2026, 12, 31), 365), (date(2027, 12, 31), 0), (date(2028, 1, 1), -1)],
)
def test_schema_arrive_a_terme(au, jours):
    assert [e.chiffres["jours"] for e in rules.schema_arrive_a_terme(CINQ_ANS, au=au)] == (
        [] if jours is None else [jours]
    )


@pytest.mark.parametrize(
    ("nom", "annonce", "complete", "ecarts"),
    [("conforme", 150, True, 0), ("faux", 200, True, 1), ("détail partiel", 200, False, 0), ("non dit", None, True, 0)],
)
def test_places(nom, annonce, complete, ecarts):
    places = PlacesACreer(complete, annonce, (PlaceACreer("a", 100), PlaceACreer("b", 50)), (PlaceACreer("c", 9),))

    assert len(rules.places_incoherentes(places)) == ecarts, nom


def test_le_bilan_annonce_et_le_bilan_lisible():
    deux = (StatutBilan.REALISEE, StatutBilan.INCONNU)

    assert [e.chiffres["difference"] for e in rules.bilan_incoherent(bilan(*deux, annoncees=5))] == [-3]
    assert rules.bilan_incoherent(bilan(*deux, annoncees=2)) == []
    assert rules.bilan_incoherent(bilan(*deux, annoncees=5, complete=False)) == []


@given(st.lists(st.sampled_from(StatutBilan), max_size=30))
def test_le_taux_du_bilan_ne_compte_pas_l_inconnu(statuts):
    taux = rules.taux_du_bilan(bilan(*statuts, annoncees=None))

    assert taux.inconnues == statuts.count(StatutBilan.INCONNU)
    assert (taux.taux is None) == (taux.connues == 0)
    assert taux.taux is None or 0 <= taux.taux <= 100


def test_les_effectifs_annonces_et_les_fiches():
    pleine = FicheSchema(1, "A", pilotes=("P",), public="p", calendrier="c", financements="f")
    dossier = DossierSchema("62", "S", CINQ_ANS, True, annonces=Annonces(engagements=1, fiches=3),
                            engagements=(EngagementSchema(1, "E"),), fiches=(pleine, FicheSchema(2, "B")))  # fmt: skip

    trouves = {e.code: e.chiffres for e in rules.controler(dossier, date(2024, 1, 1))}

    assert trouves["effectif_annonce_different"]["difference"] == -1
    assert trouves["fiche_incomplete"] == {
        "fiches": 1, "manquants": {"public": 1, "acteurs": 1, "calendrier": 1, "financements": 1},
    }  # fmt: skip


def test_ce_que_jalons_sait_d_une_fiche_ne_lui_manque_pas():
    fiches = (FicheSchema(1, "A", pilotes=("P",), public="p"), FicheSchema(2, "B", pilotes=("P",), public="p"))
    dossier = DossierSchema("62", "S", CINQ_ANS, True, fiches=fiches)

    (ecart,) = rules.fiches_incompletes(dossier, {1: frozenset({"calendrier", "financements"})})

    assert ecart.chiffres == {"fiches": 1, "manquants": {"calendrier": 1, "financements": 1}}
