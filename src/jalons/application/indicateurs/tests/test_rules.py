from datetime import date
from decimal import Decimal

import pytest
from hypothesis import assume, given

from jalons.application.indicateurs import rules
from jalons.application.indicateurs.rules import Cible, Fraicheur, Frequence, PointDeTrajectoire, Sens
from jalons.noyau.dates import DateCivile
from jalons.noyau.tests.strategies import MONTANTS

PLAGE = Cible(minimum=Decimal(10), maximum=Decimal(20))


@pytest.mark.parametrize(
    ("nom", "depart", "cible", "valeur", "sens", "attendu"),
    [
        ("baisse au quart", 100, Cible(Decimal(80)), 95, Sens.BAISSE, "25.00"),
        ("hausse à moitié", 0, Cible(Decimal(20)), 10, Sens.HAUSSE, "50.00"),
        ("dépassée", 100, Cible(Decimal(80)), 75, Sens.BAISSE, "125.00"),
        ("à rebours", 100, Cible(Decimal(80)), 105, Sens.BAISSE, "-25.00"),
        ("départ égal à la cible, tenue", 80, Cible(Decimal(80)), 80, Sens.BAISSE, "100.00"),
        ("départ égal à la cible, perdue", 80, Cible(Decimal(80)), 81, Sens.BAISSE, "0.00"),
        ("déjà meilleur que la cible", 70, Cible(Decimal(80)), 75, Sens.BAISSE, "100.00"),
        ("plage, par le bas", 0, PLAGE, 5, Sens.PLAGE, "50.00"),
        ("plage, par le haut", 30, PLAGE, 25, Sens.PLAGE, "50.00"),
        ("plage, dedans", 0, PLAGE, 15, Sens.PLAGE, "100.00"),
        ("plage, passée de l'autre côté : à 5 de la plage au lieu de 10", 0, PLAGE, 25, Sens.PLAGE, "50.00"),
        ("plage mal bornée", 0, Cible(minimum=Decimal(5), maximum=Decimal(1)), 3, Sens.PLAGE, None),
        ("sans valeur", 100, Cible(Decimal(80)), None, Sens.BAISSE, None),
        ("sans départ", None, Cible(Decimal(80)), 95, Sens.BAISSE, None),
        ("sans cible", 100, None, 95, Sens.BAISSE, None),
        ("cible vide", 100, Cible(), 95, Sens.BAISSE, None),
    ],
)
def test_taux_avancement(nom, depart, cible, valeur, sens, attendu):
    trouve = rules.taux_avancement(
        depart=None if depart is None else Decimal(depart), cible=cible,
        valeur=None if valeur is None else Decimal(valeur), sens=sens,
    )  # fmt: skip

    assert (None if trouve is None else str(trouve)) == attendu, nom


@given(MONTANTS, MONTANTS)
def test_le_depart_vaut_zero_et_la_cible_cent(depart, cible):
    assume(depart != cible)
    sens = Sens.HAUSSE if cible > depart else Sens.BAISSE

    au_depart, a_la_cible = (
        rules.taux_avancement(depart=depart, cible=Cible(cible), valeur=v, sens=sens) for v in (depart, cible)
    )

    assert (au_depart, a_la_cible) == (0, 100)


@pytest.mark.parametrize(
    ("valeur", "cible", "sens", "attendu"),
    [(20, Cible(Decimal(20)), Sens.HAUSSE, True), (19, Cible(Decimal(20)), Sens.HAUSSE, False),
     (20, PLAGE, Sens.PLAGE, True), (None, PLAGE, Sens.PLAGE, None), (20, Cible(), Sens.BAISSE, None)],
)  # fmt: skip
def test_est_atteinte(valeur, cible, sens, attendu):
    assert rules.est_atteinte(None if valeur is None else Decimal(valeur), cible, sens) is attendu


def test_deux_sources_donnent_un_ecart_jamais_une_moyenne():
    assert rules.ecart_entre_sources({"SNDS": Decimal(90), "LOCAL": Decimal(120), "AUTRE": None}) == 30
    assert rules.ecart_entre_sources({"SNDS": Decimal(90), "LOCAL": None}) is None
    assert rules.ecart_relatif(Decimal(90), Decimal(120)) == Decimal("33.33")
    assert rules.ecart_relatif(None, Decimal(120)) is None


@pytest.mark.parametrize(
    ("derniere", "frequence", "delai", "attendue"),
    [
        (DateCivile(2021), Frequence.ANNUELLE, 0, date(2022, 12, 31)),
        (DateCivile(2021, 12), Frequence.MENSUELLE, 0, date(2022, 1, 31)),
        (DateCivile(2021, 12, 31), Frequence.TRIMESTRIELLE, 15, date(2022, 4, 15)),
        (None, Frequence.ANNUELLE, 0, None),
        (DateCivile(2021), None, 0, None),
    ],
)
def test_prochaine_attendue(derniere, frequence, delai, attendue):
    assert rules.prochaine_attendue(derniere, frequence, delai) == attendue


@pytest.mark.parametrize(
    ("au", "derniere", "attendu", "jours"),
    [
        (date(2022, 12, 31), DateCivile(2021), Fraicheur.A_JOUR, None),
        (date(2023, 1, 1), DateCivile(2021), Fraicheur.PERIME, 1),
        (date(2023, 1, 1), None, Fraicheur.INCONNUE, None),
    ],
)
def test_indicateur_perime(au, derniere, attendu, jours):
    trouves = rules.indicateur_perime("EPP", derniere, Frequence.ANNUELLE, au=au, objet="indicateurs/epp")

    assert rules.fraicheur(derniere, Frequence.ANNUELLE, au=au) is attendu
    assert [e.chiffres["jours"] for e in trouves] == ([] if jours is None else [jours])


def test_indicateur_sans_cible():
    assert rules.indicateur_sans_cible("EPP", [Cible(Decimal(20))], objet="x") == []
    assert rules.indicateur_sans_cible("EPP", [PLAGE], objet="x") == []
    assert [e.code for e in rules.indicateur_sans_cible("EPP", [Cible()], objet="x")] == ["indicateur_sans_cible"]


def test_la_trajectoire_passe_par_les_jalons():
    chemin = rules.trajectoire(
        depart=Decimal(100), le=date(2020, 1, 1), cible=Decimal(80), horizon=date(2022, 1, 1),
        jalons=[PointDeTrajectoire(date(2021, 1, 1), Decimal(96))],
    )  # fmt: skip

    assert [p.valeur for p in chemin] == [100, 96, 80]
    assert rules.valeur_attendue(chemin, au=date(2021, 1, 1)) == 96
    assert rules.valeur_attendue(chemin, au=date(2020, 7, 2)) == Decimal("98.00")  # 183 days of 366
    assert rules.valeur_attendue(chemin, au=date(2023, 1, 1)) is None
