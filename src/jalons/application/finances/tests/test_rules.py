from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jalons.application.finances import calculs, rules
from jalons.application.finances.calculs import EtatRegle
from jalons.application.finances.lignes import Beneficiaire, LigneFinanciere, Version
from jalons.noyau.montants import PrecisionMontant
from jalons.noyau.tests.strategies import MONTANTS

AU = date(2022, 1, 1)


def ligne(source: str, valeur: object, cle: str = "", **autres) -> LigneFinanciere:
    champs = {"version": Version.SIGNE, "annee": 2021, **autres}
    return LigneFinanciere(cle or source.lower(), cle or source, Decimal(str(valeur)), source=source, **champs)


def total(valeur: object, **autres) -> LigneFinanciere:
    return ligne("", valeur, "total", total=True, **autres)


def codes(ecarts) -> list[str]:
    return [e.code for e in ecarts]


def etats(*lignes: LigneFinanciere, complete: bool = True) -> dict[str, str]:
    parts = calculs.parts_departement(lignes, complete=complete, au=AU)
    return {code: p.etat.value for code, p in parts.items()}


@pytest.mark.parametrize(
    ("nom", "lignes", "attendu"),
    [
        ("exact", [total(30), ligne("P304", 10), ligne("FIR1", 20)], []),
        ("un euro de trop", [total(30), ligne("P304", 11), ligne("FIR1", 20)], ["total_incoherent"]),
        ("un centime de moins", [total(30), ligne("P304", "9.99"), ligne("FIR1", 20)], ["total_incoherent"]),
        ("rien à additionner", [total(30)], []),
        ("la partie ne s'ajoute pas", [total(10), ligne("P304", 10), ligne("P304", 4, "dont", inclus_dans="p304")], []),
        ("la partie dépasse le tout", [ligne("P304", 10), ligne("P304", 11, "dont", inclus_dans="p304")],
         ["total_incoherent"]),
        ("somme de deux lignes nommées", [total(10, somme_de=("p304",)), ligne("P304", 10), ligne("FIR1", 20)], []),
        ("« plus de » couvre l'arrondi", [total(1_600_000, precision=PrecisionMontant.PLUS_DE), ligne("P304", 1_641_850)], []),
        ("« plus de » ne couvre pas moins", [total(1_600_000, precision=PrecisionMontant.PLUS_DE), ligne("P304", 1_599_999)],
         ["total_incoherent"]),
        ("« plus de » a une limite", [total(1_600_000, precision=PrecisionMontant.PLUS_DE), ligne("P304", 1_700_000)],
         ["total_incoherent"]),
        ("« environ » couvre la moitié du dernier chiffre", [total(1_600_000, precision=PrecisionMontant.ENVIRON),
                                                             ligne("P304", 1_550_000)], []),
        ("« jusqu'à » couvre moins", [total(100, precision=PrecisionMontant.JUSQUA), ligne("P304", 3)], []),
        ("« jusqu'à » ne couvre pas plus", [total(100, precision=PrecisionMontant.JUSQUA), ligne("P304", 101)],
         ["total_incoherent"]),
    ],
)  # fmt: skip
def test_total_incoherent(nom, lignes, attendu):
    assert codes(rules.total_incoherent(lignes)) == attendu, nom


def test_un_total_faux_dit_ce_qui_manque():
    (ecart,) = rules.total_incoherent([total(30), ligne("P304", 10), ligne("FIR1", 15)])

    assert ecart.chiffres == {"annonce": 30, "calcule": 25, "difference": -5}
    assert "5 € manquent".replace(" ", "\xa0", 1) in ecart.message


@pytest.mark.parametrize(
    ("nom", "lignes", "complete", "attendu"),
    [
        ("moitié exacte", [ligne("DEPT", 100), ligne("P304", 60), ligne("FIR1", 40)], True,
         ["respectee", "respectee", "respectee"]),
        ("un centime sous la moitié", [ligne("DEPT", "99.99"), ligne("P304", 60), ligne("FIR1", 40)], True,
         ["respectee", "non_respectee", "non_respectee"]),
        ("l'ONDAM ne compte que dans la plus large", [ligne("DEPT", 100), ligne("P304", 60), ligne("FIR1", 40),
                                                      ligne("ONDAM_MS", 1)], True,
         ["respectee", "respectee", "non_respectee"]),
        ("État d'un bloc", [ligne("DEPT", 55), ligne("ETAT", 50)], True,
         ["non_verifiable", "non_verifiable", "respectee"]),
        ("part du département absente", [ligne("P304", 60)], True, ["non_verifiable"] * 3),
        ("liste incomplète", [ligne("DEPT", 100), ligne("P304", 60)], False,
         ["respectee", "non_verifiable", "non_verifiable"]),
        ("approximation qui ne tranche pas", [ligne("DEPT", 100, precision=PrecisionMontant.ENVIRON),
                                              ligne("P304", 100)], True, ["non_verifiable"] * 3),
        ("département nul, dit par le document", [ligne("DEPT", 0), ligne("P304", 10)], True, ["non_respectee"] * 3),
        ("tout est nul", [ligne("DEPT", 0), ligne("P304", 0)], True, ["non_verifiable"] * 3),
    ],
)  # fmt: skip
def test_la_part_du_departement_a_trois_etats_sous_chaque_base(nom, lignes, complete, attendu):
    assert list(etats(*lignes, complete=complete).values()) == attendu, nom


def test_une_part_insuffisante_est_dite_et_ne_bloque_pas_tant_que_l_assiette_n_est_pas_confirmee():
    trouves = rules.part_departement([ligne("DEPT", 40), ligne("P304", 60)], complete=True, au=AU)

    assert codes(trouves) == ["part_departement_insuffisante"] * 3
    assert trouves[0].chiffres["part"] == Decimal("40.00")
    assert not any(e.bloque for e in trouves)


def test_avant_toute_regle_la_part_n_est_pas_verifiable():
    lignes = [ligne("DEPT", 40), ligne("P304", 60)]

    parts = calculs.parts_departement(lignes, complete=True, au=date(2019, 1, 1))

    assert {p.etat for p in parts.values()} == {EtatRegle.NON_VERIFIABLE}
    assert rules.part_departement(lignes, complete=True, au=date(2019, 1, 1)) == []


@pytest.mark.parametrize(
    ("champs", "attendu"),
    [({"annee": 2021}, 0), ({"annee": None, "par_an": True}, 0), ({"annee": None}, 1)],
)
def test_periode_inconnue(champs, attendu):
    assert len(rules.periode_inconnue([ligne("P304", 1, **champs)])) == attendu


def test_des_montants_par_an_ne_s_ajoutent_pas_sans_avertir_a_ceux_d_une_annee():
    assert rules.rythmes_melanges([ligne("P304", 1, annee=None, par_an=True), ligne("FIR1", 1, annee=None)]) == []
    assert codes(rules.rythmes_melanges([ligne("P304", 1, annee=None, par_an=True), ligne("FIR1", 1)])) == [
        "rythmes_melanges"
    ]


def test_l_argent_verse_ailleurs_ne_compte_pas_pour_le_departement():
    lignes = [
        ligne("P304", 100, beneficiaire=Beneficiaire.DEPARTEMENT),
        ligne("ONDAM_MS", 30, beneficiaire=Beneficiaire.ESSMS),
        ligne("DEPT", 500),
    ]

    (ecart,) = rules.beneficiaire_hors_departement(lignes)

    assert ecart.confirme
    assert ecart.chiffres == {"departement": 100, "essms": 30, "inconnu": 0}


def test_un_beneficiaire_presume_n_est_pas_confirme():
    (ecart,) = rules.beneficiaire_hors_departement([ligne("ONDAM_MS", 30)])

    assert not ecart.confirme
    assert rules.beneficiaire_hors_departement([ligne("P304", 30)]) == []


@pytest.mark.parametrize(
    ("nom", "payeurs", "attendu"),
    [
        ("deux financeurs", ["P304", "ONDAM_MS"], ["double_financement"]),
        ("le département cofinance", ["P304", "DEPT"], []),
        ("deux lignes d'un financeur", ["P304", "P304"], []),
    ],
)
def test_double_financement(nom, payeurs, attendu):
    lignes = [ligne(s, 10, f"l{i}", action=("usema", "liste")[i]) for i, s in enumerate(payeurs)]
    actions = {"usema": frozenset({"USEMA"}), "liste": frozenset({"USEMA", "CRIP"})}

    assert codes(rules.double_financement(lignes, actions)) == attendu, nom


def test_double_financement_dit_chaque_financeur_une_fois():
    lignes = [
        ligne(s, 10, f"l{i}", action="usema", annee=2025 + i // 2)
        for i, s in enumerate(["P304", "ONDAM_MS", "P304", "ONDAM_MS"])
    ]

    (ecart,) = rules.double_financement(lignes, {"usema": frozenset({"USEMA"})})

    assert ecart.chiffres["sources"] == ["P304", "ONDAM_MS"]
    assert ecart.chiffres["montants"] == [20, 20]
    assert "en 2025, 10\xa0€ en 2026) et par" in ecart.message


def test_montant_approximatif():
    exact, rond = ligne("P304", 1), ligne("FIR1", 1, precision=PrecisionMontant.PLUS_DE)

    assert [e.objet for e in rules.montant_approximatif([exact, rond])] == ["finances/fir1"]


def test_la_version_la_plus_avancee_compte_seule():
    prevu, notifie, signe = (ligne("P304", v, f"v{v}", version=w) for v, w in ((1, Version.PREVU), (2, Version.NOTIFIE),
                                                                               (4, Version.SIGNE)))  # fmt: skip
    paye = ligne("P304", 8, "paye", version=Version.PAYE)

    assert calculs.total([prevu, notifie, paye]) == 2
    assert calculs.total([prevu, notifie, signe, paye]) == 4


def test_la_consommation_laisse_l_inconnu_a_part():
    lignes = [ligne("P304", 200), ligne("P304", 150, "e", version=Version.ENGAGE),
              ligne("P304", 50, "p", version=Version.PAYE), ligne("FIR1", 10)]  # fmt: skip

    p304, fir = calculs.consommations(lignes)

    assert (p304.taux(Version.ENGAGE), p304.taux(Version.PAYE), p304.taux(Version.JUSTIFIE)) == (75, 25, None)
    assert fir.engage is None
    assert fir.taux(Version.ENGAGE) is None


def test_simuler_une_enveloppe_montre_la_regle_avant_et_apres():
    lignes = [ligne("DEPT", 100), ligne("P304", 100)]

    simulation = calculs.simuler(lignes, ajouts=[ligne("FIR1", 1)], retraits=[], complete=True, au=AU)
    rendue = calculs.simuler(lignes, retraits=["p304"], complete=True, au=AU)

    assert simulation.variation == 1
    assert simulation.avant.parts_departement["P304+FIR"].etat is EtatRegle.RESPECTEE
    assert simulation.apres.parts_departement["P304+FIR"].etat is EtatRegle.NON_RESPECTEE
    assert (rendue.apres.total, rendue.variation) == (100, -100)


@given(st.lists(st.tuples(st.sampled_from(["P304", "FIR1", "ONDAM_MS", "ETAT", "DEPT"]), MONTANTS), max_size=8))
def test_le_total_est_la_somme_des_sources_et_les_parts_font_cent(paires):
    lignes = [ligne(s, v, f"l{i}") for i, (s, v) in enumerate(paires)]

    bilan = calculs.bilan(lignes, complete=True, au=AU)

    assert (bilan.total or 0) == sum(bilan.par_source.values()) == sum(v for _, v in paires)
    if bilan.total:
        assert abs(sum(p for p in bilan.parts.values() if p is not None) - 100) <= Decimal("0.01") * len(bilan.parts)
        assert rules.total_incoherent([*lignes, total(bilan.total)]) == []
        assert codes(rules.total_incoherent([*lignes, total(bilan.total + 1)])) == ["total_incoherent"]


@given(MONTANTS, MONTANTS, MONTANTS)
def test_la_regle_suit_l_arithmetique_exacte(departement, p304, fir):
    trouve = etats(ligne("DEPT", departement), ligne("P304", p304), ligne("FIR1", fir))["P304+FIR"]

    if departement + p304 + fir == 0:
        assert trouve == "non_verifiable"
    else:
        assert trouve == ("respectee" if departement >= p304 + fir else "non_respectee")


@given(MONTANTS, MONTANTS)
def test_une_partie_ne_change_jamais_le_total(tout, partie):
    entier = ligne("ETAT", tout)
    dont = replace(ligne("ETAT", partie, "dont"), inclus_dans="etat")

    assert calculs.total([entier, dont]) == tout
    assert calculs.restes([entier, dont])[0].montant == tout - partie
