"""A workbook is weighed by what it would become, not by what the file holds."""

import io
import zipfile

import pytest
import xlsxwriter

from jalons.noyau.classeurs import ABIME, Bornes, refus

PETITES = Bornes(deploye=100_000, cellules=1_000, caracteres=20_000, ods=True)
LONG = "x" * 1_000


def archive(**membres):
    flux = io.BytesIO()
    with zipfile.ZipFile(flux, "w", zipfile.ZIP_DEFLATED) as zip_:
        for nom, contenu in membres.items():
            zip_.writestr(nom.replace("__", "/"), contenu)
    return flux


def feuille(*rangees):
    return f"<worksheet><sheetData>{''.join(rangees)}</sheetData></worksheet>"


def textes(*lus):
    return f"<sst>{''.join(f'<si><t>{t}</t></si>' for t in lus)}</sst>"


def rangee(*cellules):
    return f"<row>{''.join(cellules)}</row>"


def partage(rang):
    return f'<c t="s"><v>{rang}</v></c>'


def ecrit(rangees):
    flux = io.BytesIO()
    with xlsxwriter.Workbook(flux) as livre:
        page = livre.add_worksheet()
        for numero, valeurs in enumerate(rangees):
            page.write_row(numero, 0, valeurs)
    return flux


def test_un_texte_partage_compte_autant_de_fois_que_de_cellules_le_montrent():
    assert refus(ecrit([[LONG] * 20]), PETITES) == ""
    assert "plus de 20\u202f000 caractères" in refus(ecrit([[LONG] * 21]), PETITES)


def test_un_long_texte_montre_une_fois_parmi_beaucoup_de_courts_ne_refuse_rien():
    assert refus(ecrit([[LONG], *([str(n)] for n in range(400))]), PETITES) == ""


@pytest.mark.parametrize("prefixe", ["", "x:"], ids=["sans prefixe", "avec prefixe"])
def test_ni_un_prefixe_ni_une_entite_ne_cachent_les_textes(prefixe):
    xml = feuille(rangee(*[partage("&#48;")] * 30)).replace("<", f"<{prefixe}").replace(f"<{prefixe}/", f"</{prefixe}")
    if prefixe:
        xml = xml.replace("<x:worksheet>", '<x:worksheet xmlns:x="u">')
    membres = {"xl__worksheets__sheet1.xml": xml, "xl__sharedStrings.xml": textes(LONG)}
    assert "plus de 20\u202f000 caractères" in refus(archive(**membres), PETITES)


def test_des_cellules_sans_place_suivent_la_precedente():
    loin = '<row r="400"><c r="A400"/></row>'
    assert refus(archive(xl__worksheets__a=feuille(rangee("<c/>", "<c/>"), loin)), PETITES) == ""
    assert "ligne 400, colonne 3" in refus(archive(xl__worksheets__a=feuille(rangee(*["<c/>"] * 3), loin)), PETITES)


def test_une_place_ecrite_dans_un_autre_attribut_n_en_est_pas_une():
    ruse = """<row r="400"><c x=" r='A1'"/><c x=" r='A1'"/><c x=" r='A1'"/></row>"""
    assert "colonne 3" in refus(archive(xl__worksheets__a=feuille(ruse)), PETITES)


def test_un_type_de_document_n_est_jamais_lu():
    bombe = '<!DOCTYPE x [<!ENTITY a "aaaa">]>' + feuille(rangee(*[partage(0)] * 30))
    assert refus(archive(xl__worksheets__a=bombe, xl__sharedStrings=textes(LONG)), PETITES) == ABIME


@pytest.mark.parametrize(
    ("rangees", "dit"),
    [
        ('<table:table-row table:number-rows-repeated="100">{0}</table:table-row>', ""),
        ('<table:table-row table:number-rows-repeated="501">{0}{0}</table:table-row>', "ligne 501, colonne 2"),
        ('<table:table-row table:number-rows-repeated="9999">{1}</table:table-row>', ""),
        ('<table:table-row table:number-rows-repeated="9999">{1}</table:table-row>'
         "<table:table-row>{0}</table:table-row>", "ligne 10000, colonne 1"),
        ("<table:table-row>{2}</table:table-row>", "plus de 20\u202f000 caractères"),
        ("<table:table-row>{3}</table:table-row>", "plus de 20\u202f000 caractères"),
    ],
    ids=["peu", "rangées répétées", "vides à la fin", "vides au milieu", "texte répété", "espaces répétés"],
)  # fmt: skip
def test_ce_que_libreoffice_repete_compte_autant_de_fois(rangees, dit):
    cellules = (
        '<table:table-cell office:value-type="string"><text:p>a</text:p></table:table-cell>',
        '<table:table-cell table:number-columns-repeated="9999"/>',
        f'<table:table-cell office:value-type="string" table:number-columns-repeated="30"><text:p>{LONG}</text:p>'
        "</table:table-cell>",
        '<table:table-cell office:value-type="string"><text:p><text:s text:c="99999"/></text:p></table:table-cell>',
    )
    espaces = 'xmlns:table="t" xmlns:text="x" xmlns:office="o"'
    contenu = f"<document {espaces}><table:table>{rangees.format(*cellules)}</table:table></document>"
    lu = refus(archive(**{"content.xml": contenu}), PETITES)
    assert (dit in lu) if dit else lu == ""


def test_un_classeur_coupe_est_dit_abime():
    entier = ecrit([["a"]]).getvalue()
    assert refus(io.BytesIO(entier[: len(entier) // 2])) == ABIME
