"""The workbook of a team, read back from the page: what is taken, what is left, what is refused whole."""

import io

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from python_calamine import CalamineWorkbook

from jalons.analyse.qualite import classeur
from jalons.application.acces.permissions import Role
from jalons.application.acces.tests.factories import AgentFactory
from jalons.application.observatoire.imports import classeurs, decisions, lieux, travail, verification
from jalons.application.observatoire.imports.models import DecisionFaute
from jalons.application.observatoire.imports.tests import scene
from jalons.application.observatoire.tableaux.tests.test_pages import connecter
from jalons.application.socle.models import Entree
from jalons.noyau.saisie import EntreeRefusee

pytestmark = pytest.mark.django_db
MOTIF = "Vérifié au dossier papier."


@pytest.fixture
def importation(territoire):
    territoire("15")
    return scene.verifiee()


def rempli(importation, suite="refusée", motif=MOTIF, lignes=None):
    """The workbook that was sent, each fault with a line answered, but for those beyond ``lignes``."""
    rapport = travail.situer(verification.relire(lieux.resultats(importation)), importation)
    ecrit = CalamineWorkbook.from_filelike(io.BytesIO(classeur.ecrire(rapport)))
    entete, *rangees = ecrit.get_sheet_by_name("Fautes").to_python()
    des_lignes = [r for r in rangees if r[3] != ""][:lignes]  # the others are faults of the whole file
    repondues = [[*r[:8], suite, motif, ""] if r in des_lignes else r for r in rangees]
    sortie = io.BytesIO()
    with xlsxwriter.Workbook(sortie) as livre:
        feuille = livre.add_worksheet("Fautes")
        for numero, rangee in enumerate([entete, *repondues]):
            feuille.write_row(numero, 0, rangee)
    return sortie.getvalue()


def reprendre(importation, contenu):
    return classeurs.reprendre(
        importation=importation, contenu=contenu, nom="equipe.xlsx", par=AgentFactory(), maintenant=scene.MAINTENANT
    )


def test_chaque_reponse_devient_une_decision_et_la_relire_n_en_ajoute_pas(importation):
    contenu = rempli(importation, lignes=2)

    premier, second = reprendre(importation, contenu), reprendre(importation, contenu)

    assert (premier.prises, second.prises, second.connues) == (2, 0, 2)
    assert set(DecisionFaute.objects.values_list("suite", "motif")) == {("refusee", MOTIF)}
    assert Entree.objects.filter(acte="observatoire:reprendre_classeur").count() == 2


def test_une_faute_decidee_autrement_entre_temps_garde_sa_decision(importation):
    reprendre(importation, rempli(importation, lignes=1))
    DecisionFaute.objects.update(suite="acceptee")

    assert reprendre(importation, rempli(importation, lignes=2)).gardees == 1
    assert DecisionFaute.objects.filter(suite="acceptee").count() == 1


def test_un_motif_trop_court_refuse_tout_le_classeur(importation):
    with pytest.raises(EntreeRefusee, match="Écrivez pourquoi"):
        reprendre(importation, rempli(importation, motif="oui"))

    assert not DecisionFaute.objects.exists()


def test_un_classeur_vide_ou_d_un_autre_import_est_refuse(importation):
    autre = scene.verifiee(scene.csv(*scene.SAINS, scene.evenement(90, DATDEB="")))

    with pytest.raises(EntreeRefusee, match="n'est pas de la dernière vérification"):
        reprendre(autre, rempli(importation))
    with pytest.raises(EntreeRefusee, match="Aucune suite"):
        reprendre(importation, rempli(importation, lignes=0))


def test_un_import_retenu_ne_recoit_plus_de_decisions(importation):
    contenu = rempli(importation)
    type(importation).objects.update(etat="ecarte")

    with pytest.raises(EntreeRefusee, match="ne se décident plus"):
        reprendre(importation, contenu)


def test_la_page_prend_le_classeur_ou_dit_toutes_ses_fautes(importation):
    client, adresse = connecter(Role.OBSERVATOIRE), reverse("observatoire:imports_classeur", args=[importation.pk])
    mauvais = SimpleUploadedFile("equipe.xlsx", rempli(importation, motif="non"))
    bon = SimpleUploadedFile("equipe.xlsx", rempli(importation))

    refuse, pris = client.post(adresse, {"classeur": mauvais}), client.post(adresse, {"classeur": bon}, follow=True)

    assert (refuse.status_code, "Rien n'a été enregistré" in refuse.text) == (422, True)
    assert "décisions du classeur sont enregistrées" in pris.text
    assert client.get(adresse).status_code == 200
    assert decisions.SUITES[DecisionFaute.objects.first().suite] == "refusée"
