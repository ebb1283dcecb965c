"""Deadlines that are not a child's: a carer, an establishment, a contract, a schéma; the same acts, the same locks."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import timezone

from jalons.application.acces.permissions import Niveau, Role
from jalons.application.acces.selectors import droits
from jalons.application.accueil_familial import services as familial
from jalons.application.accueil_familial.tests.factories import AssistantFactory
from jalons.application.contrats import selectors as contrats
from jalons.application.contrats import services as contrats_services
from jalons.application.contrats.tests.test_importation import reel
from jalons.application.echeancier import envois
from jalons.application.echeancier.models import ActeEnregistre, Suivi
from jalons.application.echeancier.selectors import Lecteur
from jalons.application.echeancier.tests.scene import connecter, entretien_du, il_y_a, page
from jalons.application.enfants.services import fusionner
from jalons.application.enfants.tests.factories import EnfantFactory
from jalons.application.etablissements.tests.factories import EtablissementFactory
from jalons.application.faits import services as faits
from jalons.application.faits import sujets
from jalons.application.faits.models import Echeance, Fait
from jalons.application.socle.models import Entree

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _lieu(territoire):
    territoire("15", "63")


def dire(sujet, evenement, jours, **attributs):
    return faits.enregistrer(sujet=sujet, evenement=evenement, survenu_le=il_y_a(jours), attributs=attributs, par=None)


def due(sujet, regle):
    return Echeance.objects.get(sujet_type=faits.type_de(sujet), sujet_id=sujet.pk, regle=regle)


def demenage():
    """A carer who moves in twenty days: due five days from now."""
    assistant = AssistantFactory()
    dire(assistant, "changement_adresse", -20, demenagement="D-1")
    return due(assistant, "AF-ADRESSE")


def convoquee():
    """A session held ten days ago: the notice was due fifteen days before."""
    assistant = AssistantFactory()
    dire(assistant, "seance_ccpd", 10, seance="S-1")
    return due(assistant, "AF-CCPD")


def derogation():
    """A request complete seven months ago: four months to answer."""
    assistant = AssistantFactory()
    dire(assistant, "derogation_capacite_demandee", 210, derogation="D-1")
    return due(assistant, "AF-DEROG-4M")


def autorisation():
    """An establishment authorised sixteen years ago, for fifteen."""
    maison = EtablissementFactory()
    dire(maison, "autorisation_essms", 16 * 366, autorisation="A-1", categorie_l312_1="1")
    return due(maison, "ESSMS-AUT")


FAMILIAL, MAISONS = Role.SERVICE_ACCUEIL_FAMILIAL, Role.SERVICE_ETABLISSEMENTS
SCENES = [
    (demenage, FAMILIAL, "changement_adresse_declare", 1, "tenue"),
    (convoquee, FAMILIAL, "convocation_ccpd_envoyee", 30, "tenue"),
    (convoquee, FAMILIAL, "convocation_ccpd_envoyee", 12, "tenue_en_retard"),
    (derogation, FAMILIAL, "derogation_capacite_refusee", 3, "tenue_en_retard"),
    (autorisation, MAISONS, "autorisation_essms_renouvelee", 2, "tenue_en_retard"),
]


@pytest.mark.parametrize(("poser", "role", "acte", "jours", "etat"), SCENES)
def test_qui_agit_note_l_acte_le_voit_tenu_et_l_annule(poser, role, acte, jours, etat):
    echeance, client = poser(), connecter(role)
    lue = client.get(page("echeance", echeance.pk))
    assert (lue.status_code, page("tenir", echeance.pk) in lue.text) == (200, True)

    client.post(page("motiver", echeance.pk), {"motif": "partenaire", "precision": "Courrier perdu", "version": 0})
    envoi = {"acte": acte, "survenu_le": il_y_a(jours).isoformat(), "version": 2}
    recu = client.post(page("tenir", echeance.pk), envoi, follow=True)

    assert recu.status_code == 200
    tenue = Echeance.objects.get(pk=echeance.pk)
    assert (tenue.tenue_le, tenue.etat) == (il_y_a(jours), etat)
    assert page("tenir", echeance.pk) not in recu.text
    assert "Courrier perdu" in recu.text
    note = ActeEnregistre.objects.get()
    assert (note.sujet_type, note.sujet_id, note.par) == (echeance.sujet_type, echeance.sujet_id, client.agent)
    assert note.fait.attributs.items() >= echeance.fait.attributs.items()

    rendue = client.post(
        page("annuler", echeance.pk, note.pk), {"motif": "Mauvais dossier.", "version": 3}, follow=True
    )

    assert "Mauvais dossier." in rendue.text
    assert page("tenir", echeance.pk) in rendue.text
    assert Echeance.objects.get(pk=echeance.pk).tenue_le is None
    verbes = {"echeancier:motiver", "echeancier:tenir", "echeancier:annuler"}
    assert {
        e.acte for e in Entree.objects.filter(acte__startswith="echeancier:", objet_id=str(echeance.sujet_id))
    } == verbes


def test_un_seuil_se_tient_reunion_apres_reunion(settings, tmp_path):
    (tmp_path / "cantal").mkdir()
    (tmp_path / "cantal" / "echeances.yaml").write_text('departement: "15"\nactiver: [ESSMS-CVS-3]\n', encoding="utf-8")
    settings.JALONS_DROIT_LOCAL = tmp_path
    maison, client, annee = EtablissementFactory(), connecter(MAISONS), timezone.localdate().year
    dire(maison, "annee_etablissement_ouverte", 300, exercice=annee)
    seuil = due(maison, "ESSMS-CVS-3")

    for version, jours in ((0, 200), (2, 100), (3, 10)):
        envoi = {"acte": "cvs_reuni", "survenu_le": il_y_a(jours).isoformat(), "version": version}
        assert page("tenir", seuil.pk) in client.get(page("echeance", seuil.pk)).text
        assert client.post(page("tenir", seuil.pk), envoi).status_code == 302

    lue = client.get(page("echeance", seuil.pk)).text
    assert Echeance.objects.get(pk=seuil.pk).tenue_le == il_y_a(10)
    assert page("tenir", seuil.pk) not in lue
    assert lue.count("Annuler cet acte, noté par erreur") == 3


def test_ce_qui_est_du_avant_l_evenement_se_note_avant_lui_et_jamais_dans_l_avenir():
    echeance, client = demenage(), connecter(FAMILIAL)

    demain = timezone.localdate() + timedelta(days=1)
    refus = client.post(
        page("tenir", echeance.pk), {"acte": "changement_adresse_declare", "survenu_le": demain, "version": 0}
    )

    assert (refus.status_code, "n&#x27;est pas passé" in refus.text) == (422, True)
    assert not ActeEnregistre.objects.exists()


def test_le_retrait_du_fait_depuis_la_fiche_se_lit_sur_l_echeance():
    echeance, client = demenage(), connecter(FAMILIAL)
    client.post(
        page("tenir", echeance.pk),
        {"acte": "changement_adresse_declare", "survenu_le": il_y_a(1).isoformat(), "version": 0},
    )
    note = ActeEnregistre.objects.get()

    familial.retirer_constat(assistant=note_de(echeance), fait=Fait.objects.get(pk=note.fait_id), par=None)

    lue = client.get(page("echeance", echeance.pk)).text
    assert "depuis la fiche" in lue
    assert page("annuler", echeance.pk, note.pk) not in lue
    assert page("tenir", echeance.pk) in lue
    encore = client.post(page("annuler", echeance.pk, note.pk), {"motif": "Doublon.", "version": 2})
    assert (encore.status_code, "déjà annulé" in encore.text) == (422, True)


def note_de(echeance):
    from jalons.application.accueil_familial.models import AssistantFamilial

    return AssistantFamilial.objects.get(pk=echeance.sujet_id)


@pytest.mark.parametrize(
    ("role", "niveau", "lieu", "lire", "agir"),
    [
        (MAISONS, Niveau.COLLECTIVITE, "15", 200, 302),
        (MAISONS, Niveau.COLLECTIVITE, "63", 404, 404),
        (Role.CADRE_ASE, Niveau.COLLECTIVITE, "15", 200, 403),
        (Role.PLACEMENT, Niveau.COLLECTIVITE, "15", 200, 403),
        (FAMILIAL, Niveau.COLLECTIVITE, "15", 200, 403),
        (Role.ADMINISTRATION, Niveau.COLLECTIVITE, "15", 403, 403),
    ],
)
def test_on_agit_sur_l_echeance_d_un_etablissement_quand_on_tient_ses_faits(role, niveau, lieu, lire, agir):
    echeance, client = autorisation(), connecter(role, niveau, lieu)

    lue = client.get(page("echeance", echeance.pk))

    assert lue.status_code == lire
    assert (lire == 200 and page("motiver", echeance.pk) in lue.text) == (agir == 302)
    for nom, envoi in (
        ("motiver", {"motif": "justice"}),
        ("vue", {}),
        ("tenir", {"acte": "autorisation_essms_renouvelee", "survenu_le": il_y_a(2).isoformat()}),
    ):
        version = Suivi.objects.values_list("version", flat=True).first() or 0
        assert client.post(page(nom, echeance.pk), envoi | {"version": version}).status_code == agir, nom
    assert ActeEnregistre.objects.exists() == (agir == 302)


@pytest.mark.parametrize("role", [Role.CADRE_ASE, Role.PLACEMENT, MAISONS, Role.CHARGEE_MISSION])
def test_l_echeance_d_un_assistant_familial_ne_se_lit_que_de_son_service(role):
    echeance = demenage()

    assert connecter(role).get(page("echeance", echeance.pk)).status_code == 404
    assert connecter(role).post(page("vue", echeance.pk)).status_code in (403, 404)


class TestContrat:
    @pytest.fixture
    def contrat(self):
        return contrats_services.importer(reel("cantal"), par=None)

    @pytest.fixture
    def echeance(self, contrat):
        return next(
            e for e in Echeance.objects.filter(sujet_type="contrat", sujet_id=contrat.pk)
            if sujets.genre("contrat").a_noter(e.code) and e.tenue_le is None
        )  # fmt: skip

    def test_l_acte_que_nulle_page_ne_dit_se_note_et_survit_a_une_modification(self, contrat, echeance):
        client = connecter(Role.CHARGEE_MISSION)
        envoi = {"acte": echeance.code, "survenu_le": il_y_a(2).isoformat(), "version": 0}

        assert client.post(page("tenir", echeance.pk), envoi).status_code == 302
        assert Echeance.objects.get(pk=echeance.pk).tenue_le == il_y_a(2)
        dossier = contrats.dossier(contrat)
        contrats_services.modifier(contrat=contrat, dossier=replace(dossier, intitule="Autre titre"), par=None)

        assert Echeance.objects.get(pk=echeance.pk).tenue_le == il_y_a(2)

    def test_ce_que_disent_ses_etapes_ne_se_note_pas_deux_fois(self, contrat):
        client = connecter(Role.CHARGEE_MISSION)
        dites = [
            e for e in Echeance.objects.filter(sujet_type="contrat", sujet_id=contrat.pk)
            if not sujets.genre("contrat").a_noter(e.code)
        ]  # fmt: skip

        assert dites
        for e in dites:
            lue = client.get(page("echeance", e.pk))
            assert (lue.status_code, page("tenir", e.pk) in lue.text) == (200, False)
            assert page("motiver", e.pk) in lue.text

    def test_le_prefet_lit_et_ne_note_rien(self, echeance):
        client = connecter(Role.PREFECTURE)

        assert client.get(page("echeance", echeance.pk)).status_code == 200
        assert client.post(page("motiver", echeance.pk), {"motif": "justice", "version": 0}).status_code == 403


def test_tout_ce_qui_empeche_d_annuler_est_dit_en_un_envoi():
    echeance = entretien_du(EnfantFactory())
    auteur = connecter(Role.REFERENT)
    auteur.post(page("tenir", echeance.pk), {"acte": "entretien_17_ans", "version": 0, "survenu_le": il_y_a(2)})
    note = ActeEnregistre.objects.get()

    refus = connecter(Role.EVALUATEUR).post(page("annuler", echeance.pk, note.pk), {"motif": " "})

    assert refus.status_code == 422
    for phrase in ("pourquoi cet acte est annulé", "quelle version", "demandez-lui de l&#x27;annuler"):
        assert phrase in refus.text
    assert refus.text.count("pourquoi cet acte est annulé") == refus.text.count("quelle version") + 1


def test_ce_qui_est_dit_des_echeances_d_un_dossier_absorbe_suit_la_fusion():
    garde, absorbe = EnfantFactory(), EnfantFactory()
    echeance = entretien_du(absorbe)
    client = connecter(Role.REFERENT)
    client.post(page("tenir", echeance.pk), {"acte": "entretien_17_ans", "version": 0, "survenu_le": il_y_a(2)})

    fusionner(garde=garde, absorbe=absorbe, par=client.agent)

    assert {s.sujet_id for s in (Suivi.objects.get(), ActeEnregistre.objects.get())} == {garde.pk}


def test_chaque_sorte_de_sujet_ouvre_ses_echeances_et_se_verrouille():
    for genre in sujets.genres():
        assert genre.ouvrir is not None, genre.type
        assert genre.tenues is not None, genre.type
        assert genre.tenir is not None, genre.type
    assert {g.type for g in sujets.genres()} == {"assistant_familial", "contrat", "enfant", "etablissement", "schema"}


def test_un_envoi_depasse_par_un_collegue_du_service_montre_son_acte_et_garde_la_saisie():
    echeance, premiere, seconde = demenage(), connecter(FAMILIAL), connecter(FAMILIAL)
    envoi = {"acte": "changement_adresse_declare", "version": 0}
    premiere.post(page("tenir", echeance.pk), envoi | {"survenu_le": il_y_a(3).isoformat()})

    tard = seconde.post(page("tenir", echeance.pk), envoi | {"survenu_le": il_y_a(1).isoformat()})

    assert tard.status_code == 409
    assert str(premiere.agent.nom) in tard.text
    assert f'value="{il_y_a(1).isoformat()}"' in tard.text
    assert ActeEnregistre.objects.count() == 1


def test_rien_de_ce_qui_sort_des_pages_ne_nomme_un_assistant_familial_et_ce_qui_est_tenu_disparait():
    echeance, client = demenage(), connecter(FAMILIAL)
    assistant = note_de(echeance)
    agenda = client.post(page("recevoir"), {"acte": "ouvrir"}).context["adresse"].removeprefix("http://testserver")
    lecteur, jour = Lecteur(client.agent, droits(client.agent, timezone.localdate())), timezone.localdate()

    def sorti():
        ics = client.get(agenda).content.decode().replace("\r\n ", "")
        message = envois.courriel(lecteur, au=jour, maintenant=timezone.now(), lien="https://jalons.invalid/")
        return ics, "\n".join(message or ())

    ics, courriel = sorti()
    csv = client.get(page("exporter", "csv")).content.decode("utf-8-sig")
    for texte in (ics, courriel, csv):
        assert f"Assistant familial {assistant.numero}" in texte
        assert assistant.nom.lower() not in texte.lower()
    assert "changement d'adresse" in ics

    client.post(
        page("tenir", echeance.pk),
        {"acte": "changement_adresse_declare", "survenu_le": il_y_a(1).isoformat(), "version": 0},
    )

    assert "changement d'adresse" not in "".join(sorti())
