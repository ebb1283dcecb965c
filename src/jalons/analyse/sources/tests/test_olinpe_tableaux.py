"""The same events as CSV or workbook: the same table, the same refusals."""

import io
import zipfile
from datetime import date

import pytest
import xlsxwriter

from jalons.analyse.sources import lire
from jalons.analyse.sources.lots import Collecteur
from jalons.analyse.sources.olinpe_tableaux import lots_csv
from jalons.analyse.sources.tests.fabrique import ID, SansFin, donnee, ecrire, xml
from jalons.analyse.tables.olinpe import regime
from jalons.noyau import classeurs
from jalons.noyau.saisie import EntreeRefusee


def refus(chemin):
    with pytest.raises(EntreeRefusee) as leve:
        lire(chemin)
    return leve.value.fautes


def classeur(dossier, rangees, avant=()):
    chemin = dossier / "extrait.xlsx"
    with xlsxwriter.Workbook(chemin, {"default_date_format": "dd/mm/yyyy"}) as livre:
        for nom in avant:
            livre.add_worksheet(nom).write(0, 0, "à lire")
        feuille = livre.add_worksheet("Événements")
        for numero, rangee in enumerate(rangees):
            feuille.write_row(numero, 0, rangee)
    return chemin


def test_xml_csv_et_classeur_disent_la_meme_table(tmp_path):
    des_balises = lire(
        ecrire(tmp_path, xml(donnee(SEXE="1", MNAIS="3", DATDEB="2024-01-31"), donnee(SEXE="", MNAIS="12", DATDEB="")))
    )
    texte = f"NUMANONYM;SEXE;MNAIS;DATDEB\n{ID};1;3;2024-01-31\n{ID};;12;\n"
    d_un_csv = lire(ecrire(tmp_path, texte, "extrait.csv"))
    d_un_classeur = lire(
        classeur(
            tmp_path,
            [("NUMANONYM", "SEXE", "MNAIS", "DATDEB"), (ID, 1, 3, date(2024, 1, 31)), (ID, "", 12, "")],
            ["Lisez-moi"],
        )
    )

    colonnes = ["NUMANONYM", "SEXE", "MNAIS", "DATDEB"]
    attendu = des_balises.table(colonnes).select(colonnes)
    assert d_un_csv.table(colonnes).select(colonnes).equals(attendu)
    assert d_un_classeur.table(colonnes).select(colonnes).equals(attendu)
    assert d_un_csv.table()["_ligne"].to_list() == d_un_classeur.table()["_ligne"].to_list() == [2, 3]


@pytest.mark.parametrize("separateur", [";", ",", "\t"])
def test_le_separateur_se_devine(tmp_path, separateur):
    texte = separateur.join(("numanonym", "SEXE")) + "\n" + separateur.join((ID, "2"))
    assert lire(ecrire(tmp_path, texte, "e.csv")).table()["SEXE"].to_list() == ["2"]


def test_la_marque_d_ordre_des_octets_est_comprise(tmp_path):
    assert lire(ecrire(tmp_path, f"\ufeffNUMANONYM;SEXE\n{ID};1\n", "e.csv")).nombre == 1


def test_une_colonne_equipe_est_gardee(tmp_path):
    evenements = lire(ecrire(tmp_path, f"NUMANONYM;EQUIPE\n{ID};Lens\n", "e.csv"))
    assert evenements.par_equipe
    assert evenements.table()["EQUIPE"].to_list() == ["Lens"]


@pytest.mark.parametrize(
    ("contenu", "phrase"),
    [
        (f"NUMANONYM;AUTREDA\n{ID};é\n".encode("cp1252"), "n'est pas en UTF-8"),
        (f"NUMANONYM;SEXE\n{ID};1;2\n", "3 cellules pour 2 colonnes"),
        (f'NUMANONYM;SEXE\n{ID};"1\n', "guillemet"),
        ("IDENT;SEXE\n1;2\n", "NUMANONYM au moins"),
        (f"NUMANONYM;SEXE;SEXE\n{ID};1;2\n", "deux fois"),
        (f"NUMANONYM;AUTREDA\n{ID};=HYPERLINK(1)\n", "formule"),
        (f"NUMANONYM;SEXE\n{ID};\0\n", "octets nuls"),
        (b"\0" * 1000, "octets nuls"),
        (b"PK\x03\x04 pas un classeur", "abîmé"),
    ],
    ids=["latin1", "cellules", "guillemet", "entete", "double", "formule", "nul", "zeros", "faux zip"],
)
def test_un_tableau_abime_est_refuse_avec_une_phrase(tmp_path, contenu, phrase):
    fautes = refus(ecrire(tmp_path, contenu, "e.csv"))
    assert any(phrase in f.message for f in fautes), fautes


def test_une_formule_dans_un_classeur_est_refusee(tmp_path):
    (faute,) = refus(classeur(tmp_path, [("NUMANONYM", "AUTREDA"), (ID, "+cmd")]))
    assert (faute.lieu, faute.ligne) == ("AUTREDA", 2)


def test_un_caractere_de_commande_n_arrive_jamais_au_terminal(tmp_path):
    (faute,) = refus(ecrire(tmp_path, f"NUMANONYM;AUTREDA;\x1b[2J\n{ID};a\x1b[31mb;\n", "e.csv"))
    assert (faute.lieu, faute.ligne, faute.recu) == ("AUTREDA", 2, "a?[31mb")
    assert "caractère de commande" in faute.message
    evenements = lire(ecrire(tmp_path, f"NUMANONYM;\x1b[2J\n{ID};\n", "e.csv"))
    assert dict(evenements.inconnues) == {"?[2J": 1}


def test_un_classeur_coupe_est_refuse(tmp_path):
    chemin = classeur(tmp_path, [("NUMANONYM",), (ID,)])
    entier = chemin.read_bytes()
    for longueur in (10, len(entier) // 2, len(entier) - 5):
        chemin.write_bytes(entier[:longueur])
        assert any("abîmé" in f.message for f in refus(chemin))


def test_un_classeur_qui_se_deplie_sans_fin_est_refuse_avant_d_etre_ouvert(tmp_path):
    chemin = tmp_path / "bombe.xlsx"
    with zipfile.ZipFile(chemin, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"\0" * 5_000_000)
    assert "CSV UTF-8" in classeurs.refus(chemin, classeurs.Bornes(deploye=1_000_000))
    assert any("abîmé" in f.message for f in refus(chemin))


def test_deux_cellules_aux_deux_bouts_d_une_feuille_sont_refusees_avant_d_etre_ouvertes(tmp_path):
    chemin = tmp_path / "etendue.xlsx"
    with xlsxwriter.Workbook(chemin) as livre:
        feuille = livre.add_worksheet()
        feuille.write(0, 0, "NUMANONYM")
        feuille.write(1_048_575, 16_383, "loin")
    (faute,) = refus(chemin)
    assert "va jusqu'à la ligne 1048576, colonne 16384" in faute.message


@pytest.mark.parametrize("place", [b'r="XFD1048576"', b"r = 'XFD1048576'", b'r\n=\n"xfd1048576"'])
def test_une_cellule_lointaine_se_voit_ou_qu_elle_soit_ecrite(tmp_path, place):
    chemin = tmp_path / "ailleurs.xlsx"
    with zipfile.ZipFile(chemin, "w", zipfile.ZIP_DEFLATED) as archive:
        remplissage = b"<c s='1'/>" * 104_857 + b"<c s='>'" + b" " * 40
        archive.writestr(
            "xl/autre.nom", b"<worksheet><sheetData>" + remplissage + place + b"/></sheetData></worksheet>"
        )
    assert "jusqu'à la ligne 1048576, colonne 104857" in classeurs.refus(chemin)


def test_un_classeur_d_une_autre_forme_sous_ce_nom_est_refuse(tmp_path):
    chemin = tmp_path / "ods.xlsx"
    with zipfile.ZipFile(chemin, "w") as archive:
        archive.writestr("content.xml", b"<table:table-row table:number-rows-repeated='1048576'/>")
    assert "pas au format .xlsx" in classeurs.refus(chemin)


@pytest.mark.parametrize("motif", [b"\0" * 65536, b"x" * 65536, b";" * 65536], ids=["zeros", "une ligne", "colonnes"])
def test_dix_gigaoctets_de_rien_sont_refuses_sans_etre_lus(motif):
    flux = SansFin(b"NUMANONYM;SEXE\n", motif)
    with pytest.raises(EntreeRefusee):
        list(lots_csv(io.BufferedReader(flux), Collecteur(regime(2016)), lambda lus: None))
    assert flux.donnes < 2_000_000


def test_une_cellule_sur_plusieurs_lignes_sans_fin_est_refusee():
    flux = SansFin(b'NUMANONYM;SEXE\n"', b"x\n" * 32768)
    with pytest.raises(EntreeRefusee):
        list(lots_csv(io.BufferedReader(flux), Collecteur(regime(2016)), lambda lus: None))
    assert flux.donnes < 2_000_000
