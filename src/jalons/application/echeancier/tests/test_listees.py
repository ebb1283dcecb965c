"""What the page of a team lists: everything of its criteria, once, but for what is late for more than a year."""

from datetime import timedelta
from itertools import chain, product
from types import SimpleNamespace

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from jalons.application.acces.preparees import Suite
from jalons.application.echeancier import rules, selectors
from jalons.application.faits.models import Echeance

JOURS = (-800, -366, -365, -364, -30, -1, 0, 1, 200, 364, 365, 366, 500)


@pytest.fixture
def echeances(db, territoire):
    """Every state that is kept × expected or not × a day, a vague date, or none."""
    territoire("15")
    au = timezone.localdate()
    jours = [None, *(au + timedelta(days=j) for j in JOURS)]
    dates = [(jour, None, None) for jour in jours]
    dates += [(None, jour - timedelta(days=20), jour + timedelta(days=10)) for jour in jours if jour]
    combinaisons = product(("a_venir", "en_retard", "tenue", "non_verifiable"), (True, False), dates)
    for rang, (etat, attendue, (le, debut, fin)) in enumerate(combinaisons):
        Echeance.objects.create(
            collectivite_id="15", sujet_type="contrat", sujet_id=1, code=f"E-{rang}", regle="E", libelle="Essai",
            etat=etat, attendue=attendue, due_le=le, due_entre_debut=debut, due_entre_fin=fin,
        )  # fmt: skip
    return au


def cles(periode, au):
    return list(Echeance.objects.filter(selectors._de_la_periode(periode, au)).values_list("pk", flat=True))


def test_ce_qui_est_liste_et_ce_qui_est_a_part_font_tout_ce_qui_est_a_faire(echeances):
    recentes, vagues = cles(rules.RECENTES, echeances), cles(rules.VAGUES, echeances)
    anciennes, toutes = cles(rules.ANCIENNES, echeances), cles(rules.A_FAIRE, echeances)

    assert min(len(recentes), len(vagues), len(anciennes)) > 5
    assert sorted([*recentes, *vagues, *anciennes]) == sorted(toutes)


class Liste(SimpleNamespace):
    def compter(self, au_plus):
        return min(au_plus, len(self.rangs))

    def __getitem__(self, tranche):
        return self.rangs[tranche]


@given(st.lists(st.integers(0, 6), max_size=4), st.integers(0, 20), st.integers(1, 8))
def test_des_listes_a_la_suite_se_lisent_comme_une_seule(tailles, debut, combien):
    rangs = iter(range(100))
    listes = [[next(rangs) for _ in range(taille)] for taille in tailles]
    suite, entiere = Suite(tuple(Liste(rangs=x) for x in listes)), list(chain(*listes))

    assert suite[debut : debut + combien] == entiere[debut : debut + combien]
    assert suite.compter(combien) == min(combien, len(entiere))
