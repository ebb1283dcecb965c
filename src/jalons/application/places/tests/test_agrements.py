"""The places of a foster home follow the approval of its carer, with the reason."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from jalons.application.accueil_familial import occupation
from jalons.application.accueil_familial.models import AssistantFamilial
from jalons.application.accueil_familial.tests.factories import AssistantFactory, DecisionFactory, agree
from jalons.application.enfants.tests.factories import EnfantFactory
from jalons.application.etablissements.models import UniteAccueil
from jalons.application.etablissements.tests.factories import unite_de
from jalons.application.places import selectors, services
from jalons.application.places.tests.factories import DemandeFactory, OccupationFactory
from jalons.noyau.saisie import EntreeRefusee

pytestmark = pytest.mark.django_db
AU = date(2025, 6, 30)


@pytest.fixture(autouse=True)
def _lieu(territoire):
    territoire("15")


@pytest.fixture
def famille():
    """A home whose acts say three places, whose carer is approved for two."""
    unite = unite_de(3, type="famille_accueil", age_min=0, age_max=20)
    agree(2, unite=unite)
    return unite


def ligne(unite, au=AU):
    return next((x for x in selectors.offre(UniteAccueil.objects.all(), ["15"], au) if x.cle == unite.pk), None)


def decider(unite, nature, **champs):
    assistant = AssistantFamilial.objects.get(unite=unite)
    return DecisionFactory(
        assistant=assistant, nature=nature, **({"effet_le": date(2025, 6, 1), "enfants": None} | champs)
    )


def test_le_nombre_et_les_ages_viennent_de_l_agrement(famille):
    decider(famille, "modification", age_min=3, age_max=10)
    decider(famille, "derogation", enfants=1)

    vue = ligne(famille)

    assert (vue.compte.capacite.autorisees, vue.compte.libres, vue.ages, vue.raison) == (3, 3, "3 à 10 ans", "")


def test_sans_decision_lisible_les_actes_de_l_unite_valent():
    unite = unite_de(3, type="famille_accueil")
    AssistantFactory(unite=unite)

    assert ligne(unite).compte.capacite.autorisees == 3


def test_un_agrement_suspendu_ne_laisse_rien_de_libre_et_le_dit(famille):
    decider(famille, "suspension")

    vue = ligne(famille)

    assert (vue.compte.libres, vue.raison) == (0, "agrément suspendu depuis le 1er juin 2025")


def test_un_agrement_depasse_dit_de_combien_et_ce_qui_est_admis(famille):
    for rang in (1, 2, 3):
        OccupationFactory(unite=famille, rang=rang, du=date(2025, 1, 1), enfant=EnfantFactory())
    assert ligne(famille).raison == "agrément dépassé : 3 places occupées pour 2"

    decider(famille, "depassement", enfants=1, motif="fratrie")

    vue = ligne(famille)
    assert vue.raison == "agrément dépassé : 3 places occupées pour 2, dont 1 admis pour un temps"
    assert (vue.compte.surnombre, vue.compte.capacite.plafond) == (1, 3)


def test_la_maison_vide_d_un_assistant_parti_n_est_plus_offerte(famille):
    AssistantFamilial.objects.filter(unite=famille).update(sorti_le=date(2025, 1, 31))

    assert ligne(famille) is None
    assert ligne(famille, date(2025, 1, 31)) is not None


def test_une_reservation_s_arrete_a_l_agrement(famille):
    jour = timezone.localdate()

    def reserver(**champs):
        return services.reserver(
            demande=DemandeFactory(), unite=famille, jusqu_au=jour + timedelta(days=7), par=None, jour=jour, **champs
        )

    reserver()
    reserver()
    with pytest.raises(EntreeRefusee, match="2 prises pour 2 ouvertes"):
        reserver()
    with pytest.raises(EntreeRefusee):
        reserver(au_dela=True)
    decider(famille, "depassement", enfants=1, motif="fratrie")
    assert reserver(au_dela=True).rang == 3


def test_les_pages_de_l_accueil_familial_savent_qui_est_la(famille):
    OccupationFactory(unite=famille, rang=1, du=date(2025, 1, 1), enfant=EnfantFactory())

    assert occupation.enfants_par_unite(["15"], AU) == {famille.pk: 1}
