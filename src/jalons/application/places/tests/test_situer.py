"""Where the places are: no foster home is a point, a small group hides in a larger one."""

import pytest

from jalons.application.etablissements.rules import Capacite
from jalons.application.places import rules, situer
from jalons.application.places.lignes import LigneOffre


def ligne(cle, genre="internat", territoire="Nord", places=4, ou=(2.5, 50.4), dehors="", maison=None):
    return LigneOffre(
        cle=cle, nom=f"Unité {cle}", type=genre, public="tous", sexe="mixte", age_min=None, age_max=None,
        etablissement_id=maison or cle, etablissement=f"Maison {maison or cle}", organisme="O", territoire_id=1,
        territoire=territoire, hors_departement=dehors, longitude=ou and ou[0], latitude=ou and ou[1],
        commune=None, epci=None, departement=None,
        compte=rules.Compte(Capacite(places, places, places) if places is not None else Capacite(None, None, None)),
    )  # fmt: skip


def familles(nombre, territoire="Nord", depart=100):
    return [ligne(depart + i, "famille_accueil", territoire, 2) for i in range(nombre)]


def test_une_famille_d_accueil_n_est_jamais_un_point_meme_quand_ses_coordonnees_sont_saisies():
    lues = situer.lieux([ligne(1, ou=(3.0, 50.0)), *familles(6)])

    groupe = lues[-1]
    assert (groupe.nom, groupe.groupe, groupe.ouvertes) == ("Familles d'accueil (6)", True, 12)
    assert (groupe.longitude, groupe.latitude) == (3.0, 50.0)  # the middle of the establishments, not of the homes
    assert [(x.longitude, x.latitude) for x in lues if not x.groupe] == [(3.0, 50.0)]


@pytest.mark.parametrize(
    ("nord", "sud", "attendus"),
    [
        (6, 5, [("Nord", "Familles d'accueil (6)"), ("Sud", "Familles d'accueil (5)")]),
        # one small group alone would be found by subtraction: it takes another with it
        (6, 4, [("Tout le département", "Familles d'accueil (10)")]),
        (2, 2, [("Tout le département", "Familles d'accueil (moins de 5)")]),
        (0, 1, [("Tout le département", "Familles d'accueil (moins de 5)")]),
    ],
)
def test_un_territoire_de_peu_de_familles_n_est_pas_nomme(nord, sud, attendus):
    lues = situer.lieux([ligne(1), *familles(nord), *familles(sud, "Sud", 200)])

    assert [(x.territoire, x.nom) for x in lues if x.groupe] == attendus
    assert all(not x.situe for x in lues if x.territoire == "Tout le département")


def test_les_unites_d_un_etablissement_font_un_seul_lieu_et_l_inconnu_reste_inconnu():
    [lue] = situer.lieux([ligne(1, maison=9), ligne(2, "repit", maison=9, places=None)])

    assert (lue.nom, lue.type, lue.ouvertes, lue.libres) == ("Maison 9", "Internat, Répit et relais", None, None)


@pytest.mark.parametrize("ou", [None, (2.5, 91.0), (-200.0, 50.0)])
def test_un_lieu_sans_coordonnees_possibles_n_est_pas_dessine(ou):
    assert not situer.lieux([ligne(1, ou=ou)])[0].situe


def test_un_lieu_hors_du_departement_n_est_pas_dessine():
    lue = situer.lieux([ligne(1, dehors="Belgique")])[0]

    assert (lue.situe, lue.territoire) == (False, "Hors du département : Belgique")
