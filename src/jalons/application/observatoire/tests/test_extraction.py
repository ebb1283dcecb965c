"""What the registers say becomes a chain: worked by hand, without a database."""

from datetime import date

import pytest

from jalons.application.observatoire.extraction import Enfant, Mesure, Projet, Situation, chaines
from jalons.noyau.dates import DateCivile

NE = DateCivile(2015, 3, 12)
JANVIER, FEVRIER, MARS, AVRIL, MAI = (date(2024, mois, 10) for mois in range(1, 6))


def enfant(cle=1, naissance=NE, deces=None, unite=None, reunis=None):
    return Enfant(cle, naissance, deces, unite, reunis)


def situation(*enfants, etat="recue", unite=None, origine="ecole", cle=1, recue=JANVIER, **actes):
    return Situation(cle, recue, etat, unite, origine, enfants or (1,), actes)


def mesure(cle=1, decidee=MARS, notifiee=None, debut=None, fin=None, origine="inconnue", nature="aed", qui=1):
    return Mesure(cle, qui, nature, origine, None, decidee, notifiee, debut, fin)


def une(situations=(), mesures=(), projets=(), enfants=None):
    lues = chaines(enfants or [enfant()], situations, mesures, projets)
    assert lues.height == 1
    return lues.row(0, named=True)


def test_une_situation_sans_acte_attend_sa_qualification():
    lue = une([situation()])
    assert (lue["chaine"], lue["recue_le"], lue["qualifiee_le"], lue["arret_le"]) == (
        "S1-1", JANVIER, None, date(2033, 3, 12),
    )  # fmt: skip
    assert (lue["arret"], lue["age"], lue["origine"]) == ("majorite", 8, "ecole")


@pytest.mark.parametrize(
    ("etat", "actes", "arret"),
    [
        ("non_qualifiee", {"ne_pas_qualifier": FEVRIER}, ("non_qualifiee", FEVRIER)),
        ("classee", {"qualifier": FEVRIER, "rendre_rapport": MARS, "classer": AVRIL}, ("classee", AVRIL)),
        ("transferee", {"qualifier": FEVRIER, "transferer": MARS}, ("transferee", MARS)),
        ("cloturee", {"ne_pas_qualifier": FEVRIER, "cloturer": MARS}, ("non_qualifiee", FEVRIER)),
        ("qualifiee", {"ne_pas_qualifier": FEVRIER, "joindre": FEVRIER, "qualifier": MARS}, ("majorite", date(2033, 3, 12))),
    ],
)  # fmt: skip
def test_ce_qui_arrete_une_situation(etat, actes, arret):
    lue = une([situation(etat=etat, **actes)])
    assert (lue["arret"], lue["arret_le"]) == arret


def test_un_signalement_direct_ne_passe_pas_par_l_evaluation():
    lue = une([situation(etat="signalee", qualifier=JANVIER, signaler=FEVRIER)], [mesure(decidee=MARS)])
    assert (lue["sans_objet"], lue["decidee_le"], lue["mesure"]) == (["evaluee"], MARS, 1)


def test_une_mesure_repond_a_la_situation_qui_l_appelait():
    lue = une(
        [situation(etat="aide_proposee", qualifier=JANVIER, rendre_rapport=FEVRIER)],
        [mesure(decidee=MARS, notifiee=AVRIL, debut=MAI)],
    )
    assert (lue["chaine"], lue["decidee_le"], lue["notifiee_le"], lue["effective_le"]) == ("S1-1", MARS, AVRIL, MAI)
    assert lue["arret"] is None


@pytest.mark.parametrize(
    ("dit", "champs"),
    [
        ("elle vient d'ailleurs", {"origine": "demande_famille"}),
        ("elle précède le rapport", {"decidee": JANVIER}),
        ("elle vient plus de deux ans après", {"decidee": date(2026, 3, 1)}),
        ("son jour n'est pas connu", {"decidee": None, "notifiee": AVRIL}),
    ],
)
def test_une_mesure_qui_ne_repond_pas_commence_sa_propre_chaine(dit, champs):
    actes = {"qualifier": JANVIER, "rendre_rapport": FEVRIER}
    lues = chaines([enfant()], [situation(etat="aide_proposee", **actes)], [mesure(**champs)], [])
    assert lues["chaine"].to_list() == ["M1", "S1-1"], dit
    assert lues.row(0, named=True)["sans_objet"] == ["recue", "qualifiee", "evaluee"]


def test_une_situation_garde_la_premiere_mesure_et_chacune_compte_une_fois():
    actes = {"qualifier": JANVIER, "rendre_rapport": FEVRIER}
    lues = chaines(
        [enfant()], [situation(etat="aide_proposee", **actes)], [mesure(1, decidee=AVRIL), mesure(2, decidee=MARS)], []
    )
    assert dict(lues.select("chaine", "mesure").iter_rows()) == {"S1-1": 2, "M1": 1}


def test_une_situation_fait_une_chaine_par_enfant():
    lues = chaines([enfant(1), enfant(2)], [situation(1, 2)], [], [])
    assert lues["chaine"].to_list() == ["S1-1", "S1-2"]


def test_deux_dossiers_reunis_font_un_enfant():
    lues = chaines([enfant(1, reunis=2), enfant(2)], [situation(1, 2)], [mesure(qui=1, origine="mna")], [])
    assert lues.select("chaine", "enfant").rows() == [("M1", 2), ("S1-2", 2)]


def test_une_mesure_pas_commencee_n_attend_plus_apres_la_majorite():
    assert une(mesures=[mesure()])["arret"] == "majorite"
    assert une(mesures=[mesure(debut=AVRIL)])["arret"] is None
    assert une(mesures=[mesure(nature="contrat_jeune_majeur")])["arret"] is None


def test_la_naissance_inconnue_n_arrete_rien_et_l_age_est_inconnu():
    lue = une([situation()], enfants=[enfant(naissance=None)])
    assert (lue["arret_le"], lue["age"]) == (None, None)


def test_un_deces_arrete_la_chaine():
    lue = une([situation()], enfants=[enfant(deces=DateCivile(2024, 2, 1))])
    assert (lue["arret"], lue["arret_le"]) == ("deces", date(2024, 2, 1))


@pytest.mark.parametrize(
    ("projets", "attendu"),
    [
        ([], (None, None, [])),
        ([Projet(1, AVRIL, MAI, None)], (AVRIL, MAI, [])),
        ([Projet(1, None, None, None)], (None, None, [])),
        ([Projet(1, JANVIER, JANVIER, None)], (None, None, ["ppe_etabli", "ppe_signe"])),
        ([Projet(1, JANVIER, JANVIER, FEVRIER), Projet(1, MAI, None, None)], (MAI, None, [])),
    ],
)
def test_le_projet_d_une_mesure_est_le_premier_qui_la_suit(projets, attendu):
    lue = une(mesures=[mesure(origine="mna", debut=MARS)], projets=projets)
    etapes = [e for e in lue["sans_objet"] if e.startswith("ppe")]
    assert (lue["ppe_etabli_le"], lue["ppe_signe_le"], etapes) == attendu


def test_l_unite_est_celle_de_la_situation_sinon_de_l_enfant():
    assert une([situation(unite=7)], enfants=[enfant(unite=3)])["territoire"] == "7"
    assert une([situation()], enfants=[enfant(unite=3)])["territoire"] == "3"
    assert une([situation()])["territoire"] is None
