"""A table reads the same in a spreadsheet whatever people have typed in it."""

import io
import re
import zipfile
from datetime import date
from decimal import Decimal

import pytest
from python_calamine import CalamineWorkbook

from jalons.noyau.tableur import TYPES, Tableau, sans_formule


@pytest.mark.parametrize("debut", ["=", "+", "-", "@", "\t", "\r", "\n", "|", "%", "  =", " @"])
def test_un_texte_qui_ressemble_a_une_formule_reste_un_texte(debut):
    piege = f"{debut}1+1"

    assert sans_formule(piege) == f"'{piege}"
    assert piege.encode() not in Tableau("T", ("a",), [(piege,)]).en_csv().replace(b"'" + piege.encode(), b"")


@pytest.mark.parametrize("valeur", ["1+1", "a=b", "", -3, Decimal("-1.50"), None, date(2025, 3, 1)])
def test_le_reste_n_est_pas_touche(valeur):
    assert sans_formule(valeur) is valeur


def lire(tableau):
    return tableau.en_csv().decode("utf-8-sig").splitlines()


def test_un_csv_porte_des_virgules_decimales_et_laisse_vide_l_inconnu():
    lignes = [("=1+1", "@x", "a;b", None, -3, Decimal("-1234.50"), 0.25, date(2025, 3, 1), 0)]

    assert lire(Tableau("T", tuple("abcdefghi"), lignes))[1] == ("'=1+1;'@x;\"a;b\";;-3;-1234,50;0,25;2025-03-01;0")


def test_la_note_suit_les_lignes():
    assert lire(Tableau("T", ("a",), [(1,)], note="Vide : inconnu.")) == ["a", "1", "Vide : inconnu."]


def test_un_classeur_porte_des_nombres_des_textes_et_des_cases_vides():
    tableau = Tableau("Délais", ("a", "b", "c", "d"), [("=1+1", 3, None, Decimal("0.5"))], note="Lu.", parts={3})

    lu = CalamineWorkbook.from_filelike(io.BytesIO(tableau.en_classeur()))

    assert lu.get_sheet_by_name("Délais").to_python() == [["a", "b", "c", "d"], ["'=1+1", 3.0, "", 0.5]]
    assert lu.get_sheet_by_name("Lire ces chiffres").to_python() == [["Lu."]]


def test_un_jour_est_une_date_du_tableur_et_une_colonne_tient_ses_textes():
    long, sans_fin = "Maison des solidarités de Pont-Fictif", "x" * 300
    lignes = [(date(2025, 3, 1), long, sans_fin, None), (date(1850, 1, 2), "court", "", 3)]
    octets = Tableau("T", ("Jour", "Unité", "Texte", "Nombre de jours passés à attendre"), lignes).en_classeur()

    lu = CalamineWorkbook.from_filelike(io.BytesIO(octets)).get_sheet_by_name("T").to_python()
    with zipfile.ZipFile(io.BytesIO(octets)) as classeur:
        largeurs = re.findall(r'<col [^>]*width="([\d.]+)"', classeur.read("xl/worksheets/sheet1.xml").decode())

    assert [ligne[0] for ligne in lu[1:]] == [date(2025, 3, 1), "1850-01-02"]
    assert float(largeurs[1]) > len(long)
    assert float(largeurs[2]) < 50
    assert float(largeurs[3]) < 20


def test_un_texte_trop_long_pour_une_case_est_coupe_pas_refuse():
    lu = CalamineWorkbook.from_filelike(io.BytesIO(Tableau("T", ("a",), [("x" * 40_000,)]).en_classeur()))

    assert len(lu.get_sheet_by_name("T").to_python()[1][0]) == 32_000


@pytest.mark.parametrize("forme", TYPES)
def test_un_tableau_sans_ligne_garde_ses_titres(forme):
    assert Tableau("T", ("Mesure",), []).ecrire(forme)


@pytest.mark.parametrize(("colonnes", "papier"), [(4, 9), (23, 8)])
def test_un_classeur_s_imprime_par_lignes_entieres_sous_leurs_titres(colonnes, papier):
    octets = Tableau("T", [f"c{i}" for i in range(colonnes)], [[i] * colonnes for i in range(300)]).en_classeur()
    with zipfile.ZipFile(io.BytesIO(octets)) as classeur:
        feuille = classeur.read("xl/worksheets/sheet1.xml").decode()
        noms = classeur.read("xl/workbook.xml").decode()

    assert f'paperSize="{papier}"' in feuille
    assert 'orientation="landscape"' in feuille
    assert 'fitToPage="1"' in feuille
    assert 'fitToHeight="0"' in feuille
    assert "_xlnm.Print_Titles" in noms


def test_une_ligne_repliee_a_la_hauteur_de_son_plus_long_texte():
    tableau = Tableau("T", ("a", "b"), [("court", "mot " * 20), ("x" * 5_000, "")], largeurs=((1, 20),), renvoyer=True)

    feuille = zipfile.ZipFile(io.BytesIO(tableau.en_classeur())).read("xl/worksheets/sheet1.xml").decode()

    assert re.findall(r'<row r="\d+"[^>]* ht="(\d+)"', feuille) == ["75", "405"]


def largeurs_et_hauteurs(tableau):
    feuille = zipfile.ZipFile(io.BytesIO(tableau.en_classeur())).read("xl/worksheets/sheet1.xml").decode()
    largeurs = [float(x) for x in re.findall(r'<col [^>]*width="([\d.]+)"', feuille)]
    return largeurs, re.findall(r'<row r="(\d+)"[^>]* ht="(\d+)"', feuille)


def test_une_colonne_de_jours_les_montre_entiers():
    largeurs, _ = largeurs_et_hauteurs(Tableau("T", ("a", "le"), [("x", date(2025, 3, 1))]))

    assert largeurs[1] > len("01/03/2025")


def test_ce_que_sa_colonne_ne_tient_pas_est_replie_et_sa_ligne_grandit():
    lignes = [("court", "x"), ("mot " * 30, "x"), ("court", "x")]

    assert largeurs_et_hauteurs(Tableau("T", ("a", "b"), lignes))[1] == [("3", "45")]


def test_un_tableau_de_beaucoup_de_colonnes_les_serre_pour_s_imprimer_lisible():
    peu, beaucoup = (Tableau("T", [f"c{i}" for i in range(n)], [["mot " * 30] * n]) for n in (4, 16))

    # columns of one width in a row are written once
    assert largeurs_et_hauteurs(peu)[0] == pytest.approx([48], abs=1)
    assert largeurs_et_hauteurs(beaucoup)[0] == pytest.approx([34], abs=1)
