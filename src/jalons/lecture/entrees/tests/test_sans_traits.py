"""Tables without rules: labels beside what they announce, rows under columns, pages a little turned."""

from __future__ import annotations

from jalons.lecture.entrees import ocr
from jalons.lecture.entrees.grilles import grilles
from jalons.lecture.entrees.sans_traits import tableaux_sans_traits
from jalons.lecture.entrees.segments import Segment
from jalons.lecture.entrees.tableaux import en_rangs

LARGEUR = 5.0


def seg(texte: str, gauche: float, haut: float) -> Segment:
    return Segment(texte, gauche, haut, gauche + LARGEUR * len(texte), haut + 10)


def jamais(_segment: Segment, _x: float) -> None:
    return None


def lus(tables) -> list[list[str]]:
    return [[r.texte for r in en_rangs(t.lignes) if r.texte] for t in tables]


MARGE = [
    seg("Constats", 60, 114), seg("Les équipes sont rares et les familles loin.", 180, 100), seg("Les délais sont longs.", 180, 114),
    seg("Personne ne relance.", 180, 128), seg("Service", 60, 150), seg("porteur", 60, 162), seg("PMI du chef-lieu", 180, 156),
    seg("Échéance", 60, 190), seg("2025", 180, 190),
]  # fmt: skip


def test_une_etiquette_au_milieu_de_sa_rangee_annonce_toutes_ses_lignes() -> None:
    tables, libres = tableaux_sans_traits(MARGE, jamais)

    assert lus(tables) == [[
        "Constats", "Les équipes sont rares et les familles loin.", "Les délais sont longs.", "Personne ne relance.",
        "Service porteur", "PMI du chef-lieu", "Échéance", "2025",
    ]]  # fmt: skip
    assert libres == []


def test_ce_qui_precede_la_premiere_etiquette_finit_la_page_d_avant() -> None:
    tables, _ = tableaux_sans_traits([seg("Fin de la rangée d'avant", 180, 60), *MARGE], jamais)

    assert lus(tables)[0][:2] == ["Fin de la rangée d'avant", "Constats"]


def test_un_texte_suivi_n_est_pas_un_tableau() -> None:
    page = [seg("Une ligne de texte qui court sur toute la largeur", 60, 100 + 14 * n) for n in range(12)]

    assert tableaux_sans_traits(page, jamais) == ([], page)
    assert grilles(page, jamais) == ([], page)


def test_des_cellules_cote_a_cote_font_des_rangees() -> None:
    page = [
        seg("Action", 60, 100), seg("Pilote", 200, 100), seg("Échéance", 320, 100),
        seg("Renforcer les", 60, 120), seg("consultations", 60, 132), seg("PMI", 200, 126), seg("2024", 320, 126),
        seg("Ouvrir un lieu", 60, 160), seg("2025", 320, 160),
        seg("Axe 2 : protéger les enfants sans jamais rompre leurs liens", 60, 190),
    ]  # fmt: skip
    tables, libres = grilles(page, jamais)

    assert lus(tables) == [
        ["Action | Pilote | Échéance", "Renforcer les consultations | PMI | 2024", "Ouvrir un lieu |  | 2025"]
    ]
    assert libres == [page[-1]]


def test_une_page_numerisee_de_travers_est_redressee() -> None:
    pente = 0.01
    mots = [
        (ligne, Segment("mot", x, 100.0 * ligne + pente * x, x + 20, 100.0 * ligne + pente * x + 10))
        for ligne in range(1, 6) for x in (60.0, 120.0, 180.0, 240.0, 300.0)
    ]  # fmt: skip
    hauts = [round(m.haut, 3) for _, m in ocr.droits(mots)]

    assert hauts == [100.0 * ligne for ligne in range(1, 6) for _ in range(5)]
