"""Cells as people type them. No database."""

from datetime import UTC, datetime

import pytest

from jalons.application.documents.excel.cellules import CelluleRefusee, afficher, lire
from jalons.application.documents.excel.tests.classeur_essai import MODELE

FEUILLE = MODELE.feuilles[0]


@pytest.mark.parametrize(
    ("colonne", "brut", "attendu"),
    [
        ("montant", 1250.5, "1250.5"),
        ("montant", "1 250,50 €", "1250.5"),
        ("montant", "1\u202f250.50", "1250.5"),
        ("montant", 0.1 + 0.2, "0.3"),
        ("montant", 0, "0"),
        ("effectif", 12.0, "12"),
        ("taux", "12,5 %", "12.5"),
        ("jour", datetime(2024, 6, 15, tzinfo=UTC), "2024-06-15"),
        ("jour", "15/06/2024", "2024-06-15"),
        ("jour", "06/2024", "2024-06"),
        ("jour", 2024.0, "2024"),
        ("jour", "2024-06", "2024-06"),
        ("etat", "realisee", "fait"),
        ("etat", "EN COURS ", "en_cours"),
        ("note", 2024.0, "2024"),
        ("note", "  deux\r\nlignes ", "deux\nlignes"),
        ("note", "   ", None),
        ("montant", None, None),
    ],
)
def test_une_cellule_se_lit(colonne, brut, attendu):
    assert lire(FEUILLE.colonne(colonne), brut) == attendu


@pytest.mark.parametrize(
    ("colonne", "brut", "phrase"),
    [
        ("montant", "beaucoup", "n'est pas un nombre"),
        ("montant", "1,234.56", "n'est pas un nombre"),
        ("montant", 1.239, "2 décimales au plus"),
        ("montant", True, "n'est pas un nombre"),
        ("montant", float("inf"), "n'est pas un nombre"),
        ("montant", "#DIV/0!", "formule de cette cellule est en erreur"),
        ("effectif", 1.5, "aucune décimale"),
        ("effectif", -3, "attendu un nombre entier, 0 ou plus"),
        ("taux", 120, "de 0 à 100"),
        ("jour", "31/02/2024", "n'est pas une date"),
        ("jour", 45292.5, "n'est pas une date"),
        ("jour", datetime(1905, 7, 16, tzinfo=UTC), "le tableur l'a prise pour un nombre de jours"),
        ("etat", "presque", "n'est pas dans la liste"),
        ("note", "x" * 301, "301 caractères, 300 au plus"),
    ],
)
def test_une_cellule_fausse_dit_pourquoi(colonne, brut, phrase):
    with pytest.raises(CelluleRefusee) as refus:
        lire(FEUILLE.colonne(colonne), brut)

    assert phrase in refus.value.message
    assert refus.value.attendu


@pytest.mark.parametrize(
    ("colonne", "valeur", "vu"),
    [
        ("montant", "-1250.5", "-1\u202f250,5"),
        ("montant", "-0.5", "-0,5"),
        ("jour", "2024-06", "06/2024"),
        ("etat", "fait", "Réalisée"),
        ("note", None, ""),
    ],
)
def test_une_valeur_s_affiche_en_francais(colonne, valeur, vu):
    assert afficher(FEUILLE.colonne(colonne), valeur) == vu
