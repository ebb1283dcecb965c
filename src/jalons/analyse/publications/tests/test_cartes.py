"""Maps: every value drawn once, hidden and unknown told apart, shapes that are checked before they are drawn."""

import re
from pathlib import Path

import pytest

from jalons.analyse.graphiques.carte import carte
from jalons.analyse.graphiques.classes import Classes, Etat, Marque, par_quantiles
from jalons.analyse.publications import fonds
from jalons.analyse.publications.assemblage import assembler
from jalons.analyse.publications.tests.fabrique import carre, contours, edition, fichiers, geojson
from jalons.noyau.saisie import EntreeRefusee

NPM = Path(__file__).parents[5] / "node_modules" / fonds.FICHIER_NPM
CONNUS = frozenset({"A", "B"})


def lire(*zones, connus=CONNUS):
    return fonds.geojson(geojson(*zones), "mds.geojson", connus=connus, credit="essai")


def fautes(contenu, connus=CONNUS):
    with pytest.raises(EntreeRefusee) as refus:
        fonds.geojson(contenu, "mds.geojson", connus=connus, credit="essai")
    return [str(f) for f in refus.value.fautes]


@pytest.mark.skipif(not NPM.exists(), reason="the npm package is not installed")
def test_le_paquet_a_les_96_departements_et_le_credit():
    fond = fonds.departements(NPM)
    assert len(fond.formes) == 96
    assert {"2A", "2B", "75", "95", "69"} <= set(fond.noms)
    assert "20" not in fond.noms
    assert len(fond.paves) == 5
    assert "CC BY 4.0" in fond.credit


def test_sans_paquet_la_phrase_dit_quoi_faire(tmp_path):
    with pytest.raises(EntreeRefusee, match="npm ci"):
        fonds.departements(tmp_path / "absent.js")


def test_une_carte_dit_tout_ce_que_dit_la_table(tmp_path):
    image = assembler(edition(), fichiers(), contours=contours(tmp_path)).contenu.images[-1].figure
    assert ("Pas-de-Calais", "21,5\xa0‰") in image.lignes
    assert ("75", "secret") in image.lignes  # no shape here: a tile
    assert ("Guadeloupe", "inconnu") in image.lignes
    assert image.svg.count("<path d=") >= 4
    assert re.search(r">69M</text>", image.svg)
    assert "Fond de carte : contours © Victor Cazanave" in image.svg
    for mot in ("secret statistique", "inconnu", "zéro", "hors du tableau"):
        assert f">{mot}</text>" in image.svg


def test_la_corse_entiere_colore_ses_deux_departements(tmp_path):
    fond = fonds.departements(contours(tmp_path))
    dessinee = carte("c", titre="C", fond=fond, marques=[Marque("20", "Corse", 12.0)], classes=Classes((10, 20)))
    assert ">20</text>" in dessinee.svg or dessinee.svg.count("#6aa9d2") >= 2


@pytest.mark.parametrize("nombre", [1, 2, 3, 4, 5])
def test_les_quantiles_rangent_chaque_valeur_dans_une_classe(nombre):
    valeurs = [1, 2, 2, 3, 5, 8, 13, 21]
    classes = par_quantiles(valeurs, nombre)
    assert classes.nombre <= nombre
    assert {classes.rang(v) for v in valeurs} == set(range(classes.nombre))


def test_une_valeur_est_connue_ou_dit_pourquoi_non():
    with pytest.raises(ValueError, match="never both"):
        Marque("62", "x", 3.0, Etat.SECRET)
    with pytest.raises(ValueError, match="never both"):
        Marque("62", "x", None)


def test_un_geojson_se_projette_sans_se_deformer():
    fond = lire(carre("A", nom="Arras"), carre("B", ouest=2.2))
    assert [f.nom for f in fond.formes] == ["Arras", "B"]
    assert fond.largeur == pytest.approx(640)
    assert 0 < fond.hauteur < fond.largeur


def test_toutes_les_fautes_d_un_geojson_a_la_fois():
    ouvert = carre("A")
    ouvert["geometry"]["coordinates"][0].pop()
    loin = carre("B", ouest=500)
    dites = fautes(geojson(ouvert, loin, carre("Z"), carre("A"), {"type": "Feature"}))
    assert any("ne se referme pas" in f for f in dites)
    assert any("longitude" in f for f in dites)
    assert any("« Z » n'est pas dans le tableau" in f for f in dites)
    assert any("est déjà à" in f for f in dites)
    assert any("n'a pas de code" in f for f in dites)


@pytest.mark.parametrize(
    "contenu", [b"\xff\xfe", b"{", b"[]", b"[" * 100_000, b'{"type": "FeatureCollection", "features": []}']
)
def test_ce_qui_n_est_pas_un_geojson_est_refuse_d_une_phrase(contenu):
    assert len(fautes(contenu)) == 1


def test_un_geojson_enorme_est_refuse_avant_d_etre_lu():
    assert "pèse" in fautes(b" " * (fonds.TAILLE + 1))[0]
