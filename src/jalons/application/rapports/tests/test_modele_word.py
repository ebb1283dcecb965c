"""The département's own template: used when it works, refused with a sentence otherwise."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from docx import Document

from jalons.application.acces.permissions import Role
from jalons.application.rapports import modele_word
from jalons.application.rapports.editions import rapport as edition
from jalons.application.rapports.editions.document import WORD, en_word
from jalons.application.rapports.tests import factories
from jalons.application.rapports.tests.test_pages import connecter
from jalons.application.socle.perimetre import perimetre
from jalons.noyau.saisie import EntreeRefusee

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _depots(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def modele(*paragraphes):
    document = Document()
    for texte in paragraphes:
        document.add_paragraph(texte)
    sortie = io.BytesIO()
    document.save(sortie)
    return sortie.getvalue()


def texte(octets):
    return "\n".join(p.text for p in Document(io.BytesIO(octets)).paragraphs)


def test_le_modele_du_departement_remplace_celui_de_jalons(territoire):
    territoire("F0")
    modele_word.deposer(collectivite="F0", contenu=modele("Chez nous : {{ titre }}"), nom="n.docx", par=None)
    rapport = factories.rapport()

    produit = en_word(edition.document(rapport), modele_word.octets_du_modele("F0"))

    assert texte(produit) == "Chez nous : Rapport d'exécution 2023"


@pytest.mark.parametrize(
    ("cas", "contenu"),
    [
        ("balise inachevée", modele("{% for x in sections %}")),
        ("accès aux entrailles de Python", modele("{{ titre.__class__.__mro__[1].__subclasses__() }}")),
        ("pas un document Word", b"bonjour"),
    ],
)
def test_un_modele_qui_ne_marche_pas_est_refuse_et_l_ancien_reste(territoire, cas, contenu):
    territoire("F0")
    modele_word.deposer(collectivite="F0", contenu=WORD.read_bytes(), nom="bon.docx", par=None)

    with pytest.raises(EntreeRefusee):
        modele_word.deposer(collectivite="F0", contenu=contenu, nom="mauvais.docx", par=None)

    assert modele_word.piece_du_modele("F0").nom == "bon.docx", cas


def test_les_caracteres_speciaux_d_un_texte_restent_du_texte(territoire):
    territoire("F0")
    rapport = factories.rapport()
    rapport.sections.filter(code="contexte").update(texte="<b>& {{ titre }}</b>\nsuite")

    assert "<b>& {{ titre }}</b>" in texte(en_word(edition.document(rapport)))


def test_la_page_dit_ce_qui_ne_va_pas(client):
    connecter(client, Role.CHARGEE_MISSION)

    reponse = client.post(
        reverse("rapports:modele", args=["F0"]), {"fichier": SimpleUploadedFile("faux.docx", b"bonjour")}
    )

    assert reponse.status_code == 422
    assert "document Word" in reponse.text


@pytest.mark.parametrize(("role", "code", "attendu"), [(Role.PREFECTURE, "F0", 403), (Role.CHARGEE_MISSION, "15", 404)])
def test_le_modele_ne_se_change_que_dans_le_departement(client, role, code, attendu):
    connecter(client, role, code)

    assert client.get(reverse("rapports:modele", args=["F0"])).status_code == attendu
    with perimetre(["F0"]):
        assert modele_word.piece_du_modele("F0") is None
