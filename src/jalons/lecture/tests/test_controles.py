"""What disagrees inside a document is told, with what to do; what agrees gives nothing."""

from __future__ import annotations

import pytest

from jalons.lecture.controles import controler
from jalons.lecture.structure.brut import Brut
from jalons.lecture.tests.documents import lu


def brut(genre: str, texte: str = "", **champs: object) -> Brut:
    return Brut(genre, texte, 0, 0, **champs)  # type: ignore[arg-type]


def codes(elements: list[Brut], type_: str = "schema") -> list[str]:
    return [e.code for e in controler(elements, type_)]


def test_un_compte_annonce_et_un_autre_trouve_font_un_ecart() -> None:
    actions = [brut("bilan_action", numero=n, parent="priorite 1") for n in range(1, 10)]
    (ecart,) = controler([brut("effectif", "10 actions", valeur=10, unite="actions"), *actions], "schema")
    assert (ecart.code, ecart.chiffres) == ("annonce_et_trouve", {"annonce": 10, "trouve": 9})
    assert codes([brut("effectif", "9 actions", valeur=9, unite="actions"), *actions]) == []


def test_une_liste_d_exemples_n_est_pas_comparee_au_compte_annonce() -> None:
    actions = [brut("action", parent="actions_listees") for _ in range(6)]
    assert codes([brut("effectif", "10 actions, parmi lesquelles", valeur=10, unite="actions"), *actions]) == []


def test_un_numero_saute_est_dit() -> None:
    (ecart,) = controler([brut("fiche", numero=n) for n in (1, 2, 4)], "schema")
    assert (ecart.code, ecart.chiffres) == ("numero_manquant", {"manquants": [3]})


def test_un_total_que_rien_ne_fait_est_signale_et_un_total_juste_ne_l_est_pas() -> None:
    parts = [brut("montant", "Part", valeur=v) for v in (100, 200, 300)]
    assert codes([*parts, brut("montant", "Au total", valeur=600)], "contrat") == []
    assert codes([*parts, brut("montant", "Au total", valeur=650)], "contrat") == ["somme"]
    assert codes([*parts, brut("montant", "Au total", valeur=650)], "schema") == []


def test_la_meme_chose_comptee_deux_fois_autrement_est_signalee() -> None:
    deux = [
        brut("chiffre", "7 483 informations préoccupantes reçues", valeur=7483, unite="informations"),
        brut("chiffre", "7 802 informations préoccupantes reçues", valeur=7802, unite="informations"),
    ]
    (ecart,) = controler(deux, "schema")
    assert (ecart.code, ecart.chiffres) == ("deux_valeurs", {"valeurs": [7483, 7802]})


def test_une_rubrique_que_les_autres_fiches_ont_est_dite_absente() -> None:
    fiches = [brut("fiche", numero=n) for n in (1, 2, 3)]
    resultats = [brut("resultat_attendu", parent=f"fiche {n}") for n in (1, 2)]
    (ecart,) = controler([*fiches, *resultats], "schema")
    assert (ecart.code, ecart.chiffres) == ("rubrique_absente", {"fiches": ["fiche 3"]})


def test_une_liste_qui_n_a_pas_le_nombre_que_dit_sa_phrase_est_signalee() -> None:
    texte = "Signature du contrat départemental de prévention\n\nLe contrat prévoit 4 actions :\n\n{}"
    puces = [f"- Ouvrir le relais {nom} ;\n" for nom in ("nord", "sud", "est")]
    (ecart,) = lu(texte.format("".join(puces))).ecarts
    assert (ecart.code, ecart.chiffres["annonce"], ecart.chiffres["trouve"]) == ("liste_annoncee", 4, 3)
    assert lu(texte.format("".join([*puces, "- Ouvrir le relais ouest.\n"]))).ecarts == ()


TABLEAU = """Contrat départemental de prévention

Annexe financière (en euros)
Action | État | ARS | Département | Total
Renforcer la PMI | 120 000 | 80 000 | 200 000 | 400 000
Développer les relais | 60 000 | 0 | 60 000 | 120 000
TOTAL | 180 000 | 80 000 | 260 000 | 520 000
"""


@pytest.mark.parametrize(
    ("juste", "faux", "totaux"),
    [
        ("260 000 | 520 000", "260 000 | 520 000", []),
        ("| 180 000", "| 190 000", [190000, 520000]),  # the total of a column, then that of the last row
        ("60 000 | 120 000", "60 000 | 125 000", [125000, 520000]),  # the total of a row, then that of its column
        ("TOTAL", "Sous-total", []),  # which rows it adds up is not told
    ],
)
def test_les_totaux_d_un_tableau_sont_comptes_en_long_et_en_large(juste: str, faux: str, totaux: list[int]) -> None:
    ecarts = lu(TABLEAU.replace(juste, faux)).ecarts
    assert [(e.code, e.chiffres["total"]) for e in ecarts] == [("somme", t) for t in totaux]


def test_rien_de_ce_qui_est_signale_ne_bloque() -> None:
    lecture = lu("Le schéma départemental compte 3 axes.\n\nAXE 1 : Voir\n\nAXE 2 : Agir tôt\n")
    assert [(e.code, e.bloque) for e in lecture.ecarts] == [("annonce_et_trouve", False)]
