"""The same table in Excel and in Word: figures that add up, columns wide enough. No database."""

import io
import zipfile
from datetime import date
from decimal import Decimal

from docx import Document as LireWord
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Cm
from python_calamine import CalamineWorkbook

from jalons.application.rapports.editions.document import Document, en_excel, en_word
from jalons.application.rapports.presentation import Colonne, SectionPresentee, Tableau
from jalons.application.rapports.textes import ABSENT, argent, nombre, pourcent

COLONNES = (Colonne("Source", 3), Colonne("Signé", 1, droite=True), Colonne("Part", 1, droite=True))
LIGNES = (
    ("Programme 304", argent(Decimal(1248352)), pourcent(Decimal("76.03"))),
    ("Fonds d'intervention régional", argent(Decimal("293498.50")), pourcent(Decimal("17.88"))),
    ("=SOMME(A1)", argent(None), pourcent(None)),
)


def document(*lignes):
    tableau = Tableau("Par source", COLONNES, lignes)
    section = SectionPresentee("finances", "Finances", "Texte", tableaux=(tableau,))
    return Document("Rapport", "Sous-titre", date(2026, 1, 1), "Brouillon", (("Contrat", "X"),), (section,))


def feuille(octets, nom):
    return CalamineWorkbook.from_filelike(io.BytesIO(octets)).get_sheet_by_name(nom).to_python()


def test_dans_le_classeur_les_chiffres_s_additionnent_et_l_inconnu_reste_un_mot():
    lues = feuille(en_excel(document(*LIGNES)), "Par source")

    assert [ligne[1] for ligne in lues[1:3]] == [1248352, 293498.5]
    assert lues[3] == ["=SOMME(A1)", ABSENT, "non vérifiable"]


def test_un_tableau_vide_du_classeur_le_dit():
    assert feuille(en_excel(document()), "Par source")[1][0] == "Rien à montrer."


def test_dans_word_les_colonnes_ont_la_largeur_dite_et_les_chiffres_sont_a_droite():
    lu = LireWord(io.BytesIO(en_word(document(*LIGNES))))
    table = next(t for t in lu.tables if t.rows[0].cells[0].text == "Source")

    cellules = table.rows[1].cells
    assert round(cellules[0].width / cellules[1].width, 1) == 3
    assert cellules[1].paragraphs[0].alignment == WD_ALIGN_PARAGRAPH.RIGHT
    assert cellules[0].paragraphs[0].alignment != WD_ALIGN_PARAGRAPH.RIGHT


def test_un_chiffre_s_ecrit_comme_un_texte_et_garde_sa_valeur():
    assert nombre(Decimal("12.50"), "%") == "12,5\xa0%"
    assert nombre(Decimal("12.50"), "%").valeur == Decimal("12.5")


def test_dans_word_aucun_mot_n_est_coupe_et_le_document_porte_son_titre():
    colonnes = (Colonne("Statut", 1), Colonne("Constat", 8), Colonne("Pilote", 1), Colonne("Fin", 1))
    lignes = (("avertissement", "mot " * 60, "Association", "2024"),)
    section = SectionPresentee("s", "Écarts", "", tableaux=(Tableau("Écarts", colonnes, lignes),))
    lu = LireWord(
        io.BytesIO(en_word(Document("Rapport 2024", "D", date(2026, 1, 1), "B", (("Contrat", "X"),), (section,))))
    )
    table = next(t for t in lu.tables if t.rows[0].cells[0].text == "Statut")

    largeurs = [c.width for c in table.rows[0].cells]
    assert largeurs[0] >= len("avertissement") * Cm(0.2)
    assert largeurs[2] >= len("Association") * Cm(0.2)
    assert largeurs[1] == max(largeurs)
    assert (lu.core_properties.title, lu.core_properties.language) == ("Rapport 2024", "fr-FR")


def test_chaque_feuille_du_classeur_s_imprime_par_lignes_entieres():
    archive = zipfile.ZipFile(io.BytesIO(en_excel(document(*LIGNES))))
    feuilles = [archive.read(n).decode() for n in archive.namelist() if n.startswith("xl/worksheets/sheet")]

    assert len(feuilles) == 2
    assert all('fitToPage="1"' in f and 'orientation="landscape"' in f and 'fitToHeight="0"' in f for f in feuilles)
    assert "<dc:title>Rapport</dc:title>" in archive.read("docProps/core.xml").decode()
