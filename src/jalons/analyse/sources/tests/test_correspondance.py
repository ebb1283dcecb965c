"""Any CSV through a file of correspondences: three states, provenance, nothing half-written."""

from datetime import date
from textwrap import dedent

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jalons.analyse.sources.correspondance import Bilan, blocs, convertir, lire_correspondance
from jalons.noyau.saisie import EntreeRefusee

FICHE = """\
produit: Exemple
table: mesures
jour: "%d/%m/%Y"
ne_sait_pas: [NSP]
champs:
  mesure: NUM
  enfant: BENEF
  type: {colonne: PREST, codes: {A1: aed, P1: placement_ase}}
  debut_le: DEBUT
  fin_le: {colonne: FIN, ne_sait_pas: ["99/99/9999"]}
"""
ENTETE = "NUM;BENEF;PREST;DEBUT;FIN;AUTRE\n"


def fiche(**remplacements):
    texte = FICHE
    for ecrit, nouveau in remplacements.items():
        texte = texte.replace(ecrit, nouveau)
    return lire_correspondance(texte.encode())


def lire(dossier, *lignes, correspondance=None, entete=ENTETE):
    chemin = dossier / "extrait.csv"
    chemin.write_text(entete + "\n".join(lignes) + "\n", encoding="utf-8")
    bilan = Bilan()
    return pl.concat(blocs(chemin, correspondance or fiche(), bilan)), bilan


def test_absent_vide_et_ne_sait_pas_sont_trois_etats(tmp_path):
    table, bilan = lire(tmp_path, "1;7;A1;02/03/2020;;x", "2;7;NSP;;99/99/9999;x")
    assert table.select("type", "type_etat").rows() == [("aed", "dite"), (None, "ne_sait_pas")]
    assert table.select("debut_le", "debut_le_etat").rows() == [(date(2020, 3, 2), "dite"), (None, "vide")]
    assert table["fin_le_etat"].to_list() == ["vide", "ne_sait_pas"]
    assert table["mds_etat"].to_list() == ["absente", "absente"]
    assert bilan.etats["type"] == {"dite": 1, "ne_sait_pas": 1}
    assert bilan.illisibles == []


def test_chaque_ligne_garde_son_fichier_et_sa_ligne(tmp_path):
    table, _ = lire(tmp_path, '1;"7\n8";A1;;;', "2;7;A1;;;")
    assert table.select("_fichier", "_ligne").rows() == [("extrait.csv", 2), ("extrait.csv", 4)]


def test_ce_qui_ne_se_lit_pas_est_compte_et_situe_jamais_efface(tmp_path):
    table, bilan = lire(tmp_path, "1;7;Z9;31/02/2020;;x")
    assert table.select("type", "type_etat", "debut_le", "debut_le_etat").rows() == [
        (None, "illisible", None, "illisible")
    ]
    assert {(f.ligne, f.recu) for f in bilan.illisibles} == {(2, "Z9"), (2, "31/02/2020")}


def test_un_champ_que_l_extrait_n_a_pas_est_refuse_avec_tous_les_autres(tmp_path):
    with pytest.raises(EntreeRefusee) as refus:
        lire(tmp_path, "1;2", entete="NUM;NUM\n")
    assert {f.attendu for f in refus.value.fautes} == {"BENEF", "PREST", "DEBUT", "FIN", "des noms uniques"}


@pytest.mark.parametrize(
    ("ecrit", "nouveau", "dit"),
    [("  fin_le:", "  finit_le:", "pas de colonne « finit_le »"), ("table: mesures", "table: autre", "Reçu « autre »"),
     ("  mesure: NUM\n", "", "La clé « mesure »"), ("produit: Exemple\n", "", "« produit » manque"), ("champs:", "champs: [", "YAML")],
)  # fmt: skip
def test_une_correspondance_fautive_est_refusee(ecrit, nouveau, dit):
    with pytest.raises(EntreeRefusee, match=dit):
        fiche(**{ecrit: nouveau})


def test_le_fichier_parquet_est_entier_ou_n_est_pas(tmp_path):
    bon, mauvais, sortie = tmp_path / "bon.csv", tmp_path / "mauvais.csv", tmp_path / "mesures.parquet"
    bon.write_text(ENTETE + "1;7;A1;02/03/2020;;x\n", encoding="utf-8")
    mauvais.write_text(ENTETE + "1;7;A1;02/03/2020;;x\n" * 60_000 + "2;7\n", encoding="utf-8")
    with pytest.raises(EntreeRefusee):
        convertir(mauvais, fiche(), sortie)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["bon.csv", "mauvais.csv"]
    assert convertir(bon, fiche(), sortie).lignes == 1
    assert pl.read_parquet(sortie)["mesure"].to_list() == ["1"]


def test_un_extrait_sans_ligne_donne_une_table_vide(tmp_path):
    table, bilan = lire(tmp_path)
    assert (table.height, bilan.lignes) == (0, 0)
    assert table.schema["debut_le"] == pl.Date


def test_l_encodage_et_le_separateur_se_disent(tmp_path):
    chemin = tmp_path / "extrait.csv"
    chemin.write_bytes(ENTETE.replace(";", "|").encode("cp1252") + "1|é|A1|||\n".encode("cp1252"))
    correspondance = fiche(**{"table: mesures": 'table: mesures\nencodage: cp1252\nseparateur: "|"'})
    assert next(blocs(chemin, correspondance, Bilan()))["enfant"].to_list() == ["é"]


@settings(deadline=None, max_examples=25)
@given(st.lists(st.sampled_from(["A1", "P1", "", "NSP", "Z9", " A1 "]), min_size=1, max_size=20))
def test_chaque_cellule_a_un_etat_et_un_seul(tmp_path_factory, codes):
    table, bilan = lire(tmp_path_factory.mktemp("c"), *(f"{n};1;{code};;;" for n, code in enumerate(codes)))
    attendus = [
        {"A1": "dite", "P1": "dite", "": "vide", "NSP": "ne_sait_pas", "Z9": "illisible"}[c.strip()] for c in codes
    ]
    assert table["type_etat"].to_list() == attendus
    assert sum(bilan.etats["type"].values()) == len(codes)
    assert table["type"].is_null().to_list() == [e != "dite" for e in attendus]


def test_la_fiche_montree_dans_la_documentation_se_lit():
    from jalons.analyse.sources import correspondance

    exemple = correspondance.__doc__.split("::\n\n")[1].split("\n\nRows go")[0]
    with pytest.raises(EntreeRefusee, match="La clé"):
        lire_correspondance(b"produit: x\ntable: mesures\nchamps: {enfant: y}")
    assert lire_correspondance(dedent(exemple).encode()).produit == "Exemple"
