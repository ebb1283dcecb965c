"""Tables of an edition taken from the key figures of the département and from the series of DREES."""

from datetime import date

import polars as pl
import pytest
from django.test import Client
from django.urls import reverse

from jalons.analyse.effectifs.croise import DIMENSIONS, croiser
from jalons.analyse.effectifs.filtres import cle_du_jour
from jalons.application.enfants.tests.factories import EnfantFactory
from jalons.application.mesures.tests.factories import MesureFactory
from jalons.application.observatoire.publications import services, sources
from jalons.application.observatoire.publications.tests.scene import agent, apercue, entete
from jalons.application.observatoire.tableaux import copie
from jalons.application.observatoire.tableaux import services as tableaux
from jalons.application.observatoire.tableaux.tests.conftest import AU, MAINTENANT, faire  # noqa: F401 - a fixture
from jalons.application.observatoire.tests.test_octets import Recu

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.xdist_group("src/jalons/application/observatoire/tableaux/tests"),  # whose figures are computed once
]
DEPARTEMENTS = (
    "annee,code_region,code_departement,departement,indicateur,valeur,unite\n"
    "2024,84,15,Cantal,enfants_accueillis_total,300,enfants ou mesures au 31/12\n"
    "2024,84,63,Puy-de-Dôme,enfants_accueillis_total,1500,enfants ou mesures au 31/12\n"
    "2024,84,03,Allier,enfants_accueillis_total,-,enfants ou mesures au 31/12\n"
)
NATION = (
    "annee,code_region,territoire,indicateur,valeur,unite\n"
    "2024,84,Auvergne-Rhône-Alpes,enfants_accueillis_total,20000,enfants ou mesures au 31/12\n"
    "2024,,TOTAL estimé France entière (hors Mayotte),enfants_accueillis_total,200000,enfants ou mesures au 31/12\n"
)
FICHIERS = {"dep.csv": DEPARTEMENTS, "nation.csv": NATION}


@pytest.fixture(autouse=True)
def _lieux(territoire):
    territoire("15", "63")


def deposer():
    recus = [Recu(nom, texte.encode()) for nom, texte in FICHIERS.items()]
    tableaux.deposer_drees(collectivite="15", fichiers=recus, par=None)


def comparaison():
    calcul = tableaux.demander(collectivite="15", genre="comparaison", au=AU, maintenant=MAINTENANT, par=None)
    return tableaux.executer(calcul=tableaux.commencer(calcul=calcul), maintenant=MAINTENANT)


def par_cle():
    return {s.cle: s for s in sources.disponibles("15")}


def test_les_croisements_ont_les_memes_totaux(faire):  # noqa: F811
    chemin = copie.fichier(faire("chiffres"))
    totaux = {
        d: sum(n for _, n in croiser(chemin, cle_du_jour(AU), d))
        for d in [("territoire", "type"), ("territoire", "age"), ("type", "age"), DIMENSIONS]
    }
    lignes = pl.read_parquet(chemin).filter(pl.col("debut") <= cle_du_jour(AU), pl.col("fin") > cle_du_jour(AU))

    assert set(totaux.values()) == {lignes.select("n", "groupe").unique().height}
    assert next(iter(totaux.values())) > 20


def test_les_chiffres_cles_font_une_edition_protegee_et_attaquee(faire):  # noqa: F811
    faire("chiffres")
    par = agent()
    edition = services.creer(collectivite="15", departement="Cantal", entete=entete(), corrige=None, par=par)
    for rang, cle in enumerate(("suivis-territoire-type", "suivis-type-age"), 1):
        contenu, dit = par_cle()[cle].ecrire()
        code = f"t{rang}"
        ajouts = {"tableaux": [{**dit, "code": code, "fichier": f"{code}.csv"}]}
        services.ajouter_tableau(
            publication=edition, version=rang, fichiers={f"{code}.csv": contenu}, ajouts=ajouts, par=par
        )

    faite = apercue(edition, par)

    assert faite.fautes == []
    assert faite.dossier["resiste"]
    assert [t["population"] for t in faite.contenu["tableaux"]] == ["Enfants suivis", "Enfants suivis"]
    assert any(c[-1] == "s" for t in faite.contenu["tableaux"] for c in t["cellules"])


def test_une_serie_de_la_drees_se_publie_par_departement_et_l_inconnu_n_est_pas_zero():
    deposer()
    comparaison()

    contenu, dit = par_cle()["drees-serie_accueillis"].ecrire()

    assert contenu.decode("utf-8-sig").split() == ["departement;nombre", "03;nd", "15;300", "63;1500"]
    assert (dit["genre"], dit["au"], dit["indicateur"]) == ("public", "2024-12-31", "serie_accueillis")


def test_chaque_serie_de_la_drees_s_ajoute_depuis_la_page_avec_sa_carte():
    """The codes of series hold what those of tables may not."""
    deposer()
    comparaison()
    par = agent()
    edition = services.creer(collectivite="15", departement="Cantal", entete=entete(), corrige=None, par=par)
    client = Client()
    client.force_login(par)
    envoi = {"source": "drees-serie_accueillis", "genre": "public", "illustration": "departements", "version": 1}

    reponse = client.post(reverse("observatoire:publications_tableau", args=[edition.pk]), envoi)

    assert reponse.status_code == 302, reponse.content.decode()
    edition.refresh_from_db()
    assert [t["code"] for t in edition.declaration["tableaux"]] == ["t1-drees-serie-accueillis"]
    assert [c["dimension"] for c in edition.declaration["cartes"]] == ["departement"]
    assert "31/12/2024" in client.get(edition.get_absolute_url()).content.decode()


def test_sans_calcul_rien_n_est_offert():
    assert sources.disponibles("15") == []


def test_les_chiffres_cles_des_registres_se_calculent_avec_des_fichiers_deposes():
    """From the registers to the page, by the job's own way: what DREES publishes stands beside, and the page says it."""
    deposer()
    MesureFactory(
        enfant=EnfantFactory(), nature="placement_ase", debut_le=date(2025, 1, 2), decidee_le=date(2025, 1, 1)
    )
    calcul = tableaux.demander(collectivite="15", genre="chiffres", au=AU, maintenant=MAINTENANT, par=None)
    tableaux.executer(calcul=tableaux.commencer(calcul=calcul), maintenant=MAINTENANT)
    client = Client()
    client.force_login(agent())

    page = client.get(reverse("observatoire:tableaux_chiffres")).content.decode()

    assert "En regard de la région et de la France" in page
    assert "Auvergne-Rhône-Alpes, 2024" in page
    assert "200\u202f000" in page
