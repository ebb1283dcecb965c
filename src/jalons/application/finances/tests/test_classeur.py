"""The plan financier out and back, through the pages."""

import io
from datetime import timedelta
from decimal import Decimal

import pytest
import python_calamine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from jalons.application.acces.permissions import Role
from jalons.application.acces.tests.factories import AffectationFactory
from jalons.application.documents.excel import services as excel
from jalons.application.documents.excel.tests.tableur import retaper
from jalons.application.documents.models import ImportEnAttente
from jalons.application.fiches.tests.factories import CadreFactory, FicheFactory, PlacementFactory, RubriqueFactory
from jalons.application.finances import services
from jalons.application.finances.classeur import CLASSEUR
from jalons.application.finances.models import Montant
from jalons.application.finances.tests.factories import MontantFactory
from jalons.application.socle.perimetre import perimetre
from jalons.noyau.dates import DateCivile

pytestmark = pytest.mark.django_db
FEUILLE = "Plan financier"


@pytest.fixture
def cadre():
    with perimetre(["15"]):
        cadre = CadreFactory()
        fiche = FicheFactory(titre="Équipe mobile")
        PlacementFactory(cadre=cadre, fiche=fiche)
        rubrique = RubriqueFactory(cadre=cadre)
        MontantFactory(cadre=cadre, libelle="=Formule ?", fiche=fiche, valeur=Decimal("1234.56"), precision="environ")
        MontantFactory(
            cadre=cadre,
            rubrique=rubrique,
            annee=None,
            debut=DateCivile(2022, 3),
            fin=DateCivile(2024, 12, 31),
            beneficiaire="essms",
            beneficiaire_nom="Adapei",
            commentaire="à vérifier",
        )
        MontantFactory(cadre=cadre, annee=None, par_an=True, source="DEPT")
        return cadre  # fmt: skip


def connecte(client, role=Role.CHARGEE_MISSION, collectivite="15"):
    client.force_login(AffectationFactory(role=role, collectivite_id=collectivite).agent)
    return client


def telecharge(client, cadre):
    return client.get(reverse("documents:classeur_telecharger", args=["plan-financier", cadre.pk])).content


def depose(client, cadre, octets):
    fichier = SimpleUploadedFile("plan.xlsx", octets)
    adresse = reverse("documents:classeur_deposer", args=["plan-financier", cadre.pk])
    return client.post(adresse, {"fichier": fichier}, follow=True)


def montants():
    with perimetre(["15"]):
        return {m.libelle: m for m in Montant.objects.all()}


def attente():
    with perimetre(["15"]):
        return ImportEnAttente.objects.get()


def test_un_classeur_rendu_tel_quel_ne_change_rien(client, cadre):
    connecte(client)

    page = depose(client, cadre, telecharge(client, cadre))

    assert "Ce classeur ne change rien" in page.text
    assert (attente().lignes, attente().refus) == ([], [])


def test_ce_qui_est_tape_se_voit_puis_s_ecrit_seulement_si_on_confirme(client, cadre):
    connecte(client)
    nouvelle = {"source": "Département", "version": "payé", "valeur": "500", "annee": 2023, "libelle": "Acompte"}
    octets = retaper(telecharge(client, cadre), FEUILLE, {(3, "valeur"): 2000.5, (3, "annee"): 2023}, [nouvelle])

    page = depose(client, cadre, octets)

    assert "2\u202f000,5" in page.text
    assert "Acompte" not in montants()
    assert montants()["=Formule ?"].valeur == Decimal("1234.56")

    fin = client.post(page.redirect_chain[-1][0], follow=True)

    assert "2 lignes écrites" in fin.text
    assert montants()["=Formule ?"].valeur == Decimal("2000.50")
    assert (montants()["Acompte"].version, montants()["Acompte"].valeur) == ("paye", 500)

    assert "déjà fait" in client.post(page.redirect_chain[-1][0]).text


def test_les_refus_des_regles_viennent_avec_leur_cellule_et_se_telechargent(client, cadre):
    connecte(client)
    octets = retaper(
        telecharge(client, cadre), FEUILLE, {(3, "valeur"): -5, (4, "annee"): 2023, (5, "source"): "Loto"}, []
    )

    page = depose(client, cadre, octets)

    refus = attente().refus
    assert sorted(r["cellule"] for r in refus) == ["D5", "F3", "H4"]
    assert "Donnez un exercice ou une période" in page.text
    csv = client.get(reverse("documents:classeur_refus", args=[attente().pk])).content.decode("utf-8-sig")
    assert "Plan financier;F3;" in csv


def test_un_conflit_garde_jalons_sans_coche_et_prend_le_fichier_avec(client, cadre):
    connecte(client)
    octets = retaper(telecharge(client, cadre), FEUILLE, {(3, "valeur"): 2000}, [])
    with perimetre(["15"]):
        services.modifier_montant(montant=Montant.objects.get(libelle="=Formule ?"), par=None, valeur=Decimal(3000))

    page = depose(client, cadre, octets)
    assert "Conflits" in page.text
    client.post(page.redirect_chain[-1][0])
    assert montants()["=Formule ?"].valeur == 3000

    page = depose(client, cadre, octets)
    client.post(page.redirect_chain[-1][0], {"ecraser": ["montants!F3"]})
    assert montants()["=Formule ?"].valeur == 2000


def test_jalons_change_apres_l_apercu_rien_n_est_ecrit(client, cadre):
    connecte(client)
    page = depose(client, cadre, retaper(telecharge(client, cadre), FEUILLE, {(3, "valeur"): 2000}, []))
    with perimetre(["15"]):
        services.modifier_montant(montant=Montant.objects.get(libelle="=Formule ?"), par=None, valeur=Decimal(3000))

    reponse = client.post(page.redirect_chain[-1][0])

    assert reponse.status_code == 422
    assert "a changé dans Jalons depuis l&#x27;aperçu" in reponse.text
    assert montants()["=Formule ?"].valeur == 3000


def test_un_apercu_expire(client, cadre):
    connecte(client)
    page = depose(client, cadre, retaper(telecharge(client, cadre), FEUILLE, {(3, "valeur"): 2000}, []))
    with perimetre(["15"]):
        ImportEnAttente.objects.update(expire_le=timezone.now() - timedelta(minutes=1))

    assert client.post(page.redirect_chain[-1][0]).status_code == 422
    assert montants()["=Formule ?"].valeur == Decimal("1234.56")


def test_le_classeur_d_un_autre_cadre_ou_d_un_autre_departement_est_refuse(client, cadre):
    connecte(client)
    with perimetre(["15"]):
        autre = CadreFactory()
    with perimetre(["63"]):
        ailleurs = CadreFactory(collectivite_id="63")
        octets = excel.exporter(CLASSEUR, ailleurs, presentation=[])

    assert "porte sur un autre objet" in depose(client, cadre, telecharge(client, autre)).text
    assert "vient d&#x27;un autre département" in depose(client, cadre, octets).text


def test_un_sceau_modifie_ou_d_une_autre_version_est_refuse(client, cadre, monkeypatch):
    connecte(client)
    octets = telecharge(client, cadre)
    faux = retaper(octets, FEUILLE, {}, [], jeton=lambda j: j[:-2] + "xx")

    assert "empreinte de ce classeur ne correspond pas" in depose(client, cadre, faux).text

    monkeypatch.setattr(type(CLASSEUR), "version", 2)
    assert "à la version 1 du modèle, attendu 2" in depose(client, cadre, octets).text


@pytest.mark.parametrize(
    ("role", "collectivite", "lire", "deposer"),
    [
        (Role.CHARGEE_MISSION, "15", 200, 200),
        (Role.PREFECTURE, "15", 200, 403),
        (Role.PILOTE_FICHE, "15", 200, 403),
        (Role.ADMINISTRATION, "15", 403, 403),
        (Role.CHARGEE_MISSION, "63", 404, 404),
    ],
)
def test_qui_telecharge_et_qui_depose(client, cadre, role, collectivite, lire, deposer):
    connecte(client, role, collectivite)

    assert client.get(reverse("documents:classeur_telecharger", args=["plan-financier", cadre.pk])).status_code == lire
    assert client.get(reverse("documents:classeur_deposer", args=["plan-financier", cadre.pk])).status_code == deposer


def test_l_apercu_d_un_autre_departement_n_existe_pas(client, cadre):
    connecte(client)
    depose(client, cadre, telecharge(client, cadre))
    connecte(client, Role.CHARGEE_MISSION, "63")

    assert client.get(reverse("documents:classeur_apercu", args=[attente().pk])).status_code == 404


def test_le_classeur_s_ouvre_sur_son_mode_d_emploi(client, cadre):
    feuilles = python_calamine.CalamineWorkbook.from_filelike(
        io.BytesIO(telecharge(connecte(client), cadre))
    ).sheet_names

    assert feuilles == ["Mode d'emploi", "Plan financier", "_listes", "_jalons"]
