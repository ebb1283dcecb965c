"""A file is kept whole under its fingerprint, or not at all; only its perimeter opens it."""

import hashlib

import pytest
from django.db import transaction
from django.urls import reverse

from jalons.application.acces.permissions import Role
from jalons.application.acces.tests.factories import AffectationFactory
from jalons.application.documents import contenu, objets, selectors, services
from jalons.application.documents.models import Piece
from jalons.application.documents.tests.factories import MACRO, PDF, recu
from jalons.application.fiches.models import Cadre
from jalons.application.fiches.tests.factories import CadreFactory
from jalons.application.socle.models import Entree
from jalons.noyau.saisie import EntreeRefusee

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _lieu(territoire, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    territoire("15", "63")


@pytest.fixture
def cadre_a_pieces(monkeypatch):
    """Cadres take files here: real objects live above."""
    genre = objets.ObjetAPieces(
        "fiches.cadre", lambda r, pk: Cadre.objects.get(pk=pk), lambda r, pk: Cadre.objects.get(pk=pk), lambda o: "/la/"
    )
    monkeypatch.setitem(objets._OBJETS, "fiches.cadre", genre)


def _fichiers(dossier):
    return sorted(p.name for p in dossier.rglob("*") if p.is_file())


def test_un_fichier_est_garde_sous_son_empreinte(tmp_path):
    cadre = CadreFactory()

    piece = services.deposer(objet=cadre, fichier=recu("../avis.pdf"), genre="preuve", par=None)

    empreinte = hashlib.sha256(PDF).hexdigest()
    assert (piece.nom, piece.taille, piece.type_mime) == ("avis.pdf", len(PDF), "application/pdf")
    assert (tmp_path / empreinte[:2] / empreinte).read_bytes() == PDF
    assert list(selectors.pieces_de(cadre)) == [piece]
    assert Entree.objects.get().acte == "documents:deposer"


def test_une_piece_dit_ce_qu_elle_est_quand_son_objet_en_prend_plusieurs(monkeypatch):
    voir = Cadre.objects.get
    genres = (("contrat_signe", "Contrat signé (numérisé)"), ("annexe", "Annexe"))
    genre = objets.ObjetAPieces("fiches.cadre", voir, voir, lambda o: "/la/", genres)
    monkeypatch.setitem(objets._OBJETS, "fiches.cadre", genre)
    piece = services.deposer(objet=CadreFactory(), fichier=recu(), genre="contrat_signe", par=None)

    assert selectors.presenter(piece).nature == "Contrat signé (numérisé)"


@pytest.mark.parametrize(
    ("cas", "fichier", "phrase"),
    [
        ("vide", recu(octets=b""), "est vide"),
        ("faux PDF", recu("contrat.pdf", b"MZ\x90\x00"), "type accepté"),
        ("macros", recu("classeur.xlsx", MACRO), "macros"),
        ("extension qui ment", recu("contrat.docx"), "en réalité un fichier PDF"),
        ("sans extension", recu("contrat"), "renommez-le en .pdf"),
    ],
)
def test_un_fichier_refuse_ne_laisse_rien(tmp_path, cas, fichier, phrase):
    with pytest.raises(EntreeRefusee, match=phrase):
        services.deposer(objet=CadreFactory(), fichier=fichier, par=None)

    assert _fichiers(tmp_path) == [], cas
    assert not Piece.objects.exists()


def test_un_fichier_trop_lourd_est_refuse_avant_d_etre_lu_en_entier(tmp_path, monkeypatch):
    monkeypatch.setattr(contenu, "TAILLE_MAXIMALE", 1000)
    lourd = recu(octets=PDF + b"x" * 1_000_000)

    with pytest.raises(EntreeRefusee, match="25 Mo"):
        services.deposer(objet=CadreFactory(), fichier=lourd, par=None)

    assert lourd.file.tell() < 500_000
    assert _fichiers(tmp_path) == []


def test_une_panne_en_cours_de_lecture_ne_laisse_rien(tmp_path):
    class Coupe:
        name = "avis.pdf"

        def read(self, taille):
            raise ConnectionError

    with pytest.raises(ConnectionError):
        services.deposer(objet=CadreFactory(), fichier=Coupe(), par=None)

    assert _fichiers(tmp_path) == []


def test_une_panne_apres_le_rangement_laisse_le_fichier_sans_ligne_jamais_l_inverse(tmp_path, monkeypatch):
    cadre = CadreFactory()
    monkeypatch.setattr(Piece.objects, "create", lambda **_: 1 / 0)

    with pytest.raises(ZeroDivisionError), transaction.atomic():
        services.deposer(objet=cadre, fichier=recu(), par=None)

    assert _fichiers(tmp_path) == [hashlib.sha256(PDF).hexdigest()]
    assert not Piece.objects.exists()


def test_une_piece_retiree_garde_ses_octets_et_ne_se_retire_pas_deux_fois(tmp_path):
    piece = services.deposer(objet=CadreFactory(), fichier=recu(), par=None)

    services.retirer(piece=piece, par=None)

    assert not selectors.pieces_de(Cadre.objects.get()).exists()
    assert len(_fichiers(tmp_path)) == 1
    with pytest.raises(EntreeRefusee):
        services.retirer(piece=piece, par=None)


@pytest.mark.parametrize(
    ("cas", "role", "collectivite", "attendu"),
    [
        ("bon rôle, bon lieu", Role.CHARGEE_MISSION, "15", 200),
        ("la préfecture lit", Role.PREFECTURE, "15", 200),
        ("mauvais rôle", Role.ADMINISTRATION, "15", 403),
        ("bon rôle, autre département", Role.CHARGEE_MISSION, "63", 404),
    ],
)
def test_qui_ouvre_une_piece(client, cas, role, collectivite, attendu):
    piece = services.deposer(objet=CadreFactory(), fichier=recu("Délibération n° 4.pdf"), par=None)
    client.force_login(AffectationFactory(role=role, collectivite_id=collectivite).agent)

    reponse = client.get(reverse("documents:telecharger", args=[piece.pk]))

    assert reponse.status_code == attendu, cas
    lue = Entree.objects.filter(acte="documents:telecharger", nature="lecture")
    assert lue.exists() == (attendu == 200)
    if attendu == 200:
        assert b"".join(reponse.streaming_content) == PDF
        assert reponse["Content-Disposition"].startswith("attachment")
        assert reponse["X-Content-Type-Options"] == "nosniff"
        reponse.close()


def test_un_anonyme_va_se_connecter(client):
    assert client.get(reverse("documents:telecharger", args=[1])).status_code == 302


def test_la_page_joint_un_fichier_ou_dit_pourquoi_elle_le_refuse(client, cadre_a_pieces):
    cadre = CadreFactory()
    client.force_login(AffectationFactory().agent)
    adresse = reverse("documents:deposer", args=["fiches.cadre", cadre.pk])

    refuse = client.post(adresse, {"fichier": recu("contrat.docx"), "genre": "piece"})
    vide = client.post(adresse, {"genre": "piece"})
    accepte = client.post(adresse, {"fichier": recu(), "genre": "piece"})

    assert (refuse.status_code, vide.status_code, accepte.status_code) == (422, 422, 302)
    assert "en réalité un fichier PDF" in refuse.text
    assert Piece.objects.count() == 1


def test_seul_qui_peut_deposer_retire(client, cadre_a_pieces):
    piece = services.deposer(objet=CadreFactory(), fichier=recu(), par=None)
    adresse = reverse("documents:retirer", args=[piece.pk])

    client.force_login(AffectationFactory(role=Role.PREFECTURE).agent)
    assert client.post(adresse).status_code == 403
    client.force_login(AffectationFactory().agent)
    assert "preuve.pdf" in client.get(adresse).text
    assert client.post(adresse).status_code == 302
    assert client.get(reverse("documents:telecharger", args=[piece.pk])).status_code == 404


def test_un_objet_qui_ne_prend_pas_de_piece_donne_404(client):
    client.force_login(AffectationFactory().agent)

    assert client.get(reverse("documents:deposer", args=["fiches.lien", 1])).status_code == 404
