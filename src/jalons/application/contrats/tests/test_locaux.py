"""A département's own objectives, from the folder of the settings to its contracts and its catalogue."""

from dataclasses import replace

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.urls import reverse

from jalons.application.acces.permissions import Role
from jalons.application.acces.tests.factories import AffectationFactory
from jalons.application.contrats import locaux, selectors, services
from jalons.application.contrats.dossier import Categorie, DossierContrat, ListeObjectifs, ObjectifRetenu
from jalons.application.contrats.sections import choix_objectifs
from jalons.config import environnement

FICHIER = """
departement: "15"
objectifs:
  - code: local_orthoptie
    libelle: Dépister les troubles de la vue
    regimes: ["2024"]
    sources: [FIR1]
    provenance: {source: Délibération du 12 décembre 2023, confiance: C}
  - code: local_nuit
    libelle: Veiller la nuit
    regimes: ["2023"]
    provenance: {source: Délibération du 12 décembre 2022, confiance: R}
"""


@pytest.fixture
def dossier(settings, tmp_path):
    (tmp_path / "15.yaml").write_text(FICHIER, encoding="utf-8")
    settings.JALONS_DROIT_LOCAL = tmp_path
    return tmp_path


@pytest.fixture
def contrat(dossier, territoire):
    territoire("15")
    return services.creer(dossier=DossierContrat("15", "Contrat 2024", "2024"), par=None)


def connecte(client, collectivite="15"):
    client.force_login(AffectationFactory(role=Role.CHARGEE_MISSION, collectivite_id=collectivite).agent)
    return client


def test_sans_reglage_il_n_y_en_a_pas(settings):
    settings.JALONS_DROIT_LOCAL = None

    assert locaux.objectifs(["15"]) == []


@pytest.mark.parametrize(
    ("collectivites", "regime", "codes"),
    [
        (["15"], None, ["local_orthoptie", "local_nuit"]),
        (["15"], "2024", ["local_orthoptie"]),
        (["15"], "2025-2027", []),
        (["63"], None, []),
        ([], None, []),
    ],
)
def test_ils_ne_concernent_que_leur_departement_et_leur_regime(dossier, collectivites, regime, codes):
    assert [o.code for o in locaux.objectifs(collectivites, regime=regime)] == codes


@pytest.mark.parametrize(("categorie", "propose"), [(Categorie.FACULTATIF, True), (Categorie.OBLIGATOIRE, False)])
def test_le_formulaire_les_propose_marques_parmi_les_facultatifs(dossier, categorie, propose):
    choix = dict(choix_objectifs(DossierContrat("15", "Contrat", "2024"), categorie))

    assert (choix.get("local:local_orthoptie") == "Dépister les troubles de la vue (objectif local)") is propose
    assert "local:local_nuit" not in choix


def test_choisi_il_est_dans_le_contrat_marque_et_n_est_plus_propose(client, contrat):
    adresse = reverse("contrats:section", args=[contrat.pk, "objectifs"])
    reponse = connecte(client).post(adresse, {"facultatif": ["local:local_orthoptie"], "locaux": "Autre objectif"})
    assert reponse.status_code == 302

    [liste] = selectors.dossier(contrat).objectifs
    assert [(o.cle, o.libelle, o.pmi, o.est_local) for o in liste.objectifs] == [
        ("local-orthoptie", "Dépister les troubles de la vue", True, True),
        ("local-1", "Autre objectif", False, True),
    ]
    page = client.get(adresse).content.decode()
    assert "local:local_orthoptie" not in page
    assert "Dépister les troubles de la vue (objectif local)" in page
    assert ">local<" in client.get(reverse("contrats:contrat", args=[contrat.pk])).content.decode()


def test_il_ne_compte_pas_dans_la_composition_du_regime():
    national, propre = ObjectifRetenu("epp", "Entretien", code_national="epp"), ObjectifRetenu("local-1", "Autre")
    liste = ListeObjectifs("facultatifs", Categorie.FACULTATIF, complete=True, objectifs=(national, propre))
    dossier = DossierContrat("15", "Contrat", "2024", objectifs=(liste,))

    assert dossier.nombre_objectifs(Categorie.FACULTATIF) == 1
    annonce = replace(dossier, objectifs=(replace(liste, annonces=2),))
    assert annonce.nombre_objectifs(Categorie.FACULTATIF) == 2, "what the document announces is what it announces"


@pytest.mark.django_db
@pytest.mark.parametrize(("collectivite", "montre"), [("15", True), ("63", False)])
def test_le_catalogue_les_montre_au_departement_qu_ils_concernent(client, dossier, collectivite, montre):
    page = connecte(client, collectivite).get(reverse("portail:droit")).content.decode()

    assert ("Dépister les troubles de la vue" in page) is montre
    assert ("Délibération du 12 décembre 2023" in page) is montre
    assert ('id="locaux"' in page) is montre


def test_un_fichier_fautif_arrete_le_demarrage_et_dit_toutes_ses_fautes(settings, tmp_path):
    (tmp_path / "15.yaml").write_text(FICHIER.replace("local_nuit", "nuit").replace("R}", "Z}"), encoding="utf-8")
    settings.JALONS_DROIT_LOCAL = tmp_path

    with pytest.raises(ImproperlyConfigured, match=r"JALONS_DROIT_LOCAL .*15\.yaml.* ; .*15\.yaml"):
        locaux.exiger_lisibles()


@pytest.mark.parametrize(("valeur", "attendu"), [("", None), ("  ", None), (".", "dossier")])
def test_le_reglage_nomme_un_dossier(monkeypatch, tmp_path, valeur, attendu):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("JALONS_DROIT_LOCAL", valeur)

    assert environnement.dossier("JALONS_DROIT_LOCAL") == (tmp_path if attendu else None)


def test_un_dossier_absent_est_refuse_en_nommant_le_reglage(monkeypatch, tmp_path):
    monkeypatch.setenv("JALONS_DROIT_LOCAL", str(tmp_path / "ailleurs"))

    with pytest.raises(environnement.ReglageInvalide, match=r"JALONS_DROIT_LOCAL vaut .* n'est pas un dossier"):
        environnement.dossier("JALONS_DROIT_LOCAL")
