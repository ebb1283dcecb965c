"""Pictures of paths: their tables, their legends, what they say when nothing is known, the same bytes each time."""

from xml.etree import ElementTree

import pytest

from jalons.analyse.graphiques import (
    Bande,
    Cause,
    EtatDessine,
    Ruban,
    chronogramme,
    incidences,
    sankey,
    tapis,
)

ETATS = [
    EtatDessine("Famille d'accueil", "#009e73"),
    EtatDessine("Établissement", "#0072b2", "M0 3H6"),
    EtatDessine("Sorti", "#eee"),
]
PARTS = [[0.75, 0.25, 0.0], [0.5, 0.5, 0.0], [0.5, 0.25, 0.25]]
BANDES = [Bande("Type 1", (((0, 2), (2, 1)), ((1, 3),)), "30 enfants"), Bande("Type 2", (), "5 enfants")]
RUBANS = [Ruban(0, 0, 1, 12.0), Ruban(0, 0, 0, 20.0), Ruban(0, 1, 1, 3.0)]
CAUSES = [Cause("Retour en famille", ((1.0, 0.1, 0.05, 0.2), (6.0, 0.3, 0.2, 0.4))), Cause("Majorité", ())]


def dessins():
    return [
        chronogramme("chrono", titre="Parts", etats=ETATS, parts=PARTS, axe="mois", pas=1, nombres=[8, 8, 4]),
        tapis("tapis", titre="Types", etats=ETATS, bandes=BANDES, mois=3, axe="mois", pas=1),
        sankey("flux", titre="Passages", etats=ETATS, etapes=["Entrée", "Un an"], rubans=RUBANS),
        incidences("fins", titre="Fins", causes=CAUSES, mois=12, reperes=(6, 12)),
    ]


def textes(figure):
    return [t.text for t in ElementTree.fromstring(figure.svg).iter("{http://www.w3.org/2000/svg}text")]  # noqa: S314


def test_les_parts_du_chronogramme_sont_dans_sa_table_avec_les_effectifs():
    figure = dessins()[0]
    assert figure.colonnes == ("Mois", "Enfants observés", "Famille d'accueil", "Établissement", "Sorti")
    assert figure.lignes[2] == ("2", "4", "50,0\xa0%", "25,0\xa0%", "25,0\xa0%")
    assert "au départ, famille d'accueil (75,0\xa0%)" in figure.description


def test_seuls_les_etats_presents_sont_en_legende():
    figure = chronogramme("chrono", titre="Parts", etats=ETATS, parts=PARTS[:1], axe="mois")
    assert "Sorti" not in textes(figure)


def test_un_mois_auquel_il_manque_une_part_est_refuse():
    with pytest.raises(ValueError, match="3 shares"):
        chronogramme("chrono", titre="Parts", etats=ETATS, parts=[[1.0]], axe="mois")


def test_un_type_trop_petit_n_est_pas_dessine_et_cela_se_dit():
    figure = dessins()[1]
    assert figure.lignes[1] == ("Type 2", "5 enfants", "0", "non dessiné")
    assert "Trop peu d'enfants pour être dessiné." in textes(figure)


def test_le_tapis_ecrit_une_ligne_en_toutes_lettres():
    assert dessins()[1].lignes[0][3] == "établissement 3 mois"


def test_les_flux_sont_dans_la_table_et_le_plus_gros_passage_dans_la_phrase():
    figure = dessins()[2]
    assert figure.lignes[0] == ("Entrée", "Famille d'accueil", "Un an", "Établissement", "12")
    assert figure.description.endswith("à « établissement » (Un an), 12 enfants.")
    assert figure.svg.count("<path") == 3 + 1  # three ribbons, one pattern


@pytest.mark.parametrize("ruban", [Ruban(1, 0, 1, 2.0), Ruban(0, 0, 1, 0.0)])
def test_un_ruban_sans_arrivee_ou_sans_enfant_est_refuse(ruban):
    with pytest.raises(ValueError, match="ribbon"):
        sankey("flux", titre="Passages", etats=ETATS, etapes=["Entrée", "Un an"], rubans=[ruban])


def test_au_dela_du_dernier_mois_suivi_la_table_dit_non_observe():
    figure = dessins()[3]
    assert figure.lignes == (
        ("Retour en famille", "30,0\xa0% [20,0 ; 40,0]", "non observé"),
        ("Majorité", "non observé", "non observé"),
    )


def test_sans_donnees_chaque_image_le_dit():
    assert chronogramme("c", titre="P", etats=ETATS, parts=[], axe="mois").description == "Aucun parcours."
    assert sankey("s", titre="P", etats=ETATS, etapes=["A"], rubans=[]).description.startswith("Aucun passage")
    assert incidences("i", titre="P", causes=[], mois=12).description == "Personne n'a été suivi."


def test_les_memes_donnees_donnent_les_memes_octets_sans_style():
    for une, autre in zip(dessins(), dessins(), strict=True):
        assert une.svg == autre.svg
        assert " style=" not in une.svg
