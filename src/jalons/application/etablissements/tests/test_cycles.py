"""What may be done on a promise, a control, its follow-ups and a call: every pair. Sums and delays. No database."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jalons.application.etablissements import cycles, immobilier, nomenclatures, risque
from jalons.application.etablissements.immobilier import Tranche, croiser
from jalons.application.etablissements.risque import Mesure, Poids, Vie
from jalons.noyau.montants import Montant, PrecisionMontant

TOUS = [cycles.TERME, cycles.CONTROLE, cycles.SUITE, cycles.APPEL]


@pytest.mark.parametrize("cycle", TOUS)
def test_chaque_acte_dans_chaque_etat_mene_quelque_part_ou_dit_pourquoi_non(cycle):
    for acte in cycle.actes:
        for etat in cycle.etats:
            fautes = cycle.fautes(etat, acte)
            assert (cycle.apres(etat, acte) is None) == bool(fautes), (acte, etat)
            assert all(f.message.endswith(".") and "impossible" in f.message for f in fautes)


@pytest.mark.parametrize("cycle", TOUS)
def test_de_l_etat_initial_on_atteint_tous_les_autres(cycle):
    atteints, file = set(), [next(iter(cycle.etats))]
    while file:
        etat = file.pop()
        atteints.add(etat)
        file += [a for acte in cycle.actes if (a := cycle.apres(etat, acte)) and a not in atteints]

    assert atteints == set(cycle.etats)


CHEMINS = """
cycle     etat            acte         apres
controle  prevu           realiser     realise
controle  realise         notifier     notifie
controle  contradictoire  notifier     notifie
controle  prevu           notifier     -
controle  realise         annuler      -
controle  contradictoire  clore        -
controle  notifie         clore        clos
suite     a_suivre        refuser      -
suite     repondue        refuser      a_suivre
suite     levee           repondre     -
terme     tenu            rouvrir      en_cours
terme     tenu            abandonner   -
appel     prepare         decider      -
appel     publie          decider      decide
appel     decide          abandonner   -
"""


@pytest.mark.parametrize(
    ("nom", "etat", "acte", "apres"), [x.split() for x in CHEMINS.strip().splitlines()[1:]], ids=lambda v: v
)
def test_les_passages_qui_comptent(nom, etat, acte, apres):
    cycle = {"controle": cycles.CONTROLE, "suite": cycles.SUITE, "terme": cycles.TERME, "appel": cycles.APPEL}[nom]

    assert (cycle.apres(etat, acte) or "-") == apres


# ---- the risk of an establishment

VIE = Vie(
    annees_sans_controle=3, controle=True, depuis=date(2022, 5, 4), evenements=2, tardifs=1,
    jours_de_retard_evaluation=12, places_au_dela=0, suites_en_retard=1, actions_en_retard=4,
)  # fmt: skip

NOTES = """
critere               phrase                                                  points
anciennete_controle   dernier_contrôle_le_4_mai_2022_:_3_années               15
evenements            2_événements_indésirables_depuis_douze_mois             8
declarations_tardives 1_déclaration_tardive_ou_attendue                       4
evaluation_en_retard  évaluation_en_retard_de_12_jours                        15
surcapacite           aucune_place_acceptée_au-delà_des_autorisées            0
suites_en_retard      1_suite_de_contrôle_hors_délai                          10
actions_en_retard     4_actions_ou_engagement_hors_délai                      12
"""


def test_le_score_s_explique_ligne_par_ligne():
    score = risque.noter(risque.mesurer(VIE), risque.poids_par_defaut())

    attendu = [x.split() for x in NOTES.strip().splitlines()[1:]]
    assert [(x.code, x.phrase.replace(" ", "_"), str(x.points)) for x in score.lignes] == [tuple(a) for a in attendu]
    assert (score.total, score.inconnues) == (Decimal(64), 0)


def test_un_critere_inconnu_se_dit_et_ne_vaut_pas_zero():
    inconnue = Vie(None, False, None, 0, 0, None, None, 0, 0)
    score = risque.noter(risque.mesurer(inconnue), risque.poids_par_defaut())

    assert (score.total, score.inconnues) == (Decimal(0), 3)
    assert [x.phrase for x in score.lignes if x.points is None] == [
        "ni contrôle ni ouverture connus", "aucune échéance d'évaluation connue", "aucun acte n'est connu",
    ]  # fmt: skip


def test_un_etablissement_jamais_controle_compte_depuis_son_ouverture():
    ouvert = Vie(16, False, date(2010, 1, 1), 0, 0, 0, 0, 0, 0)

    ligne = risque.noter(risque.mesurer(ouvert), risque.poids_par_defaut()).lignes[0]

    assert ligne.phrase == "aucun contrôle connu depuis l'ouverture (1er janvier 2010) : 16 années"
    assert (ligne.points, ligne.plafonnee) == (Decimal(40), True)


def test_a_egalite_celui_qu_on_connait_le_moins_passe_devant():
    poids = {"evenements": Poids(1, 9), "surcapacite": Poids(1, 9)}
    connu = risque.noter({"evenements": Mesure(Decimal(2), ""), "surcapacite": Mesure(Decimal(0), "")}, poids)
    ignore = risque.noter({"evenements": Mesure(Decimal(2), "")}, poids)

    assert risque.classer([("A", 1, connu), ("B", 2, ignore), ("C", 3, connu)]) == [2, 1, 3]


def test_des_poids_impossibles_sont_tous_dits():
    poids = {"evenements": Poids(101, 200), "surcapacite": Poids(8, 5)}

    assert {f.lieu for f in risque.fautes_poids(poids)} == {"evenements_points", "surcapacite_plafond"}
    assert [f.message for f in risque.fautes_poids({"evenements": Poids(0, 0)})] == [
        "Aucun critère ne compte : donnez un poids à l'un d'eux au moins."
    ]


MESURES = st.dictionaries(
    st.sampled_from(sorted(nomenclatures.codes_criteres())),
    st.builds(Mesure, st.none() | st.integers(0, 500).map(Decimal), st.just("lu")),
)
POIDS = st.dictionaries(
    st.sampled_from(sorted(nomenclatures.codes_criteres())), st.builds(Poids, st.integers(0, 100), st.integers(0, 100))
)


@given(mesures=MESURES, poids=POIDS)
def test_le_total_est_la_somme_de_ses_lignes_et_chacune_reste_sous_son_plafond(mesures, poids):
    score = risque.noter(mesures, poids)

    assert score.total == sum(x.points for x in score.lignes if x.points is not None)
    assert all(0 <= x.points <= x.poids.plafond for x in score.lignes if x.points is not None)
    assert {x.code for x in score.lignes} == {c for c, p in poids.items() if p.points}


# ---- money


def tranche(annee, financeur, valeur, precision=PrecisionMontant.EXACT):
    return Tranche(annee, financeur, None if valeur is None else Montant(Decimal(valeur), precision))


def test_les_sommes_gardent_les_mots_de_leurs_montants():
    plan = croiser([
        tranche(2026, "ARS", 100), tranche(2027, "ARS", 50, PrecisionMontant.ENVIRON),
        tranche(2026, "Département", 20, PrecisionMontant.JUSQUA), tranche(2027, "Département", None),
    ])  # fmt: skip

    texte = [[nom, *map(str, cases), str(somme)] for nom, cases, somme in plan.lignes]
    assert [[x.replace("\xa0", " ") for x in ligne] for ligne in texte] == [
        ["ARS", "100 €", "environ 50 €", "environ 150 €"],
        ["Département", "jusqu'à 20 €", "à préciser", "jusqu'à 20 € et 1 montant à préciser"],
    ]
    assert str(plan.ensemble).replace("\xa0", " ") == "environ 170 € et 1 montant à préciser"


def test_une_annee_sans_montant_d_un_financeur_n_est_pas_zero():
    plan = croiser([tranche(2026, "ARS", 1), tranche(2027, "CAF", 1)])

    assert [str(c) for _, cases, _ in plan.lignes for c in cases] == ["1\xa0€", "–", "–", "1\xa0€"]


@pytest.mark.parametrize(
    ("survenu", "declare", "attendu"),
    [
        (date(2026, 3, 1), date(2026, 3, 1), "le jour même"),
        (date(2026, 3, 1), date(2026, 3, 2), "1 jour après"),
        (date(2026, 3, 1), None, "non déclaré, 9 jours passés"),
        (date(2026, 3, 10), None, "non déclaré, survenu aujourd'hui"),
    ],
)
def test_le_delai_de_declaration_se_lit(survenu, declare, attendu):
    assert immobilier.delai_de_declaration(survenu, declare, au=date(2026, 3, 10)) == attendu
