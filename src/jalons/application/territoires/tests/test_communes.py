"""Communes and EPCI, in the shape of ``@etalab/decoupage-administratif``: a made sample, and the real package."""

import json
from collections import Counter

import pytest

from jalons.application.territoires.models import Commune, Epci
from jalons.application.territoires.services import METROPOLE_DE_LYON, _commune, charger_communes
from jalons.config import lieux
from jalons.config.pour_pytest import comme_proprietaire

PAQUET = lieux.RACINE / "node_modules" / "@etalab" / "decoupage-administratif" / "data"
COMPETENTES = {"15": "15", "69": "69D", "2A": "20", "67": "6AE", "974": "974"}
OUTRE_MER = {"975"}


def commune(code, departement, epci=None, **autres):
    donnees = {"code": code, "nom": f"Commune {code}", "departement": departement, "type": "commune-actuelle", **autres}
    return _commune(donnees, epci, COMPETENTES, OUTRE_MER)


@pytest.mark.parametrize(
    ("cas", "code", "departement", "epci", "attendue", "departement_retenu"),
    [
        ("un département", "15014", "15", None, "15", "15"),
        ("la Métropole de Lyon", "69123", "69", METROPOLE_DE_LYON, "69M", "69"),
        ("le Rhône hors de la Métropole", "69001", "69", "200040574", "69D", "69"),
        ("la Corse", "2A004", "2A", None, "20", "2A"),
        ("l'Alsace", "67482", "67", None, "6AE", "67"),
        ("un département d'outre-mer", "97411", "974", None, "974", "974"),
        ("une collectivité d'outre-mer, sans département", "97502", "975", None, "975", None),
        ("un territoire hors de Jalons", "98735", "987", None, None, None),
    ],
)
def test_chaque_commune_a_la_collectivite_competente(cas, code, departement, epci, attendue, departement_retenu):
    lue = commune(code, departement, epci)

    assert (lue.collectivite_id, lue.departement_id) == (attendue, departement_retenu), cas


def charger(dossier):
    """As the owner, on the connection of the test: its writes are undone with it."""
    with comme_proprietaire():
        resultat = charger_communes(dossier, using="default")
        communes = {c.code: c for c in Commune.objects.all()}
        Commune.objects.all().delete()
        Epci.objects.all().delete()
    return resultat, communes


@pytest.fixture
def dossier(tmp_path):
    communes = [
        {"code": "15014", "nom": "Aurillac", "departement": "15", "type": "commune-actuelle", "population": 26000},
        {"code": "15999", "nom": "Ancienne", "departement": "15", "type": "commune-deleguee", "chefLieu": "15014"},
        {"code": "69123", "nom": "Lyon", "departement": "69", "type": "commune-actuelle"},
        {
            "code": "69381",
            "nom": "Lyon 1er",
            "departement": "69",
            "type": "arrondissement-municipal",
            "commune": "69123",
        },
    ]
    epci = [{"code": METROPOLE_DE_LYON, "nom": "Métropole de Lyon", "type": "MET69", "membres": [{"code": "69123"}]}]
    (tmp_path / "communes.json").write_text(json.dumps(communes), encoding="utf-8")
    (tmp_path / "epci.json").write_text(json.dumps(epci), encoding="utf-8")
    return tmp_path


@pytest.mark.django_db(transaction=True)
def test_les_communes_en_vigueur_et_les_arrondissements_sont_charges(dossier):
    resultat, communes = charger(dossier)

    assert resultat == (1, 3)
    assert {code: c.collectivite_id for code, c in communes.items()} == {"15014": "15", "69123": "69M", "69381": "69M"}
    assert communes["15014"].population == 26000
    assert communes["69381"].epci_id == METROPOLE_DE_LYON


@pytest.mark.skipif(not PAQUET.is_dir(), reason="npm package absent: make installs it")
def test_le_paquet_reel_a_la_forme_attendue():
    """Every commune in force of the real file is read; those without collectivité are outside Jalons."""
    communes = json.loads((PAQUET / "communes.json").read_text(encoding="utf-8"))
    epci = json.loads((PAQUET / "epci.json").read_text(encoding="utf-8"))
    lues = [c for c in communes if c["type"] in ("commune-actuelle", "arrondissement-municipal")]

    assert len(lues) > 34_000
    assert Counter(e["code"] == METROPOLE_DE_LYON for e in epci)[True] == 1
    assert all("departement" in c for c in lues)
    assert {c["commune"] for c in lues if c["type"] == "arrondissement-municipal"} == {"13055", "69123", "75056"}
