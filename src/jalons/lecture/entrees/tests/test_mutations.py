"""Whatever happens to the bytes of a file, the answer is a text or a refusal with a sentence, never an accident."""

import os

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from jalons.lecture.entrees import ouvrir, pdf_enfant
from jalons.lecture.entrees.pdf import source as recomposer
from jalons.lecture.entrees.reconnaitre import reconnaitre
from jalons.lecture.entrees.tests.fabrique import contenu_de, docx, odt, paragraphe, pdf, pdf_image, trait
from jalons.lecture.entrees.tests.test_bureautique import LISTES, cellule, tableau
from jalons.noyau.saisie import EntreeRefusee

LONGS = os.environ.get("JALONS_TESTS_LONGS") == "oui"
COMBIEN = 250 if LONGS else 25
"""Mutated files of each form; four forms."""

_TRAITS = b"".join(trait(50, y, 550, y) for y in (715, 695, 660)) + b"".join(
    trait(x, 660, x, 715) for x in (50, 310, 550)
)
_TEXTES = contenu_de([(60, 700, "Pilote(s)"), (320, 700, "Partenaires"), (60, 680, "PMI"), (320, 680, "CAF")])
MODELES = {
    "pdf": [
        pdf(_TEXTES + _TRAITS, [(60, 700, "Fiche 2")]),
        pdf_image(8, 8, bytes(64), [(60, 700, "Un texte assez long")]),
    ],
    "docx": [docx(paragraphe("Grandir", 1) + tableau((cellule("Pilote"), cellule("PMI", "CAF"))), LISTES)],
    "odt": [odt("<text:h>Titre</text:h><text:list><text:list-item><text:p>puce</text:p></text:list-item></text:list>")],
    "html": [
        b"<!doctype html><html><body><h1>Titre</h1><ul><li>un<li>deux</ul><table><tr><td>a<td>b</table></body></html>"
    ],
}
GREFFES = [
    b"",
    b"\0",
    b"<",
    b">",
    b"&",
    b"\xff",
    b"\xfe\xff",
    b"endobj",
    b"/Kids [2 0 R]",
    b"/Count 99999999",
    b"<<" * 50,
    b"PK\x03\x04",
]


def mutes(modele: bytes) -> st.SearchStrategy[bytes]:
    endroits = st.integers(0, len(modele))
    greffe = st.builds(
        lambda a, b, g: modele[: min(a, b)] + g + modele[max(a, b) :],
        endroits, endroits, st.sampled_from(GREFFES) | st.binary(max_size=12),
    )  # fmt: skip
    octet = st.builds(lambda a, o: modele[:a] + bytes([o]) + modele[a + 1 :], endroits, st.integers(0, 255))
    return greffe | octet | st.builds(lambda a: modele[:a], endroits)


def tenir(contenu: bytes) -> None:
    """A PDF is read here, without its process: what would kill it would be seen."""
    source, fautes = None, []
    try:
        if contenu and reconnaitre(contenu, "essai") == "pdf":
            source = recomposer(pdf_enfant.repondre(contenu, "essai", par_image=False), "essai")
        else:
            source = ouvrir(contenu, "essai")
    except EntreeRefusee as refus:
        fautes = refus.fautes
    if source is None:
        assert fautes
        assert all(f.message.endswith((".", "?")) for f in fautes)
    else:
        assert source.texte.strip()
        assert all(0 <= p.debut <= p.fin <= len(source.texte) for p in source.pages)
        assert all(b.passage.de(source.texte) for b in source.boites)


@pytest.mark.parametrize("forme", sorted(MODELES))
@settings(max_examples=COMBIEN)
@given(donnees=st.data())
def test_un_fichier_mute_ou_coupe_est_lu_ou_refuse(forme, donnees):
    tenir(donnees.draw(st.sampled_from(MODELES[forme]).flatmap(mutes)))


@settings(max_examples=COMBIEN)
@given(contenu=st.binary(min_size=1, max_size=400))
@example(contenu=b"%PDF-")
@example(contenu=b"PK\x03\x04")
@example(contenu=b"\xff\xfe")
def test_des_octets_quelconques_sont_lus_ou_refuses(contenu):
    tenir(contenu)
