"""Acts, the facts they state and the deadlines that follow."""

from datetime import date

import pytest

from jalons.application.enfants.tests.factories import EnfantFactory, LienFactory, PersonneFactory
from jalons.application.faits import rules as situations
from jalons.application.faits.models import Echeance, Fait
from jalons.application.projets_enfant import selectors, services
from jalons.application.projets_enfant.models import Projet, VersionProjet
from jalons.application.projets_enfant.tests.factories import (
    AU,
    avis,
    commencer,
    enfant_suivi,
    projet_etabli,
    projet_redige,
    projet_signe,
    rapport_soumis,
    rapport_valide,
)
from jalons.application.socle.models import Entree
from jalons.application.socle.version import VersionDepassee
from jalons.noyau.dates import DateCivile
from jalons.noyau.saisie import EntreeRefusee

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _lieu(territoire):
    territoire("15")


def statuts(enfant, regle, au=AU):
    lignes = Echeance.objects.filter(sujet_type="enfant", sujet_id=enfant.pk, regle=regle)
    return sorted(situations.situation(x, au).statut for x in lignes)


def faits_de(enfant, evenement):
    lus = Fait.objects.filter(sujet_type="enfant", sujet_id=enfant.pk, evenement=evenement, annule_le=None)
    return [(f.survenu_le.iso(), f.attributs) for f in lus]


class TestEtablir:
    def test_le_projet_etabli_tient_l_echeance_de_trois_mois(self):
        enfant = enfant_suivi(debut=date(2025, 1, 10))
        assert statuts(enfant, "PPE-3M") == ["en_retard"]

        projet = projet_etabli(enfant, le=date(2025, 4, 10))

        assert statuts(enfant, "PPE-3M") == ["tenue"]
        assert (projet.etat, projet.mesures) == ("projet", ["M-1"])
        assert faits_de(enfant, "ppe_etabli") == [("2025-04-10", {"mesure": "M-1"})]

    def test_un_jour_de_trop_et_l_echeance_est_tenue_en_retard(self):
        enfant = enfant_suivi(debut=date(2025, 1, 10))

        projet_etabli(enfant, le=date(2025, 4, 11))

        assert statuts(enfant, "PPE-3M") == ["tenue_en_retard"]

    def test_un_seul_projet_couvre_toutes_les_mesures_en_cours(self):
        enfant = enfant_suivi()
        commencer(enfant, "M-2", date(2025, 1, 15))
        commencer(enfant, "M-3", date(2025, 1, 15), type_="aide_financiere")

        projet_etabli(enfant)

        assert [a["mesure"] for _, a in faits_de(enfant, "ppe_etabli")] == ["M-1", "M-2"]
        assert statuts(enfant, "PPE-3M") == ["tenue", "tenue"]

    def test_vide_il_est_refuse_et_rien_n_est_ecrit(self):
        enfant = enfant_suivi()
        projet = services.ouvrir(enfant=enfant, commence_le=date(2025, 1, 20), par=None, au=AU)

        with pytest.raises(EntreeRefusee) as refus:
            services.etablir(projet=projet, version=projet.version, le=date(2026, 1, 1), par=None, au=AU)

        assert [f.lieu for f in refus.value.fautes] == ["le", "volets", "objectifs"]
        assert faits_de(enfant, "ppe_etabli") == []
        projet.refresh_from_db()
        assert projet.etat == "a_etablir"

    def test_sans_mesure_connue_le_fait_est_constate_une_fois(self):
        enfant = EnfantFactory()

        projet_etabli(enfant)

        assert faits_de(enfant, "ppe_etabli") == [("2025-03-01", {})]


class TestOuvrir:
    @pytest.mark.parametrize(
        ("champs", "dit"),
        [
            ({"decede_le": DateCivile(2025, 2)}, "décédé"),
            ({"naissance": DateCivile(2000)}, "L'âge où l'aide prend fin"),
        ],
    )
    def test_un_dossier_qui_ne_recoit_plus_d_acte(self, champs, dit):
        enfant = enfant_suivi(**champs)

        with pytest.raises(EntreeRefusee, match=dit):
            services.ouvrir(enfant=enfant, commence_le=date(2025, 1, 20), par=None, au=AU)

        assert not Projet.objects.exists()

    def test_une_naissance_inconnue_n_empeche_rien(self):
        enfant = enfant_suivi(naissance=None)

        assert projet_signe(enfant).etat == "signe"

    def test_un_second_projet_est_refuse_tant_que_le_premier_est_ouvert(self):
        projet = projet_redige()
        with pytest.raises(EntreeRefusee, match="déjà un projet ouvert"):
            services.ouvrir(enfant=projet.enfant, commence_le=AU, par=None, au=AU)

        services.clore(projet=projet, version=None, le=AU, motif="fin", par=None, au=AU)

        assert services.ouvrir(enfant=projet.enfant, commence_le=AU, par=None, au=AU).etat == "a_etablir"

    def test_le_projet_d_un_enfant_decede_se_clot_seulement(self):
        projet = projet_etabli()
        projet.enfant.decede_le = DateCivile(2025, 6, 1)
        projet.enfant.save()

        with pytest.raises(EntreeRefusee, match="décédé"):
            avis(projet, "enfant")
        clos = services.clore(projet=projet, version=None, le=AU, motif="deces", par=None, au=AU)

        assert (clos.etat, clos.motif_cloture) == ("clos", "deces")


class TestSigner:
    def test_la_version_signee_est_figee(self):
        projet = projet_signe()

        version = VersionProjet.objects.get(projet=projet)
        assert (version.avenant, version.signe_le) == (0, date(2025, 3, 10))
        assert version.contenu["volets"][0]["objectifs"][0]["actions"][0]["responsable"] == "Sa mère"
        assert len(version.contenu["signatures"]) == 3
        with pytest.raises(EntreeRefusee, match="il est signé"):
            services.rediger_volet(projet=projet, domaine="sante", version=1, par=None, au=AU, besoins="Autre")

    def test_il_manque_un_avis_et_rien_n_est_signe(self):
        projet = projet_etabli()
        LienFactory(enfant=projet.enfant, personne__prenom="Ada")
        avis(projet, "service")

        with pytest.raises(EntreeRefusee) as refus:
            services.signer(projet=projet, version=None, le=AU, par=None, au=AU)

        messages = " ".join(f.message for f in refus.value.fautes)
        assert "signature de l'enfant" in messages
        assert "Ada VASSELINE" in messages

    def test_une_raison_remplace_une_signature(self):
        projet = projet_etabli()
        with pytest.raises(EntreeRefusee, match="dites pourquoi"):
            avis(projet, "enfant", reponse="absent")

        avis(projet, "enfant", reponse="absent", motif="Il a deux ans.")
        avis(projet, "service")

        assert services.signer(projet=projet, version=None, le=AU, par=None, au=AU).etat == "signe"

    def test_une_seconde_reponse_remplace_la_premiere(self):
        projet = projet_etabli()
        avis(projet, "enfant", reponse="refuse", motif="Il veut relire.")
        avis(projet, "enfant")

        assert [s.reponse for s in projet.signatures.all()] == ["signe"]

    def test_le_texte_ne_change_pas_sous_les_signatures(self):
        projet = projet_etabli()
        avis(projet, "enfant")
        with pytest.raises(EntreeRefusee, match="reprenez-le"):
            services.ajouter_objectif(projet=projet, domaine="sante", texte="Autre", par=None, au=AU)

        services.reprendre(projet=projet, version=None, par=None, au=AU)
        services.ajouter_objectif(projet=projet, domaine="sante", texte="Autre", par=None, au=AU)

        assert (projet.objectifs.count(), projet.signatures.count()) == (2, 0)

    def test_un_inconnu_de_l_enfant_ne_signe_pas(self):
        with pytest.raises(EntreeRefusee, match="entourage connu"):
            avis(projet_etabli(), "titulaire", personne=PersonneFactory())


class TestActualiser:
    def test_un_rapport_valide_demande_l_actualisation_et_l_avenant_la_tient(self):
        projet = projet_signe()
        rapport = rapport_valide(projet.enfant, le=date(2025, 6, 2))
        projet.refresh_from_db()
        assert (projet.etat, statuts(projet.enfant, "PPE-ACTU")) == ("a_actualiser", ["en_retard"])

        services.actualiser(
            projet=projet, version=projet.version, le=date(2025, 6, 2), rapports=[rapport], par=None, au=AU
        )

        projet.refresh_from_db()
        assert (projet.etat, projet.avenant, projet.signe_le) == ("projet", 1, None)
        assert statuts(projet.enfant, "PPE-ACTU") == ["tenue"]
        assert selectors.rapports_a_suivre(projet.enfant) == []

    def test_les_signatures_de_la_version_precedente_ne_valent_pas_pour_l_avenant(self):
        projet = services.demander(projet=projet_signe(), version=None, motif="Changement de lieu", par=None, au=AU)
        projet = services.actualiser(projet=projet, version=None, le=AU, par=None, au=AU)

        with pytest.raises(EntreeRefusee, match="La signature de l'enfant manque"):
            services.signer(projet=projet, version=None, le=AU, par=None, au=AU)

    def test_une_mesure_nouvelle_est_couverte_par_l_avenant(self):
        projet = projet_signe()
        commencer(projet.enfant, "M-9", date(2025, 5, 2))
        services.demander(projet=projet, version=None, motif="Mesure nouvelle", par=None, au=AU)

        services.actualiser(projet=projet, version=None, le=date(2025, 6, 1), par=None, au=AU)

        assert statuts(projet.enfant, "PPE-3M") == ["tenue", "tenue"]

    def test_avant_trois_ans_l_actualisation_est_due_tous_les_six_mois(self):
        enfant = enfant_suivi(naissance=DateCivile(2023, 5, 1))

        projet_etabli(enfant, le=date(2025, 3, 1))

        (due,) = Echeance.objects.filter(sujet_id=enfant.pk, regle="PPE-ACTU-6M")
        assert due.due_le == date(2025, 9, 1)

    def test_le_rapport_d_un_autre_enfant_est_refuse(self):
        projet = services.demander(projet=projet_signe(), version=None, motif="Événement", par=None, au=AU)

        with pytest.raises(EntreeRefusee, match="un autre enfant"):
            services.actualiser(
                projet=projet, version=None, le=AU, rapports=[rapport_valide(enfant_suivi())], par=None, au=AU
            )


class TestSuites:
    def test_la_remise_est_constatee_quand_enfant_et_representant_l_ont(self):
        projet = projet_etabli()

        def remettre(a):
            services.remettre(projet=projet, version=None, a=a, le=date(2025, 3, 20), par=None, au=AU)
            return len(faits_de(projet.enfant, "ppe_remis"))

        assert [remettre(a) for a in ("juge", "enfant", "titulaire", "titulaire")] == [0, 0, 1, 1]

    def test_la_personne_de_confiance_et_le_bilan_de_sante_tiennent_leurs_echeances(self):
        projet = projet_redige()
        tante = LienFactory(enfant=projet.enfant, lien="autre_famille", autorite_parentale="non").personne
        assert statuts(projet.enfant, "PPE-PERSONNE-CONF") == ["a_venir"]
        with pytest.raises(EntreeRefusee, match="Dites qui est désigné"):
            services.proposer_confiance(projet=projet, version=None, le=AU, reponse="designee", par=None, au=AU)

        services.proposer_confiance(
            projet=projet, version=None, le=AU, reponse="designee", personne=tante, par=None, au=AU
        )
        services.joindre_sante(projet=projet, version=None, le=AU, par=None, au=AU)

        assert statuts(projet.enfant, "PPE-PERSONNE-CONF") == ["tenue"]
        assert statuts(projet.enfant, "PPE-SANTE") == ["tenue"]

    def test_un_objectif_s_evalue_meme_signe(self):
        projet = projet_signe()
        objectif = projet.objectifs.get()
        with pytest.raises(EntreeRefusee, match="quel jour"):
            services.evaluer_objectif(
                objectif=objectif, version=1, evaluation="atteint", evalue_le=None, bilan="", par=None, au=AU
            )

        services.evaluer_objectif(
            objectif=objectif, version=1, evaluation="atteint", evalue_le=AU, bilan="Il dort.", par=None, au=AU
        )

        objectif.refresh_from_db()
        assert objectif.get_evaluation_display() == "Atteint"


class TestRapport:
    def test_valide_il_tient_l_echeance_et_ouvre_la_suivante(self):
        enfant = enfant_suivi()

        rapport = rapport_valide(enfant, le=date(2025, 6, 2))

        assert faits_de(enfant, "rapport_situation_valide") == [
            ("2025-06-02", {"rapport": rapport.repere, "cadre": "judiciaire"})
        ]
        (annuel,) = Echeance.objects.filter(sujet_id=enfant.pk, regle="RAP-ANNUEL")
        assert annuel.due_le == date(2026, 6, 2)
        assert statuts(enfant, "RAP-JUGE") == ["en_retard"]

    def test_transmis_au_juge_l_echeance_est_tenue(self):
        rapport = rapport_valide(le=date(2025, 6, 2))

        services.transmettre(rapport=rapport, version=None, le=date(2025, 6, 2), par=None, au=AU)

        assert statuts(rapport.enfant, "RAP-JUGE") == ["tenue"]

    def test_un_rapport_administratif_ne_va_pas_au_juge(self):
        rapport = rapport_valide(cadre="administratif")

        with pytest.raises(EntreeRefusee, match="administrative"):
            services.transmettre(rapport=rapport, version=None, le=AU, par=None, au=AU)

        assert statuts(rapport.enfant, "RAP-JUGE") == []

    def test_le_cadre_renvoie_avec_sa_raison(self):
        rapport = rapport_soumis()
        with pytest.raises(EntreeRefusee, match="Dites ce qu'il faut reprendre"):
            services.renvoyer(rapport=rapport, version=None, motif=" ", par=None, au=AU)

        services.renvoyer(rapport=rapport, version=None, motif="Dire ce que pense l'enfant.", par=None, au=AU)

        rapport.refresh_from_db()
        assert (rapport.etat, rapport.renvoi) == ("brouillon", "Dire ce que pense l'enfant.")

    def test_incomplet_il_n_est_pas_soumis(self):
        rapport = services.ouvrir_rapport(enfant=enfant_suivi(), cadre="administratif", par=None, au=AU)

        with pytest.raises(EntreeRefusee, match="pluridisciplinaire"):
            services.soumettre(rapport=rapport, version=rapport.version, par=None, au=AU)


class TestVerrouEtJournal:
    def test_la_version_d_un_autre_n_est_pas_ecrasee(self):
        projet = projet_redige()
        vue = projet.version
        services.rediger_paroles(projet=projet, version=vue, par=None, au=AU, lieu="Chez sa tante")

        with pytest.raises(VersionDepassee):
            services.rediger_paroles(projet=projet, version=vue, par=None, au=AU, lieu="Au foyer")

        projet.refresh_from_db()
        assert projet.lieu == "Chez sa tante"

    def test_deux_domaines_s_ecrivent_en_meme_temps(self):
        projet = projet_redige()

        for domaine in ("relations", "autonomie"):
            services.rediger_volet(projet=projet, domaine=domaine, version=0, par=None, au=AU, besoins=domaine)
        with pytest.raises(VersionDepassee):
            services.rediger_volet(projet=projet, domaine="relations", version=0, par=None, au=AU, besoins="autre")

        assert set(projet.volets.values_list("besoins", flat=True)) == {"Dormir mieux.", "relations", "autonomie"}

    def test_chaque_acte_est_au_journal_et_dans_l_historique(self):
        projet = projet_signe()

        actes = list(Entree.objects.filter(acte__startswith="projets_enfant:").values_list("acte", flat=True))
        assert {"projets_enfant:ouvrir", "projets_enfant:etablir", "projets_enfant:signer"} <= set(actes)
        assert "Vasseline" not in str(list(Entree.objects.values_list("details", flat=True)))
        assert projet.evenements.filter(etat="projet").exists()
