"""From the file to the page with the real reader: what is read, what is refused and in which words."""

import html
import io

import pytest
from django.test import Client
from django.urls import reverse

from jalons.application.acces.permissions import Role
from jalons.application.acces.tests.factories import AffectationFactory
from jalons.application.documents import contenu
from jalons.application.documents.models import Piece
from jalons.application.relecture import taches
from jalons.application.relecture.models import ElementLu, PageLue, Relecture
from jalons.application.relecture.tests.scene import recu
from jalons.lecture.entrees import ocr
from jalons.lecture.entrees.tests import fabrique

pytestmark = pytest.mark.django_db
PAGE_HTML = """<!DOCTYPE html><html><head><title>Schéma</title><script>alert(1)</script></head><body>
<h1>Axe 1 : Prévenir tôt</h1><h2>Fiche action n° 1 : Visites à domicile</h2>
<table><tr><th>Pilote</th><th>Partenaires</th></tr><tr><td>Service de PMI</td><td>CAF</td></tr></table>
<h2>Fiche action n° 2 : Accueil de jour</h2></body></html>"""


@pytest.fixture(autouse=True)
def _lieux(territoire, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    territoire("15")


@pytest.fixture
def client():
    agent = AffectationFactory(role=Role.CHARGEE_MISSION, collectivite_id="15").agent
    connecte = Client()
    connecte.force_login(agent)
    return connecte


def deposer(client, octets, nom):
    return client.post(reverse("relecture:deposer"), {"collectivite": "15", "fichier": recu(octets, nom)})


def lire(client, octets, nom):
    """The page of the review once the jobs have run."""
    assert deposer(client, octets, nom).status_code == 302
    lue = Relecture.objects.get()
    for etape in (taches.commencer, taches.extraire, taches.comprendre):
        etape.func(collectivites=["15"], relecture=lue.pk)
    return html.unescape(client.get(reverse("relecture:relecture", args=[lue.pk])).content.decode())


def test_une_page_html_se_lit_et_ne_se_rend_jamais_comme_une_page(client):
    vu = lire(client, PAGE_HTML.encode(), "schema.html")

    assert [f.texte for f in ElementLu.objects.filter(genre="fiche")] == ["Visites à domicile", "Accueil de jour"]
    assert "alert(1)" not in vu
    rendue = client.get(reverse("documents:telecharger", args=[Piece.objects.get().pk]))
    assert rendue["Content-Type"] == "application/octet-stream"
    assert rendue["Content-Disposition"].startswith("attachment")


def test_une_page_html_deguisee_en_texte_est_dite(client):
    refusee = deposer(client, PAGE_HTML.encode(), "schema.txt")

    assert "en réalité un fichier Page HTML" in html.unescape(refusee.content.decode())
    assert Relecture.objects.count() == 0


def test_un_fichier_trop_gros_est_refuse_au_depot(client, monkeypatch):
    monkeypatch.setattr(contenu, "TAILLE_MAXIMALE", 1000)

    refusee = deposer(client, b"Le texte. " * 200, "gros.txt")

    assert refusee.status_code == 422
    assert "dépasse 25 Mo" in html.unescape(refusee.content.decode())
    assert Relecture.objects.count() == 0


def bombe_docx():
    corps = b'<w:document xmlns:w="' + fabrique.W.encode() + b'"><w:body><w:p><w:r><w:t>'
    return fabrique.archive(**{"[Content_Types]_xml": "<Types/>", "word__document_xml": corps + b" " * 70_000_000})


def pdf_chiffre():
    return fabrique.pdf([(72, 700, "Texte")]).replace(
        b"/Root 1 0 R", b"/Root 1 0 R /Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O (" + b"o" * 32 + b") /U (" + b"u" * 32
        + b") >> /ID [(" + b"i" * 16 + b") (" + b"i" * 16 + b")]"
    )  # fmt: skip


@pytest.mark.parametrize(
    ("octets", "nom", "phrase"),
    [
        pytest.param(bombe_docx, "bombe.docx", "Une fois déplié", id="bombe Word"),
        pytest.param(
            lambda: fabrique.pdf(fabrique.espaces(80), compresse=True),
            "bombe.pdf",
            "Aucun texte n'a pu être lu",
            id="bombe PDF",
        ),
        pytest.param(pdf_chiffre, "chiffre.pdf", "mot de passe", id="chiffré"),
        pytest.param(lambda: fabrique.pdf([(72, 700, "Texte")])[:300], "coupe.pdf", "abîmé", id="coupé"),
        pytest.param(lambda: fabrique.pdf_image(30_000, 30_000), "image.pdf", "image", id="image immense"),
    ],
)
def test_un_fichier_dangereux_est_refuse_d_une_phrase_sur_la_page(client, octets, nom, phrase):
    vu = lire(client, octets(), nom)

    assert "Ce document n'a pas été lu" in vu
    assert phrase in vu
    assert (Relecture.objects.get().etat, PageLue.objects.count(), ElementLu.objects.count()) == ("refuse", 0, 0)


def scan(*pages):
    """A PDF whose pages are pictures of text."""
    from PIL import Image, ImageDraw, ImageFont

    images = []
    for lignes in pages:
        image = Image.new("L", (1240, 1754), 255)
        trait = ImageDraw.Draw(image)
        for rang, ligne in enumerate(lignes):
            trait.text((120, 150 + 70 * rang), ligne, fill=0, font=ImageFont.load_default(36))
        images.append(image)
    flux = io.BytesIO()
    images[0].save(flux, format="PDF", save_all=True, append_images=images[1:], resolution=150)
    return flux.getvalue()


@pytest.mark.skipif(ocr.langue() is None, reason="Tesseract est absent : apt install tesseract-ocr tesseract-ocr-fra.")
def test_un_scan_montre_le_passage_sur_le_texte_de_sa_page(client):
    vu = lire(client, scan(["Schema departemental"], ["Fiche action 1 : Visites aux familles", "Pilote : Direction de la famille"]),
              "scan.pdf")  # fmt: skip
    lue = Relecture.objects.get()
    pilote = ElementLu.objects.get(genre="pilote")

    page = html.unescape(
        client.get(reverse("relecture:relecture", args=[lue.pk]), {"element": pilote.pk}).content.decode()
    )

    assert (lue.forme, pilote.page) == ("pdf-ocr", 2)
    assert "Page 2 sur 2" in page
    assert f'<mark id="passage">{pilote.texte}</mark>' in page
    assert "reconnu sur l'image" in page
    assert vu
