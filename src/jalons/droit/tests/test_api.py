"""What other modules rely on: answers of the catalogue, and what it refuses to answer."""

import subprocess
import sys
from datetime import date
from decimal import Decimal

import pytest

import jalons.droit as droit
from jalons.droit import DroitInapplicable
from jalons.droit.evaluation import composition, parts_departement
from jalons.droit.model import Provenance, TermeImpose
from jalons.noyau.dates import DateCivile


def test_le_catalogue_donne_les_six_regimes_dans_l_ordre_de_leurs_actes():
    assert [r.id for r in droit.regimes()] == ["2020", "2021", "2022", "2023", "2024", "2025-2027"]


def test_un_regime_herite_ce_que_son_fichier_ne_dit_pas():
    regime_2020, regime_2021 = droit.regime("2020"), droit.regime("2021")

    assert regime_2021.objectifs == regime_2020.objectifs
    assert regime_2021.engagements == regime_2020.engagements
    assert regime_2021.echeances != regime_2020.echeances


def test_les_cinq_objectifs_de_pmi_sont_payes_par_le_fir():
    pmi = [o.code for o in droit.regime("2022").objectifs if o.sources == ("FIR1",)]

    assert pmi == ["epp", "bsem", "vad_sages_femmes", "vad_puericultrices", "consultations_infantiles"]


def test_un_objectif_garde_son_code_d_un_regime_a_l_autre_quand_sa_categorie_change():
    assert droit.regime("2020").objectif("crip_delai").categorie == "obligatoire"
    assert droit.regime("2022").objectif("crip_delai").categorie == "facultatif"


@pytest.mark.parametrize(
    ("provenance", "confirmee"),
    [
        (Provenance("x", "A"), True),
        (Provenance("x", "D"), True),
        (Provenance("x", "R"), False),
        (Provenance("x", "B", vu=False), False),
    ],
)
def test_un_fait_rappele_ou_non_vu_n_est_pas_confirme(provenance, confirmee):
    assert provenance.confirmee is confirmee


def test_les_cinq_champs_de_la_fiche_sont_ceux_que_la_circulaire_nomme():
    obligatoires = [c.code for c in droit.champs_fiche_action() if c.obligatoire]

    assert obligatoires == ["objet", "public", "acteurs", "calendrier", "financements"]


def test_le_communique_de_2020_fait_80_millions():
    montants = [m.montant for m in droit.montants_nationaux() if m.exercice == 2020]

    assert sum(montants) == Decimal(80_000_000)


def test_l_ondam_n_arrive_pas_au_departement():
    assert droit.source("ONDAM_MS").beneficiaire == "essms"


@pytest.mark.parametrize(
    ("question", "message"),
    [
        (lambda: droit.regime("2019"), "Le régime « 2019 » n'existe pas.*2025-2027"),
        (lambda: droit.source("P305"), "« P305 » n'existe pas.*P304"),
        (lambda: droit.parametre("a.b"), "« a.b » n'existe pas"),
        (lambda: droit.regime_en_vigueur(date(2019, 1, 1)), "premier acte est diffusé le 22 mai 2020"),
        (
            lambda: droit.parametre("casf.l312_4.duree_maximale").au(date(1999, 1, 1)),
            "première valeur le 3 janvier 2002",
        ),
        (lambda: droit.regle_cofinancement().base("X"), "P304, P304\\+FIR, ETAT\\+ARS"),
    ],
)
def test_une_question_sans_reponse_le_dit_et_dit_quoi_faire(question, message):
    with pytest.raises(DroitInapplicable, match=message):
        question()


@pytest.mark.parametrize(
    ("signature", "vise"),
    [("2021", True), ("2020", False), ("2024-01", False), ("2023-12-31", True), ("2024-01-01", False)],
)
def test_le_terme_de_2023_vise_par_la_seule_date_de_signature(signature, vise):
    assert bool(droit.termes_imposes(DateCivile.lire(signature))) is vise


def test_une_signature_trop_vague_ne_dit_ni_oui_ni_non():
    terme = TermeImpose(
        "t", "T", date(2023, 12, 31), date(2021, 6, 1), date(2023, 12, 31), date(2023, 4, 25), "", Provenance("x", "B")
    )

    assert terme.vise(DateCivile(2021)) is None


def test_la_composition_dit_ce_qui_manque_et_quoi_faire():
    reponse = composition(droit.regime("2022"), obligatoires=11, facultatifs=5)

    assert reponse.message == (
        "Régime 2022 : 11 objectifs obligatoires retenus au lieu de 6 ; 5 objectifs facultatifs retenus, "
        "de 6 à 23 attendus. Complétez la liste, ou vérifiez le régime du contrat."
    )
    assert reponse.confirme


def test_une_part_nulle_sans_montant_n_est_pas_verifiable():
    parts = parts_departement({"DEPT": Decimal(0), "P304": Decimal(0)}, jour=date(2022, 1, 1))

    assert {p.resultat for p in parts.values()} == {"non_verifiable"}


def test_lire_le_catalogue_n_importe_ni_django_ni_jsonschema():
    code = "import sys, jalons.droit as d; d.regimes(); print(sorted({'django', 'jsonschema'} & set(sys.modules)))"

    sortie = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout

    assert sortie.strip() == "[]"
