"""The pages of a child: who opens them, what they show, in how many queries, what they refuse."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from jalons.application.acces.permissions import Niveau, Role
from jalons.application.acces.tests.factories import AffectationFactory
from jalons.application.enfants import services
from jalons.application.enfants.models import AccesUrgence, ConnuAilleurs, DonneesMedicales, Enfant, Referent
from jalons.application.enfants.tests.factories import (
    ConnuAilleursFactory,
    EnfantFactory,
    ReferentFactory,
    entourer,
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
    return reverse(f"enfants:{nom}", args=args)


def famille_nombreuse():
    return entourer(EnfantFactory(), soeurs=4, proches=("mere", "pere", "grand_parent"))


@pytest.mark.parametrize("niveau", [Niveau.COLLECTIVITE, Niveau.DOSSIERS])
def test_un_dossier_plein_en_quinze_requetes_au_plus(requetes_max, niveau):
    enfant = famille_nombreuse()
    client = connecter(Role.REFERENT, niveau)
    ReferentFactory(enfant=enfant, agent=client.agent)

    with requetes_max(15):
        lue = client.get(page("dossier", enfant.pk))

    assert lue.status_code == 200
    assert "VASSELINE" in lue.text
    assert "Échéances" in lue.text


def test_la_liste_et_la_recherche_en_douze_requetes_au_plus(requetes_max):
    EnfantFactory.create_batch(60)
    client = connecter(Role.CRIP)

    with requetes_max(12):
        liste = client.get(page("liste"))
    with requetes_max(12):
        trouves = client.post(page("liste"), {"q": "vaseline 2015"})

    assert "Dossiers de mon périmètre" in liste.text
    assert "se prononce de même" in trouves.text


class TestPerimetres:
    def test_un_referent_n_ouvre_que_ses_dossiers(self):
        sien, autre = EnfantFactory.create_batch(2)
        client = connecter(Role.REFERENT, Niveau.DOSSIERS)
        ReferentFactory(enfant=sien, agent=client.agent)

        assert client.get(page("dossier", sien.pk)).status_code == 200
        assert client.get(page("dossier", autre.pk)).status_code == 404
        assert client.get(page("connu", autre.pk)).status_code == 200

    def test_un_referent_dont_la_charge_est_finie_n_ouvre_plus(self):
        client, hier = connecter(Role.REFERENT, Niveau.DOSSIERS), timezone.localdate() - timedelta(days=1)
        referent = ReferentFactory(agent=client.agent, fin=hier)

        assert client.get(page("dossier", referent.enfant_id)).status_code == 404

    def test_une_unite_voit_ses_enfants_et_ceux_des_unites_rattachees(self):
        mere = UniteLocaleFactory()
        fille, voisine = UniteLocaleFactory(parent=mere), UniteLocaleFactory()
        ici, dessous, ailleurs = (EnfantFactory(unite=u) for u in (mere, fille, voisine))
        client = connecter(Role.EVALUATEUR, Niveau.UNITE, unite=mere)

        statuts = [client.get(page("dossier", e.pk)).status_code for e in (ici, dessous, ailleurs)]

        assert statuts == [200, 200, 404]
        assert client.get(page("liste")).text.count('<th scope="row">') == 2

    @pytest.mark.parametrize("nom", ["dossier", "historique", "connu", "medical", "journal", "urgence"])
    def test_un_autre_departement_ne_sait_pas_qu_il_existe(self, nom):
        enfant = EnfantFactory(collectivite_id="63")
        for role in (Role.CRIP, Role.CADRE_ASE, Role.SANTE, Role.SUPERVISION):
            assert connecter(role).get(page(nom, enfant.pk)).status_code in (403, 404)

    @pytest.mark.parametrize("role", [Role.CHARGEE_MISSION, Role.PREFECTURE, Role.ADMINISTRATION, Role.DIRECTION])
    def test_un_role_sans_enfants_n_entre_pas(self, role):
        enfant = EnfantFactory()
        client = connecter(role)

        assert client.get(page("dossier", enfant.pk)).status_code == 403
        assert client.get(page("liste")).status_code == 403

    def test_sans_compte_on_se_connecte(self):
        assert Client().get(page("dossier", EnfantFactory().pk)).headers["Location"].startswith("/connexion/")

    def test_un_compartiment_demande_son_droit(self):
        enfant = EnfantFactory()
        droits = {Role.SANTE: "medical", Role.CADRE_ASE: "secret", Role.CRIP: "judiciaire"}

        for role, sien in droits.items():
            client = connecter(role)
            assert client.get(page(sien, enfant.pk)).status_code == 200
        assert connecter(Role.CRIP).get(page("medical", enfant.pk)).status_code == 403
        assert connecter(Role.SANTE).get(page("secret", enfant.pk)).status_code == 403


class TestCreation:
    DONNEES = {
        "collectivite": "15", "nom": "Vasseline", "prenom": "Ondine", "naissance": "12/03/2015",
        "naissance_fiabilite": "declaree", "sexe": "F",
    }  # fmt: skip

    def test_un_doublon_est_montre_avant_d_ouvrir(self):
        connu = EnfantFactory(nom="Vaseline", prenom="Ondyne", naissance=DateCivile(2015, 12, 3))
        client = connecter(Role.CRIP)

        arret = client.post(page("creer"), self.DONNEES)
        assert (arret.status_code, Enfant.objects.count()) == (409, 1)
        assert "jour et mois inversés" in arret.text
        confirme = client.post(page("creer"), self.DONNEES | {"vus": str(connu.pk)})

        nouveau = Enfant.objects.exclude(pk=connu.pk).get()
        assert confirme.headers["Location"] == page("dossier", nouveau.pk)

    @pytest.mark.parametrize(
        ("champ", "valeur", "phrase"),
        [
            ("naissance", "31/02/2015", "n'est pas une date"),
            ("naissance", "2199", "est après aujourd'hui"),
            ("naissance", "1990", "dossier ancien"),
            ("nom", "", ""),
        ],
    )
    def test_une_saisie_impossible_est_dite_et_rien_n_est_perdu(self, champ, valeur, phrase):
        vide = {"prenom": ""} if champ == "nom" else {}
        reponse = connecter(Role.CRIP).post(
            page("creer"), self.DONNEES | vide | {champ: valeur, "lieu_naissance": "Lune"}
        )

        assert (reponse.status_code, Enfant.objects.count()) == (422, 0)
        assert phrase in reponse.text.replace("&#x27;", "'")
        assert "Lune" in reponse.text

    def test_qui_ne_voit_que_ses_dossiers_devient_referent_de_l_enfant_qu_il_ouvre(self):
        client = connecter(Role.REFERENT, Niveau.DOSSIERS)

        reponse = client.post(page("creer"), self.DONNEES)

        enfant = Enfant.objects.get()
        assert Referent.objects.get(enfant=enfant).agent == client.agent
        assert client.get(reponse.headers["Location"]).status_code == 200

    def test_on_ne_cree_pas_dans_un_autre_departement(self):
        reponse = connecter(Role.CRIP).post(page("creer"), self.DONNEES | {"collectivite": "63"})

        assert (reponse.status_code, Enfant.objects.count()) == (422, 0)


class TestEdition:
    def formulaire(self, client, adresse):
        initial = client.get(adresse).context["formulaire"].initial
        return {c: "" if v is None else getattr(v, "iso", lambda v=v: v)() for c, v in initial.items()}

    def test_deux_agents_sur_la_meme_rubrique_voient_les_deux_textes(self):
        enfant, client = EnfantFactory(), connecter(Role.CRIP)
        adresse = page("modifier", enfant.pk, "situation")
        mien = self.formulaire(client, adresse)
        services.modifier_enfant(enfant=enfant, version=1, par=None, au=timezone.localdate(), ecole="École du Pont")

        conflit = client.post(adresse, mien | {"ecole": "Collège Vert"})
        assert conflit.status_code == 409
        assert "École du Pont" in conflit.text
        assert "Collège Vert" in conflit.text
        suite = {c: str(v or "") for c, v in conflit.context["formulaire"].initial.items()}
        client.post(adresse, suite)

        assert Enfant.objects.get(pk=enfant.pk).ecole == "Collège Vert"

    def test_deux_agents_sur_deux_rubriques_ne_se_genent_pas(self):
        enfant, client = EnfantFactory(), connecter(Role.CRIP)
        adresse = page("modifier", enfant.pk, "identite")
        mien = self.formulaire(client, adresse)
        services.modifier_enfant(enfant=enfant, version=1, par=None, au=timezone.localdate(), ecole="École du Pont")

        assert client.post(adresse, mien | {"lieu_naissance": "Clairbois"}).status_code == 302

        enfant.refresh_from_db()
        assert (enfant.lieu_naissance, enfant.ecole) == ("Clairbois", "École du Pont")

    def test_un_compartiment_s_ecrit_et_s_inscrit_au_journal(self):
        enfant, client = EnfantFactory(), connecter(Role.SANTE)

        client.post(
            page("medical", enfant.pk), self.formulaire(client, page("medical", enfant.pk)) | {"allergies": "Noix"}
        )

        assert DonneesMedicales.objects.get(enfant=enfant).allergies == "Noix"
        assert Entree.objects.filter(acte="enfants:lire", details__page="compartiment medical").count() == 2

    @pytest.mark.parametrize(
        ("naissance", "phrase"),
        [(None, "Date de naissance inconnue"), (DateCivile(1990), "Dossier d&#x27;un adulte"),
         (DateCivile(timezone.localdate().year - 19), "Jeune majeur")],
    )  # fmt: skip
    def test_ce_que_l_age_change_est_dit(self, naissance, phrase):
        assert phrase in connecter(Role.CRIP).get(page("dossier", EnfantFactory(naissance=naissance).pk)).text

    def test_reunir_puis_separer_depuis_les_pages(self):
        garde, double = EnfantFactory.create_batch(2)
        client = connecter(Role.CRIP)

        montre = client.post(page("fusionner", garde.pk), {"numero": double.numero})
        assert "Côte à côte" in montre.text
        client.post(page("fusionner", garde.pk), {"numero": double.numero, "confirme": "oui"})
        double.refresh_from_db()
        assert double.fusionne_dans == garde
        client.post(page("separer", garde.pk, garde.fusions.get().pk))

        double.refresh_from_db()
        assert double.fusionne_dans is None

    def test_un_dossier_ne_se_compare_pas_a_lui_meme(self):
        garde = EnfantFactory()

        refus = connecter(Role.CRIP).post(page("fusionner", garde.pk), {"numero": garde.numero})

        assert (refus.status_code, "Côte à côte" in refus.text) == (422, False)
        assert "deux fois le même dossier" in refus.text

    def test_un_referent_se_choisit_parmi_ceux_qui_tiennent_des_dossiers(self):
        enfant = EnfantFactory()
        AffectationFactory(agent__nom="Suiveuse", role=Role.REFERENT)
        AffectationFactory(agent__nom="Préfète", role=Role.PREFECTURE)

        texte = connecter(Role.CADRE_ASE).get(page("referent", enfant.pk)).text

        assert "Suiveuse" in texte
        assert "Préfète" not in texte

    def test_un_adulte_une_soeur_et_une_adresse_s_ajoutent(self):
        enfant, soeur = EnfantFactory.create_batch(2)
        client = connecter(Role.CRIP)

        client.post(page("lier", enfant.pk), {
            "nom": "Vasseline", "lien": "mere", "autorite_parentale": "titulaire", "au_foyer": "on",
        })  # fmt: skip
        client.post(page("fratrie", enfant.pk), {"numero": soeur.numero, "meme_foyer": "on"})
        cible = f"foyer-{enfant.foyers.get().foyer_id}"
        client.post(page("adresse_nouvelle", enfant.pk), {"voie": "3 rue Neuve", "ville": "Clairbois", "de": cible})

        mere = enfant.liens.get().personne
        client.post(page("lier", soeur.pk), {"connue": mere.pk, "lien": "mere", "autorite_parentale": "titulaire"})

        assert soeur.liens.get().personne == mere
        vue = client.get(page("dossier", soeur.pk)).text
        assert "3 rue Neuve, Clairbois" in vue
        assert "adulte" not in client.get(page("dossier", enfant.pk)).text.split("Famille")[0].lower()


class TestJournal:
    def test_chaque_page_lue_est_inscrite_avec_l_agent_et_le_moment(self):
        enfant, client = EnfantFactory(), connecter(Role.CRIP)

        for nom in ("dossier", "historique"):
            client.get(page(nom, enfant.pk))

        lectures = Entree.objects.filter(nature="lecture", objet_id=str(enfant.pk), agent_id=client.agent.pk)
        assert sorted(e.details["page"] for e in lectures) == ["dossier", "historique"]

    def test_la_supervision_lit_le_journal_sans_ouvrir_le_dossier(self):
        enfant, client = EnfantFactory(nom="Crépuscule"), connecter(Role.CRIP)
        client.get(page("dossier", enfant.pk))
        supervision = connecter(Role.SUPERVISION)

        journal = supervision.get(page("journal", enfant.pk)).text

        assert str(client.agent) in journal
        assert "A lu le dossier" in journal
        assert "crépuscule" not in journal.lower()
        assert supervision.get(page("dossier", enfant.pk)).status_code == 403
        assert connecter(Role.CRIP).get(page("journal", enfant.pk)).status_code == 403

    def test_une_recherche_est_inscrite_sans_son_texte(self):
        connecter(Role.CRIP).post(page("liste"), {"q": "Ondine Vasseline"})

        entree = Entree.objects.get(acte="enfants:rechercher")
        assert entree.details == {"resultats": 0}


class TestUrgence:
    def test_un_motif_ouvre_le_dossier_pour_un_temps_et_la_supervision_le_revoit(self):
        enfant, client = EnfantFactory(), connecter(Role.REFERENT, Niveau.DOSSIERS)

        client.post(page("urgence", enfant.pk), {"motif": "Enfant en fugue retrouvé à la gare", "heures": "1"})
        lue = client.get(page("dossier", enfant.pk))
        assert lue.status_code == 200
        assert "urgence en cours" in lue.text
        assert client.get(page("modifier", enfant.pk, "identite")).status_code == 403
        assert Entree.objects.filter(acte="enfants:lire", details__urgence=True).exists()
        supervision = connecter(Role.SUPERVISION)
        assert "Enfant en fugue" in supervision.get(page("urgences")).text
        acces = AccesUrgence.objects.get()
        supervision.post(page("revoir", acces.pk), {"avis": "injustifie", "commentaire": "Le relais était joignable."})

        assert client.get(page("dossier", enfant.pk)).status_code == 404
        assert "Aucun accès à revoir" in supervision.get(page("urgences")).text

    def test_la_supervision_est_prevenue_sur_son_accueil(self):
        agent = connecter(Role.REFERENT, Niveau.DOSSIERS).agent
        services.ouvrir_urgence(
            enfant=EnfantFactory(), agent=agent, motif="Enfant en fugue", heures=1, maintenant=timezone.now()
        )

        assert str(agent) in connecter(Role.SUPERVISION).get("/").text
        assert str(agent) not in connecter(Role.SUPERVISION, collectivite="63").get("/").text

    def test_on_ne_revoit_pas_son_propre_acces(self):
        client = connecter(Role.SUPERVISION)
        maintenant = timezone.now()
        acces = AccesUrgence.objects.create(
            collectivite_id="15", enfant=EnfantFactory(), agent=client.agent, motif="Enfant en fugue",
            ouvert_le=maintenant, expire_le=maintenant + timedelta(hours=1),
        )  # fmt: skip

        assert client.post(page("revoir", acces.pk), {"avis": "justifie"}).status_code == 422

    def test_passe_le_delai_le_dossier_se_referme(self):
        enfant, client = EnfantFactory(), connecter(Role.REFERENT, Niveau.DOSSIERS)
        avant = timezone.now() - timedelta(hours=2)
        services.ouvrir_urgence(enfant=enfant, agent=client.agent, motif="Enfant en fugue", heures=1, maintenant=avant)

        assert client.get(page("dossier", enfant.pk)).status_code == 404

    @pytest.mark.parametrize(
        "donnees", [{"motif": "vite", "heures": "1"}, {"motif": "Enfant en fugue depuis hier", "heures": "99"}]
    )
    def test_un_motif_vide_ou_une_duree_inventee_n_ouvre_rien(self, donnees):
        enfant, client = EnfantFactory(), connecter(Role.REFERENT, Niveau.DOSSIERS)

        assert client.post(page("urgence", enfant.pk), donnees).status_code == 422
        assert not AccesUrgence.objects.exists()


class TestConnuAilleurs:
    def test_une_equipe_se_declare_et_un_autre_voit_qui_appeler_sans_le_contenu(self):
        enfant = EnfantFactory(ecole="École du Pont")
        connecter(Role.SANTE).post(page("declarer", enfant.pk), {
            "equipe": "PMI de Clairbois", "contact": "Secrétariat", "telephone": "00 00 00 00 00",
        })  # fmt: skip
        client = connecter(Role.REFERENT, Niveau.DOSSIERS)

        vue = client.get(page("connu", enfant.pk)).text

        assert "PMI de Clairbois" in vue
        assert "École du Pont" not in vue
        assert Entree.objects.filter(acte="enfants:lire_connu", agent_id=client.agent.pk).count() == 1

    def test_sans_contact_la_declaration_est_refusee(self):
        enfant = EnfantFactory()

        reponse = connecter(Role.SANTE).post(page("declarer", enfant.pk), {"equipe": "PMI", "contact": "X"})

        assert reponse.status_code == 422
        assert not ConnuAilleurs.objects.exists()

    def test_une_declaration_retiree_ne_se_voit_plus(self):
        declaration = ConnuAilleursFactory(equipe="MDA du Val")
        client = connecter(Role.SANTE)

        client.post(page("retirer", declaration.enfant_id, declaration.pk))

        assert "MDA du Val" not in client.get(page("connu", declaration.enfant_id)).text
