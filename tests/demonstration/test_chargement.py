"""Loading the demonstration: twice it is the same, a kill leaves nothing half-made, a real base is refused."""

from datetime import date

import pytest
from django.apps import apps

from jalons.application.acces.models import Agent
from jalons.application.contrats import selectors as contrats
from jalons.application.finances.models import Montant
from jalons.application.socle.perimetre import perimetre
from jalons.demonstration import chargement, haute_rive, marques
from jalons.demonstration.synthetique import tableaux
from jalons.noyau.saisie import EntreeRefusee

pytestmark = [pytest.mark.django_db(databases=["default", "owner"]), pytest.mark.xdist_group("demonstration")]

JOUR = date(2026, 11, 24)
CODES = ("F0", "14", "15", "62", "63")
REELS = 4


@pytest.fixture(autouse=True)
def _l_essentiel(monkeypatch):
    """Communes are written by the owner, outside the test's transaction: they have their own tests. One run of the
    dashboards, the lightest, stands for all: ``test_synthetique`` loads every one."""
    monkeypatch.setattr("jalons.demonstration.territoires.charger", lambda: ("communes", False))
    monkeypatch.setattr(tableaux, "CALCULS", {"parcours": tableaux.CALCULS["parcours"]})


def charger(**options):
    return chargement.charger(au=JOUR, dire=lambda phrase: None, **{"enfants": 5, **options})


def empreinte():
    """Number of rows of every territorial table, history included."""
    modeles = [m for m in apps.get_models() if hasattr(m, "colonne_territoire")]
    return {m._meta.label: m.objects.count() for m in modeles}


def test_un_dossier_interrompu_ne_laisse_rien_la_suite_le_finit_et_recharger_n_ajoute_rien(monkeypatch):
    ecrire = haute_rive.DOSSIERS["contrats et crédits"]

    def mourir(**arguments):
        ecrire(**arguments)
        raise KeyboardInterrupt

    monkeypatch.setitem(haute_rive.DOSSIERS, "contrats et crédits", mourir)
    with pytest.raises(KeyboardInterrupt):
        charger()
    with perimetre(["F0"]):
        assert not contrats.tous().exists()
        assert not Montant.objects.exists()
        assert marques.deja("haute-rive/indicateurs", collectivite="F0")
    monkeypatch.setitem(haute_rive.DOSSIERS, "contrats et crédits", ecrire)

    suite = list(haute_rive.DOSSIERS).index("contrats et crédits")
    assert charger().chargees == len(haute_rive.DOSSIERS) - suite + 1  # contracts, what follows, the draw

    with perimetre(CODES):
        avant = empreinte()
    assert charger().chargees == 0
    with perimetre(CODES):
        assert empreinte() == avant
        assert contrats.tous().filter(collectivite_id="F0").count() == 2
    assert avant["fiches.Fiche"] > 30


def test_une_base_qui_sert_deja_est_refusee_sauf_si_on_confirme(monkeypatch):
    monkeypatch.setattr(haute_rive, "DOSSIERS", {})  # the units and the real dossiers are enough to see it accepted
    Agent.objects.create(courriel="quelquun@departement.invalid", nom="Vrai", prenom="Agent")

    with pytest.raises(EntreeRefusee, match="étranger à la démonstration"):
        charger(enfants=0)
    with pytest.raises(EntreeRefusee, match="viderait leur base"):
        charger(recommencer=True, confirmer=True, enfants=0)

    assert charger(confirmer=True, enfants=0).chargees == 1 + REELS
