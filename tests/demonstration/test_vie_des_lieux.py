"""The life of the demonstration's establishments: as the services would have written it, every term in the échéancier."""

from datetime import UTC, date, datetime

import pytest

from jalons.application.etablissements import cycles, risque, risques
from jalons.application.etablissements.models import (
    ActionAmelioration,
    Candidature,
    Controle,
    Engagement,
    Etablissement,
    EvenementIndesirable,
    Financement,
    SuiteControle,
)
from jalons.application.etablissements.tests.factories import unite_de
from jalons.application.faits.models import Echeance
from jalons.demonstration.synthetique.ecriture import Greffe
from jalons.demonstration.synthetique.fonds import Fonds
from jalons.demonstration.synthetique.vie import VieDesLieux
from jalons.synthese.departement import Demande

pytestmark = pytest.mark.django_db
JOUR = date(2026, 11, 24)


@pytest.fixture(autouse=True)
def _vie(territoire):
    territoire("15")
    lieux = [unite_de(12).etablissement for _ in range(9)]
    unite_de(1, type="famille_accueil")
    fonds = Fonds(Demande(enfants=30, annees=5, graine=1, au=JOUR, departement="15"), {})
    VieDesLieux(fonds, Greffe("15", datetime(2026, 11, 24, tzinfo=UTC), par=1)).ecrire(None)
    assert len(lieux) == 9


def test_chaque_terme_a_son_echeance_dans_l_etat_que_dit_sa_ligne():
    def etats(regle):
        return sorted(Echeance.objects.filter(regle=regle).values_list("due_le", "etat"))

    def dits(lignes, fait, tenu):
        tenues = {tenu: "tenue"}
        return sorted((x.terme, tenues.get(getattr(x, fait), "en_retard")) for x in lignes)

    assert etats("ESSMS-CPOM-ENGAGEMENT") == dits(Engagement.objects.all(), "etat", cycles.TENU)
    assert etats("ESSMS-EVAL-ACTION") == dits(ActionAmelioration.objects.all(), "etat", cycles.TENU)
    assert etats("ESSMS-CTRL-SUITE") == dits(SuiteControle.objects.all(), "etat", cycles.LEVEE)
    assert Echeance.objects.filter(regle="ESSMS-EI").count() == EvenementIndesirable.objects.count() > 3


def test_rien_n_arrive_apres_le_jour_du_chargement_et_le_service_familial_n_a_pas_de_controle():
    for modele, champ in ((EvenementIndesirable, "survenu_le"), (Controle, "realise_le"), (SuiteControle, "finie_le")):
        assert modele.objects.filter(**{f"{champ}__gt": JOUR}).count() == 0
    assert Controle.objects.filter(etablissement__unites__type="famille_accueil").count() == 0
    assert (Candidature.objects.count(), Financement.objects.filter(valeur=None).count()) == (2, 3)


def test_le_classement_a_de_quoi_s_expliquer():
    lignes = risques.classement(Etablissement.objects.all(), JOUR, risque.poids_par_defaut())

    assert len({x.score.total for x in lignes}) > 3
    assert any(x.score.inconnues for x in lignes), "an establishment never evaluated is said not checkable"
