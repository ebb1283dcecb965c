"""The pages of a situation: who opens them, what they show, in how many queries, what they refuse."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from jalons.application.acces.permissions import Niveau, Role
from jalons.application.acces.tests.factories import AffectationFactory
from jalons.application.crip import selectors, services
from jalons.application.crip.actes import PERMISSIONS, SERVICES
from jalons.application.crip.forms import FORMULAIRES
from jalons.application.crip.models import EnfantConcerne, Evaluation, Information, ReponseGrille, Situation
from jalons.application.crip.origines import Origine
from jalons.application.crip.rules import Acte, Etat
from jalons.application.crip.tests.factories import JOUR, jusqu_a, quand, situation
from jalons.application.enfants.models import Enfant
from jalons.application.enfants.tests.factories import (
    EnfantFactory,
    FoyerFactory,
    MembreFoyerFactory,
)
from jalons.application.socle.models import Entree
from jalons.application.territoires.tests.factories import UniteLocaleFactory
from jalons.noyau.dates import DateCivile

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _lieu(territoire):
    territoire("15", "63")


def connecter(role, niveau=Niveau.COLLECTIVITE, collectivite="15", **lieu):
    agent = AffectationFactory(role=role, niveau=niveau, collectivite_id=collectivite, **lieu).agent
    client = Client()
    client.force_login(agent)
    client.agent = agent
    return client


def page(nom, *args):
    return reverse(f"crip:{nom}", args=args)


def reception(**champs):
    valeurs = {
        "recue_le": "2024-11-30", "origine": "ecole", "canal": "papier", "contenu": "Marques.", "collectivite": "15",
        "meme_foyer": "on", "e1-prenom": "Aube", "e1-nom": "Songeville", "e1-naissance": "04/2016",
    }  # fmt: skip
    return valeurs | champs


def acte(objet, code, **champs):
    return page("acte", objet.pk, code), {"version": objet.version, "le": JOUR.isoformat()} | champs


def test_chaque_acte_a_son_droit_et_son_service():
    propres = {Acte.JOINDRE, Acte.REMPLIR_GRILLE}

    assert set(PERMISSIONS) == set(Acte)
    assert set(FORMULAIRES) == set(SERVICES) == set(Acte) - propres


class TestPerimetres:
    @pytest.mark.parametrize("nom", ["situation", "evaluation", "joindre", "remplir_grille"])
    def test_un_autre_departement_ne_sait_pas_qu_elle_existe(self, nom):
        objet = jusqu_a(Etat.EN_EVALUATION)

        assert connecter(Role.CRIP, collectivite="63").get(page(nom, objet.pk)).status_code in (403, 404)
        assert connecter(Role.CADRE_ASE, collectivite="63").get(page(nom, objet.pk)).status_code in (403, 404)

    @pytest.mark.parametrize("role", [Role.REFERENT, Role.SANTE, Role.DIRECTION, Role.SUPERVISION, Role.PREFECTURE])
    def test_un_role_sans_crip_n_entre_pas(self, role):
        client = connecter(role)

        assert client.get(page("liste")).status_code == 403
        assert client.get(page("situation", situation().pk)).status_code == 403

    def test_sans_compte_on_se_connecte(self):
        assert Client().get(page("situation", situation().pk)).headers["Location"].startswith("/connexion/")

    def test_une_equipe_ne_voit_que_ce_qui_lui_est_confie(self):
        ici, ailleurs = UniteLocaleFactory(), UniteLocaleFactory()
        sienne, autre = jusqu_a(Etat.EN_EVALUATION, unite=ici), jusqu_a(Etat.EN_EVALUATION, unite=ailleurs)
        recue = situation(unite=ici)
        client = connecter(Role.EVALUATEUR, Niveau.UNITE, unite=ici)

        statuts = [client.get(page("situation", s.pk)).status_code for s in (sienne, autre, recue)]

        assert statuts == [200, 404, 404]
        liste = client.get(page("liste")).text
        assert sienne.numero in liste
        assert autre.numero not in liste

    def test_un_evaluateur_ne_qualifie_ni_ne_decide(self):
        objet = jusqu_a(Etat.RAPPORT_REMIS)
        client = connecter(Role.EVALUATEUR)

        assert client.get(page("acte", objet.pk, "classer")).status_code == 403
        assert client.get(page("acte", objet.pk, "transferer")).status_code == 403
        assert connecter(Role.CADRE_ASE).get(page("acte", objet.pk, "classer")).status_code == 200

    def test_chaque_lecture_est_inscrite_au_journal_de_chaque_enfant(self):
        enfants = EnfantFactory.create_batch(2)
        objet = situation(*enfants)

        connecter(Role.CRIP).get(page("situation", objet.pk))

        lus = Entree.objects.filter(acte="enfants:lire", details__page="crip:situation")
        assert {e.objet_id for e in lus} == {str(e.pk) for e in enfants}

    def test_le_panneau_du_dossier_ne_se_montre_qu_a_qui_voit_les_situations(self):
        enfant = EnfantFactory()
        objet = situation(enfant)
        adresse = reverse("enfants:dossier", args=[enfant.pk])

        assert objet.numero in connecter(Role.CRIP).get(adresse).text
        assert objet.numero not in connecter(Role.SANTE).get(adresse).text


class TestListe:
    def test_aucun_nom_et_douze_requetes_au_plus(self, requetes_max):
        for _ in range(6):
            situation(EnfantFactory(nom="Vasseline"), au=JOUR)
        client = connecter(Role.CRIP)

        with requetes_max(12):
            lue = client.get(page("liste"))

        assert lue.text.count('<th scope="row">') == 6
        assert "vasseline" not in lue.text.lower()

    def test_les_filtres(self):
        recue, evaluee = situation(), jusqu_a(Etat.EN_EVALUATION)
        neuve = situation(recue_le=timezone.localdate(), au=timezone.localdate())
        client = connecter(Role.CRIP)

        assert client.get(page("liste")).text.count('<th scope="row">') == 3
        par_etat = client.get(page("liste"), {"etat": "en_evaluation"}).text
        en_retard = client.get(page("liste"), {"retard": "on"}).text

        assert evaluee.numero in par_etat
        assert recue.numero not in par_etat
        assert recue.numero in en_retard
        assert neuve.numero not in en_retard
        assert selectors.compter(Situation.objects.all(), timezone.localdate()).en_retard == en_retard.count(
            '<th scope="row">'
        )

    def test_l_accueil_mene_aux_situations_dont_un_informant_attend_sa_reponse(self):
        attend, close = (situation(origine=Origine.VOISIN, reponse_demandee_le=JOUR) for _ in range(2))
        Situation.objects.filter(pk=close.pk).update(etat=Etat.CLOTUREE)
        muette = situation()
        client = connecter(Role.CRIP)

        lue = client.get(page("liste"), {"reponse": "on"}).text

        assert f'href="{page("liste")}?reponse=on"' in client.get("/").text
        assert attend.numero in lue
        assert close.numero in lue
        assert muette.numero not in lue
        assert selectors.compter(Situation.objects.all(), JOUR).reponses_dues == lue.count('<th scope="row">')

    def test_l_accueil_compte_ce_qui_attend(self):
        situation()
        jusqu_a(Etat.RAPPORT_REMIS)

        accueil = connecter(Role.CRIP).get("/").text

        assert "À qualifier" in accueil
        assert "Rapports en retard" in accueil


class TestSituation:
    def test_une_situation_pleine_en_douze_requetes_au_plus(self, requetes_max):
        foyer, enfants = FoyerFactory(), EnfantFactory.create_batch(4)
        for enfant in enfants:
            MembreFoyerFactory(enfant=enfant, foyer=foyer)
        objet = jusqu_a(Etat.SUITES, enfants[0])
        client = connecter(Role.CRIP)

        with requetes_max(12):
            lue = client.get(page("situation", objet.pk))

        assert lue.text.count("Autre mineur du foyer") == 3
        assert "D226-2-4" in lue.text

    def test_elle_n_offre_que_les_actes_possibles(self):
        objet = jusqu_a(Etat.QUALIFIEE)

        lue = connecter(Role.CRIP).get(page("situation", objet.pk)).text

        assert page("acte", objet.pk, "confier_evaluation") in lue
        assert page("acte", objet.pk, "cloturer") not in lue
        assert page("acte", objet.pk, "classer") not in lue

    @pytest.mark.parametrize(("etat", "offert"), [(Etat.SAISIE, True), (Etat.CLOTUREE, False)])
    def test_le_retour_du_procureur_ne_s_offre_que_s_il_est_attendu(self, etat, offert):
        objet, client = jusqu_a(etat), connecter(Role.CRIP)
        adresse = page("acte", objet.pk, "enregistrer_retour_procureur")

        assert (adresse in client.get(page("situation", objet.pk)).text) == offert
        lue = client.get(adresse)
        assert lue.status_code == (200 if offert else 409)
        assert ("n&#x27;attend de réponse" in lue.text) != offert

    def test_un_acte_impossible_dit_pourquoi(self):
        objet = situation()

        lue = connecter(Role.CRIP).get(page("acte", objet.pk, "confier_evaluation"))

        assert lue.status_code == 409
        assert "Qualifiez-la" in lue.text

    def test_qualifier_puis_confier_par_les_pages(self):
        objet, client = situation(), connecter(Role.CRIP)

        assert client.post(*acte(objet, "qualifier", motif="Vu.")).status_code == 302
        objet.refresh_from_db()
        assert client.post(*acte(objet, "confier_evaluation", service="Association")).status_code == 302
        assert Evaluation.objects.get(situation=objet).service == "Association"

    def test_un_collegue_a_agi_entre_temps_et_rien_n_est_perdu(self):
        objet, client = situation(), connecter(Role.CRIP)
        services.qualifier(**quand(objet))

        lue = client.post(*acte(objet, "transferer", autre="63", connu_le=JOUR.isoformat(), motif="Partie à Brumevent"))

        assert lue.status_code == 409
        assert "Qualifier de préoccupante" in lue.text
        assert "Partie à Brumevent" in lue.text
        assert Situation.objects.get(pk=objet.pk).etat == Etat.QUALIFIEE

    def test_un_envoi_qui_ne_dit_pas_sa_version_est_refuse(self):
        objet, client = situation(), connecter(Role.CRIP)

        refus = client.post(page("acte", objet.pk, "qualifier"), {"le": JOUR.isoformat(), "motif": "Lu."})

        objet.refresh_from_db()
        assert (refus.status_code, objet.etat) == (422, "recue")
        assert "quelle version" in refus.text
        assert f'name="version" value="{objet.version}"' in refus.text

    def test_un_rapport_incomplet_se_dit_et_se_justifie(self):
        objet, client = jusqu_a(Etat.EN_EVALUATION), connecter(Role.EVALUATEUR)
        champs = {"conclusion": "aide", "synthese": "Lu."}

        refuse = client.post(*acte(objet, "rendre_rapport", **champs))
        accepte = client.post(*acte(objet, "rendre_rapport", derogation="Famille partie.", **champs))

        assert refuse.status_code == 422
        assert "D226-2-5" in refuse.text
        assert accepte.status_code == 302

    @pytest.mark.parametrize(("champ", "valeur", "mot"), [("le", "2100-01-01", "avenir"), ("le", "x", "date")])
    def test_un_jour_impossible_se_dit(self, champ, valeur, mot):
        adresse, donnees = acte(situation(), "qualifier")

        lue = connecter(Role.CRIP).post(adresse, donnees | {champ: valeur})

        assert lue.status_code == 422
        assert mot in lue.text

    def test_un_numero_d_enfant_inconnu_se_dit(self):
        lue = connecter(Role.CRIP).post(*acte(situation(), "ajouter_enfant", numero="ZZZZ-2222"))

        assert "Aucun dossier ne porte" in lue.text

    def test_repondre_a_l_informateur(self):
        objet = situation(origine=Origine.VOISIN, reponse_demandee_le=JOUR)
        choix = Information.objects.get(situation=objet).pk

        connecter(Role.CRIP).post(*acte(objet, "repondre_informateur", information=choix, reponse="Prise en compte."))

        assert Information.objects.get(pk=choix).repondue_le == JOUR


class TestReception:
    def test_en_une_fois_quand_personne_n_est_connu(self):
        client = connecter(Role.CRIP)

        reponse = client.post(page("recevoir"), reception(heure="09:30"))

        objet = Situation.objects.get()
        assert reponse.headers["Location"] == page("situation", objet.pk)
        assert Enfant.objects.get(nom="Songeville").naissance == DateCivile(2016, 4)
        assert timezone.localtime(objet.informations.get().instant).hour == 9

    def test_un_enfant_connu_est_montre_avec_son_foyer_avant_d_ecrire(self):
        connu, soeur, foyer = (
            EnfantFactory(nom="Songeville", prenom="Aube"),
            EnfantFactory(prenom="Brise"),
            FoyerFactory(),
        )
        for enfant in (connu, soeur):
            MembreFoyerFactory(enfant=enfant, foyer=foyer)
        donnees, client = reception(**{"e1-naissance": "12/03/2015"}), connecter(Role.CRIP)

        montre = client.post(page("recevoir"), donnees)
        client.post(page("recevoir"), donnees | {"e1-choix": connu.pk})

        assert montre.status_code == 409
        assert "Vit avec Brise" in montre.text
        assert {c.enfant_id for c in EnfantConcerne.objects.all()} == {connu.pk, soeur.pk}

    def test_un_homonyme_ecarte_ouvre_un_dossier(self):
        connu = EnfantFactory(nom="Songeville", prenom="Aube")
        donnees = reception(**{"e1-naissance": "12/03/2015", "e1-choix": "nouveau", "e1-vus": str(connu.pk)})

        connecter(Role.CRIP).post(page("recevoir"), donnees)

        assert Enfant.objects.filter(nom="Songeville").count() == 2

    def test_une_situation_en_cours_se_propose_avant_d_en_ouvrir_une_autre(self):
        connu = EnfantFactory(nom="Songeville", prenom="Aube")
        objet = situation(connu)
        donnees, client = reception(**{"e1-choix": connu.pk}), connecter(Role.CRIP)

        propose = client.post(page("recevoir"), donnees)
        client.post(page("recevoir"), donnees | {"situation": objet.pk})

        assert propose.status_code == 409
        assert objet.numero in propose.text
        assert Information.objects.filter(situation=objet).count() == 2
        assert Situation.objects.count() == 1

    def test_rien_de_saisi_n_est_perdu_quand_une_date_est_impossible(self):
        demain = (timezone.localdate() + timedelta(days=1)).isoformat()

        lue = connecter(Role.CRIP).post(page("recevoir"), reception(recue_le=demain, informateur="Madame Rumeur"))

        assert lue.status_code == 422
        assert "dans l&#x27;avenir" in lue.text
        assert "Madame Rumeur" in lue.text
        assert not Situation.objects.exists()

    def test_sans_enfant_la_page_le_dit(self):
        vide = {"e1-prenom": "", "e1-nom": "", "e1-naissance": ""}

        lue = connecter(Role.CRIP).post(page("recevoir"), reception(**vide))

        assert "Aucun enfant" in lue.text

    def test_une_reception_en_peu_de_requetes_tant_que_rien_n_est_ecrit(self, requetes_max):
        EnfantFactory(nom="Songeville", prenom="Aube")
        client = connecter(Role.CRIP)
        client.get(page("recevoir"))  # names of départements are read once per process

        with requetes_max(12):
            client.post(page("recevoir"), reception(**{"e1-naissance": "12/03/2015"}))

    def test_joindre_depuis_la_situation(self):
        objet = situation()

        connecter(Role.CRIP).post(page("joindre", objet.pk), reception(origine="hopital"))

        assert Information.objects.filter(situation=objet).count() == 2


class TestGrille:
    def test_remplir_puis_relire(self, requetes_max):
        objet, client = jusqu_a(Etat.EN_EVALUATION), connecter(Role.EVALUATEUR)

        client.post(page("remplir_grille", objet.pk), {"version": 1, "r-sante": "Bon suivi."})
        with requetes_max(12):
            lue = client.get(page("evaluation", objet.pk))

        assert "Bon suivi." in lue.text

    def test_le_texte_d_un_collegue_est_montre_jamais_recouvert(self):
        objet, client = jusqu_a(Etat.EN_EVALUATION), connecter(Role.EVALUATEUR)
        client.post(page("remplir_grille", objet.pk), {"version": 1, "r-sante": "Premier."})

        lue = client.post(page("remplir_grille", objet.pk), {"version": 1, "r-sante": "Second."})

        assert lue.status_code == 409
        assert "Premier." in lue.text
        assert "Second." in lue.text
        assert ReponseGrille.objects.get().texte == "Premier."

    def test_charger_la_grille_du_departement(self):
        client = connecter(Role.CRIP)

        def charger(texte):
            depart = client.get(page("grille")).context["formulaire"].initial["empreinte"]
            return client.post(page("grille"), {"texte": texte, "empreinte": depart}).status_code

        assert charger("Santé\n- Sommeil") == 302
        assert charger("- Orphelin") == 422
        assert "- Sommeil" in client.get(page("grille")).text
