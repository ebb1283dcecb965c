"""Whatever is typed, the official PDF comes out: what no font draws is simplified or shown as a box."""

import pypdfium2
import pytest

from jalons.application.documents.pdf import composer

MODELE = """
#import "charte.typ": *
#let d = json("donnees.json")
#set document(title: d.titre, date: datetime(year: 2025, month: 1, day: 2))
#set text(lang: "fr")
#d.texte
"""


@pytest.fixture
def modele(tmp_path):
    chemin = tmp_path / "modele.typ"
    chemin.write_text(MODELE, encoding="utf-8")
    return chemin


def texte_du_pdf(octets):
    document = pypdfium2.PdfDocument(octets)
    return "".join(page.get_textpage().get_text_range() for page in document)


@pytest.mark.parametrize(
    ("tape", "lu"),
    [
        ("élève, œuvre, 12 € → 3 %", "élève, œuvre, 12 € → 3 %"),
        ("salle １２", "salle 12"),
        ("bravo 🎉 à tous", "bravo □ à tous"),
        ("e\u0301le\u0300ve 🎉", "élève □"),
        ("👩‍👧 et 👍🏽", "et"),
        ("nom 日本, مرحبا, Київ", "nom □□"),
        ("fin\x07 de ligne\u200b\ufeff.", "fin"),
        ('des "guillemets" \\ et {accolades}', "accolades"),
    ],
)
def test_rien_de_ce_qui_se_tape_n_empeche_le_document(modele, tape, lu):
    octets = composer(modele, {"titre": "Essai", "date": "2025-01-02", "texte": tape})

    assert octets.startswith(b"%PDF")
    assert lu in texte_du_pdf(octets).replace("\xa0", " ")


def test_mille_caracteres_sans_dessin_ne_font_pas_mille_essais(modele):
    tape = "Début " + "".join(chr(c) for c in range(0x4E00, 0x4E00 + 1000)) + " fin"
    octets = composer(modele, {"titre": "Essai", "date": "2025-01-02", "texte": tape})

    assert "Début" in texte_du_pdf(octets)
    assert "fin" in texte_du_pdf(octets)


def test_une_figure_peut_aussi_porter_ce_qui_n_a_pas_de_dessin(tmp_path):
    chemin = tmp_path / "modele.typ"
    chemin.write_text(MODELE + '#image("f.svg", alt: "figure")', encoding="utf-8")
    svg = '<svg xmlns="http://www.w3.org/2000/svg" width="90" height="20"><text x="1" y="12">Ici 🎉 日本</text></svg>'

    donnees = {"titre": "Essai", "date": "2025-01-02", "texte": "Fin"}
    assert composer(chemin, donnees, images={"f.svg": svg}).startswith(b"%PDF")
