"""The tableau de bord out and back."""

from decimal import Decimal

import pytest

from jalons.application.documents.excel import services as excel
from jalons.application.documents.excel.tests.tableur import retaper
from jalons.application.indicateurs.classeur import CLASSEUR
from jalons.application.indicateurs.models import Cible, Indicateur, Valeur
from jalons.application.indicateurs.tests.factories import CibleFactory, IndicateurFactory, ValeurFactory
from jalons.application.territoires.tests.factories import collectivite
from jalons.noyau.dates import DateCivile

pytestmark = pytest.mark.django_db


@pytest.fixture
def cantal(territoire):
    territoire("15")
    indicateur = IndicateurFactory(code="vad", libelle="Visites")
    IndicateurFactory(code="taux", unite="pourcent", t0_valeur=Decimal("12.5"))
    CibleFactory(indicateur=indicateur, annee=2015)
    ValeurFactory(indicateur=indicateur, periode=DateCivile(2021, 6), source="SNDS", commentaire="partiel")
    ValeurFactory(indicateur=indicateur, valeur=Decimal("99.1234"))
    return collectivite("15")


def deposer(cantal, octets):
    attente = excel.mettre_en_attente(CLASSEUR, cantal, octets=octets, nom="tdb.xlsx", par=None)
    return attente, excel.lire_attente(attente)


def exporter(cantal):
    return excel.exporter(CLASSEUR, cantal, presentation=[])


def test_un_tableau_de_bord_rendu_tel_quel_ne_change_rien(cantal):
    _, resultat = deposer(cantal, exporter(cantal))

    assert (resultat.lignes, resultat.refus) == ([], [])


def test_cibles_depart_et_valeurs_s_ecrivent_une_fois_confirmees(cantal):
    octets = retaper(
        exporter(cantal),
        "Indicateurs et cibles",
        {(4, "cible_2015"): "", (4, "t0_valeur"): 120, (3, "t0_valeur"): "13,5"},
        [],
    )
    octets = retaper(octets, "Valeurs", {(3, "valeur"): 98}, [
        {"indicateur": "vad · Visites", "periode": "2022", "source": "Données du département", "valeur": 160},
    ])  # fmt: skip
    attente, resultat = deposer(cantal, octets)

    assert resultat.refus == []
    assert Valeur.objects.count() == 2
    assert excel.confirmer(attente, CLASSEUR, cantal, ecraser=[], par=None) == 4

    assert not Cible.objects.exists()
    assert {i.code: i.t0_valeur for i in Indicateur.objects.all()} == {"vad": 120, "taux": Decimal("13.5")}
    assert {(str(v.periode), v.source): v.valeur for v in Valeur.objects.all()} == {
        ("2021", "LOCAL"): Decimal("99.1234"),
        ("juin 2021", "SNDS"): 98,
        ("2022", "LOCAL"): 160,
    }


def test_ce_que_les_regles_refusent_est_dit_cellule_par_cellule(cantal):
    octets = retaper(exporter(cantal), "Indicateurs et cibles", {(3, "t0_valeur"): 300, (4, "libelle"): "Autre"}, [])
    octets = retaper(octets, "Valeurs", {}, [
        {"indicateur": "vad · Visites", "periode": "2021", "source": "LOCAL", "valeur": 1},
        {"indicateur": "vad · Visites", "periode": "hier", "source": "LOCAL", "valeur": 1},
    ])  # fmt: skip

    _, resultat = deposer(cantal, octets)

    phrases = " ".join(r.message for r in resultat.refus)
    assert resultat.lignes == []
    for attendue in ("de 0 à 100", "ne se modifie pas ici", "a déjà une valeur pour 2021", "n'est pas une date"):
        assert attendue in phrases
    assert Valeur.objects.count() == 2
