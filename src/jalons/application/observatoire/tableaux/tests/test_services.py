"""Runs: what they freeze, that they do not change, why they fail, that one goes at a time."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from jalons.application.observatoire.models import Calcul
from jalons.application.observatoire.tableaux import copie, selectors, services, sources, taches
from jalons.application.observatoire.tableaux.calculs.chiffres import publier
from jalons.application.observatoire.tableaux.calculs.modele import Demande
from jalons.application.observatoire.tableaux.tests.conftest import AU, MAINTENANT, produit, tables
from jalons.application.observatoire.tests.test_octets import Recu
from jalons.application.socle.models import Entree
from jalons.noyau.saisie import EntreeRefusee, Faute

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _lieu(territoire):
    territoire("15")


def demander(genre="chiffres", maintenant=MAINTENANT, **parametres):
    return services.demander(
        collectivite="15", genre=genre, au=AU, maintenant=maintenant, par=None, parametres=parametres
    )


def test_un_calcul_fige_ce_qu_il_a_lu_et_avec_quoi(faire):
    calcul = faire("parcours")

    assert (calcul.etat, calcul.avancement, calcul.au) == ("fait", 100, AU)
    assert len(calcul.empreinte) == 64
    assert {"duckdb", "polars", "jalons"} <= set(calcul.versions)
    assert calcul.parametres["mois"] == 24
    assert Entree.objects.filter(acte="observatoire:conclure").exists()


def test_la_meme_lecture_a_la_meme_empreinte(faire):
    assert faire("parcours").empreinte == faire("chiffres").empreinte


def test_un_calcul_fait_ne_change_plus(faire):
    calcul = faire("parcours")

    with pytest.raises(DatabaseError, match="ne change plus"), transaction.atomic():
        Calcul.objects.filter(pk=calcul.pk).update(resultats={})

    calcul.refresh_from_db()
    assert calcul.resultats["enfants"] > 0


def test_le_suivant_garde_les_resultats_du_precedent_et_laisse_ses_vues(faire):
    ancien, neuf = faire("chiffres"), faire("chiffres")
    ancien.refresh_from_db()

    assert ancien.resultats["indicateurs"]
    assert (ancien.vues, ancien.extrait) == (None, None)
    assert selectors.dernier("15", "chiffres") == neuf
    assert copie.fichier(ancien) is None


def test_un_seul_calcul_de_chaque_genre_a_la_fois():
    demander("chiffres")
    demander("parcours")

    with pytest.raises(EntreeRefusee, match="déjà en cours"):
        demander("chiffres")


def test_un_calcul_laisse_en_plan_une_heure_est_abandonne():
    ancien = demander()
    Calcul.objects.filter(pk=ancien.pk).update(demande_le=MAINTENANT)

    demander(maintenant=MAINTENANT + timedelta(hours=1))

    ancien.refresh_from_db()
    assert ancien.etat == "abandonne"


def test_un_echec_garde_sa_raison_et_laisse_redemander(monkeypatch):
    def poser(calcul, dossier):
        raise EntreeRefusee([Faute("registres", "Les registres sont vides.")], quoi="le calcul")

    monkeypatch.setattr(sources, "poser", poser)
    calcul = services.commencer(calcul=demander("parcours"))

    taches.executer(calcul=calcul.pk, collectivites=["15"])

    calcul.refresh_from_db()
    assert (calcul.etat, calcul.raison) == ("echoue", "Les registres sont vides.")
    assert selectors.suivi("15", "parcours") == (None, calcul)
    assert demander("parcours").etat == "demande"


def test_une_faute_imprevue_n_est_pas_montree_mais_dite(monkeypatch):
    monkeypatch.setattr(sources, "poser", lambda calcul, dossier: 1 / 0)
    calcul = services.commencer(calcul=demander("parcours"))

    taches.executer(calcul=calcul.pk, collectivites=["15"])

    calcul.refresh_from_db()
    assert calcul.etat == "echoue"
    assert "faute imprévue" in calcul.raison
    assert str(calcul.pk) in calcul.raison


def test_sans_fichier_de_la_drees_la_comparaison_dit_quoi_deposer(tmp_path):
    with pytest.raises(EntreeRefusee, match="déposez d'abord"):
        sources.poser(demander("comparaison"), tmp_path)


def test_un_parametre_de_scenario_impossible_fait_echouer_avec_une_phrase(tmp_path):
    calcul = demander(
        "projection", horizon=12, futurs=50, verifies=50,
        scenario={"ouvertures": [{"type": "chateau", "places": 3, "le": "2026-01"}]},
    )  # fmt: skip

    with pytest.raises(EntreeRefusee, match="chateau"):
        services.executer(calcul=calcul, maintenant=MAINTENANT, dossier=tables())


def test_le_tableau_ouvert_a_tous_ne_change_pas_dans_l_annee():
    dits = produit("chiffres").resultats["publics"]

    marque = dits | {"masquees": 999}
    assert publier(None, Demande(tables(), "15", AU, dernier={"publics": marque})) == marque


def test_la_nuit_demande_les_trois_genres_la_ou_il_y_a_des_registres(monkeypatch):
    demandes = []
    monkeypatch.setattr(taches, "a_des_registres", lambda code: True)
    monkeypatch.setattr(taches, "differer", lambda tache, **arguments: demandes.append(arguments["calcul"]))

    taches.calculer_la_nuit(collectivite="15", collectivites=["15"])

    assert sorted(Calcul.objects.values_list("genre", flat=True)) == ["chiffres", "parcours", "projection"]
    assert len(demandes) == 3


def test_plusieurs_fautes_de_depot_se_disent_ensemble():
    with pytest.raises(EntreeRefusee) as refus:
        services.deposer_drees(
            collectivite="15", fichiers=[Recu("a.exe", b"x"), Recu("b.csv", b"  "), Recu("b.csv", b"a")], par=None
        )

    assert len(refus.value.fautes) == 3
