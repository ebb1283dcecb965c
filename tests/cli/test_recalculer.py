"""``jalons base recalculer``: what the nightly jobs do, at once."""

import json

import pytest

from jalons.application.enfants.tests.factories import EnfantFactory
from jalons.application.faits.models import Echeance, Fait
from jalons.application.socle.models import Entree
from jalons.application.socle.perimetre import perimetre
from jalons.cli import main
from jalons.noyau.dates import DateCivile

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _django_deja_pret(monkeypatch):
    """The command of a test runs in the base of the tests."""
    monkeypatch.setattr("jalons.cli.base.preparer", lambda *args, **kwargs: None)


def un_fait(collectivite, evenement="admission_ase"):
    """A fact written without its deadlines, as by a bulk load."""
    with perimetre([collectivite]):
        enfant = EnfantFactory(collectivite_id=collectivite)
        Fait.objects.create(
            collectivite_id=collectivite, sujet_type="enfant", sujet_id=enfant.pk, evenement=evenement,
            survenu_le=DateCivile(2026, 3, 2),
        )  # fmt: skip
    return enfant


def recalculer(capsys, *options):
    assert main(["base", "recalculer", *options, "--format", "json"]) == 0
    return json.loads(capsys.readouterr().out)


def test_les_echeances_manquantes_sont_ecrites_puis_plus_rien_ne_change(capsys):
    enfant = un_fait("15")

    premier = recalculer(capsys, "--collectivite", "15")

    assert premier["sujets"] == 1
    with perimetre(["15"]):
        regles = set(Echeance.objects.filter(sujet_id=enfant.pk).values_list("regle", flat=True))
        assert "SANTE-BILAN" in regles
        assert premier["echeances"] == len(regles)
        assert Entree.objects.filter(acte="echeancier:recalculer").count() == 1
    assert recalculer(capsys, "--collectivite", "15") == {"sujets": 1, "echeances": 0}


def test_une_seule_collectivite_est_recalculee_quand_on_la_nomme(capsys):
    autre = un_fait("63")

    assert recalculer(capsys, "--collectivite", "15") == {"sujets": 0, "echeances": 0}
    with perimetre(["63"]):
        assert not Echeance.objects.filter(sujet_id=autre.pk).exists()
    assert recalculer(capsys)["sujets"] == 1


def test_plus_d_enfants_qu_un_lot_sont_tous_recalcules(capsys, monkeypatch):
    monkeypatch.setattr("jalons.application.echeancier.recalcul.LOT", 2)
    for _ in range(5):
        un_fait("15")

    assert recalculer(capsys, "--collectivite", "15")["sujets"] == 5


def test_une_collectivite_inconnue_est_refusee_avec_une_phrase(capsys):
    assert main(["base", "recalculer", "--collectivite", "ZZ"]) == 2
    assert "« ZZ » n'est pas une collectivité" in capsys.readouterr().err
