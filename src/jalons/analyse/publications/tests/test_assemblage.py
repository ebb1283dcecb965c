"""An edition from its declaration to what may leave, and what must never leave."""

import json
from dataclasses import replace

import polars as pl
import pytest

from jalons.analyse.attaque import Exigence, attaquer
from jalons.analyse.attaque.lecture import lire_publie
from jalons.analyse.publications import classeur, depot, note, ouvertes, page
from jalons.analyse.publications.assemblage import assembler
from jalons.analyse.publications.entrees import empreinte
from jalons.analyse.publications.modele import Contenu
from jalons.analyse.publications.tests.fabrique import CONFIES, TEXTE, contours, edition, fichiers
from jalons.noyau.saisie import EntreeRefusee


@pytest.fixture
def fait(tmp_path):
    return assembler(edition(), fichiers(), contours=contours(tmp_path), versions={"Jalons": "0"})


def refuse(**arguments):
    with pytest.raises(EntreeRefusee) as refus:
        assembler(**arguments)
    return [str(f) for f in refus.value.fautes]


def test_les_petits_sont_masques_les_zeros_montres_et_l_attaque_echoue(fait):
    cellules = fait.contenu.tableau("confies").cellules
    assert cellules["Nord", "0-5"] == "s"
    assert cellules["Est", "6-17"] == 0
    assert cellules["Total", "Total"] == 117
    assert fait.dossier.resiste
    assert fait.contenu.chiffres[1].valeur == "secret"


def test_le_fichier_publie_resiste_a_qui_le_lit_seul(fait):
    tableau = fait.contenu.tableau("confies")
    lu, fautes = lire_publie(ouvertes.en_csv(tableau).encode(), "publie", tableau.dimensions, "nombre")
    assert fautes == []
    assert attaquer([lu], tableau.parents, Exigence()).resiste


def test_aucune_sortie_ne_porte_l_empreinte_d_une_entree(fait):
    contenu = fait.contenu
    sorties = {**ouvertes.fichiers(contenu), "page": page.entiere(contenu).encode()}
    sorties["note"] = json.dumps(note.donnees(contenu, annexe=True), default=str).encode()
    secrete = empreinte(CONFIES.encode())
    assert fait.dossier.entrees[0].empreinte == secrete
    assert all(secrete.encode() not in octets for octets in sorties.values())


def test_le_contenu_relu_est_le_meme(fait):
    assert Contenu.lire(json.loads(json.dumps(fait.contenu.en_json()))) == fait.contenu


def test_la_page_echappe_et_renvoie_chaque_image_a_sa_regle(fait):
    rendue = page.fragment(fait.contenu)
    assert "&lt;b&gt;mots&lt;/b&gt;" in rendue
    assert rendue.count('href="#tableau-confies"') == 4
    assert "confies_mineurs" in rendue
    assert " style=" not in rendue
    assert "<script" not in rendue


def test_les_memes_entrees_donnent_les_memes_octets(tmp_path, fait):
    encore = assembler(edition(), fichiers(), contours=contours(tmp_path), versions={"Jalons": "0"})
    assert ouvertes.fichiers(encore.contenu) == ouvertes.fichiers(fait.contenu)
    assert classeur.ecrire(encore.contenu) == classeur.ecrire(fait.contenu)


def test_une_formule_dans_une_modalite_reste_du_texte(tmp_path):
    texte = CONFIES.replace("Est", "=1+1")
    fait = assembler(edition(), fichiers(**{"confies.csv": texte}), contours=contours(tmp_path))
    assert "\n'=1+1,0-5," in ouvertes.en_csv(fait.contenu.tableau("confies"))


def test_un_dossier_publie_n_est_jamais_remplace(tmp_path, fait):
    depot.ecrire(tmp_path / "note", ouvertes.fichiers(fait.contenu))
    assert depot.relire(tmp_path / "note") == fait.contenu
    with pytest.raises(EntreeRefusee, match="n'en remplace jamais une autre"):
        depot.ecrire(tmp_path / "note", {"x": b""})


def test_un_nom_impossible_ne_laisse_rien(tmp_path):
    with pytest.raises(EntreeRefusee, match="ne peut être écrit"):
        depot.ecrire(tmp_path / "note", {"a.csv": b"1", "a" * 300: b"2"})
    assert list(tmp_path.iterdir()) == []


def test_la_suite_tient_compte_de_ce_que_la_premiere_a_montre(fait):
    seule = edition(TEXTE.split("graphiques:")[0])
    par_age = replace(
        seule, tableaux=(replace(seule.tableaux[0], dimensions=("age",), fichier="ages.csv"),), chiffres=()
    )
    ages = {"ages.csv": b"age,nombre\n0-5,67\n6-17,50\n"}
    suite = assembler(par_age, fichiers(**ages), anterieures=[fait.contenu])
    assert suite.dossier.resiste
    assert suite.contenu.anterieures == ("Note d'essai (02/06/2025)",)


def test_un_chiffre_revise_demande_une_correction(fait):
    seule = replace(edition(TEXTE.split("graphiques:")[0]), chiffres=())
    revise = fichiers(**{"confies.csv": CONFIES.replace("Est,0-5,50", "Est,0-5,58")})
    assert any("58" in f for f in refuse(edition=seule, fichiers=revise, anterieures=[fait.contenu]))

    corrigee = assembler(replace(seule, corrige="L'Est."), revise, anterieures=[fait.contenu])
    assert corrigee.dossier.resiste
    assert corrigee.dossier.groupes[0].revisees > 0

    encore = assembler(seule, revise, anterieures=[fait.contenu, corrigee.contenu])
    assert encore.contenu.tableau("confies").cellules["Est", "0-5"] == 58


def test_chaque_fichier_fautif_est_dit(tmp_path):
    mauvais = fichiers(**{"confies.csv": "lieu,nombre\nNord,beaucoup\n", "taux.csv": "departement,taux\n62,-1\n"})
    del mauvais["lieux.csv"]
    fautes = refuse(edition=edition(), fichiers=mauvais)
    assert len(fautes) >= 3
    assert any("n'a pas été donné" in f for f in fautes)


def test_un_fichier_change_depuis_la_declaration_est_refuse():
    declaree = edition()
    declaree = replace(declaree, tableaux=(replace(declaree.tableaux[0], empreinte="0" * 64), declaree.tableaux[1]))
    assert any("n'est plus celui" in f for f in refuse(edition=declaree, fichiers=fichiers()))


@pytest.mark.parametrize(
    ("table", "dit"),
    [
        (pl.DataFrame({"nombre": pl.repeat(1, 300_001, eager=True)}), "300001 lignes"),
        (pl.DataFrame({"lieu": ["N" * 100_000] * 2000, "nombre": [1] * 2000}), "Une case tient 100000"),
    ],
    ids=["lignes", "textes"],
)
def test_un_parquet_qui_se_deplie_sans_fin_est_refuse_d_une_phrase(tmp_path, table, dit):
    table.write_parquet(tmp_path / "bombe.parquet", compression="zstd")
    octets = (tmp_path / "bombe.parquet").read_bytes()
    assert len(octets) < 200_000
    dites = refuse(edition=edition(), fichiers=fichiers(**{"confies.csv": octets}), contours=contours(tmp_path))
    assert any(dit in f for f in dites), dites


def test_un_parquet_se_lit_comme_un_csv(tmp_path, fait):
    pl.read_csv(CONFIES.encode()).write_parquet(tmp_path / "c.parquet")
    lus = fichiers(**{"confies.csv": (tmp_path / "c.parquet").read_bytes()})
    autre = assembler(edition(), lus, contours=contours(tmp_path))
    assert autre.contenu.tableau("confies").cellules == fait.contenu.tableau("confies").cellules
