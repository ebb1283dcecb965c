"""Bullets of a page: joined to their text, deeper when they stand further right."""

from jalons.lecture.entrees.listes import avec_profondeur, en_listes
from jalons.lecture.entrees.segments import Rang, Segment


def segment(texte, gauche, ligne, largeur=100):
    return Segment(texte, gauche, 14 * ligne, gauche + largeur, 14 * ligne + 10)


def profondeurs(*places):
    rangs = [Rang((segment(texte, gauche, n),)) for n, (texte, gauche) in enumerate(places)]
    return [r.texte for r in avec_profondeur(rangs)]


def test_une_puce_rejoint_le_texte_de_sa_ligne_et_lui_seul():
    morceaux = [segment("•", 60, 0, 4), segment("Former", 80, 0), segment("•", 60, 1, 4), segment("Loin", 400, 1)]

    assert [s.texte for s in en_listes(morceaux)] == ["• Former", "•", "Loin"]
    assert [s.texte for s in en_listes([segment("PMI", 60, 0, 20), segment("CAF", 95, 0)])] == ["PMI", "CAF"]
    assert [s.texte for s in en_listes([segment("1.", 60, 0, 8), segment("Former", 80, 0)])] == ["1. Former"]


def test_la_profondeur_suit_la_place_des_puces():
    lues = profondeurs(("• un", 60), ("– deux", 80), ("suite de deux", 90), ("– trois", 80), ("• quatre", 61))

    assert lues == ["• un", "  – deux", "suite de deux", "  – trois", "• quatre"]


def test_une_ligne_au_bord_commence_une_autre_liste():
    assert profondeurs(("• un", 60), ("Titre", 40), ("• deux", 80)) == ["• un", "Titre", "• deux"]


def test_une_autre_colonne_commence_une_autre_liste():
    assert profondeurs(("• un", 60), ("• deux", 320), ("– trois", 340)) == ["• un", "• deux", "  – trois"]
