"""The workbook of carers: filled as a person would, previewed, confirmed; what is refused and why."""

import io
import zipfile
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from jalons.application.acces.permissions import Niveau, Role
from jalons.application.acces.tests.factories import AffectationFactory
from jalons.application.accueil_familial.classeur_assistants import ClasseurAssistants
from jalons.application.accueil_familial.models import AssistantFamilial, Decision, Justificatif
from jalons.application.accueil_familial.tests.factories import DomicileFactory, agree
from jalons.application.documents.excel import services as excel
from jalons.application.documents.excel.tests.tableur import retaper
from jalons.application.documents.models import ImportEnAttente
from jalons.application.etablissements.tests.factories import EtablissementFactory, UniteAccueilFactory
from jalons.application.faits.models import Fait
from jalons.application.socle.models import Entree
from jalons.noyau.saisie import EntreeRefusee

pytestmark = pytest.mark.django_db
AU = date(2025, 6, 30)
FEUILLE, DECISIONS, JUSTIFICATIFS = "Assistants familiaux", "Décisions à enregistrer", "Justificatifs à enregistrer"


@pytest.fixture
def assistant(territoire):
    territoire("15", "63")
    return agree(2, numero="AF-1", nom="Ajonc")


@pytest.fixture
def employeur(assistant):
    return assistant.employeur


def exporter(employeur):
    return excel.exporter(ClasseurAssistants(au=AU), employeur, presentation=[])


def lire(employeur, octets):
    attente = excel.mettre_en_attente(
        ClasseurAssistants(au=AU), employeur, octets=octets, nom="assistants.xlsx", par=None
    )
    return attente, excel.lire_attente(attente)


def confirmer(employeur, attente):
    return excel.confirmer(attente, ClasseurAssistants(au=AU), employeur, ecraser=[], par=None)


def decision(**champs):
    return {"numero": "AF-2", "nature": "Agrément délivré", "effet_le": "01/03/2024", "enfants": 3} | champs


def neuf(**champs):
    return {"numero": "AF-2", "nom": "Bruyère", "prenom": "Iris", "naissance": "14/02/1971"} | champs


def test_un_classeur_rendu_tel_quel_ne_change_rien(employeur):
    _, resultat = lire(employeur, exporter(employeur))

    assert (resultat.lignes, resultat.refus) == ([], [])


def test_une_fiche_changee_une_neuve_sa_decision_et_son_justificatif_s_ecrivent_une_fois_confirmes(
    employeur, assistant
):
    lieu = EtablissementFactory(organisme=employeur)
    unite = UniteAccueilFactory(etablissement=lieu, type="famille_accueil")
    ligne = neuf(unite=f"{lieu.nom} › {unite.nom} (n° {unite.pk})", entre_le="01/09/1988")
    octets = retaper(
        exporter(employeur), FEUILLE, {(3, "sorti_le"): "31/05/2025", (3, "motif_depart"): "Retraite"}, [ligne]
    )
    octets = retaper(octets, DECISIONS, {}, [decision(fin_le="28/02/2029", age_min=0, reference="A-24")])
    octets = retaper(
        octets,
        JUSTIFICATIFS,
        {},
        [{"numero": "AF-2", "nature": "Stage préparatoire", "obtenu_le": "05/02/2024", "heures": 60}],
    )
    attente, resultat = lire(employeur, octets)

    assert resultat.refus == []
    assert AssistantFamilial.objects.count() == 1, "a preview writes nothing"
    assert confirmer(employeur, attente) == 4

    assistant.refresh_from_db()
    assert (assistant.sorti_le, assistant.motif_depart) == (date(2025, 5, 31), "retraite")
    iris = AssistantFamilial.objects.get(numero="AF-2")
    assert (iris.naissance, iris.entre_le, iris.unite) == (date(1971, 2, 14), date(1988, 9, 1), unite)
    lue = Decision.objects.get(assistant=iris)
    assert (lue.enfants, lue.fin_le, lue.age_min, lue.age_max) == (3, date(2029, 2, 28), 0, None)
    assert Justificatif.objects.get(assistant=iris).heures == 60
    assert Fait.objects.filter(sujet_id=iris.pk, evenement="agrement_af_delivre").exists()


def test_toutes_les_cellules_fautives_sont_dites_a_la_fois_et_rien_ne_s_ecrit(employeur):
    octets = retaper(
        exporter(employeur), FEUILLE, {(3, "naissance"): "bientôt", (3, "nom"): "", (3, "etat"): "Agréé pour cinq"},
        [neuf(numero="AF-3", naissance="1971"), neuf(numero="AF-1"), neuf(numero="AF-4", sorti_le="01/01/2031")],
    )  # fmt: skip
    fautives = [decision(numero="AF-9"), decision(numero="AF-1"), decision(nature="Cadeau", enfants="trois")]
    octets = retaper(octets, DECISIONS, {}, fautives)
    _, resultat = lire(employeur, octets)

    messages = " ".join(r.message for r in resultat.refus)
    for phrase in (
        "« bientôt » n'est pas une date", "« Nom » ne peut pas rester vide", "« Agrément » ne se modifie pas ici",
        "« 1971 » ne le dit pas", "Un autre assistant familial a déjà ce numéro", "n'est pas encore venue",
        "n'a le numéro « AF-9 »", "Un agrément court déjà", "Cadeau", "« trois » n'est pas un nombre",
    ):  # fmt: skip
        assert phrase in messages
    assert resultat.lignes == []
    assert (AssistantFamilial.objects.count(), Decision.objects.count()) == (1, 1)


def test_le_meme_fichier_envoye_deux_fois_n_ajoute_rien(employeur):
    lignes = [decision(numero="AF-1", nature="Dérogation accordée", enfants=1)]
    octets = retaper(exporter(employeur), DECISIONS, {}, lignes)
    attente, _ = lire(employeur, octets)
    confirmer(employeur, attente)

    _, resultat = lire(employeur, octets)

    assert resultat.lignes == []
    assert "Cette décision est déjà enregistrée pour l'assistant familial n° AF-1" in resultat.refus[0].message


def test_le_numero_d_un_assistant_d_un_autre_employeur_est_inconnu(employeur):
    autre = agree(2, numero="AF-7")
    octets = retaper(
        exporter(employeur), DECISIONS, {}, [decision(numero=autre.numero, nature="Agrément retiré", enfants="")]
    )
    _, resultat = lire(employeur, octets)

    assert "Aucun assistant familial de cet employeur" in resultat.refus[0].message


def test_une_formule_reste_un_texte_et_le_domicile_n_y_est_pas(employeur, assistant):
    assistant.nom = '=HYPERLINK("http://exemple.invalid")'
    assistant.save()
    DomicileFactory(assistant=assistant)

    with zipfile.ZipFile(io.BytesIO(exporter(employeur))) as archive:
        lues = {n: archive.read(n) for n in archive.namelist()}

    feuilles = [octets for nom, octets in lues.items() if "worksheets/sheet" in nom]
    assert not any(b"HYPERLINK" in f for f in feuilles), "a text of the shared strings, never a formula of a cell"
    assert not any(b"chemin des Songes" in octets for octets in lues.values())


def test_un_classeur_a_macros_est_refuse(employeur):
    sortie = io.BytesIO(exporter(employeur))
    with zipfile.ZipFile(sortie, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"Sub Auto_Open()")

    with pytest.raises(EntreeRefusee) as leve:
        lire(employeur, sortie.getvalue())

    assert "macros" in leve.value.fautes[0].message


def client_de(role, niveau=Niveau.COLLECTIVITE, collectivite="15", **lieu):
    client = Client()
    client.force_login(AffectationFactory(role=role, niveau=niveau, collectivite_id=collectivite, **lieu).agent)
    return client


def page(nom, *args):
    return reverse(f"accueil_familial:{nom}", args=args)


def test_par_les_pages_le_service_choisit_telecharge_depose_voit_et_confirme(employeur, assistant, requetes_max):
    client = client_de(Role.SERVICE_ACCUEIL_FAMILIAL)
    with requetes_max(12):
        choisis = client.get(page("classeurs")).text
    assert page("telecharger_classeur", employeur.pk) in choisis
    with requetes_max(12):
        octets = client.get(page("telecharger_classeur", employeur.pk)).content
    fichier = SimpleUploadedFile("assistants.xlsx", retaper(octets, FEUILLE, {(3, "prenom"): "Iris"}, []))

    apercu = client.post(page("deposer_classeur", employeur.pk), {"fichier": fichier}, follow=True)
    assert "Iris" in apercu.text
    adresse = apercu.redirect_chain[-1][0]
    with requetes_max(12):
        client.get(adresse)
    assert client.post(adresse).status_code == 302

    assistant.refresh_from_db()
    assert assistant.prenom == "Iris"
    assert client.get(page("refus_classeur", employeur.pk, ImportEnAttente.objects.get().pk)).status_code == 200
    assert Entree.objects.filter(acte="accueil_familial:telecharger_classeur", objet_id=str(employeur.pk)).exists()


def test_le_classeur_n_est_que_pour_qui_tient_les_dossiers_de_cet_employeur(employeur):
    lieu = {"organisme": employeur.code}
    attendus = (
        (client_de(Role.SERVICE_ACCUEIL_FAMILIAL, collectivite="63"), 404), (client_de(Role.PLACEMENT), 403),
        (client_de(Role.ETABLISSEMENT, Niveau.ORGANISME, **lieu), 403),
    )  # fmt: skip
    for client, code in attendus:
        for nom in ("telecharger_classeur", "deposer_classeur"):
            assert client.get(page(nom, employeur.pk)).status_code == code
