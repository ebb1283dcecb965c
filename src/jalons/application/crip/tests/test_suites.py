"""What follows a situation: answers to informants and from the prosecutor, transfers, decisions."""

from datetime import date

import pytest

from jalons.application.crip import services
from jalons.application.crip.origines import Origine
from jalons.application.crip.rules import Acte, Etat
from jalons.application.crip.tests.factories import JOUR, due, information, jusqu_a, quand, situation
from jalons.application.enfants.tests.factories import EnfantFactory
from jalons.application.faits.models import Echeance
from jalons.application.territoires.models import Collectivite
from jalons.noyau.saisie import EntreeRefusee

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _lieu(territoire):
    territoire("15", "63")


class TestSuites:
    def test_un_particulier_qui_demande_recoit_sa_reponse_en_trois_mois(self):
        enfant = EnfantFactory()
        recue = situation(enfant, origine=Origine.VOISIN, reponse_demandee_le=date(2024, 12, 1))
        assert due(enfant, "IP-RETOUR-INFORMATEUR").due_le == date(2025, 3, 1)

        services.repondre_informateur(information=recue.informations.get(), reponse="Prise en compte.", **quand(recue))

        assert due(enfant, "IP-RETOUR-INFORMATEUR").etat == "tenue"

    def test_repondre_a_l_un_ne_repond_pas_a_l_autre(self):
        enfant = EnfantFactory()
        recue = situation(enfant, origine=Origine.VOISIN, reponse_demandee_le=date(2024, 12, 1))
        autre = services.joindre(
            situation=recue, version=None, au=JOUR, par=None,
            information=information(origine=Origine.FAMILLE, reponse_demandee_le=JOUR),
        )  # fmt: skip

        services.repondre_informateur(information=autre, **quand(recue))

        etats = Echeance.objects.filter(sujet_id=enfant.pk, regle="IP-RETOUR-INFORMATEUR").order_by("due_le")
        assert [e.etat == "tenue" for e in etats] == [False, True]

    def test_une_demande_plus_tardive_ouvre_le_delai_de_son_jour(self):
        enfant = EnfantFactory()
        recue = situation(enfant, origine=Origine.VOISIN)

        services.demander_reponse(information=recue.informations.get(), **quand(recue))

        assert due(enfant, "IP-RETOUR-INFORMATEUR").due_le == date(2025, 3, 2)

    def test_le_retour_du_procureur_engage_les_suites(self):
        enfant = EnfantFactory()
        saisie = jusqu_a(Etat.SAISIE, enfant)

        services.enregistrer_retour_procureur(retour="juge", **quand(saisie))

        saisie.refresh_from_db()
        assert saisie.etat == Etat.SUITES
        assert due(enfant, "IP-RETOUR-PROCUREUR").etat == "tenue"
        with pytest.raises(EntreeRefusee, match="n'attend de réponse"):
            services.enregistrer_retour_procureur(retour="juge", **quand(saisie))

    def test_un_transfert_sort_de_toutes_les_echeances(self):
        enfant = EnfantFactory()
        ouverte = jusqu_a(Etat.EN_EVALUATION, enfant)

        services.transferer(autre=Collectivite.objects.get(pk="63"), connu_le=JOUR, **quand(ouverte))

        assert due(enfant, "IP-EVAL").etat == "sans_objet"
        assert due(enfant, "IP-DEMENAG-TRANSM").etat == "tenue"

    def test_un_depart_dangereux_demande_d_aviser_le_procureur(self):
        enfant = EnfantFactory()
        ouverte = jusqu_a(Etat.EN_EVALUATION, enfant)
        autre = Collectivite.objects.get(pk="63")

        with pytest.raises(EntreeRefusee, match="procureur est avisé"):
            services.transferer(autre=autre, connu_le=JOUR, danger=True, **quand(ouverte))

        services.transferer(autre=autre, connu_le=JOUR, danger=True, procureur_le=JOUR, **quand(ouverte))
        assert due(enfant, "IP-DEMENAG-PROC").etat == "tenue"

    def test_une_decision_dit_son_motif_et_une_aide_son_nom(self):
        remise = jusqu_a(Etat.RAPPORT_REMIS)
        for acte, champs, mot in (
            (Acte.CLASSER, {"motif": ""}, "motif"),
            (Acte.PROPOSER_AIDE, {"motif": "Vu."}, "quelle aide"),
            (Acte.SAISIR, {"motif": "Vu."}, "motif de la saisine"),
        ):
            with pytest.raises(EntreeRefusee, match=mot):
                services.conclure(acte=acte, **champs, **quand(remise))
