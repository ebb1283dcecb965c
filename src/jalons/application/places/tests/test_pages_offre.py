"""Map, occupancy over time, missing places by quarter: what they show, to whom, in how many queries, as which files."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from jalons.application.acces.permissions import Niveau, Role
from jalons.application.enfants.tests.factories import EnfantFactory
from jalons.application.etablissements.tests.factories import unite_de
from jalons.application.places import contours
from jalons.application.places.models import Refus
from jalons.application.places.tests.factories import DemandeFactory, OccupationFactory
from jalons.application.places.tests.test_pages import connecter, page
from jalons.application.territoires.tests.factories import UniteLocaleFactory

pytestmark = pytest.mark.django_db

PAGES = ("carte", "evolution", "trimestres")


@pytest.fixture(autouse=True)
def _lieux(territoire):
    territoire("15", "63")


def situee(places=4, longitude=2.5, latitude=45.0, **champs):
    unite = unite_de(places, **champs)
    maison = unite.etablissement
    maison.longitude, maison.latitude = longitude, latitude
    maison.unite = UniteLocaleFactory(collectivite_id="15", nom=f"MDS de {maison.nom}")
    maison.save()
    return unite


def refusee(**champs):
    demande = DemandeFactory(enfant=EnfantFactory(nom="Vasseline"), demandee_le=timezone.localdate(), **champs)
    Refus.objects.create(
        collectivite_id="15", demande=demande, le=timezone.localdate(), par_qui="lieu", motif="complet"
    )
    return demande


@pytest.mark.parametrize(
    ("role", "ouvertes"),
    [(Role.PLACEMENT, "carte evolution"), (Role.DIRECTION, "carte evolution trimestres"), (Role.ADMINISTRATION, "")],
)
def test_chaque_page_s_ouvre_a_qui_le_droit_le_permet(role, ouvertes):
    client = connecter(role)

    assert [nom for nom in PAGES if client.get(page(nom)).status_code == 200] == ouvertes.split()


@pytest.mark.parametrize("nom", PAGES)
def test_une_page_vide_dit_que_faire(nom):
    texte = connecter(Role.DIRECTION).get(page(nom)).text

    assert "apparaîtr" in texte or "cette page dira" in texte
    assert "<svg xmlns" not in texte


@pytest.mark.parametrize("nom", PAGES)
def test_les_pages_et_leurs_fichiers_sans_nommer_personne_en_douze_requetes(nom, requetes_max):
    for rang in range(6):
        OccupationFactory(unite=situee(), rang=1, enfant=EnfantFactory(nom="Vasseline"))
        refusee(territoire=UniteLocaleFactory(collectivite_id="15"), type="internat" if rang % 2 else "lieu_de_vie")
    client = connecter(Role.DIRECTION)

    with requetes_max(12):
        vue = client.get(page(nom))
    assert "<svg xmlns" in vue.text
    assert "<html" not in client.get(page(nom), headers={"HX-Request": "true"}).text
    formes = {f: client.get(page(f"exporter_{nom}", f)) for f in ("csv", "xlsx", "svg", "png")}
    assert {f: r.content[:2] for f, r in formes.items() if f in ("xlsx", "png")} == {"xlsx": b"PK", "png": b"\x89P"}
    assert formes["svg"].content.decode() in vue.text  # the same picture on the page and in the file
    for lu in (vue.text, formes["csv"].content.decode("utf-8-sig"), formes["svg"].content.decode()):
        assert "VASSELINE" not in lu.upper()
    assert client.get(page(f"exporter_{nom}", "pdf")).status_code == 404


def test_la_carte_ne_situe_aucune_famille_d_accueil():
    situee(longitude=2.51234, latitude=45.11111)
    famille = situee(2, longitude=2.98765, latitude=45.98765, type="famille_accueil")
    famille.etablissement.nom = "Famille au bout du chemin"
    famille.etablissement.save()
    client = connecter(Role.PLACEMENT)

    lus = [client.get(page("carte")).text, *(client.get(page("exporter_carte", f)).content.decode("utf-8-sig")
                                              for f in ("csv", "svg"))]  # fmt: skip

    assert all("2,98765" not in x and "2.98765" not in x and "bout du chemin" not in x for x in lus)
    assert "2,51234" in lus[1]
    assert "Tout le département" in lus[1]


def test_sans_coordonnees_la_carte_devient_un_classement_par_territoire():
    unite_de(5)

    texte = connecter(Role.PLACEMENT).get(page("carte")).text

    assert "Aucun établissement n'a de coordonnées" in texte
    assert "Territoire non précisé" in texte


def test_la_carte_dessine_les_contours_quand_il_y_en_a_de_ce_lieu(monkeypatch):
    situee(longitude=2.5, latitude=45.0)
    forme = ('{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"code":"A"},"geometry":{"type":'
             '"Polygon","coordinates":[[[%s,44],[%s,44],[%s,46],[%s,46],[%s,44]]]}}]}')  # fmt: skip
    bon, ailleurs = (forme % tuple(x + d for x in (2, 3, 3, 2, 2)) for d in (0, 40))

    def lue(contenu):
        donnes = contours.Contours(str(hash(contenu)), "contours de l'essai", lambda: contenu.encode())
        monkeypatch.setattr(contours, "_fournisseurs", [lambda code: donnes if code == "15" else None])
        return connecter(Role.PLACEMENT).get(page("carte")).text

    assert "Fond de carte : contours de l'essai" in lue(bon)
    assert "sans fond de carte" in lue(ailleurs)
    assert "sans fond de carte" in lue("{}")


def test_un_organisme_ne_compte_que_ses_unites():
    sienne = unite_de(3)
    unite_de(40)
    client = connecter(Role.ETABLISSEMENT, Niveau.ORGANISME, organisme=sienne.etablissement.organisme.code)

    derniere = client.get(page("exporter_evolution", "csv")).content.decode("utf-8-sig").splitlines()[-2]

    assert derniere.split(";")[2:7] == ["1", "0", "3", "3", "0"]
    assert "40" not in client.get(page("offre")).text.split('id="offre"')[1].split("Unités")[1]


def test_les_filtres_de_l_occupation_gardent_ce_qu_on_demande():
    unite_de(3)
    unite_de(5, type="lieu_de_vie")
    client = connecter(Role.PLACEMENT)

    def ouvertes(**filtre):
        lignes = client.get(page("exporter_evolution", "csv"), filtre).content.decode("utf-8-sig").splitlines()
        return lignes[-2].split(";")[5], sum(x.startswith("Ensemble;") for x in lignes)

    assert ouvertes() == ("8", 25)
    assert ouvertes(type="lieu_de_vie", mois="12") == ("5", 13)
    assert ouvertes(mois="n'importe quoi") == ("8", 25)


def test_le_trimestre_dit_qui_attend_et_ce_qui_a_ete_refuse():
    refusee()
    DemandeFactory(demandee_le=timezone.localdate() - timedelta(days=400))

    texte = connecter(Role.DIRECTION).get(page("trimestres")).text

    assert "Complet (1)" in texte
    assert ">400 j</td>" in texte


def test_les_pages_de_ce_qui_manque_disent_comment_savoir_quand_les_places_manqueront():
    client = connecter(Role.DIRECTION)

    for nom in ("manques", "plan"):
        assert reverse("observatoire:tableaux_projection") in client.get(page(nom)).text
