"""Local rules of the child's path: each example is sound, and says what its département asks for."""

from datetime import date
from pathlib import Path

import pytest

from jalons.droit.echeances.evaluation import evaluer
from jalons.droit.echeances.faits import fait
from jalons.droit.echeances.local import regles_du_departement
from jalons.droit.loader import CATALOGUE

LOCAL = CATALOGUE / "local"
PAS_DE_CALAIS = LOCAL / "pas-de-calais" / "echeances.yaml"
CANTAL = LOCAL / "cantal" / "echeances.yaml"


def echeances(fichier: Path, sujet_type: str, *faits, au: date):
    regles = regles_du_departement(fichier)
    lus = [fait(f, regles.territoire, sujet_type=sujet_type, sujet="1") for f in faits]
    return {e.regle: (e.due_le, e.statut) for e in evaluer(regles, lus, au=au)}


@pytest.mark.parametrize("fichier", sorted(LOCAL.glob("*/echeances*.yaml")), ids=lambda f: f"{f.parent.name}/{f.stem}")
def test_un_exemple_de_departement_se_charge(fichier):
    assert regles_du_departement(fichier).regles


def test_le_cantal_suit_sa_part_d_evaluations_en_trois_mois():
    recue = {"evenement": "ip_recue", "le": "2023-09-15", "attributs": {"ip": "1", "origine": "professionnel"}}

    obtenues = echeances(CANTAL, "enfant", recue, au=date(2023, 12, 16))

    assert obtenues["IP-CIBLE-001"] == (date(2023, 12, 15), "en_retard")


def test_le_pas_de_calais_vise_trois_mois_pour_commencer_une_aemo():
    decidee = {"evenement": "aemo_decidee", "le": "2024-01-31", "attributs": {"mesure": "1", "type": "aemo"}}

    obtenues = echeances(PAS_DE_CALAIS, "enfant", decidee, au=date(2024, 4, 30))

    assert obtenues["ADM-DELAI-CIBLE-AED"] == (date(2024, 4, 30), "bientot")


@pytest.mark.parametrize(("mesures", "attendu"), [(20, None), (21, (None, "en_retard"))])
def test_le_pas_de_calais_plafonne_un_referent_a_vingt_mesures(mesures, attendu):
    charge = {
        "evenement": "local_charge_referent_relevee",
        "le": "2024-05-02",
        "attributs": {"referent": "r1", "mesures_suivies": mesures},
    }

    obtenues = echeances(PAS_DE_CALAIS, "etablissement", charge, au=date(2024, 6, 1))

    assert obtenues.get("LOCAL-62-MESURES-REFERENT") == attendu


def test_une_charge_ramenee_au_plafond_n_est_plus_un_ecart():
    relevee = {"referent": "r1", "mesures_suivies": 23}
    faits = (
        {"evenement": "local_charge_referent_relevee", "le": "2024-05-02", "attributs": relevee},
        {"evenement": "local_charge_referent_ramenee", "le": "2024-05-20", "attributs": {"referent": "r1"}},
    )

    obtenues = echeances(PAS_DE_CALAIS, "etablissement", *faits, au=date(2024, 6, 1))

    assert obtenues["LOCAL-62-MESURES-REFERENT"][1] in {"tenue", "tenue_en_retard"}
