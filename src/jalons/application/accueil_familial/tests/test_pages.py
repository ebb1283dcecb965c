"""The pages: who opens them, what they show and keep silent, in how many queries, what they refuse."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from jalons.application.acces.permissions import Niveau, Role
from jalons.application.acces.tests.factories import AffectationFactory
from jalons.application.accueil_familial import maison, selectors
from jalons.application.accueil_familial.models import AssistantFamilial, Decision, Disponibilite, Domicile
from jalons.application.accueil_familial.tests.factories import (
    AssistantFactory,
    DecisionFactory,
    DisponibiliteFactory,
    DomicileFactory,
    JustificatifFactory,
    RelaisFactory,
    agree,
)
from jalons.application.etablissements.tests.factories import OrganismeFactory, UniteAccueilFactory
from jalons.application.faits import services as faits
from jalons.application.faits.models import Fait
from jalons.application.socle.models import Entree

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _lieux(territoire):
    territoire("15", "63")


def connecter(role=Role.SERVICE_ACCUEIL_FAMILIAL, niveau=Niveau.COLLECTIVITE, collectivite="15", **lieu):
    agent = AffectationFactory(role=role, niveau=niveau, collectivite_id=collectivite, **lieu).agent
    client = Client()
    client.force_login(agent)
    return client


def page(nom, *args):
    return reverse(f"accueil_familial:{nom}", args=args)


@pytest.mark.parametrize(
    ("role", "collectivite", "voit", "decide", "domicile", "departs"),
    [
        (Role.SERVICE_ACCUEIL_FAMILIAL, "15", 200, 200, 200, 200),
        (Role.PLACEMENT, "15", 200, 403, 403, 403),
        (Role.CADRE_ASE, "15", 200, 403, 403, 403),
        (Role.DIRECTION, "15", 403, 403, 403, 200),
        (Role.OBSERVATOIRE, "15", 403, 403, 403, 200),
        (Role.SERVICE_ACCUEIL_FAMILIAL, "63", 404, 404, 404, 200),
        (Role.ADMINISTRATION, "15", 403, 403, 403, 403),
    ],
)
def test_chaque_page_s_ouvre_a_qui_le_droit_le_permet(role, collectivite, voit, decide, domicile, departs):
    assistant, client = agree(), connecter(role, collectivite=collectivite)

    assert client.get(page("assistant", assistant.pk)).status_code == voit
    assert client.get(page("decider", assistant.pk)).status_code == decide
    assert client.get(page("domicile", assistant.pk)).status_code == domicile
    assert client.get(page("departs")).status_code == departs


def test_un_employeur_ne_voit_que_les_siens_et_dit_leur_disponibilite():
    sien, autre = agree(), agree()
    client = connecter(Role.ETABLISSEMENT, Niveau.ORGANISME, organisme=sien.employeur.code)

    texte = client.get(page("liste")).text
    client.post(
        page("declarer", sien.pk), {"accueil": "relais", "enfants": 1, "du": "2025-01-01", "declaree_par": "service"}
    )

    assert sien.nom_complet in texte
    assert autre.nom_complet not in texte
    assert client.get(page("assistant", autre.pk)).status_code == 404
    assert Disponibilite.objects.get().assistant == sien


def test_le_bureau_des_places_ne_lit_ni_justificatif_ni_echeance_ni_adresse():
    assistant = agree()
    JustificatifFactory(assistant=assistant, reference="ATT-7")
    DomicileFactory(assistant=assistant)

    bureau, service = connecter(Role.PLACEMENT), connecter()

    texte = bureau.get(page("assistant", assistant.pk)).text
    assert "peut accueillir" in texte
    assert "ATT-7" not in texte
    assert "Stage préparatoire" not in texte
    assert "ATT-7" in service.get(page("suivi", assistant.pk)).text
    assert bureau.get(page("suivi", assistant.pk)).status_code == 403
    for nom in ("liste", "departs"):
        assert "chemin des Songes" not in service.get(page(nom)).text
    historique = service.get(reverse("acces:historique", args=["accueil_familial.assistantfamilial", assistant.pk]))
    assert "chemin des Songes" not in historique.text


def test_lire_un_domicile_laisse_une_trace():
    assistant = DomicileFactory(assistant=agree()).assistant

    assert "chemin des Songes" in connecter().get(page("domicile", assistant.pk)).text

    [lecture] = Entree.objects.filter(acte="accueil_familial:domicile")
    assert (lecture.nature, lecture.objet_id) == ("lecture", str(assistant.pk))


def test_la_liste_et_la_fiche_en_douze_requetes_au_plus(requetes_max):
    for _ in range(30):
        assistant = agree()
        DisponibiliteFactory(assistant=assistant, age_min=2)
    for fabrique in (JustificatifFactory, DomicileFactory):
        fabrique(assistant=assistant)
    RelaisFactory(assistant=assistant)
    DecisionFactory(assistant=assistant, nature="derogation", enfants=1, effet_le=date(2024, 1, 1))
    assistant.unite = UniteAccueilFactory(type="famille_accueil")
    assistant.save()
    client = connecter()

    for adresse in (
        page("liste"),
        page("assistant", assistant.pk),
        page("suivi", assistant.pk),
        page("departs"),
        page("modifier", assistant.pk),
    ):
        with requetes_max(12):
            lue = client.get(adresse)
        assert lue.status_code == 200, adresse


def test_les_filtres_gardent_ce_qu_on_demande():
    petit = agree(1, nom="Bruyère")
    DecisionFactory(assistant=petit, nature="modification", effet_le=date(2016, 1, 1), age_min=0, age_max=6)
    suspendu = agree(2, nom="Callune")
    DecisionFactory(assistant=suspendu, nature="suspension", effet_le=date(2024, 1, 1), enfants=None)
    parti = agree(2, nom="Genêt", sorti_le=date(2024, 1, 1))
    DisponibiliteFactory(assistant=petit)
    DisponibiliteFactory(assistant=suspendu, jusqu_au=date(2024, 2, 1))
    client, tous = connecter(), (petit, suspendu, parti)

    def noms(**filtre):
        texte = client.get(page("liste"), filtre).text
        return {a.nom for a in tous if f">{a.nom_complet}</a>" in texte}

    assert noms() == {"Bruyère", "Callune"}
    assert noms(etat="suspendu") == {"Callune"}
    assert noms(disponibles="on") == {"Bruyère"}
    assert noms(age=12) == {"Callune"}
    assert noms(partis="on") == {"Genêt"}
    assert noms(texte="bruy") == noms(employeur=petit.employeur_id) == {"Bruyère"}
    assert noms(territoire="x", employeur="y", age="z") == {"Bruyère", "Callune"}


def test_de_la_fiche_a_l_agrement_par_les_pages():
    employeur, client = OrganismeFactory(), connecter()
    fiche = {"version": 0, "numero": "AF-1", "nom": "Ajonc", "prenom": "Maëlle", "employeur": employeur.pk}

    client.post(page("nouveau"), fiche | {"entre_le": "2024-02-01"})
    assistant = AssistantFamilial.objects.get()
    decision = {"nature": "delivrance", "effet_le": "2024-01-15", "enfants": 2, "age_min": 0, "age_max": 10}
    lue = client.post(page("decider", assistant.pk), decision, follow=True)
    client.post(page("justifier", assistant.pk), {"nature": "stage", "obtenu_le": "2024-01-20", "heures": 60})
    client.post(page("constater", assistant.pk), {"evenement": "premier_accueil", "survenu_le": "12/02/2024"})

    assert "0 à 10 ans" in lue.text
    fiche, suivi = (client.get(page(nom, assistant.pk)).text for nom in ("assistant", "suivi"))
    assert "60 heures pour un premier accueil du 12 février 2024 ; 60 faites." in suivi
    assert "Le jour du premier contrat n&#x27;est pas enregistré" not in suivi
    assert "Suivre la formation d&#x27;assistant familial" in fiche


def test_l_agrement_se_lit_un_autre_jour():
    assistant, client = agree(), connecter()

    avant = client.get(page("assistant", assistant.pk), {"au": "2015-05-31"}).text
    fautif = client.get(page("assistant", assistant.pk), {"au": "31/02/2015"})

    assert "agrément à venir le 1er juin 2015" in avant
    assert fautif.status_code == 200


def test_une_decision_refusee_garde_la_saisie_et_dit_pourquoi():
    client, assistant = connecter(), agree()

    lue = client.post(page("decider", assistant.pk), {"nature": "levee", "effet_le": "2024-01-01", "reference": "R-7"})

    assert lue.status_code == 422
    assert "Aucune suspension ne court" in lue.text
    assert 'value="R-7"' in lue.text


def test_une_decision_s_annule_et_une_disponibilite_aussi():
    client, assistant = connecter(), agree()
    disponible = DisponibiliteFactory(assistant=assistant)

    client.post(page("annuler_decision", Decision.objects.get().pk), {"motif": "Saisie deux fois"})
    client.post(page("annuler_disponibilite", disponible.pk), {"motif": "Plus libre"})

    assert Decision.objects.get().motif_annulation == "Saisie deux fois"
    texte = client.get(page("assistant", assistant.pk)).text
    assert "Rien de déclaré" in texte
    assert "non vérifiable" in texte


def test_un_fait_se_retire_sauf_celui_d_un_acte():
    client, assistant = connecter(), agree()
    client.post(page("constater", assistant.pk), {"evenement": "premier_accueil", "survenu_le": "2024"})
    client.post(page("justifier", assistant.pk), {"nature": "attestation", "obtenu_le": "2024-01-20"})

    for fait in Fait.objects.all():
        assert client.post(page("retirer_constat", assistant.pk, fait.pk)).status_code == 302

    assert set(Fait.objects.filter(annule_le=None).values_list("evenement", flat=True)) == {
        "attestation_honorabilite_delivree"
    }


def test_deux_agents_a_la_fois_le_second_voit_l_etat_enregistre():
    assistant, client = DomicileFactory(assistant=agree()).assistant, connecter()
    envoi = {"version": 1, "adresse": "Mon adresse"}

    client.post(page("domicile", assistant.pk), envoi | {"adresse": "Celle du collègue"})
    lue = client.post(page("domicile", assistant.pk), envoi)

    assert lue.status_code == 409
    assert 'value="Mon adresse"' in lue.text
    assert Domicile.objects.get().adresse == "Celle du collègue"


def test_l_export_ne_porte_ni_adresse_ni_naissance_et_laisse_une_trace():
    assistant = DomicileFactory(assistant=agree()).assistant
    client = connecter()

    texte = client.get(page("exporter", "csv")).content.decode("utf-8-sig")

    assert assistant.numero in texte
    assert "Songes" not in texte
    assert "1975" not in texte
    assert Entree.objects.filter(acte="accueil_familial:exporter").count() == 1
    assert client.get(page("exporter", "pdf")).status_code == 404


def test_les_departs_se_comptent_sans_nom_et_s_exportent():
    assistant, client = agree(naissance=timezone.localdate() - timedelta(days=23000)), connecter(Role.DIRECTION)

    lue = client.get(page("departs"), {"ans": 64})

    assert "trop peu pour prévoir" in lue.text
    assert assistant.nom not in lue.text
    assert client.get(page("departs"), {"ans": "abc"}).status_code == 200
    assert "Atteignent" in client.get(page("exporter_departs", "csv")).content.decode("utf-8-sig")


def test_la_page_d_un_service_d_accueil_familial_compte_les_siens_et_leurs_retards(requetes_max):
    unite = UniteAccueilFactory(type="famille_accueil")
    maison = unite.etablissement
    assistant = agree(employeur=maison.organisme, unite=unite)
    sans = UniteAccueilFactory(etablissement=maison, type="famille_accueil")
    AssistantFactory(employeur=maison.organisme, unite=sans)
    faits.enregistrer(sujet=assistant, evenement="premier_accueil", survenu_le=date(2020, 3, 1), par=None)
    adresse = reverse("etablissements:etablissement", args=[maison.pk])

    def panneau(client):
        texte = client.get(adresse).text
        return texte[texte.index('id="assistants-familiaux"') :].split("</section>")[0]

    bureau, service = connecter(Role.PLACEMENT), connecter()
    with requetes_max(12):
        du_bureau = panneau(bureau)

    assert "Agréés aujourd" in du_bureau
    assert "1 sans décision lisible" in du_bureau
    assert "en retard" not in du_bureau, "deadlines are the service's"
    with requetes_max(12):
        assert "1 assistant familial a au moins un justificatif en retard" in panneau(service)
    ailleurs = reverse("etablissements:etablissement", args=[UniteAccueilFactory().etablissement_id])
    assert 'id="assistants-familiaux"' not in service.get(ailleurs).text


def test_l_agrement_lu_pour_une_page_d_etablissement_est_celui_de_l_offre():
    jour, lieu = timezone.localdate(), UniteAccueilFactory(type="famille_accueil").etablissement

    def une(**champs):
        unite = UniteAccueilFactory(etablissement=lieu, type="famille_accueil")
        return agree(3, employeur=lieu.organisme, unite=unite, **champs)

    une()
    une(sorti_le=jour - timedelta(days=1))
    DecisionFactory(assistant=une(), nature="suspension", effet_le=date(2024, 1, 1), enfants=None)
    DecisionFactory(assistant=une(), annule_le=timezone.now(), nature="retrait", effet_le=date(2024, 1, 1))
    sans = UniteAccueilFactory(etablissement=lieu, type="famille_accueil")
    AssistantFactory(employeur=lieu.organisme, unite=sans)

    lue = maison.lire(lieu, jour)

    assert lue.par_unite() == selectors.agrements_des_unites(["15"], jour)
    assert sorted(a.autorises for a in lue.par_unite().values()) == [0, 0, 3, 3]
    assert len(lue.lignes(None, jour)) == 4, "who has left is not counted"
