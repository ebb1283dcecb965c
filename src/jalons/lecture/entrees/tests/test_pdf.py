"""PDF: reading order, ruled tables, pages, boxes, refusals. Most tests spare the process of its own."""

import subprocess
import sys

import pytest

from jalons.lecture.entrees import limites, ocr, ouvrir, pdf_enfant, pdf_pages
from jalons.lecture.entrees.pdf import source as recomposer
from jalons.lecture.entrees.pdf_pages import lire_pages
from jalons.lecture.entrees.tests.fabrique import assembler, contenu_de, pdf, pdf_image, trait
from jalons.lecture.entrees.tests.test_textes import refus
from jalons.noyau.saisie import EntreeRefusee


def lire(contenu):
    return lire_pages(contenu, "essai.pdf", par_image=False)


def lignes(contenu):
    return [x for x in lire(contenu).texte.replace("\f", "").split("\n") if x.strip()]


def test_un_pdf_donne_son_texte_ses_pages_et_ses_boites_a_travers_son_processus():
    source = ouvrir(pdf([(60, 780, "Fiche N°1 : Soutenir l’été")], [(60, 780, "Seconde")]), "essai.pdf")

    assert source.genre == "pdf"
    assert source.texte == "Fiche N°1 : Soutenir l’été\n\fSeconde\n"
    assert source.page(source.texte.index("Seconde")) == 2
    premiere = source.boites[0]
    assert premiere.passage.de(source.texte) == "Fiche N°1 : Soutenir l’été"
    assert premiere.page == 1
    assert premiere.gauche == pytest.approx(60, abs=2)
    assert premiere.haut == pytest.approx(842 - 780 - 11, abs=4)


def test_les_pages_lues_se_disent_une_a_une_pendant_la_lecture():
    dites = []

    ouvrir(
        pdf([(60, 780, "Une")], [(60, 780, "Deux")]),
        "essai.pdf",
        suivre=lambda lues, total: dites.append((lues, total)),
    )

    assert dites == [(1, 2), (2, 2)]


def test_deux_colonnes_de_texte_se_lisent_l_une_apres_l_autre_sous_leur_titre():
    gauche = [(60, 700 - 14 * n, f"gauche ligne {n} d’un texte qui va") for n in range(9)]
    droite = [(320, 700 - 14 * n, f"droite ligne {n} d’un texte qui va") for n in range(9)]
    titre = [(60, 760, "Un titre qui traverse toute la largeur de la page, d’un bord jusqu’à l’autre bord")]
    melees = [x for paire in zip(gauche, droite, strict=True) for x in paire]

    lues = lignes(pdf([*titre, *melees]))

    assert lues[0].startswith("Un titre")
    assert [x.split()[0] for x in lues[1:]] == ["gauche"] * 9 + ["droite"] * 9


def test_un_tableau_sans_trait_garde_ses_rangs():
    rangs = [(60, 700, "Pilote(s)"), (320, 700, "Partenaires"), (60, 684, "PMI"), (320, 684, "CAF")]

    assert lignes(pdf(rangs)) == ["Pilote(s)   Partenaires", "PMI   CAF"]


def test_un_tableau_a_traits_se_lit_case_par_case():
    textes = [(60, 700, "Pilote(s)"), (320, 700, "Partenaires"), (60, 680, "PMI"), (320, 680, "CAF"), (320, 666, "ARS")]
    textes += [(60, 740, "Avant"), (60, 600, "Après")]
    traits = b"".join(trait(50, y, 550, y) for y in (715, 695, 660))
    traits += b"".join(trait(x, 660, x, 715) for x in (50, 310, 550))

    assert lignes(pdf(contenu_de(textes) + traits)) == [
        "Avant",
        "Pilote(s)",
        "PMI",
        "Partenaires",
        "CAF",
        "ARS",
        "Après",
    ]


def test_une_puce_est_a_un_espace_de_son_texte():
    assert lignes(pdf([(60, 700, "•"), (90, 700, "Former les équipes")])) == ["• Former les équipes"]


def test_une_ligne_vide_separe_les_paragraphes():
    texte = lire(pdf([(60, 700, "un"), (60, 687, "suite"), (60, 650, "deux")])).texte

    assert texte == "un\nsuite\n\ndeux\n"


def test_un_pdf_chiffre_demande_une_copie_sans_mot_de_passe():
    objets = [b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [] /Count 0 >>"]
    chiffre = assembler(objets).replace(
        b"/Root 1 0 R",
        b"/Root 1 0 R /ID [<00><00>] /Encrypt << /Filter /Standard /V 1 /R 2 /P -4 /O <" + b"41" * 32 + b"> /U <" + b"42" * 32 + b"> >>",
    )  # fmt: skip

    assert "mot de passe" in refus(chiffre)


def test_trop_de_pages_et_des_pages_immenses_sont_refusees(monkeypatch):
    with pytest.raises(EntreeRefusee, match="20000 × 842 points"):
        lire(pdf([(60, 700, "un")], boite="0 0 20000 842"))
    monkeypatch.setattr(pdf_pages, "PAGES", 1)
    with pytest.raises(EntreeRefusee, match="annonce 2 pages"):
        lire(pdf([(60, 700, "un")], [(60, 700, "deux")]))


def test_une_image_immense_est_refusee_sans_etre_depliee():
    with pytest.raises(EntreeRefusee, match="40000 × 40000 pixels"):
        lire(pdf_image(40_000, 40_000))


def test_une_numerisation_sans_tesseract_dit_quoi_installer(monkeypatch):
    monkeypatch.setattr(ocr, "langue", lambda: None)

    with pytest.raises(EntreeRefusee, match="apt install tesseract-ocr tesseract-ocr-fra"):
        lire_pages(pdf_image(4, 4, bytes(16)), "scan.pdf", par_image=True)


def test_une_page_image_parmi_d_autres_est_signalee():
    source = lire(pdf_image(4, 4, bytes(16), [(60, 700, "Une page de texte suffisamment longue")]))

    assert [(a.code, a.chiffres) for a in source.avertissements] == [("pages_sans_texte", {"pages": [2]})]


BOMBE = """
import resource, sys
from jalons.lecture.entrees.tests.fabrique import espaces, pdf
from jalons.lecture.entrees.tests.test_textes import refus
mega = int(sys.argv[1])
bombe = pdf(espaces(mega), compresse=True)
assert len(bombe) < mega * 2_000
assert refus(bombe)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""


@pytest.mark.parametrize("mega", [40, pytest.param(1_500, marks=pytest.mark.long)])
def test_une_bombe_est_arretee_sans_remplir_la_memoire(mega):
    # spaces, a thousand times smaller on disk than unfolded: read in bounded memory, or refused;
    # behind a shell, since the peak of a process starts at its parent's, here the whole suite's
    commande = ["sh", "-c", '"$@"; exit $?', "sh", sys.executable, "-c", BOMBE, str(mega)]
    dit = subprocess.run(commande, capture_output=True, text=True, check=False)

    assert dit.returncode == 0, dit.stderr
    assert int(dit.stdout) < 1_200_000


@pytest.mark.skipif(
    ocr.langue() != "fra", reason="Tesseract en français n'est pas installé : lecture d'images laissée de côté."
)
def test_une_page_numerisee_est_lue_par_tesseract():
    import io

    import pypdfium2

    propre = pdf([(60, 700, "Fiche action 3 : Soutenir les familles"), (60, 670, "Pilote : Service de la prévention")])
    with pypdfium2.PdfDocument(propre) as lu:
        dessin = lu[0].render(scale=200 / 72).to_pil().convert("RGB")
    flux = io.BytesIO()
    dessin.save(flux, format="PDF", resolution=200)

    source = lire_pages(flux.getvalue(), "scan.pdf", par_image=True)

    assert source.genre == "pdf-ocr"
    assert "Fiche action 3 : Soutenir les familles" in source.texte
    assert [a.code for a in source.avertissements] == ["pages_par_ocr"]
    assert source.boites[0].haut == pytest.approx(842 - 700 - 11, abs=8)


def test_ce_que_le_processus_repond_redonne_le_document():
    contenu = pdf_image(4, 4, bytes(16), [(60, 700, "Une page de texte")])

    assert recomposer(pdf_enfant.repondre(contenu, "essai.pdf", par_image=False), "essai.pdf") == lire(contenu)
    assert limites.PAGES == 3_000


def test_le_processus_ne_connait_pas_les_mots_de_passe_de_l_application(monkeypatch):
    from jalons.lecture.entrees.pdf import _environnement

    monkeypatch.setenv("DATABASE_URL", "postgresql://x:secret@127.0.0.1/x")

    assert not any("secret" in valeur for valeur in _environnement().values())
    assert "PATH" in _environnement()
