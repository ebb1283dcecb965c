"""An écart blocks only when it is confirmed, and keeps its identity when its figures change."""

import json
from decimal import Decimal

import pytest

from jalons.noyau.ecarts import Ecart, Gravite, RegleNonRespectee, en_nombre


def ecart(**change):
    return Ecart(
        **{"code": "total_incoherent", "gravite": Gravite.BLOQUANT, "confirme": True, "message": "M.", **change}
    )


@pytest.mark.parametrize(
    ("gravite", "confirme", "bloque"),
    [
        ("bloquant", True, True),
        ("bloquant", False, False),
        ("avertissement", True, False),
        ("information", True, False),
    ],
)
def test_un_ecart_non_confirme_ne_bloque_jamais(gravite, confirme, bloque):
    assert ecart(gravite=Gravite(gravite), confirme=confirme).bloque is bloque


def test_la_cle_ne_depend_pas_des_chiffres():
    assert ecart(chiffres={"jours": 1}, objet="x").cle == ecart(chiffres={"jours": 2}, objet="x").cle
    assert ecart(objet="x").cle != ecart(objet="y").cle


def test_la_forme_publique_est_du_json_avec_des_nombres():
    publie = ecart(
        chiffres={"total": Decimal(5000000), "part": Decimal("52.38"), "detail": [Decimal("1.50")]}
    ).en_json()

    assert json.loads(json.dumps(publie))["chiffres"] == {"total": 5000000, "part": 52.38, "detail": [1.5]}
    assert publie["gravite"] == "bloquant"


@pytest.mark.parametrize(
    ("valeur", "attendue"),
    [
        (Decimal("1E+2"), 100),
        (Decimal("-0.10"), -0.1),
        ({"a": (Decimal(1), None, True)}, {"a": [1, None, True]}),
        ("12", "12"),
    ],
)
def test_les_nombres_decimaux_deviennent_des_nombres(valeur, attendue):
    obtenue = en_nombre(valeur)

    assert obtenue == attendue
    assert type(obtenue) is type(attendue)


def test_un_acte_refuse_porte_tous_ses_ecarts():
    refus = RegleNonRespectee([ecart(message="Un."), ecart(message="Deux.")])

    assert str(refus) == "Un. Deux."
    assert len(refus.ecarts) == 2
