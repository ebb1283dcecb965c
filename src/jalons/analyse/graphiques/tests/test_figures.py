"""What each chart draws and says; pictures are read as XML."""

from datetime import date
from decimal import Decimal
from xml.etree import ElementTree

import pytest

from jalons.analyse.graphiques import (
    Compte,
    Figure,
    Ligne,
    LigneGantt,
    Point,
    Serie,
    avancement,
    barres_empilees,
    en_png,
    gantt,
    sparkline,
    trajectoire,
)


def lire(figure):
    return ElementTree.fromstring(figure.svg)  # noqa: S314 - written just above by our own code


SVG = "{http://www.w3.org/2000/svg}"


def serie(nom, *valeurs):
    return Serie(nom, tuple(None if v is None else Decimal(v) for v in valeurs))


def ligne(nom, *valeurs):
    return Ligne(nom, tuple(Point(a, None if v is None else Decimal(v), str(a)) for a, v in valeurs))


def barres(**changements):
    arguments = {
        "titre": "Argent",
        "categories": ("2021", "2022"),
        "series": [serie("État", 5_000_000, 100), serie("ARS", 5_500_000, None)],
    }
    return barres_empilees("b", **(arguments | changements))


def chemin(**changements):
    arguments = {
        "titre": "Bilans",
        "unite": "%",
        "cibles": ligne("Cible", (2020, "62"), (2023, "80")),
        "sources": [
            ligne("Locale", (2020, "62"), (2021, "66.5"), (2022, "71")),
            ligne("SNDS", (2020, "60"), (2021, None), (2022, "65.2")),
        ],
    }
    return trajectoire("t", **(arguments | changements))


def calendrier(*lignes, **autres):
    return gantt("g", titre="Calendrier", lignes=lignes, **autres)


TOUTES = {
    "barres": barres,
    "trajectoire": chemin,
    "avancement": lambda: avancement(
        "a", titre="Fiches", comptes=[Compte("Faites", 3), Compte("Inconnu", 1, inconnu=True)]
    ),
    "gantt": lambda: calendrier(
        LigneGantt("A", date(2022, 1, 1), None, None, "En cours"), aujourd_hui=date(2022, 6, 1)
    ),
    "sparkline": lambda: sparkline("s", titre="Valeurs", valeurs=[Decimal(1), None, Decimal(3)]),
    "barres sans rien": lambda: barres_empilees("b", titre="Argent", categories=(), series=()),
    "trajectoire sans rien": lambda: chemin(cibles=Ligne("Cible", ()), sources=[]),
    "avancement sans rien": lambda: avancement("a", titre="Fiches", comptes=[]),
    "gantt sans rien": calendrier,
    "sparkline sans rien": lambda: sparkline("s", titre="Valeurs", valeurs=[]),
}


def test_ce_qui_n_est_pas_dit_n_est_ni_zero_ni_inconnu():
    rien = barres(
        series=[
            Serie("ARS", (Decimal(0), Decimal(100)), frozenset({0})),
            Serie("Ville", (Decimal(0),) * 2, frozenset({0, 1})),
        ]
    )

    assert [texte.replace("\xa0", " ") for texte in rien.lignes[0]] == ["ARS", "–", "100 €", "100 €"]
    assert rien.lignes[1] == ("Ville", "–", "–", "–")
    assert "inconnu" not in rien.svg


def test_une_etape_dont_rien_n_est_connu_est_inconnue_jamais_au_moins_zero():
    figure = barres(series=[serie("État", 5, None), serie("ARS", 6, None)], categories=("Signé", "Payé"), par="étape")

    assert [texte.replace("\xa0", " ") for texte in figure.lignes[-1]] == ["Total", "11 €", "inconnu", "au moins 11 €"]
    assert figure.description.endswith("Payé : inconnu.")
    assert "au moins 0" not in figure.svg


def test_des_etapes_du_meme_argent_ne_s_ajoutent_pas():
    ajoutees = barres(categories=("2021", "2022"))
    etapes = barres(categories=("Notifié", "Payé"), par="étape", additionner=False)

    assert ajoutees.colonnes == ("Source", "2021", "2022", "Total")
    assert etapes.colonnes == ("Source", "Notifié", "Payé")
    assert all(len(ligne) == 3 for ligne in etapes.lignes)
    assert etapes.lignes[-1][0] == "Total"
    assert etapes.description.startswith("Total par étape. Notifié : 10,5")


@pytest.mark.parametrize("nom", TOUTES)
def test_chaque_image_est_accessible_et_respecte_la_politique_de_contenu(nom):
    figure = TOUTES[nom]()
    racine = lire(figure)

    assert racine.get("role") == "img"
    nommes = racine.get("aria-labelledby").split()
    textes = {e.get("id"): e.text for e in racine if e.get("id")}
    assert [textes[n] for n in nommes] == [figure.titre, figure.description]
    assert not [
        e
        for e in racine.iter()
        if "style" in e.attrib or e.tag == f"{SVG}script" or any(a.startswith("on") for a in e.attrib)
    ]
    identifiants = [e.get("id") for e in racine.iter() if e.get("id")]
    assert len(identifiants) == len(set(identifiants))
    assert all(i.startswith(f"{figure.identifiant}-") for i in identifiants)


@pytest.mark.parametrize("nom", TOUTES)
def test_memes_donnees_memes_octets(nom):
    assert TOUTES[nom]() == TOUTES[nom]()


def mots(figure: Figure) -> list[str]:
    return [e.text.replace("\xa0", " ").replace("\u202f", " ") for e in lire(figure).iter(f"{SVG}text")]


def cellules(figure: Figure) -> list[list[str]]:
    return [[c.replace("\xa0", " ").replace("\u202f", " ") for c in ligne] for ligne in figure.lignes]


def test_les_barres_disent_le_total_et_ce_qui_manque():
    figure = barres()

    assert cellules(figure) == [
        ["État", "5 000 000 €", "100 €", "5 000 100 €"],
        ["ARS", "5 500 000 €", "inconnu", "au moins 5 500 000 €"],
        ["Total", "10 500 000 €", "au moins 100 €", "au moins 10 500 100 €"],
    ]
    assert "10,5 M€" in mots(figure)
    assert "au moins 100 €" in mots(figure)


def test_les_hauteurs_des_barres_sont_proportionnelles():
    figure = barres(series=[serie("État", 100, 200)])
    rectangles = [e for e in lire(figure).iter(f"{SVG}rect") if e.get("stroke-width") == "1.2"]

    une, autre = (float(r.get("height")) for r in rectangles)
    assert autre == pytest.approx(2 * une, abs=0.02)


@pytest.mark.parametrize(
    ("cas", "fautive", "mot"),
    [
        ("trop peu de valeurs", serie("État", 1), "1 values for 2"),
        ("valeur négative", serie("État", 1, -1), "negative"),
    ],
)
def test_les_barres_refusent(cas, fautive, mot):
    with pytest.raises(ValueError, match=mot):
        barres(series=[fautive])


def test_deux_sources_gardent_leurs_valeurs_et_l_ecart_est_dit_en_points():
    figure = chemin()

    assert {"écart 2 points", "écart 5,8 points"} <= set(mots(figure))
    assert cellules(figure) == [
        ["2020", "62 %", "62 %", "60 %"],
        ["2021", "", "66,5 %", "inconnu"],
        ["2022", "", "71 %", "65,2 %"],
        ["2023", "80 %", "", ""],
    ]


def test_une_valeur_inconnue_coupe_la_ligne():
    figure = chemin(cibles=Ligne("Cible", ()), sources=[ligne("SNDS", (2020, 1), (2021, None), (2022, 2), (2023, 3))])
    traces = [e.get("points").split() for e in lire(figure).iter(f"{SVG}polyline")]

    assert [len(t) for t in traces] == [1, 2]


def test_l_inconnu_compte_dans_le_total():
    figure = TOUTES["avancement"]()

    assert cellules(figure) == [["Faites", "3", "75 %"], ["Inconnu", "1", "25 %"], ["Total", "4", "100 %"]]


def test_le_calendrier_dit_les_dates_inconnues_et_les_retards():
    figure = calendrier(
        LigneGantt("Sans date", None, None, 0, "À engager"),
        LigneGantt("Passée", date(2021, 1, 1), date(2021, 12, 31), 80, "En cours"),
        aujourd_hui=date(2022, 3, 1),
    )

    assert "dates inconnues" in mots(figure)
    assert "aujourd'hui, 1er mars 2022" in mots(figure)
    assert figure.description.startswith("2 actions dans le temps, dont 1 sans date connue ; au 1er mars 2022, 1 dont")


@pytest.mark.parametrize(
    ("cas", "fautive"),
    [
        ("fin avant début", LigneGantt("A", date(2022, 1, 2), date(2022, 1, 1))),
        ("avancement hors bornes", LigneGantt("A", None, None, 101)),
    ],
)
def test_le_calendrier_refuse(cas, fautive):
    with pytest.raises(ValueError, match=r"^A: "):
        calendrier(fautive)


def test_un_texte_hostile_reste_du_texte():
    figure = barres(titre="<script>alert(1)</script>", series=[serie('"><b>', 1, 2)])

    assert "<script" not in figure.svg
    assert '"><b>' in mots(figure)


@pytest.mark.parametrize("identifiant", ["", "A", "1a", "a b", 'a"', "é"])
def test_un_identifiant_qui_ne_tiendrait_pas_dans_la_page_est_refuse(identifiant):
    with pytest.raises(ValueError, match="identifier"):
        sparkline(identifiant, titre="x", valeurs=[])


def test_une_image_devient_un_png_identique_deux_fois():
    svg = barres().svg

    assert en_png(svg, points_par_pouce=72).startswith(b"\x89PNG\r\n\x1a\n")
    assert en_png(svg, points_par_pouce=72) == en_png(svg, points_par_pouce=72)


def test_une_table_mal_formee_est_refusee():
    with pytest.raises(ValueError, match="2 cells"):
        Figure("f", "<svg/>", "t", "d", ("a", "b"), (("seule",),))
