"""The decision table, and what a report must hold. No database."""

from datetime import date

import pytest

from jalons.application.crip import rules
from jalons.application.crip.exigences import exigences
from jalons.application.crip.rules import Acte, EnfantLu, Etat, EvaluationLue, Exigence
from jalons.droit.echeances import regles_nationales


def test_chaque_couple_etat_acte_est_dans_la_table():
    assert set(rules.PASSAGES) == {(etat, acte) for etat in Etat for acte in Acte}


def test_chaque_refus_est_une_phrase_qui_sert():
    sentences = {case for case in rules.PASSAGES.values() if not isinstance(case, Etat)}

    assert sentences == set(rules.REFUS.values())
    assert all(phrase.endswith(".") and len(phrase) > 20 for phrase in sentences)


def test_chaque_etat_s_atteint_depuis_la_reception():
    atteints, reste = {Etat.RECUE}, [Etat.RECUE]
    while reste:
        depart = reste.pop()
        for acte in Acte:
            arrivee = rules.etat_apres(depart, acte)
            if arrivee is not None and arrivee not in atteints:
                atteints.add(arrivee)
                reste.append(arrivee)

    assert atteints == set(Etat)


def test_chaque_etat_ouvert_mene_a_une_fin():
    for etat in set(Etat) - rules.FINIES:
        assert rules.etat_apres(etat, Acte.TRANSFERER) is Etat.TRANSFEREE


@pytest.mark.parametrize("etat", sorted(rules.FINIES))
def test_une_situation_finie_n_accepte_que_ce_qui_s_y_ecrit_encore(etat):
    possibles = set(rules.actes_possibles(etat))

    assert possibles == {Acte.DEMANDER_REPONSE, Acte.REPONDRE, Acte.RETOUR_PROCUREUR}
    assert all(rules.etat_apres(etat, acte) is etat for acte in possibles)


@pytest.mark.parametrize(
    ("etat", "acte", "attendu"),
    [
        (Etat.RECUE, Acte.QUALIFIER, Etat.QUALIFIEE),
        (Etat.QUALIFIEE, Acte.CONFIER, Etat.EN_EVALUATION),
        (Etat.EN_EVALUATION, Acte.SIGNALER, Etat.SIGNALEE),
        (Etat.EN_EVALUATION, Acte.RENDRE_RAPPORT, Etat.RAPPORT_REMIS),
        (Etat.SAISIE, Acte.RETOUR_PROCUREUR, Etat.SUITES),
        (Etat.NON_QUALIFIEE, Acte.JOINDRE, Etat.RECUE),
        (Etat.SUITES, Acte.CLOTURER, Etat.CLOTUREE),
        (Etat.RECUE, Acte.CONFIER, None),
        (Etat.AIDE_PROPOSEE, Acte.CLOTURER, None),
    ],
)
def test_quelques_passages_du_droit(etat, acte, attendu):
    assert rules.etat_apres(etat, acte) is attendu


def test_un_acte_impossible_dit_pourquoi_et_que_faire():
    (ecart,) = rules.refus(Etat.RECUE, Acte.CONFIER)

    assert ecart.bloque
    assert "Qualifiez-la d'abord" in ecart.message
    assert rules.refus(Etat.QUALIFIEE, Acte.CONFIER) == []


COMPLETE = EvaluationLue(evaluateurs=2, suiveurs_sans_motif=0, parents=True, visites=1)
TEXTES = {
    "equipe": Exigence("art. E", True, 2), "parents": Exigence("art. P", True), "visite": Exigence("art. V", True),
}  # fmt: skip


@pytest.mark.parametrize(
    ("cas", "change", "codes"),
    [
        ("complète", {}, []),
        ("un seul évaluateur", {"evaluateurs": 1}, ["equipe_incomplete"]),
        ("un évaluateur du suivi", {"suiveurs_sans_motif": 1}, ["evaluateur_du_suivi"]),
        ("parents oubliés", {"parents": False}, ["parents_non_informes"]),
        ("jamais au domicile", {"visites": 0}, ["sans_visite"]),
        ("deux enfants non reçus", {"sans_entretien": ("A", "B")}, ["sans_entretien_seul", "sans_entretien_seul"]),
    ],
)
def test_ce_qui_manque_a_un_rapport(cas, change, codes):
    lue = EvaluationLue(**{c: getattr(COMPLETE, c) for c in EvaluationLue.__slots__} | change)

    assert [e.code for e in rules.ecarts_rapport(lue, TEXTES)] == codes, cas


def test_tous_les_manques_se_disent_ensemble_avec_leur_article():
    ecarts = rules.ecarts_rapport(EvaluationLue(0, 0, False, 0, ("A",)), TEXTES)

    assert [e.source for e in ecarts] == ["art. E", "art. P", "art. V", "art. V"]
    assert all(e.bloque for e in ecarts)


def test_un_texte_non_confirme_ne_bloque_pas():
    douteux = {nom: Exigence(x.reference, False, x.seuil) for nom, x in TEXTES.items()}

    assert not any(e.bloque for e in rules.ecarts_rapport(EvaluationLue(0, 0, False, 0), douteux))


def test_le_nombre_d_evaluateurs_et_les_articles_viennent_du_catalogue():
    lues = exigences(regles_nationales(), date(2024, 12, 2))

    assert lues["equipe"].seuil == 2
    assert "D226-2-5" in lues["equipe"].reference
    assert exigences(regles_nationales(), date(2010, 1, 1))["equipe"].confirme is False


@pytest.mark.parametrize(
    ("enfants", "mot"),
    [
        ([], "Aucun enfant"),
        ([EnfantLu("A", False)], "majeure"),
        ([EnfantLu("A", True, decede=True)], "décédé"),
        ([EnfantLu("A", True, ne_apres="mars 2019")], "une naissance (mars 2019) après le jour"),
    ],
)
def test_les_enfants_qu_une_information_ne_peut_concerner(enfants, mot):
    assert mot in rules.fautes_enfants(enfants)[0].message


def test_un_enfant_de_naissance_inconnue_est_accepte():
    assert rules.fautes_enfants([EnfantLu("A", None), EnfantLu("B", True)]) == []


@pytest.mark.parametrize(
    ("le", "fautes"), [(date(2024, 12, 2), 0), (date(2024, 12, 3), 1), (date(2024, 11, 29), 1), (date(2024, 11, 30), 0)]
)
def test_un_acte_se_fait_entre_la_reception_et_aujourd_hui(le, fautes):
    assert len(rules.faute_du_jour(le, au=date(2024, 12, 2), pas_avant=date(2024, 11, 30))) == fautes
