"""A run: what it reads, what it keeps, that there is one at a time, who may see it, that its jobs carry it."""

from datetime import date, timedelta

import pytest

from jalons.application.acces.tests.factories import AgentFactory
from jalons.application.enfants.tests.factories import EnfantFactory
from jalons.application.observatoire import selectors, services, taches
from jalons.application.observatoire.models import Calcul
from jalons.application.observatoire.tests.scene import (
    AU,
    MAINTENANT,
    aidee,
    calculer,
    evaluee,
    qualifiee,
    recue,
    resultat,
)
from jalons.application.projets_enfant.tests.factories import projet_etabli
from jalons.application.socle.models import Entree
from jalons.application.socle.perimetre import perimetre
from jalons.noyau.saisie import EntreeRefusee

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _lieux(territoire):
    territoire("15", "63")


def test_une_situation_qualifiee_et_pas_evaluee_attend():
    qualifiee(date(2025, 3, 1), date(2025, 3, 5))

    lu = resultat(calculer(), "evaluation")

    assert (lu["attendent"], lu["finies"], lu["plus_longue"]) == (1, 0, (AU - date(2025, 3, 5)).days)
    assert lu["mediane"] == {"jours": None, "bas": None, "haut": None}


def test_la_chaine_va_de_l_information_au_premier_jour_d_aide():
    enfant = EnfantFactory()
    evaluee(date(2025, 1, 6), date(2025, 1, 8), date(2025, 3, 10), enfant)
    aidee(date(2025, 3, 20), date(2025, 4, 20), enfant, premiere_notification_le=date(2025, 3, 25))

    calcul = calculer()

    lus = {lien: resultat(calcul, lien)["mediane"]["jours"] for lien in
           ("qualification", "evaluation", "decision", "notification", "mise_en_oeuvre", "premier_jour")}  # fmt: skip
    assert lus == {
        "qualification": 2, "evaluation": 61, "decision": 10, "notification": 5, "mise_en_oeuvre": 26,
        "premier_jour": 104,
    }  # fmt: skip
    assert calcul.chaines == 1


def test_la_part_dans_le_delai_vient_du_droit():
    evaluee(date(2025, 1, 6), date(2025, 1, 8), date(2025, 3, 10))

    part = resultat(calculer(), "information_evaluation")["part"]

    assert (part["regle"], part["valeur"], part["confirmee"]) == ("IP-EVAL", 1.0, True)


def test_le_projet_etabli_se_lit_dans_son_registre():
    projet = projet_etabli(le=date(2025, 3, 1))
    aidee(date(2025, 1, 2), date(2025, 1, 10), projet.enfant)

    lu = resultat(calculer(), "projet_etabli")

    assert (lu["finies"], lu["mediane"]["jours"]) == (1, 50)


def test_une_mesure_saisie_par_erreur_ne_compte_pas():
    aidee(date(2025, 1, 2), annulee_le=MAINTENANT, motif_annulation="Mauvais dossier.")

    assert calculer().chaines == 0


def test_un_calcul_ne_lit_que_sa_collectivite():
    recue(date(2025, 3, 1), EnfantFactory(collectivite_id="63"), collectivite="63")
    recue(date(2025, 3, 1))

    assert calculer("15").chaines == 1


def test_le_verrou_de_la_base_cache_un_calcul_aux_autres_departements():
    calcul = calculer()
    with perimetre(["63"]):
        assert not Calcul.objects.filter(pk=calcul.pk).exists()
    with perimetre(["15"]):
        assert Calcul.objects.filter(pk=calcul.pk).exists()


def test_deux_calculs_ne_se_font_pas_a_la_fois():
    demande = {"collectivite": "15", "au": AU, "maintenant": MAINTENANT, "par": None}
    services.demander(**demande)

    with pytest.raises(EntreeRefusee, match="déjà en cours"):
        services.demander(**demande)

    assert Calcul.objects.count() == 1


def test_un_calcul_arrete_depuis_une_heure_est_abandonne():
    premier = services.demander(collectivite="15", au=AU, maintenant=MAINTENANT, par=None)
    tard = premier.demande_le + services.PATIENCE + timedelta(minutes=1)

    services.demander(collectivite="15", au=AU, maintenant=tard, par=None)

    premier.refresh_from_db()
    assert premier.etat == Calcul.Etat.ABANDONNE
    assert Entree.objects.filter(acte="observatoire:abandonner", objet_id=str(premier.pk)).exists()


def test_l_extrait_n_est_garde_que_pour_le_dernier_calcul():
    recue(date(2025, 3, 1))
    premier, second = calculer(), calculer()

    premier.refresh_from_db()
    assert premier.extrait is None
    assert premier.resultats
    assert selectors.extrait(second)
    assert selectors.dernier("15") == second


def test_un_calcul_dit_qui_l_a_demande_et_sous_quelles_regles():
    agent = AgentFactory()
    calcul = calculer(par=agent)

    assert (calcul.par, len(calcul.droit)) == (agent, 64)
    actes = (
        Entree.objects.filter(objet_id=str(calcul.pk), agent_id=agent.pk).order_by("id").values_list("acte", flat=True)
    )
    assert list(actes) == ["observatoire:calculer", "observatoire:conclure"]


def test_les_taches_menent_le_calcul_a_sa_fin():
    recue(date(2025, 3, 1))
    calcul = services.demander(collectivite="15", au=AU, maintenant=MAINTENANT, par=None)

    taches.extraire(collectivites=["15"], calcul=calcul.pk)
    calcul.refresh_from_db()
    assert (calcul.etat, calcul.avancement) == (Calcul.Etat.EN_COURS, 50)

    taches.conclure(collectivites=["15"], calcul=calcul.pk)
    calcul.refresh_from_db()
    assert (calcul.etat, calcul.avancement, calcul.chaines) == (Calcul.Etat.FAIT, 100, 1)


def test_la_nuit_un_registre_vide_ne_donne_pas_de_calcul():
    taches.calculer_la_nuit(collectivites=["15"], collectivite="15")
    assert not Calcul.objects.exists()

    recue(date(2025, 3, 1))
    taches.calculer_la_nuit(collectivites=["15"], collectivite="15")
    assert Calcul.objects.filter(collectivite_id="15", par=None).count() == 1


def test_les_registres_se_lisent_en_autant_de_requetes_quel_que_soit_leur_nombre(django_assert_num_queries):
    for jour in range(1, 6):
        qualifiee(date(2025, 3, jour), date(2025, 3, jour + 2))

    with django_assert_num_queries(8):
        lues = selectors.chaines("15")

    assert lues.height == 5
