"""What a killed deposit leaves behind goes; what any row names, or may be about to name, stays."""

import os
from datetime import timedelta

import pytest
from django.utils import timezone
from procrastinate.contrib.django import app

from jalons.application.documents import menage, services, taches
from jalons.application.documents.models import Piece
from jalons.application.documents.tests.factories import PDF, recu
from jalons.application.fiches.tests.factories import CadreFactory
from jalons.application.socle.perimetre import perimetre

pytestmark = pytest.mark.django_db

DEMAIN = timedelta(days=1)


@pytest.fixture(autouse=True)
def fichiers(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def deposer(octets=PDF, code="15"):
    with perimetre([code]):
        return services.deposer(objet=CadreFactory(collectivite_id=code), fichier=recu(octets=octets), par=None)


def orphelin(octets=b"restes"):
    """What a deposit killed between the renaming and the commit leaves."""
    place = services.chemin("ab" + "0" * 62)
    place.parent.mkdir(exist_ok=True)
    place.write_bytes(octets)
    return place


def nettoyer(dans=DEMAIN):
    """As if everything on the disk were a day older."""
    return menage.nettoyer(avant=timezone.now() + dans)


def test_un_fichier_sans_ligne_est_retire(fichiers):
    place = orphelin()
    (fichiers / ".depot-coupe").write_bytes(b"moit")

    assert nettoyer() == (2, 10)
    assert not place.exists()
    assert [p for p in fichiers.rglob("*") if p.is_file()] == []


def test_un_fichier_recent_attend_que_sa_transaction_finisse(fichiers):
    place = orphelin()
    (fichiers / ".depot-en-cours").write_bytes(b"moit")

    assert menage.nettoyer(avant=timezone.now() - menage.DELAI) == (0, 0)
    assert place.exists()
    assert (fichiers / ".depot-en-cours").exists()


@pytest.mark.parametrize("code", ["15", "63", "F0"])
def test_les_fichiers_de_toutes_les_collectivites_restent(code):
    """The job has no perimeter of its own: it must not take what it does not see for what does not exist."""
    piece = deposer(code=code)

    taches.nettoyer.func()
    assert nettoyer() == (0, 0)
    assert services.chemin(piece.empreinte).read_bytes() == PDF


def test_une_piece_retiree_ou_effacee_garde_ses_octets_pour_l_historique():
    retiree, effacee = deposer(), deposer(PDF + b"2")
    with perimetre(["15"]):
        services.retirer(piece=retiree, par=None)
        Piece.objects.filter(pk=effacee.pk).delete()

    assert nettoyer() == (0, 0)
    assert services.chemin(retiree.empreinte).exists()
    assert services.chemin(effacee.empreinte).exists()


def test_un_fichier_depose_de_nouveau_pendant_le_menage_reste(monkeypatch):
    """The row is written after the rows were read, the bytes after the files were listed."""
    place = orphelin()

    def pendant_la_lecture():
        place.write_bytes(b"restes")
        apres = (timezone.now() + 2 * DEMAIN).timestamp()
        os.utime(place, (apres, apres))
        return set()

    monkeypatch.setattr(menage, "empreintes_connues", pendant_la_lecture)

    assert nettoyer() == (0, 0)
    assert place.read_bytes() == b"restes"


def test_un_menage_tue_en_chemin_est_repris(fichiers):
    vivant, mort = deposer(), orphelin()
    os.replace(services.chemin(vivant.empreinte), fichiers / f".retire-{vivant.empreinte}")
    os.replace(mort, fichiers / f".retire-{mort.name}")
    (fichiers / ".retire-.depot-coupe").write_bytes(b"x")

    assert nettoyer() == (1, 6)
    assert [p.name for p in fichiers.rglob("*") if p.is_file()] == [vivant.empreinte]


def test_sans_dossier_il_n_y_a_rien_a_faire(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "absent"

    assert nettoyer() == (0, 0)


def test_la_tache_est_declaree_pour_chaque_nuit():
    app.perform_import_paths()

    assert "documents:nettoyer" in app.tasks
    assert any(t.task.name == "documents:nettoyer" for t in app.periodic_registry.periodic_tasks.values())
