"""What leaves the pages: calendar and e-mail without any name, and the recomputation of each night."""

import pytest
from django.core import mail
from django.test import Client

from jalons.application.acces.permissions import Niveau, Role
from jalons.application.echeancier import recalcul, services, taches
from jalons.application.echeancier.models import Abonnement
from jalons.application.echeancier.tests.scene import connecter, il_y_a, page, recevoir
from jalons.application.echeancier.tests.test_rules import lire_ics
from jalons.application.enfants.tests.factories import EnfantFactory, ReferentFactory
from jalons.application.faits.models import Echeance
from jalons.application.socle.models import Entree

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _lieu(territoire):
    territoire("15", "63")


class TestAgenda:
    def ouvrir(self, client):
        lue = client.post(page("recevoir"), {"acte": "ouvrir"})
        return lue.context["adresse"].removeprefix("http://testserver")

    def test_l_agenda_se_lit_sans_session_sans_aucun_nom(self):
        enfant = EnfantFactory(nom="Vasseline", prenom="Lilas")
        due = recevoir(enfant, 5)
        adresse = self.ouvrir(connecter(Role.CADRE_ASE))

        recu = Client().get(adresse)

        lus = lire_ics(recu.content)
        assert recu["Content-Type"].startswith("text/calendar")
        assert f"{due.due_le:%Y%m%d}" in {e["DTSTART"] for e in lus}
        assert any(enfant.numero in e["SUMMARY"].upper() for e in lus)
        assert "vasseline" not in recu.content.decode().replace("\r\n ", "").lower()
        assert "lilas" not in recu.content.decode().replace("\r\n ", "").lower()

    def test_l_agenda_suit_le_perimetre_du_moment(self):
        enfant = EnfantFactory()
        recevoir(enfant, 5)
        client = connecter(Role.REFERENT, Niveau.DOSSIERS)
        referent = ReferentFactory(enfant=enfant, agent=client.agent, debut=il_y_a(10))
        adresse = self.ouvrir(client)
        assert lire_ics(Client().get(adresse).content)

        referent.fin = il_y_a(1)
        referent.save()

        assert lire_ics(Client().get(adresse).content) == []

    def test_seule_l_empreinte_est_gardee_et_une_adresse_fermee_ne_repond_plus(self):
        client = connecter(Role.CADRE_ASE)
        adresse = self.ouvrir(client)
        jeton = adresse.split("/")[-1].removesuffix(".ics")
        autre = self.ouvrir(client)

        assert Client().get(adresse).status_code == 404
        assert Client().get(autre).status_code == 200
        assert jeton not in str(Abonnement.objects.values())
        client.post(page("recevoir"), {"acte": "fermer"})
        assert Client().get(autre).status_code == 404
        assert "ne sera plus montrée" not in client.get(page("recevoir")).text

    def test_un_compte_ferme_n_a_plus_d_agenda(self):
        client = connecter(Role.CADRE_ASE)
        adresse = self.ouvrir(client)
        client.agent.is_active = False
        client.agent.save()

        assert Client().get(adresse).status_code == 404

    def test_trop_de_lectures_dans_l_heure_sont_refusees(self, monkeypatch):
        monkeypatch.setattr(services, "LECTURES_PAR_HEURE", 2)
        adresse = self.ouvrir(connecter(Role.CADRE_ASE))

        recus = [Client().get(adresse) for _ in range(3)]

        assert [r.status_code for r in recus] == [200, 200, 429]
        assert recus[2]["Retry-After"] == "3600"


class TestCourriel:
    def abonne(self, jours=200):
        enfant = EnfantFactory(nom="Vasseline", prenom="Lilas")
        recevoir(enfant, jours)
        client = connecter(Role.CADRE_ASE)
        client.post(page("recevoir"), {"acte": "oui"})
        return enfant, Abonnement.objects.get(agent=client.agent)

    def test_le_courriel_dit_des_numeros_et_une_adresse_jamais_un_nom(self, settings):
        settings.JALONS_ADRESSE = "https://jalons.exemple.invalid/"
        enfant, abonnement = self.abonne()

        for _ in range(2):  # once a day at most
            taches.resumer_un.func(collectivites=["15"], abonnement=abonnement.pk)

        [message] = mail.outbox
        assert enfant.numero in message.body.upper()
        assert "vasseline" not in (message.subject + message.body).lower()
        assert "https://jalons.exemple.invalid/echeancier/" in message.body
        assert message.to == [abonnement.agent.courriel]

    def test_rien_ne_part_quand_rien_n_est_du_ou_sans_abonnement(self):
        _, abonnement = self.abonne()
        Echeance.objects.all().delete()
        taches.resumer_un.func(collectivites=["15"], abonnement=abonnement.pk)
        Abonnement.objects.update(courriel=False)
        recevoir(EnfantFactory(), 200)
        taches.resumer_un.func(collectivites=["15"], abonnement=abonnement.pk)

        assert mail.outbox == []

    def test_le_lundi_demande_un_courriel_par_abonne(self, monkeypatch):
        demandes = []
        monkeypatch.setattr(taches, "differer", lambda tache, **quoi: demandes.append(quoi))
        _, abonnement = self.abonne()
        connecter(Role.CRIP)

        taches.resumer.func()

        assert [(d["abonnement"], d["collectivites"]) for d in demandes] == [(abonnement.pk, frozenset({"15"}))]


class TestRecalcul:
    def test_la_nuit_refait_ce_qui_manque_lot_par_lot_et_le_compte_au_journal(self, monkeypatch):
        monkeypatch.setattr(recalcul, "LOT", 2)
        enfants = EnfantFactory.create_batch(5)
        for enfant in enfants:
            recevoir(enfant, 5)
        avant = set(Echeance.objects.values_list("sujet_id", "code"))
        Echeance.objects.filter(sujet_id__in=[e.pk for e in enfants[:3]]).delete()

        fait = recalcul.DEBUT
        while fait.apres is not None:
            fait = recalcul.recalculer_lot(collectivite="15", type_="enfant", depart=fait)

        entree = Entree.objects.get(acte="echeancier:recalculer")
        assert set(Echeance.objects.values_list("sujet_id", "code")) == avant
        assert (fait.sujets, entree.details["sujets"]) == (5, 5)
        assert entree.details["echeances"] == fait.echeances > 0

    def test_un_lot_demande_le_suivant_dans_le_meme_perimetre(self, monkeypatch):
        monkeypatch.setattr(recalcul, "LOT", 2)
        demandes = []
        monkeypatch.setattr(taches, "differer", lambda tache, **quoi: demandes.append(quoi))
        for enfant in EnfantFactory.create_batch(3):
            recevoir(enfant, 5)

        taches.recalculer_lot.func(collectivites=["15"], collectivite="15", type_="enfant")

        assert [(d["collectivites"], d["sujets"]) for d in demandes] == [(["15"], 2)]
