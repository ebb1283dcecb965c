"""The pages: who opens them, what they show, in how many queries, what they refuse."""

import re
from datetime import date, timedelta
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from jalons.application.acces.permissions import Niveau, Role
from jalons.application.acces.tests.factories import AffectationFactory
from jalons.application.enfants.tests.factories import EnfantFactory, ReferentFactory
from jalons.application.mesures import services
from jalons.application.mesures.models import Mesure
from jalons.application.mesures.tests.factories import MesureFactory
from jalons.application.socle.models import Entree
from jalons.application.territoires.tests.factories import UniteLocaleFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _lieux(territoire):
    territoire("15", "63", "62")


def connecter(role, niveau=Niveau.COLLECTIVITE, collectivite="15", **lieu):
    agent = AffectationFactory(role=role, niveau=niveau, collectivite_id=collectivite, **lieu).agent
    client = Client()
    client.force_login(agent)
    client.agent = agent
    return client


def page(nom, *args):
    return reverse(f"mesures:{nom}", args=args)


def enfant_de(collectivite="15", **champs):
    return EnfantFactory(collectivite_id=collectivite, nom="Vasseline", prenom="Lilas", **champs)


def decider(enfant, jours=10, **champs):
    jour = timezone.localdate() - timedelta(days=jours)
    return services.decider(
        enfant=enfant, nature="aed", decidee_le=jour, accord_le=jour, par=None, au=timezone.localdate(), **champs
    )


@pytest.mark.parametrize(
    ("role", "niveau", "collectivite", "attendu"),
    [
        (Role.CADRE_ASE, Niveau.COLLECTIVITE, "15", 200),
        (Role.CADRE_ASE, Niveau.COLLECTIVITE, "63", 404),
        (Role.REFERENT, Niveau.DOSSIERS, "15", 404),
        (Role.DIRECTION, Niveau.COLLECTIVITE, "15", 403),
        (Role.ADMINISTRATION, Niveau.COLLECTIVITE, "15", 403),
    ],
)
def test_une_mesure_ne_s_ouvre_qu_a_qui_suit_l_enfant(role, niveau, collectivite, attendu):
    mesure = MesureFactory(enfant=enfant_de())

    reponse = connecter(role, niveau, collectivite).get(page("mesure", mesure.pk))

    assert reponse.status_code == attendu
    assert ("VASSELINE" in reponse.text) == (attendu == 200)


def test_personne_sans_compte():
    assert Client().get(page("liste")).status_code == 302


def test_ouvrir_une_mesure_s_inscrit_au_journal():
    mesure = MesureFactory()
    connecter(Role.CADRE_ASE).get(page("mesure", mesure.pk))

    lue = Entree.objects.get(acte="enfants:lire", objet_id=str(mesure.enfant_id))
    assert lue.details["page"] == "mesures:mesure"


@pytest.mark.parametrize(("role", "nomme"), [(Role.CADRE_ASE, True), (Role.DIRECTION, False)])
def test_la_liste_et_l_export_ne_nomment_que_pour_qui_peut_ouvrir(role, nomme):
    enfant = enfant_de()
    MesureFactory(enfant=enfant, service="Service des Brumes")
    client = connecter(role)

    liste = client.get(page("liste"))
    fichier = client.get(page("exporter", "csv"))
    classeur = client.get(page("exporter", "xlsx"))

    assert (liste.status_code, fichier.status_code, classeur.status_code) == (200, 200, 200)
    assert "Service des Brumes" in liste.text
    assert "Service des Brumes" in fichier.content.decode("utf-8-sig")
    assert ("VASSELINE" in liste.text) == nomme
    assert ("VASSELINE" in fichier.content.decode("utf-8-sig")) == nomme
    assert Entree.objects.filter(acte="mesures:exporter").count() == 2


def test_le_referent_ne_liste_que_ses_dossiers():
    sien, autre = enfant_de(), EnfantFactory(nom="Brumelot")
    for enfant in (sien, autre):
        MesureFactory(enfant=enfant)
    client = connecter(Role.REFERENT, Niveau.DOSSIERS)
    ReferentFactory(enfant=sien, agent=client.agent)

    texte = client.get(page("liste")).text

    assert "VASSELINE" in texte
    assert "BRUMELOT" not in texte


def test_les_filtres_gardent_ce_qu_on_demande():
    attend = MesureFactory(enfant=EnfantFactory(nom="Attend"))
    MesureFactory(enfant=EnfantFactory(nom="Court"), debut_le=date(2025, 2, 1))
    MesureFactory(enfant=EnfantFactory(nom="Echue"), debut_le=date(2025, 2, 1), terme_le=date(2025, 3, 1))
    client = connecter(Role.CADRE_ASE)

    def noms(**filtre):
        texte = client.get(page("liste"), filtre).text
        return {n for n in ("ATTEND", "COURT", "ECHUE") if n in texte}

    assert noms(etat="en_attente") == {"ATTEND"}
    assert noms(etat="en_cours") == {"COURT"}
    assert noms(etat="echue") == {"ECHUE"}
    assert noms(nature="aemo") == set()
    assert noms(nature="inconnue", unite="x") == {"ATTEND", "COURT", "ECHUE"}
    assert attend.pk


@pytest.mark.parametrize("nom", ["liste", "attente", "charge"])
def test_les_listes_en_douze_requetes_au_plus(requetes_max, nom):
    client = connecter(Role.CADRE_ASE)
    unite = UniteLocaleFactory(collectivite_id="15")
    for i in range(30):
        MesureFactory(enfant=EnfantFactory(unite=unite), service=f"Service {i % 3}", referent=client.agent)

    with requetes_max(12):
        assert client.get(page(nom)).status_code == 200


def test_la_page_d_une_mesure_en_quinze_requetes_au_plus(requetes_max):
    mesure = decider(enfant_de(), debut_le=timezone.localdate() - timedelta(days=5))
    client = connecter(Role.CADRE_ASE)

    with requetes_max(15):
        reponse = client.get(page("mesure", mesure.pk))

    assert "Terme le plus lointain d&#x27;une aide administrative" in reponse.text
    assert "Terminer la mesure" in reponse.text


def test_les_attentes_disent_la_mediane_la_plus_longue_et_l_objectif_local():
    enfants = EnfantFactory.create_batch(4, collectivite_id="62")
    for enfant, jours in zip(enfants[:3], (10, 40, 200), strict=True):
        decider(enfant, jours, service="Service AEMO 1")
    services.decider(
        enfant=enfants[3], nature="aed", decidee_le=None, accord_le=date(2025, 1, 1), par=None, au=timezone.localdate()
    )

    texte = connecter(Role.CADRE_ASE, collectivite="62").get(page("attente")).text

    assert "ADM-DELAI-CIBLE-AED" in texte
    assert "Schéma départemental du Pas-de-Calais" in texte
    assert '<td class="nombre">40</td><td class="nombre">200</td><td class="nombre">1 sur 3</td>' in texte
    assert "non vérifiable" in texte


def test_chaque_attente_mene_a_ses_mesures():
    ici, la = (UniteLocaleFactory(collectivite_id="15", code=code) for code in ("U1", "U2"))
    for unite, service in ((ici, "Service AEMO 1"), (ici, "Autre"), (la, "Service AEMO 1"), (None, "Service AEMO 1")):
        decider(enfant_de(), 40, service=service, unite=unite)
    client = connecter(Role.CADRE_ASE)

    texte = client.get(page("attente")).text
    adresses = [unescape(a) for a in re.findall(r'<td class="nombre"><a href="([^"]+)"', texte)]

    assert len(adresses) == 3  # nobody can ask for measures of no unit
    assert [len(client.get(a).context["lignes"]) for a in adresses] == [1, 1, 1]


def test_sans_objectif_ni_plafond_la_page_dit_non_verifiable():
    client = connecter(Role.CADRE_ASE)
    decider(enfant_de())
    MesureFactory(referent=client.agent, debut_le=date(2025, 2, 1))

    attente, charge = client.get(page("attente")).text, client.get(page("charge")).text

    assert "n'a fixé aucun objectif" in attente.replace("&#x27;", "'")
    assert "Plafond non fixé" in charge
    assert "Non vérifiable" in charge


@pytest.mark.parametrize(("nombre", "verdict"), [(20, "Conforme"), (21, "Non conforme")])
def test_la_charge_se_compare_au_plafond_du_departement(nombre, verdict):
    client = connecter(Role.CADRE_ASE, collectivite="62")
    for _ in range(nombre):
        MesureFactory(enfant__collectivite_id="62", referent=client.agent, debut_le=date(2025, 2, 1))

    texte = client.get(page("charge")).text

    assert "20 mesures en cours au plus" in texte
    assert f"{verdict}<" in texte.replace(" <", "<").replace("\n", "") or verdict in texte


def test_decider_puis_commencer_puis_terminer():
    enfant, client = enfant_de(), connecter(Role.CADRE_ASE)
    hier = timezone.localdate() - timedelta(days=1)

    decidee = client.post(page("decider", enfant.pk), {"nature": "aed", "decidee_le": hier, "accord_le": hier})
    mesure = Mesure.objects.get()
    assert decidee.headers["Location"] == page("mesure", mesure.pk)

    client.post(page("demarrer", mesure.pk), {"version": 1, "debut_le": hier})
    fin = client.post(page("terminer", mesure.pk), {"version": 2, "fin_le": hier, "motif_fin": "terme"}, follow=True)

    mesure.refresh_from_db()
    assert (mesure.debut_le, mesure.fin_le, mesure.version) == (hier, hier, 3)
    assert "Terme atteint" in fin.text


def test_un_refus_garde_la_saisie_et_dit_pourquoi():
    enfant, client = enfant_de(naissance=None), connecter(Role.CADRE_ASE)

    reponse = client.post(
        page("decider", enfant.pk), {"nature": "aed", "decidee_le": "2025-01-10", "reference": "R-12"}
    )

    assert reponse.status_code == 422
    assert "accord écrit des représentants légaux" in reponse.text
    assert 'value="R-12"' in reponse.text
    assert not Mesure.objects.exists()


def test_une_naissance_inconnue_est_acceptee_et_dite():
    enfant, client = enfant_de(naissance=None), connecter(Role.CADRE_ASE)

    reponse = client.post(page("decider", enfant.pk), {"nature": "aemo", "decidee_le": "2025-01-10"}, follow=True)

    assert Mesure.objects.count() == 1
    assert "La date de naissance est inconnue" in reponse.text


def test_deux_agents_a_la_fois_le_second_voit_l_etat_enregistre():
    mesure, client = MesureFactory(), connecter(Role.CADRE_ASE)
    services.demarrer(mesure=mesure, version=1, debut_le=date(2025, 2, 1), par=None, au=timezone.localdate())

    reponse = client.post(page("notifier", mesure.pk), {"version": 1, "notifiee_le": "2025-01-20"})

    assert reponse.status_code == 409
    assert "agi entre-temps" in reponse.text
    assert "Commencée le" in reponse.text
    assert "1 février 2025" in reponse.text
    assert 'value="2025-01-20"' in reponse.text
    assert Mesure.objects.get(pk=mesure.pk).notifiee_le is None


def test_un_envoi_qui_ne_dit_pas_sa_version_est_refuse():
    mesure, client = decider(enfant_de()), connecter(Role.CADRE_ASE)

    refus = client.post(page("notifier", mesure.pk), {"notifiee_le": timezone.localdate().isoformat()})

    mesure.refresh_from_db()
    assert (refus.status_code, mesure.notifiee_le) == (422, None)
    assert "quelle version" in refus.text


def test_un_referent_commence_une_mesure_et_ne_la_decide_pas():
    mesure = MesureFactory(enfant=enfant_de())
    client = connecter(Role.REFERENT)

    assert client.get(page("demarrer", mesure.pk)).status_code == 200
    assert client.get(page("renouveler", mesure.pk)).status_code == 403
    assert client.get(page("decider", mesure.enfant_id)).status_code == 403


def test_le_dossier_de_l_enfant_montre_ses_mesures():
    mesure = MesureFactory(enfant=enfant_de(), debut_le=date(2025, 2, 1))
    dossier = reverse("enfants:dossier", args=[mesure.enfant_id])

    assert page("mesure", mesure.pk) in connecter(Role.CADRE_ASE).get(dossier).text
    assert page("mesure", mesure.pk) not in connecter(Role.SANTE).get(dossier).text


def test_l_accueil_du_cadre_dit_combien_attendent():
    decider(enfant_de(), 30)

    texte = connecter(Role.CADRE_ASE).get("/").text

    assert "1 mesure en attente de début" in texte


@pytest.mark.parametrize(("role", "phrase"), [
    (Role.CADRE_ASE, "sans renouvellement ni fin : enregistrez l'un ou l'autre."),
    (Role.PLACEMENT, "sans renouvellement ni fin enregistrés."),
])  # fmt: skip
def test_un_terme_depasse_ne_prie_d_agir_que_qui_le_peut(role, phrase):
    echue = MesureFactory(enfant=enfant_de(), debut_le=date(2025, 2, 1), terme_le=date(2025, 8, 1))

    assert phrase in unescape(connecter(role).get(page("mesure", echue.pk)).text)
