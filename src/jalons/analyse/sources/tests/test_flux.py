"""Delimited text: exact lines, blocks, and every refusal with its sentence."""

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jalons.analyse.sources.flux import ouvrir
from jalons.noyau.saisie import EntreeRefusee

CELLULE = st.text(st.characters(blacklist_categories=("Cs",), blacklist_characters="\0\r"), max_size=6)
LIGNES = st.lists(st.tuples(CELLULE, CELLULE), max_size=12)


def lire(chemin, **options):
    with ouvrir(chemin, **options) as flux:
        return flux.entete, [(n, c) for bloc in flux.blocs for n, c in zip(bloc.lignes, bloc.cellules, strict=True)]


def fichier(dossier, contenu):
    chemin = dossier / "essai.csv"
    chemin.write_bytes(contenu if isinstance(contenu, bytes) else contenu.encode())
    return chemin


def refus(dossier, contenu, **options):
    with pytest.raises(EntreeRefusee) as refus:
        lire(fichier(dossier, contenu), **options)
    return refus.value.fautes


def test_chaque_ligne_garde_son_numero_meme_apres_une_cellule_sur_deux_lignes(tmp_path):
    entete, lignes = lire(fichier(tmp_path, 'nom;note\nA;"deux\nlignes"\nB;une\n'))
    assert entete == ("nom", "note")
    assert lignes == [(2, ["A", "deux\nlignes"]), (4, ["B", "une"])]


@pytest.mark.parametrize(
    ("contenu", "separateur"), [("a;b\n", ";"), ("a,b\n", ","), ("a\tb\n", "\t"), ("a;b,c;d\n", ";")]
)
def test_le_separateur_se_lit_dans_l_en_tete(tmp_path, contenu, separateur):
    with ouvrir(fichier(tmp_path, contenu)) as flux:
        assert flux.separateur == separateur


def test_la_progression_va_jusqu_au_bout(tmp_path):
    vus = []
    lire(fichier(tmp_path, "a;b\n" + "1;2\n" * 10), bloc=3, suivre=lambda lus, total: vus.append((lus, total)))
    assert len(vus) == 4
    assert vus[-1] == (44, 44)


@settings(deadline=None, max_examples=30)
@given(LIGNES, st.integers(1, 4))
def test_les_blocs_redonnent_ce_que_lit_le_module_csv(tmp_path_factory, lignes, bloc):
    sortie = io.StringIO()
    plume = csv.writer(sortie, delimiter=";", lineterminator="\n", quoting=csv.QUOTE_ALL)
    plume.writerows([("x", "y"), *lignes])
    _, lues = lire(fichier(tmp_path_factory.mktemp("flux"), sortie.getvalue()), bloc=bloc)
    assert [tuple(c) for _, c in lues] == lignes
    # the line told is the one where the row begins: everything before it holds one line feed less
    texte, debut = sortie.getvalue(), 2
    for (numero, _), ligne in zip(lues, lignes, strict=True):
        assert numero == debut
        debut += 1 + sum(c.count("\n") for c in ligne)
    assert texte.count("\n") == debut - 1


def test_un_fichier_vide_est_refuse(tmp_path):
    (faute,) = refus(tmp_path, "")
    assert "vide" in faute.message


def test_des_zeros_a_perte_de_vue_sont_refuses_des_la_premiere_ligne(tmp_path):
    chemin = tmp_path / "zeros.csv"
    with chemin.open("wb") as creux:
        creux.truncate(10 * 2**30)  # ten gigabytes of zeros, none on the disk
    with pytest.raises(EntreeRefusee, match="octets nuls"):
        lire(chemin)


def test_une_ligne_sans_fin_est_refusee_sans_remplir_la_memoire(tmp_path):
    (faute,) = refus(tmp_path, "a;b\n" + "x" * 1_500_000)
    assert (faute.ligne, "dépasse" in faute.message) == (2, True)


def test_un_encodage_etranger_se_dit(tmp_path):
    (faute,) = refus(tmp_path, "a;b\né;1\n".encode("cp1252"))
    assert "UTF-8" in faute.message
    assert lire(fichier(tmp_path, "a;b\né;1\n".encode("cp1252")), encodage="cp1252")[1] == [(2, ["é", "1"])]


def test_toutes_les_lignes_mal_coupees_sont_dites_et_rien_n_est_donne_apres(tmp_path):
    contenu = "a;b\n1;2\n1\n1;2;3\n" + "4;5\n" * 5
    blocs = []
    with pytest.raises(EntreeRefusee) as refus, ouvrir(fichier(tmp_path, contenu), bloc=1) as flux:
        blocs += [bloc.cellules for bloc in flux.blocs]
    assert [f.ligne for f in refus.value.fautes] == [3, 4]
    with pytest.raises(EntreeRefusee), ouvrir(fichier(tmp_path, contenu), bloc=2) as flux:
        next(flux.blocs)


def test_des_guillemets_ouverts_sont_refuses(tmp_path):
    (faute,) = refus(tmp_path, 'a;b\n"1;2\n3;4\n')
    assert "guillemets" in faute.message
