"""Tables of distances by the pages: dropped, previewed, in use, replaced, withdrawn; and what a search says with them."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.utils import timezone
from xlsxwriter import Workbook

from jalons.appariement.poids import poids_nationaux
from jalons.appariement.probleme import Enfant, Lieu, Position, Probleme
from jalons.appariement.terrain import Terrain
from jalons.application.acces.permissions import Role
from jalons.application.places import services
from jalons.application.places.models import LigneDeDistances, TableDeDistances
from jalons.application.places.recherche.trajets import ajouter_distances
from jalons.application.places.tests.test_pages import connecter, page
from jalons.application.socle.models import Entree
from jalons.noyau.dates import DateCivile

pytestmark = pytest.mark.django_db
CENTRES = "code;latitude;longitude\n15014;44,93;2,44\n15122;45,00;2,60\n15000;1;1\n"
TRAJETS = "de;vers;km;minutes\n15014;15122;31;28\n"


@pytest.fixture(autouse=True)
def communes(territoire, monkeypatch):
    """The test base holds no commune: two are enough."""
    territoire("15", "63")
    monkeypatch.setattr("jalons.application.places.services.distances.communes_connues", lambda: {"15014", "15122"})


def fichier(texte, nom="table.csv"):
    return SimpleUploadedFile(nom, texte if isinstance(texte, bytes) else texte.encode())


def deposer(client, texte, genre, nom="table.csv"):
    return client.post(page("deposer_distances"), {"genre": genre, "fichier": fichier(texte, nom)}, follow=True)


def servir(texte, genre, collectivite="15"):
    table = services.deposer_distances(
        collectivite=collectivite, genre=genre, nom="t.csv", octets=texte.encode(), maintenant=timezone.now(), par=None
    )
    return services.mettre_en_service(table=table, jour=timezone.localdate(), par=None)


def distance():
    """How a search of today says how far a place of Mandailles is from a home in Aurillac."""
    depuis = Position(commune="15014", departement="15")
    enfant = Enfant("e", parents=(depuis,))
    lieu = Lieu("l", 1, position=Position(commune="15122", departement="15"))
    probleme = Probleme(DateCivile(2025, 6, 30), (enfant,), (lieu,))
    return Terrain(ajouter_distances(probleme, "15"), poids_nationaux()).dire_distance(depuis, 0)


def test_un_depot_montre_ce_qui_est_lu_et_refuse_et_ne_sert_qu_une_fois_confirme():
    client = connecter(Role.DIRECTION)

    apercu = deposer(client, CENTRES, "communes")

    assert "15014" in apercu.text
    assert "code postal ou ancien" in apercu.text
    assert not TableDeDistances.objects.filter(etat="service").exists()
    table = TableDeDistances.objects.get()
    assert client.post(page("servir_distances", table.pk)).status_code == 302
    table.refresh_from_db()
    assert (table.etat, table.communes, table.refusees) == ("service", 2, 1)
    assert "15000" in client.get(page("refus_distances", table.pk)).text
    assert set(Entree.objects.filter(acte__contains="distances").values_list("acte", flat=True)) == {
        "places:deposer_distances", "places:servir_distances",
    }  # fmt: skip


def test_un_classeur_se_lit_comme_un_csv():
    sortie = io.BytesIO()
    with Workbook(sortie) as classeur:
        feuille = classeur.add_worksheet()
        for rang, ligne in enumerate([("commune", "latitude", "longitude"), (15014, 44.93, 2.44)]):
            feuille.write_row(rang, 0, ligne)

    assert "44,93" in deposer(connecter(Role.DIRECTION), sortie.getvalue(), "communes", "centres.xlsx").text


@pytest.mark.parametrize(
    ("tables", "phrase"),
    [
        ([], "par convention"),
        ([(CENTRES, "communes")], "15 km à vol d'oiseau, de centre à centre des communes (chargés le"),
        ([(CENTRES, "communes"), (TRAJETS, "trajets")], "31 km de trajet, 28 min (chargé le"),
    ],
    ids=["sans table", "centres", "trajets"],
)
def test_chaque_distance_dit_d_ou_elle_vient(tables, phrase):
    for texte, genre in tables:
        servir(texte, genre)

    assert phrase in distance()


def test_une_table_en_remplace_une_autre_et_retiree_elle_ne_mesure_plus():
    client = connecter(Role.DIRECTION)
    premiere, autre = servir(TRAJETS, "trajets"), servir(TRAJETS.replace("31", "44"), "trajets")
    premiere.refresh_from_db()
    assert premiere.etat == "retiree"
    assert not LigneDeDistances.objects.filter(table=premiere).exists()
    assert "44 km de trajet" in distance()

    client.post(page("retirer_distances", autre.pk))

    assert "par convention" in distance()


def test_le_fichier_deja_en_service_et_l_apercu_deja_confirme_sont_refuses():
    table, client = servir(TRAJETS, "trajets"), connecter(Role.DIRECTION)

    assert "déjà en service" in deposer(client, TRAJETS, "trajets").text
    assert "déjà confirmé" in client.post(page("servir_distances", table.pk)).text
    assert TableDeDistances.objects.count() == 1


def test_la_base_ne_tient_qu_une_table_de_chaque_genre_en_service():
    table = servir(TRAJETS, "trajets")
    table.pk = None

    with pytest.raises(IntegrityError), transaction.atomic():
        table.save(force_insert=True)


@pytest.mark.parametrize(
    ("contenu", "nom", "phrase"),
    [
        (b"PK\x03\x04" + b"x" * 50, "t.xlsx", "n&#x27;est pas un classeur"),
        (b"\xd0\xcf\x11\xe0" + b"x" * 50, "t.xls", "ancien format .xls"),
        (b"rien", "t.csv", "Il manque la colonne"),
        (b"", "t.csv", "vide"),
    ],
)
def test_un_fichier_hostile_est_refuse_en_disant_pourquoi_et_rien_n_est_garde(contenu, nom, phrase):
    reponse = deposer(connecter(Role.DIRECTION), contenu, "communes", nom)

    assert reponse.status_code == 422
    assert phrase in reponse.text
    assert not TableDeDistances.objects.exists()


def test_la_table_d_un_autre_departement_n_existe_pas():
    table = servir(TRAJETS, "trajets", "63")

    for nom in ("table_distances", "refus_distances"):
        assert connecter(Role.DIRECTION).get(page(nom, table.pk)).status_code == 404
    assert connecter(Role.ADMINISTRATION).get(page("distances")).status_code == 403


def test_le_bureau_des_places_lit_ce_qui_mesure_et_ne_change_rien():
    table, client = servir(TRAJETS, "trajets"), connecter(Role.PLACEMENT)

    for adresse in (page("distances"), page("table_distances", table.pk)):
        lue = client.get(adresse).text
        assert "t.csv" in lue
        assert page("deposer_distances") not in lue
        assert page("retirer_distances", table.pk) not in lue
    for nom in ("servir_distances", "retirer_distances"):
        assert client.post(page(nom, table.pk)).status_code == 403
    assert client.post(page("deposer_distances"), {"genre": "trajets"}).status_code == 403
    table.refresh_from_db()
    assert table.etat == "service"
