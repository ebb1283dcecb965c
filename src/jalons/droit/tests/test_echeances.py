"""Properties of the deadlines: they hold for any day, and the day of reference is the only clock."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jalons.droit import DroitInapplicable, regime, regimes
from jalons.droit.echeances import (
    LIBELLES_STATUT,
    FaitsContrat,
    FaitsSchema,
    echeances_contrat,
    echeances_schema,
    limite_du_rapport,
    situer,
)
from jalons.noyau.dates import DateCivile

JOURS = st.dates(date(2019, 1, 1), date(2030, 12, 31))


def civiles(jours=JOURS):
    """Any date, known to the day, the month or the year."""
    return st.tuples(jours, st.integers(1, 3)).map(lambda t: DateCivile(*(t[0].year, t[0].month, t[0].day)[: t[1]]))


@st.composite
def contrats(draw):
    choisi = draw(st.sampled_from(regimes()))
    debut = draw(st.integers(2020, 2027))
    exercices = tuple(range(debut, debut + draw(st.integers(0, 4))))
    ou_rien = st.none() | civiles()
    return FaitsContrat(
        sujet="essai",
        regime=choisi,
        exercices=exercices,
        signature=draw(ou_rien),
        fin=draw(ou_rien),
        avenants=draw(st.dictionaries(st.sampled_from(exercices or (2021,)), civiles(), max_size=2)),
        rapports=draw(st.dictionaries(st.sampled_from(exercices or (2021,)), civiles(), max_size=3)),
        actes=draw(
            st.dictionaries(st.sampled_from([e.code for e in choisi.echeances] or ["x"]), civiles(), max_size=3)
        ),
        nouveau=draw(st.none() | st.booleans()),
        suivi_complet=draw(st.booleans()),
    )


@given(faits=contrats(), au=JOURS)
def test_une_echeance_est_toujours_entiere_et_dans_l_ordre(faits, au):
    echeances = echeances_contrat(faits, au=au)

    dues = [e.due_le for e in echeances]
    assert dues == sorted(dues)
    assert len({e.code for e in echeances}) == len(echeances)
    for e in echeances:
        assert e.statut in LIBELLES_STATUT
        assert e.explication.endswith(".")
        assert "None" not in e.explication
        assert e.source
        assert (e.jours is None) == (e.statut in {"non_verifiable", "sans_objet"})
        assert not (e.statut in {"en_retard", "tenue_en_retard"} and e.jours <= 0)
        assert not (e.statut in {"a_venir", "bientot", "tenue"} and e.jours > 0)


@given(faits=contrats(), au=JOURS, passe=st.integers(1, 900))
def test_une_echeance_tenue_le_reste(faits, au, passe):
    tenues = {e.code for e in echeances_contrat(faits, au=au) if e.statut == "tenue" and e.regle != "terme_2023"}

    plus_tard = {e.code: e.statut for e in echeances_contrat(faits, au=au + timedelta(days=passe))}

    assert all(plus_tard[code] == "tenue" for code in tenues)


@given(faits=contrats(), au=JOURS, jour=civiles())
def test_un_fait_posterieur_au_jour_de_reference_ne_change_rien(faits, au, jour):
    if jour.debut <= au or faits.signature is not None:
        return

    avec_lui = replace(faits, signature=jour)

    assert echeances_contrat(avec_lui, au=au) == echeances_contrat(faits, au=au)


@given(due=JOURS, au=JOURS, preavis=st.integers(0, 400))
def test_un_jour_et_un_seul_separe_le_dernier_jour_du_retard(due, au, preavis):
    statut, jours = situer(DateCivile.lire(due), None, au=au, preavis_jours=preavis)

    assert jours == (au - due).days
    assert statut == ("en_retard" if au > due else "bientot" if (due - au).days <= preavis else "a_venir")


@given(due=civiles(), tenue=civiles(), au=JOURS)
def test_une_date_vague_ne_donne_une_reponse_que_si_tous_ses_jours_la_donnent(due, tenue, au):
    statut, _ = situer(due, tenue, au=au, preavis_jours=30)
    if tenue.debut > au:
        return

    bornes = {situer(DateCivile.lire(d), DateCivile.lire(t), au=t, preavis_jours=30)[0]
              for d in (due.debut, due.fin) for t in (tenue.debut, tenue.fin)}  # fmt: skip
    assert statut == (bornes.pop() if len(bornes) == 1 else "non_verifiable")


@given(debut=civiles(), fin=st.none() | civiles(), au=JOURS)
def test_un_schema_a_toujours_ses_deux_echeances_et_le_terme_ne_depasse_pas_la_duree(debut, fin, au):
    duree, terme = echeances_schema(FaitsSchema("essai", debut, fin), au=au)

    assert (duree.code, terme.code) == ("schema_duree", "schema_terme")
    assert terme.due_le <= duree.due_le
    assert duree.due_le == date(debut.debut.year + 5, debut.debut.month, 1) + timedelta(days=debut.debut.day - 2) or (
        debut.debut.month == 2 and debut.debut.day == 29
    )


def test_l_explication_dit_le_texte_le_report_et_le_retard():
    faits = FaitsContrat("63", regime("2020"), (2020,), rapports={2020: DateCivile(2021, 10, 1)})

    rapport = next(e for e in echeances_contrat(faits, au=date(2021, 12, 1)) if e.code == "rapport_execution_2020")

    assert rapport.explication == (
        "Le rapport de l'exercice 2020 est arrêté conjointement au plus tard le 30 septembre 2021, date reportée du "
        "30 juin 2021 (Circulaire DGCS/SD2B/DGS/SP1/2020/34 du 20 février 2020). "
        "Fait (1er octobre 2021), 1\xa0jour après."
    )
    assert rapport.en_json()["due_le"] == "2021-09-30"
    assert rapport.libelle_statut == "tenue en retard"


def test_l_explication_d_un_acte_garde_ses_sigles():
    faits = FaitsContrat("62", regime("2024"), (2024,))

    tableau = next(e for e in echeances_contrat(faits, au=date(2024, 12, 16)) if e.code == "tableau_bord_pmi_2024")

    assert tableau.explication == (
        "Instruction du 14 août 2024 : tableau de bord des indicateurs de PMI, au plus tard le 15 décembre 2024. "
        "Rien n'est enregistré : 1\xa0jour de retard. S'il a eu lieu, l'acte est à enregistrer."
    )


def test_avant_2020_aucun_rapport_n_est_du():
    with pytest.raises(DroitInapplicable, match="première valeur le 1er janvier 2020"):
        limite_du_rapport(2019)


def test_le_premier_jour_de_bientot_suit_le_preavis_demande():
    faits = FaitsContrat("14", regime("2021"), signature=None)

    [a_trente], [a_dix] = (echeances_contrat(faits, au=date(2021, 9, 10), preavis_jours=n) for n in (30, 10))

    assert (a_trente.statut, a_dix.statut) == ("bientot", "a_venir")
