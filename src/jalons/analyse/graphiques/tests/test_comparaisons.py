"""Funnel and lines at base 100: what they show, what is not known, the same bytes for the same data."""

from xml.etree import ElementTree

import pytest

from jalons.analyse.graphiques import Courbe, Limite, Territoire, base_100, entonnoir

TERRITOIRES = [
    Territoire("Petit", 1_000, 12, "dans les limites"),
    Territoire("Moyen", 20_000, 10, "dans les limites", ici=True),
    Territoire("Grand", 400_000, 15, "au-dessus de la limite à 99,8 %", hors=True),
]
LIMITES = [Limite(1_000, 4, 16, 1, 40), Limite(20_000, 8, 12, 7, 13), Limite(400_000, 9.5, 10.5, 9, 11)]


def dessiner(**autres):
    options = {"titre": "Taux", "unite": "‰", "effectifs": "Habitants", "territoires": TERRITOIRES, "limites": LIMITES, "reference": 10,
               "methode": "limites exactes"}  # fmt: skip
    return entonnoir("taux", **options | autres)


def noms(figure, balise):
    return list(ElementTree.fromstring(figure.svg).iter(f"{{http://www.w3.org/2000/svg}}{balise}"))  # noqa: S314


def test_la_table_va_du_plus_haut_au_plus_bas_avec_chaque_position():
    assert [ligne[0] for ligne in dessiner().lignes] == ["Grand", "Petit", "Moyen"]
    assert dessiner().lignes[0][3] == "au-dessus de la limite à 99,8 %"


def test_seul_le_territoire_regarde_est_nomme_et_la_phrase_dit_la_methode():
    figure = dessiner()
    dits = [t.text for t in noms(figure, "text")]
    assert "Moyen" in dits
    assert "Petit" not in dits
    assert "1 au-delà de la limite à 99,8 %" in figure.description
    assert figure.description.endswith("Méthode : limites exactes.")


def test_une_limite_hors_de_l_image_n_y_deborde_pas():
    hauteurs = [float(p.split(",")[1]) for trace in noms(dessiner(), "polyline") for p in trace.get("points").split()]
    assert min(hauteurs) >= 62
    assert max(hauteurs) <= 420 - 46


@pytest.mark.parametrize("mauvais", [{"limites": []}, {"territoires": [Territoire("Vide", 0, 1, "")]}])
def test_sans_limites_ou_sans_effectif_il_n_y_a_pas_d_entonnoir(mauvais):
    with pytest.raises(ValueError, match="funnel"):
        dessiner(**mauvais)


def test_une_annee_inconnue_coupe_la_ligne_et_se_dit_dans_la_table():
    courbes = [Courbe("Ici", (100.0, None, 120.0, 130.0)), Courbe("Ailleurs", (100.0, 101.0, 102.0, None))]
    figure = base_100("indices", titre="Base 100", base=2017, annees=[2017, 2018, 2019, 2020], courbes=courbes)
    assert figure.lignes[1] == ("2018", "inconnu", "101")
    assert [len(trace.get("points").split()) for trace in noms(figure, "polyline")] == [2, 3]
    assert "Ailleurs : 102 (2019)" in figure.description


def test_une_courbe_sans_aucune_valeur_se_dessine():
    figure = base_100("vide", titre="Base 100", base=2020, annees=[2020], courbes=[Courbe("Ici", (None,))])
    assert "Ici : inconnu" in figure.description
    with pytest.raises(ValueError, match="one index"):
        base_100("faux", titre="Base 100", base=2020, annees=[2020], courbes=[Courbe("Ici", ())])


def test_les_memes_donnees_donnent_les_memes_octets_sans_style():
    assert dessiner().svg == dessiner().svg
    assert "style=" not in dessiner().svg
