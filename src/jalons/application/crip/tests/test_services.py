"""Acts on a situation: what they write, the facts and deadlines that follow, what they refuse."""

from datetime import date

import pytest

from jalons.application.acces.permissions import Niveau, Role
from jalons.application.acces.tests.factories import AffectationFactory
from jalons.application.crip import services
from jalons.application.crip.models import EnfantConcerne, Information, Passage, ReponseGrille, Situation, Suite
from jalons.application.crip.origines import Origine
from jalons.application.crip.rules import Acte, Etat
from jalons.application.crip.tests.factories import CHEMINS, JOUR, information, jusqu_a, quand, situation
from jalons.application.enfants import services as dossiers
from jalons.application.enfants.models import Enfant
from jalons.application.enfants.tests.factories import (
    EnfantFactory,
    FoyerFactory,
    MembreFoyerFactory,
    ReferentFactory,
)
from jalons.application.faits.models import Echeance, Fait
from jalons.application.socle.models import Entree
from jalons.application.socle.version import VersionDepassee
from jalons.application.territoires.models import Collectivite
from jalons.noyau.dates import DateCivile
from jalons.noyau.ecarts import RegleNonRespectee
from jalons.noyau.saisie import EntreeRefusee

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _lieu(territoire):
    territoire("15", "63")


def faits(enfant):
    return [f.evenement for f in Fait.objects.filter(sujet_id=enfant.pk, annule_le=None).order_by("pk")]


def due(enfant, regle):
    return Echeance.objects.get(sujet_type="enfant", sujet_id=enfant.pk, regle=regle)


def foyer_de(*enfants):
    foyer = FoyerFactory()
    for enfant in enfants:
        MembreFoyerFactory(enfant=enfant, foyer=foyer)
    return foyer


class TestRecevoir:
    def test_tous_les_mineurs_du_foyer_sont_concernes(self):
        cite, soeur, majeur = EnfantFactory(), EnfantFactory(), EnfantFactory(naissance=DateCivile(2000, 1, 1))
        foyer = foyer_de(cite, soeur, majeur)

        recue = situation(cite)

        concernes = {c.enfant_id: c.signale for c in EnfantConcerne.objects.filter(situation=recue)}
        assert concernes == {cite.pk: True, soeur.pk: False}
        assert recue.foyer == foyer
        assert faits(soeur) == ["ip_recue"]

    def test_le_rapport_est_du_trois_mois_apres_la_reception(self):
        enfant = EnfantFactory()

        situation(enfant)

        assert due(enfant, "IP-EVAL").due_le == date(2025, 2, 28)

    def test_un_enfant_inconnu_recoit_un_dossier_et_un_foyer(self):
        neufs = [services.NouvelEnfant({"prenom": p, "nom": "Songeville"}) for p in ("Aube", "Brume")]

        recue = services.recevoir(collectivite="15", information=information(), nouveaux=neufs, au=JOUR, par=None)

        assert EnfantConcerne.objects.filter(situation=recue, signale=True).count() == 2
        assert recue.foyer.membres.count() == 2

    def test_un_enfant_qui_ressemble_a_un_autre_se_montre_et_rien_n_est_ecrit(self):
        EnfantFactory(nom="Songeville", prenom="Aube", naissance=DateCivile(2016, 4, 1))
        champs = {"nom": "Songevile", "prenom": "Aube", "naissance": DateCivile(2016, 4, 1)}

        with pytest.raises(dossiers.DoublonsPossibles):
            services.recevoir(
                collectivite="15", information=information(), nouveaux=[services.NouvelEnfant(champs)], au=JOUR,
                par=None,
            )  # fmt: skip

        assert not Situation.objects.exists()

    def test_le_dossier_garde_remplace_le_doublon(self):
        garde, double = EnfantFactory(), EnfantFactory()
        dossiers.fusionner(garde=garde, absorbe=double, par=None)

        recue = situation(Enfant.objects.select_related("fusionne_dans").get(pk=double.pk))

        assert EnfantConcerne.objects.get(situation=recue).enfant == garde

    @pytest.mark.parametrize(
        ("enfant", "champs", "mot"),
        [
            ({"decede_le": DateCivile(2024, 1, 1)}, {}, "décédé"),
            ({"naissance": DateCivile(2000, 1, 1)}, {}, "majeure"),
            ({}, {"recue_le": date(2025, 1, 1)}, "dans l'avenir"),
            ({}, {"contenu": " "}, "Rien n'est dit"),
            ({}, {"reponse_demandee_le": date(2024, 11, 1)}, "précède"),
            ({}, {"origine": Origine.DEPARTEMENT}, "département qui transmet"),
        ],
    )
    def test_une_reception_impossible_le_dit_et_n_ecrit_rien(self, enfant, champs, mot):
        with pytest.raises(EntreeRefusee, match=mot):
            situation(EnfantFactory(**enfant), **champs)

        assert not Situation.objects.exists()

    def test_sans_enfant_rien_ne_s_ouvre(self):
        with pytest.raises(EntreeRefusee, match="Aucun enfant"):
            services.recevoir(collectivite="15", information=information(), au=JOUR, par=None)

    def test_une_naissance_inconnue_n_empeche_rien(self):
        enfant = EnfantFactory(naissance=None)

        situation(enfant)

        assert due(enfant, "IP-EVAL").due_le == date(2025, 2, 28)

    def test_une_fiche_du_119_s_enregistre_le_jour_meme(self):
        enfant = EnfantFactory()

        situation(enfant, origine=Origine.SNATED)

        assert due(enfant, "IP-119").etat == "tenue"

    def test_un_transfert_entrant_dit_d_ou_il_vient(self):
        recue = situation(origine=Origine.DEPARTEMENT, departement=Collectivite.objects.get(pk="63"))

        assert recue.transferts.get().sens == "entrant"

    def test_ni_nom_ni_texte_dans_le_journal_et_les_faits(self):
        enfant = EnfantFactory(nom="Vasseline", prenom="Lilas")

        jusqu_a(Etat.SAISIE, enfant, informateur="Madame Rumeur", contenu="Coups de ceinture")

        ecrits = [*Fait.objects.values_list("attributs", flat=True), *Entree.objects.values_list("details", flat=True)]
        texte = str(ecrits).lower()
        assert not any(mot in texte for mot in ("vasseline", "lilas", "rumeur", "ceinture", "vu en équipe"))


class TestJoindre:
    def test_une_seconde_information_a_sa_propre_echeance(self):
        enfant = EnfantFactory()
        ouverte = jusqu_a(Etat.EN_EVALUATION, enfant)

        services.joindre(
            situation=ouverte, version=None, information=information(recue_le=date(2024, 12, 20)),
            au=date(2024, 12, 20), par=None,
        )  # fmt: skip

        dues = Echeance.objects.filter(sujet_id=enfant.pk, regle="IP-EVAL").values_list("due_le", flat=True)
        assert sorted(dues) == [date(2025, 2, 28), date(2025, 3, 20)]
        assert faits(enfant)[-2:] == ["ip_recue", "ip_qualifiee"]

    def test_le_rapport_tient_les_echeances_de_toutes_les_informations(self):
        enfant = EnfantFactory()
        ouverte = jusqu_a(Etat.EN_EVALUATION, enfant)
        services.joindre(situation=ouverte, version=None, information=information(), au=JOUR, par=None)

        services.rendre_rapport(conclusion="aide", synthese="", derogation="Urgence.", **quand(ouverte))

        assert {e.etat for e in Echeance.objects.filter(sujet_id=enfant.pk, regle="IP-EVAL")} == {"tenue"}

    def test_apres_le_rapport_une_information_ouvre_une_nouvelle_situation(self):
        remise = jusqu_a(Etat.RAPPORT_REMIS)

        with pytest.raises(RegleNonRespectee, match="nouvelle situation"):
            services.joindre(situation=remise, version=None, information=information(), au=JOUR, par=None)

        assert Information.objects.filter(situation=remise).count() == 1

    def test_un_enfant_ajoute_recoit_les_faits_de_la_situation(self):
        ouverte, tardif = jusqu_a(Etat.EN_EVALUATION), EnfantFactory()

        services.ajouter_enfant(enfant=tardif, **quand(ouverte))

        assert faits(tardif) == ["ip_recue", "ip_qualifiee", "evaluation_engagee", "evaluation_fratrie_ouverte"]
        assert due(tardif, "IP-EVAL").due_le == date(2025, 2, 28)


class TestMachine:
    @pytest.mark.parametrize("etat", list(CHEMINS))
    def test_les_services_menent_a_chaque_etat(self, etat):
        assert jusqu_a(etat).etat == etat

    def test_un_acte_impossible_n_ecrit_rien(self):
        recue = situation()

        with pytest.raises(RegleNonRespectee, match="Qualifiez-la"):
            services.confier_evaluation(unite=None, service="Association", **quand(recue))

        recue.refresh_from_db()
        assert (recue.etat, recue.version, Passage.objects.filter(situation=recue).count()) == ("recue", 1, 1)

    def test_deux_agents_a_la_fois_le_second_est_prevenu(self):
        recue = situation()
        services.qualifier(**quand(recue) | {"version": 1})

        with pytest.raises(VersionDepassee):
            services.ne_pas_qualifier(motif="Rien.", **quand(recue) | {"version": 1})

    def test_demain_et_avant_la_reception_sont_refuses(self):
        recue = situation()
        for le, mot in ((date(2024, 12, 3), "avenir"), (date(2024, 11, 1), "précède")):
            with pytest.raises(EntreeRefusee, match=mot):
                services.qualifier(**quand(recue, le=le, au=JOUR))

    def test_requalifier_reprend_la_premiere_reponse(self):
        enfant = EnfantFactory()
        ecartee = jusqu_a(Etat.NON_QUALIFIEE, enfant)
        assert due(enfant, "IP-EVAL").etat == "sans_objet"

        services.qualifier(**quand(ecartee))

        assert due(enfant, "IP-EVAL").attendue

    def test_un_signalement_se_fait_le_jour_du_constat(self):
        enfant = EnfantFactory()

        jusqu_a(Etat.SIGNALEE, enfant)

        assert due(enfant, "IP-SIGNAL").etat == "tenue"
        assert Suite.objects.get().danger == "grave"

    def test_un_signalement_tardif_s_enregistre_quand_meme(self):
        enfant = EnfantFactory()
        lue = jusqu_a(Etat.QUALIFIEE, enfant)

        services.signaler(danger="grave", motif="Vu.", constate_le=date(2024, 11, 30), **quand(lue))

        assert due(enfant, "IP-SIGNAL").etat == "tenue_en_retard"

    def test_confier_ouvre_l_evaluation_de_chaque_mineur_du_foyer(self):
        cite, arrive = EnfantFactory(), EnfantFactory()
        foyer = foyer_de(cite)
        lue = jusqu_a(Etat.QUALIFIEE, cite)
        MembreFoyerFactory(enfant=arrive, foyer=foyer)

        services.confier_evaluation(unite=None, service="Association", **quand(lue))

        assert due(arrive, "IP-EVAL-FRATRIE").etat == "tenue"
        assert due(arrive, "IP-EVAL").due_le == date(2025, 2, 28)


class TestEvaluation:
    def test_une_evaluation_complete_tient_tous_ses_devoirs(self):
        enfant = EnfantFactory()
        ouverte = jusqu_a(Etat.EN_EVALUATION, enfant)
        for nom in ("Ida Fictive", "Jo Fictif"):
            services.composer_equipe(nom=nom, fonction="Éducateur", **quand(ouverte))
        services.informer_parents(informes=True, **quand(ouverte))
        services.consigner_visite(lieu="domicile", compte_rendu="Vu.", **quand(ouverte))
        concerne = EnfantConcerne.objects.get(situation=ouverte)
        services.voir_enfant_seul(concerne=concerne, vu=False, motif="Nourrisson.", **quand(ouverte))

        services.rendre_rapport(conclusion="sans_suite", synthese="Rien.", **quand(ouverte))

        regles = ("IP-EQUIPE", "IP-INFO-PARENTS-EVAL", "IP-VAD", "IP-EVAL-FRATRIE", "IP-EVAL")
        assert {due(enfant, r).etat for r in regles} == {"tenue"}

    def test_un_rapport_incomplet_dit_tout_ce_qui_manque(self):
        ouverte = jusqu_a(Etat.EN_EVALUATION)

        with pytest.raises(RegleNonRespectee) as refus:
            services.rendre_rapport(conclusion="aide", synthese="", **quand(ouverte))

        assert len(refus.value.ecarts) == 4
        ouverte.refresh_from_db()
        assert ouverte.etat == Etat.EN_EVALUATION

    def test_un_referent_n_evalue_que_pour_un_motif(self):
        enfant = EnfantFactory()
        agent = AffectationFactory(role=Role.REFERENT, niveau=Niveau.DOSSIERS, collectivite_id="15").agent
        ReferentFactory(enfant=enfant, agent=agent)
        ouverte = jusqu_a(Etat.EN_EVALUATION, enfant)

        with pytest.raises(EntreeRefusee, match="suit déjà"):
            services.composer_equipe(agent=agent, fonction="Éducateur", **quand(ouverte))

        admis = services.composer_equipe(agent=agent, fonction="Éducateur", motif="Seul formé.", **quand(ouverte))
        assert admis.suit_deja

    @pytest.mark.parametrize(
        ("acte", "champs", "mot"),
        [
            (services.composer_equipe, {"fonction": "Éducateur"}, "Choisissez un agent"),
            (services.informer_parents, {"informes": False}, "dites pourquoi"),
            (services.constater_impossibilite, {"motif": ""}, "empêche"),
            (services.rendre_rapport, {"conclusion": "", "synthese": ""}, "une seule"),
        ],
    )
    def test_ce_qui_manque_se_dit(self, acte, champs, mot):
        with pytest.raises(EntreeRefusee, match=mot):
            acte(**champs, **quand(jusqu_a(Etat.EN_EVALUATION)))

    def test_une_impossibilite_demande_de_signaler_le_jour_meme(self):
        enfant = EnfantFactory()
        ouverte = jusqu_a(Etat.EN_EVALUATION, enfant)

        services.constater_impossibilite(motif="Porte close trois fois.", **quand(ouverte))

        assert due(enfant, "IP-IMPOSSIBILITE").due_le == JOUR

    def test_la_grille_garde_les_textes_et_previent_le_second_redacteur(self):
        evaluation = jusqu_a(Etat.EN_EVALUATION).evaluations.get()
        services.remplir_grille(evaluation=evaluation, version=1, reponses={"sante": "Bon suivi."}, par=None)

        with pytest.raises(VersionDepassee):
            services.remplir_grille(evaluation=evaluation, version=1, reponses={"sante": "Autre."}, par=None)

        assert ReponseGrille.objects.get().texte == "Bon suivi."

    def test_le_departement_charge_ses_items(self):
        services.charger_grille(collectivite="15", texte="Santé\n- Sommeil\n- Repas\nÉcole", par=None)
        evaluation = jusqu_a(Etat.EN_EVALUATION).evaluations.get()

        services.remplir_grille(evaluation=evaluation, version=None, reponses={"sante_sommeil": "Court."}, par=None)

        assert ReponseGrille.objects.get().libelle == "Sommeil"
        with pytest.raises(EntreeRefusee, match="n'est pas dans la grille"):
            services.remplir_grille(evaluation=evaluation, version=None, reponses={"besoins": "x"}, par=None)

    def test_une_grille_fautive_dit_chaque_ligne(self):
        with pytest.raises(EntreeRefusee) as refus:
            services.charger_grille(collectivite="15", texte="- Orphelin\nSanté\nSanté", par=None)

        assert [f.ligne for f in refus.value.fautes] == [1, 3]


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
