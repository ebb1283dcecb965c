"""Which amounts belong to an exercice: nothing is divided nor multiplied."""

from decimal import Decimal

import pytest

from jalons.application.finances.lignes import LigneFinanciere, Version
from jalons.application.rapports.exercice import Rattachement, rattacher
from jalons.noyau.dates import DateCivile
from jalons.noyau.periodes import Periode


def ligne(**champs):
    return LigneFinanciere(cle="a", libelle="A", valeur=Decimal(10), version=Version.SIGNE, source="P304", **champs)


def periode(debut, fin):
    return Periode(DateCivile.lire(debut), DateCivile.lire(fin))


@pytest.mark.parametrize(
    ("cas", "montant", "attendu"),
    [
        ("de l'année", ligne(annee=2023), Rattachement.EXERCICE),
        ("d'une autre année", ligne(annee=2022), Rattachement.AUTRE),
        ("chaque année de la période", ligne(par_an=True, periode=periode("2022", "2024")), Rattachement.EXERCICE),
        ("chaque année, sans période", ligne(par_an=True), Rattachement.EXERCICE),
        ("chaque année, hors période", ligne(par_an=True, periode=periode("2020", "2021")), Rattachement.AUTRE),
        ("période dans l'année", ligne(periode=periode("2023-03", "2023-09")), Rattachement.EXERCICE),
        ("période de plusieurs années", ligne(periode=periode("2022-10", "2023-12")), Rattachement.PLURIANNUEL),
        ("sans aucune période", ligne(), Rattachement.INCONNU),
    ],
)
def test_rattachement(cas, montant, attendu):
    assert rattacher(montant, 2023) is attendu, cas
