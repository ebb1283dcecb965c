"""The pages: who opens them, what they show, in how many queries, what they refuse."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from jalons.application.acces.permissions import Niveau, Role
from jalons.application.acces.tests.factories import AffectationFactory
from jalons.application.enfants.tests.factories import EnfantFactory, LienFactory, ReferentFactory
from jalons.application.faits import services as faits
from jalons.application.projets_enfant import services
from jalons.application.projets_enfant.models import Objectif, Projet, RapportSituation
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
from jalons.application.territoires.tests.factories import UniteLocaleFactory

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
    return reverse(f"projets_enfant:{nom}", args=args)


def test_un_projet_plein_en_douze_requetes_au_plus(requetes_max):
    projet = projet_signe()
    rapport_valide(projet.enfant)
    client = connecter(Role.CADRE_ASE)

    with requetes_max(12):
        lue = client.get(page("dossier", projet.enfant_id))

    for dit in ("Retrouver le sommeil", "Rituel du soir", "Actualiser le projet", "À actualiser", "D223-13", "Validé"):
        assert dit in lue.text, dit


def test_les_listes_en_douze_requetes_au_plus(requetes_max):
    unite = UniteLocaleFactory(nom="MDS de Brumevent")
    for _ in range(3):
        enfant_suivi(unite=unite)
    projet_signe(enfant_suivi(unite=unite))
    rapport_valide(enfant_suivi())
    client = connecter(Role.CADRE_ASE)

    with requetes_max(12):
        lue = client.get(page("liste"))
    with requetes_max(12):
        rapports = client.get(page("rapports"))

    assert "MDS de Brumevent" in lue.text
    assert "25 %" in lue.text.replace("\u202f", " ").replace("\xa0", " ")
    assert "Établir le rapport de situation" in rapports.text


def test_le_dossier_de_l_enfant_montre_son_projet(requetes_max):
    projet = projet_signe()
    client = connecter(Role.REFERENT, Niveau.DOSSIERS)
    ReferentFactory(enfant=projet.enfant, agent=client.agent)

    with requetes_max(15):
        lue = client.get(reverse("enfants:dossier", args=[projet.enfant_id]))

    assert page("dossier", projet.enfant_id) in lue.text
    assert "Signé" in lue.text


class TestPerimetres:
    @pytest.mark.parametrize("role", [Role.CRIP, Role.DIRECTION, Role.SANTE, Role.SUPERVISION, Role.ADMINISTRATION])
    def test_un_role_sans_le_droit_n_entre_pas(self, role):
        projet, client = projet_redige(), connecter(role)

        for adresse in (page("dossier", projet.enfant_id), page("liste"), page("pdf", projet.pk, "complet")):
            assert client.get(adresse).status_code == 403

    def test_un_autre_departement_ne_sait_pas_qu_il_existe(self):
        projet, rapport = (
            projet_redige(enfant_suivi(collectivite_id="63")),
            rapport_soumis(enfant_suivi(collectivite_id="63")),
        )
        client = connecter(Role.CADRE_ASE)

        for adresse in (
            page("dossier", projet.enfant_id), page("paroles", projet.pk), page("pdf", projet.pk, "enfant"),
            page("acte", projet.pk, "sante"), page("historique", projet.pk), page("rapport", rapport.pk),
        ):  # fmt: skip
            assert client.get(adresse).status_code == 404, adresse
        assert projet.enfant.nom_complet not in client.get(page("liste")).text

    def test_un_referent_ne_voit_que_ses_dossiers(self):
        sien, autre = projet_redige(), projet_redige()
        client = connecter(Role.REFERENT, Niveau.DOSSIERS)
        ReferentFactory(enfant=sien.enfant, agent=client.agent)

        assert client.get(page("dossier", sien.enfant_id)).status_code == 200
        assert client.get(page("dossier", autre.enfant_id)).status_code == 404
        assert client.get(page("pdf", autre.pk, "complet")).status_code == 404
        assert autre.enfant.nom_complet not in client.get(page("liste")).text

    def test_l_evaluateur_lit_sans_ecrire(self):
        projet, client = projet_redige(), connecter(Role.EVALUATEUR)

        lue = client.get(page("dossier", projet.enfant_id))

        assert lue.status_code == 200
        assert page("paroles", projet.pk) not in lue.text
        assert client.post(page("acte", projet.pk, "etablir"), {"le": "2025-03-01"}).status_code == 403

    def test_seul_le_cadre_signe_pour_le_service_et_valide_un_rapport(self):
        projet, rapport = projet_etabli(), rapport_soumis()
        referent, cadre = connecter(Role.REFERENT), connecter(Role.CADRE_ASE)

        for adresse in (page("acte", projet.pk, "signer"), page("acte_rapport", rapport.pk, "valider")):
            assert referent.get(adresse).status_code == 403
            assert cadre.get(adresse).status_code == 200

    def test_sans_compte_on_se_connecte(self):
        assert Client().get(page("dossier", projet_redige().enfant_id)).headers["Location"].startswith("/connexion/")

    def test_un_enfant_inconnu_n_existe_pas(self):
        assert connecter(Role.CADRE_ASE).get(page("dossier", 999_999)).status_code == 404


def agir(client, projet, code, **champs):
    """The act on the version that the agent has before her eyes."""
    projet.refresh_from_db()
    return client.post(page("acte", projet.pk, code), {"version": projet.version, **champs}, follow=True)


class TestActes:
    def test_du_premier_echange_a_la_signature(self):
        enfant, client = enfant_suivi(), connecter(Role.CADRE_ASE)
        mere = LienFactory(enfant=enfant).personne
        client.post(page("ouvrir", enfant.pk), {"commence_le": "2025-01-20"})
        projet = Projet.objects.get(enfant=enfant)
        client.post(page("volet", projet.pk, "sante"), {"besoins": "Dormir", "version": 0})
        client.post(page("objectif_nouveau", projet.pk, "sante"), {"texte": "Dormir mieux"})
        objectif = projet.objectifs.get()
        client.post(page("action_nouvelle", projet.pk, objectif.pk), {
            "texte": "Rituel", "responsable": "Sa mère", "avancement": "a_faire"})  # fmt: skip
        client.post(page("paroles", projet.pk), {
            "version": 1, "parole_enfant": "Oui", "parole_parents_absente": "Absents"})  # fmt: skip
        agir(client, projet, "etablir", le="2025-03-01")
        for qui, personne in (("enfant", ""), ("titulaire", mere.pk), ("service", "")):
            agir(client, projet, "recueillir", qui=qui, personne=personne, reponse="signe", le="2025-03-05")

        reponse = agir(client, projet, "signer", le="2025-03-10")

        projet.refresh_from_db()
        assert (projet.etat, projet.signatures.count()) == ("signe", 3)
        assert "Cette version est signée" in reponse.text
        assert objectif.actions.get().responsable == "Sa mère"

    def test_un_acte_impossible_dit_pourquoi_et_ne_perd_rien(self):
        projet, client = projet_redige(), connecter(Role.CADRE_ASE)

        reponse = client.post(page("acte", projet.pk, "signer"), {"le": "2025-03-01", "version": projet.version})

        assert reponse.status_code == 422
        assert "pas encore établi" in reponse.text
        assert 'value="2025-03-01"' in reponse.text

    def test_une_date_impossible_reste_a_l_ecran(self):
        projet, client = projet_redige(), connecter(Role.REFERENT)
        demain = timezone.localdate() + timedelta(days=1)

        reponse = agir(client, projet, "etablir", le=demain.isoformat())

        assert reponse.status_code == 422
        assert "après aujourd" in reponse.text

    def test_un_acte_qui_ne_dit_pas_sa_version_n_est_pas_fait_et_se_renvoie_tel_quel(self):
        projet, client = projet_redige(), connecter(Role.REFERENT)

        refus = client.post(page("acte", projet.pk, "etablir"), {"le": "2025-03-01"})

        projet.refresh_from_db()
        assert (refus.status_code, projet.etabli_le) == (422, None)
        assert "quelle version" in refus.text
        assert f'name="version" value="{projet.version}"' in refus.text
        assert 'value="2025-03-01"' in refus.text

    def test_un_acte_sur_une_page_perimee_n_est_pas_fait(self):
        projet, client = projet_redige(), connecter(Role.REFERENT)

        reponse = client.post(page("acte", projet.pk, "etablir"), {"le": "2025-03-01", "version": projet.version - 1})

        assert reponse.status_code == 409
        projet.refresh_from_db()
        assert projet.etat == "a_etablir"

    def test_deux_textes_differents_sont_montres_cote_a_cote(self):
        projet, client = projet_redige(), connecter(Role.REFERENT)
        vue = client.get(page("volet", projet.pk, "sante"))
        depart = {c.name: c.value() or "" for c in vue.context["formulaire"]}
        client.post(page("volet", projet.pk, "sante"), depart | {"besoins": "Texte de ma collègue"})

        reponse = client.post(page("volet", projet.pk, "sante"), depart | {"besoins": "Mon texte"})

        assert reponse.status_code == 409
        assert "Texte de ma collègue" in reponse.text
        assert "Mon texte" in reponse.text

    def test_un_objectif_et_une_action_se_retirent(self):
        projet, client = projet_redige(), connecter(Role.REFERENT)
        objectif = projet.objectifs.get()

        client.post(page("retirer_action", projet.pk, objectif.actions.get().pk))
        assert not objectif.actions.exists()
        sans = client.post(page("retirer_objectif", projet.pk, objectif.pk), follow=True)
        assert "quelle version" in sans.text
        assert projet.objectifs.exists()
        client.post(f"{page('retirer_objectif', projet.pk, objectif.pk)}?version={objectif.version}")

        assert not projet.objectifs.exists()

    def test_l_objectif_d_un_autre_projet_n_existe_pas_ici(self):
        projet, autre = projet_redige(), projet_redige()
        objectif = autre.objectifs.get()

        assert connecter(Role.REFERENT).get(page("objectif", projet.pk, objectif.pk)).status_code == 404

    @pytest.mark.parametrize("code", ["inconnu", "rediger"])
    def test_un_acte_inconnu_n_existe_pas(self, code):
        assert connecter(Role.REFERENT).get(page("acte", projet_redige().pk, code)).status_code == 404


class TestRapports:
    def test_du_brouillon_au_juge(self):
        enfant, client = enfant_suivi(cadre="judiciaire"), connecter(Role.CADRE_ASE)
        ouverture = client.get(page("ouvrir_rapport", enfant.pk))
        assert ouverture.context["formulaire"].initial["cadre"] == "judiciaire"
        client.post(page("ouvrir_rapport", enfant.pk), {"cadre": "judiciaire"})
        rapport = RapportSituation.objects.get(enfant=enfant)

        refus = client.post(page("acte_rapport", rapport.pk, "soumettre"), {"version": 1})
        client.post(page("modifier_rapport", rapport.pk), {
            "cadre": "judiciaire", "debut": "2025-01-10", "fin": "2025-05-31",
            "redacteurs": "Ada Exemple, éducatrice\nLou Fictif, psychologue", "sante": "Il dort.",
            "evaluation": "Va bien.", "propositions": "Poursuivre.", "version": 1})  # fmt: skip
        for code, jour in (("soumettre", {}), ("valider", {"le": "2025-06-02"}), ("transmettre", {"le": "2025-06-02"})):
            rapport.refresh_from_db()
            client.post(page("acte_rapport", rapport.pk, code), {"version": rapport.version, **jour})

        rapport.refresh_from_db()
        assert refus.status_code == 422
        assert "pluridisciplinaire" in refus.text
        assert (rapport.etat, rapport.valide_par_id) == ("transmis", client.agent.pk)


class TestImprimer:
    @pytest.mark.parametrize("forme", ["complet", "enfant"])
    def test_le_pdf_d_un_projet_et_de_sa_version_signee(self, forme):
        projet, client = projet_signe(), connecter(Role.REFERENT)

        for adresse in (page("pdf", projet.pk, forme), page("pdf_version", projet.pk, 0, forme)):
            reponse = client.get(adresse)
            assert reponse.headers["Content-Type"] == "application/pdf"
            assert reponse.content.startswith(b"%PDF")
            assert projet.enfant.nom not in reponse.headers["Content-Disposition"]
        assert Entree.objects.filter(acte="projets_enfant:imprimer", nature="lecture").count() == 2

    def test_une_forme_ou_une_version_inconnue_n_existe_pas(self):
        projet, client = projet_redige(), connecter(Role.REFERENT)

        assert client.get(page("pdf", projet.pk, "docx")).status_code == 404
        assert client.get(page("pdf_version", projet.pk, 3, "complet")).status_code == 404


def test_chaque_lecture_est_au_journal():
    projet = projet_redige()

    connecter(Role.REFERENT).get(page("dossier", projet.enfant_id))

    (lecture,) = Entree.objects.filter(acte="enfants:lire")
    assert (lecture.objet_id, lecture.details["page"]) == (str(projet.enfant_id), "projets_enfant:dossier")


def test_un_enfant_sans_projet_dit_que_faire():
    enfant = EnfantFactory(naissance=None)

    lue = connecter(Role.REFERENT).get(page("dossier", enfant.pk))

    assert "Commencer le projet" in lue.text
    assert "Date de naissance inconnue" in lue.text


def test_la_liste_se_filtre_et_se_pagine():
    for n in range(26):
        enfant_suivi(mesure=f"M-{n}")
    client = connecter(Role.CADRE_ASE)

    retards = client.get(page("liste"), {"statut": "en_retard"})
    tenues = client.get(page("liste"), {"statut": "tenue"})

    assert retards.context["page"].paginator.count >= 26
    assert len(retards.context["lignes"]) == 25
    assert "Aucune échéance de projet" in tenues.text


def test_une_mesure_finie_ne_compte_plus():
    enfant = enfant_suivi()
    commencer(enfant, "M-2", date(2025, 1, 10))
    for mesure in ("M-1", "M-2"):
        faits.enregistrer(
            sujet=enfant, evenement="mesure_fin", survenu_le=date(2025, 2, 1), attributs={"mesure": mesure}, par=None
        )

    assert "Aucun projet dû" in connecter(Role.CADRE_ASE).get(page("liste")).text


def test_l_historique_garde_les_avis_repris():
    projet = projet_etabli()
    avis(projet, "enfant")
    projet.signatures.all().delete()

    lue = connecter(Role.REFERENT).get(page("historique", projet.pk))

    assert "Suppression : signature" in lue.text


def test_on_ne_retire_pas_un_objectif_qu_un_collegue_vient_de_recrire():
    projet, client = projet_redige(), connecter(Role.CADRE_ASE)
    objectif = Objectif.objects.get(projet=projet)
    retirer = f"{page('retirer_objectif', projet.pk, objectif.pk)}?version={objectif.version}"
    assert retirer in client.get(page("dossier", projet.enfant_id)).text
    services.modifier_objectif(objectif=objectif, version=1, texte="Dormir chez sa tante", par=None, au=AU)

    refus = client.post(retirer, follow=True)

    assert "Retrouver le sommeil" in refus.text
    assert "Dormir chez sa tante" in refus.text
    assert "le texte a changé entre-temps" in refus.text
    assert Objectif.objects.filter(pk=objectif.pk).exists()
