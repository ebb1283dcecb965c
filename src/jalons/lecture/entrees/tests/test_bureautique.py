"""DOCX, ODT and HTML: numbers and bullets that the file does not write, tables, what is left out, bombs."""

import pytest

from jalons.lecture.entrees import ouvrir, xml
from jalons.lecture.entrees.tests.fabrique import archive, docx, odt, paragraphe
from jalons.lecture.entrees.tests.test_textes import refus

LISTES = (
    '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="upperRoman"/>'
    '<w:lvlText w:val="AXE %1 :"/></w:lvl><w:lvl w:ilvl="1"><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%2."/></w:lvl>'
    '</w:abstractNum><w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/>'
    '<w:lvlText w:val="&#61623;"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>'
)


def lignes(contenu):
    return [x for x in ouvrir(contenu, "essai").texte.replace("\f", "").split("\n") if x.strip()]


def test_les_numeros_que_word_calcule_sont_rendus():
    corps = "".join((
        paragraphe("Grandir", 1), paragraphe("Prévenir", 1, 1), paragraphe("Soigner", 1, 1), paragraphe("une étape", 2),
        paragraphe("Protéger", 1), paragraphe("Accueillir", 1, 1),
    ))  # fmt: skip

    assert lignes(docx(corps, LISTES)) == [
        "AXE I : Grandir", "I.1. Prévenir", "I.2. Soigner", "• une étape", "AXE II : Protéger", "II.1. Accueillir",
    ]  # fmt: skip


def test_le_texte_supprime_en_suivi_des_modifications_n_est_pas_lu():
    corps = (
        "<w:p><w:r><w:t>Créer </w:t></w:r><w:del><w:r><w:delText>dix</w:delText></w:r></w:del>"
        "<w:ins><w:r><w:t>vingt</w:t></w:r></w:ins><w:r><w:t xml:space='preserve'> places</w:t></w:r></w:p>"
    )

    assert lignes(docx(corps)) == ["Créer vingt places"]


def cellule(*textes):
    return "<w:tc>" + "".join(paragraphe(t) for t in textes) + "</w:tc>"


def tableau(*rangees):
    return "<w:tbl>" + "".join(f"<w:tr>{''.join(r)}</w:tr>" for r in rangees) + "</w:tbl>"


def test_un_tableau_d_etiquettes_se_lit_colonne_apres_colonne():
    corps = tableau((cellule("Pilote(s)"), cellule("Partenaires")), (cellule("PMI"), cellule("CAF", "ARS")))

    assert lignes(docx(corps)) == ["Pilote(s)", "PMI", "Partenaires", "CAF", "ARS"]


def test_un_tableau_de_deux_colonnes_aux_cases_longues_se_lit_rang_apres_rang():
    corps = tableau(
        (cellule("Pilote"), cellule("PMI")), (cellule("Partenaires"), cellule("CAF", "ARS")), (cellule("Calendrier"), cellule("2025"))
    )  # fmt: skip

    assert lignes(docx(corps)) == ["Pilote", "PMI", "Partenaires", "CAF", "ARS", "Calendrier", "2025"]


def test_un_tableau_de_chiffres_garde_ses_rangs():
    corps = tableau(
        (cellule("Source"), cellule("2024"), cellule("2025")), (cellule("État"), cellule("10 €"), cellule("20 €")),
        (cellule("FIR"), cellule("5 €"), cellule("")),
    )  # fmt: skip

    assert lignes(docx(corps)) == ["Source | 2024 | 2025", "État | 10 € | 20 €", "FIR | 5 € | "]


def test_un_saut_de_page_de_word_fait_une_page():
    source = ouvrir(docx(paragraphe("Un") + '<w:p><w:r><w:br w:type="page"/><w:t>Deux</w:t></w:r></w:p>'), "essai.docx")

    assert [source.texte[p.debut : p.fin].strip() for p in source.pages] == ["Un", "Deux"]


def test_un_odt_donne_titres_listes_tableaux_et_pages():
    corps = (
        "<text:h>Titre</text:h><text:p>Un<text:s/>mot<text:note>laissée</text:note></text:p>"
        "<text:list><text:list-item><text:p>puce</text:p><text:list><text:list-item><text:p>sous</text:p></text:list-item>"
        "</text:list></text:list-item></text:list><text:soft-page-break/>"
        "<table:table><table:table-row><table:table-cell><text:p>Pilote</text:p></table:table-cell></table:table-row>"
        "</table:table>"
    )
    source = ouvrir(odt(corps), "essai.odt")

    assert [x for x in source.texte.replace("\f", "").split("\n") if x] == [
        "Titre",
        "Un mot",
        "• puce",
        "  o sous",
        "Pilote",
    ]
    assert len(source.pages) == 2


def test_une_page_web_perd_ses_menus_et_garde_ses_listes():
    page = """<!doctype html><html><head><title>non</title></head><body><nav>menu</nav><h1>Le <b>contrat</b></h1>
    <p style="display: none">caché</p><ul><li>un</li><li>deux<ul><li>trois</li></ul></li></ul><ol><li>a</li><li>b</li></ol>
    <table><tr><th>Pilote</th><th>Partenaires</th></tr><tr><td>PMI</td><td>CAF<br>ARS</td></tr></table>
    <script>alert(1)</script></body></html>"""

    assert lignes(page.encode()) == [
        "Le contrat", "• un", "• deux", "  o trois", "1. a", "2. b", "Pilote", "PMI", "Partenaires", "CAF", "ARS",
    ]  # fmt: skip


def test_une_archive_qui_se_deplie_sans_fin_est_refusee(monkeypatch):
    monkeypatch.setattr(xml, "DEPLIE", 100_000)
    bombe = docx(paragraphe("a" * 200_000))

    assert len(bombe) < 2_000
    assert "Une fois déplié" in refus(bombe)


def test_des_entites_xml_sont_refusees():
    entites = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><w:document>&b;</w:document>'

    assert "XML" in refus(archive(word__document_xml=entites))


@pytest.mark.parametrize(
    "contenu", [docx(paragraphe("Un texte")), odt("<text:p>Un texte</text:p>")], ids=["docx", "odt"]
)
def test_un_document_coupe_est_refuse_a_toute_longueur(contenu):
    for fin in range(4, len(contenu) - 1, max(1, len(contenu) // 40)):
        assert refus(contenu[:fin])


def test_un_document_chiffre_dit_de_retirer_le_mot_de_passe():
    chiffre = archive(content_xml="x", **{"META-INF__manifest_xml": "<m><encryption-data/></m>"})

    assert "mot de passe" in refus(chiffre)


def test_des_tableaux_emboites_sans_fin_n_arretent_rien():
    corps = "<text:p>Fond</text:p>"
    for _ in range(40):
        corps = f"<table:table><table:table-row><table:table-cell>{corps}</table:table-cell></table:table-row></table:table>"

    assert "aucun texte" in refus(odt(corps))


@pytest.mark.parametrize("profondeur", [30, 200])
def test_une_page_web_aux_blocs_emboites_se_lit(profondeur):
    page = f"<html><body>{'<div>' * profondeur}au fond{'</div>' * profondeur}<p>Ici</p></body></html>"

    assert lignes(page.encode()) == ["au fond", "Ici"]


def test_une_page_web_trop_emboitee_est_refusee_plutot_que_lue_a_moitie():
    assert "emboîte" in refus(f"<html><body>{'<div>' * 400}perdu{'</div>' * 400}</body></html>".encode())


def test_le_second_niveau_d_une_liste_word_se_voit_a_son_retrait():
    """Styles « Liste à puces » and « Liste à puces 2 » are two lists of one level each; others type a dash and a tab."""
    listes = "".join(
        f'<w:abstractNum w:abstractNumId="{n}"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="•"/>'
        f'<w:pPr><w:ind w:left="{retrait}"/></w:pPr></w:lvl></w:abstractNum>'
        for n, retrait in ((1, 360), (2, 720))
    ) + "".join(f'<w:num w:numId="{n}"><w:abstractNumId w:val="{n}"/></w:num>' for n in (1, 2))
    dactylographie = "".join(
        f'<w:p><w:pPr><w:ind w:left="{retrait}"/></w:pPr><w:r><w:t>- {texte}</w:t></w:r></w:p>'
        for texte, retrait in (("Écouter", 360), ("Noter", 900), ("Répondre", 360))
    )
    corps = [
        ("Actions", None),
        ("Ouvrir", 1),
        ("Former", 2),
        ("Réunir", 2),
        ("Aider", 1),
        ("Suivi", None),
        ("Un taux", 2),
    ]
    lu = ouvrir(
        docx("".join(paragraphe(texte, numero) for texte, numero in corps) + dactylographie, listes), "liste.docx"
    ).texte

    assert lu.splitlines() == [
        "Actions", "• Ouvrir", "  o Former", "  o Réunir", "• Aider", "Suivi", "• Un taux",
        "- Écouter", "  - Noter", "- Répondre",
    ]  # fmt: skip
