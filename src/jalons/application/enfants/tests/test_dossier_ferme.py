"""The file of a child who has died, or is past the last age of all help: what it no longer offers, and to whom."""

import pytest
from django.test import Client
from django.urls import reverse

from jalons.application.acces.permissions import Niveau, Role
from jalons.application.acces.tests.factories import AffectationFactory
from jalons.application.enfants.tests.factories import EnfantFactory
from jalons.noyau.dates import DateCivile

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _lieu(territoire):
    territoire("15", "63")


def connecter(role, niveau=Niveau.COLLECTIVITE, collectivite="15", **lieu):
    agent = AffectationFactory(role=role, niveau=niveau, collectivite_id=collectivite, **lieu).agent
    client = Client()
    client.force_login(agent)
    client.agent = agent
    return client


def page(nom, *args):
    return reverse(f"enfants:{nom}", args=args)


@pytest.mark.parametrize(
    "champs",
    [{"decede_le": DateCivile(2024, 1, 5)}, {"naissance": DateCivile(1990, 5, 2)}],
    ids=["decede", "adulte"],
)
def test_rien_de_nouveau_ne_s_offre_quand_plus_rien_ne_s_ouvre(champs):
    client = connecter(Role.CADRE_ASE)
    ferme, ouvert = EnfantFactory(**champs), EnfantFactory()

    lu, autre = client.get(page("dossier", ferme.pk)).text, client.get(page("dossier", ouvert.pk)).text

    assert "Demander une place" in autre
    assert "Demander une place" not in lu
    assert "Enregistrer une décision</a>" in autre
    assert "aucune aide nouvelle ne s&#x27;ouvre. <a" in lu
    assert "Enregistrer une décision plus ancienne</a>" in lu
    assert ("Nommer un référent" in lu) is ("naissance" in champs)
    assert "Demander une place" not in client.get(reverse("places:enfant", args=[ferme.pk])).text


def test_seul_qui_peut_agir_est_prie_d_agir():
    enfant = EnfantFactory(naissance=None)

    assert "complétez l&#x27;identité" in connecter(Role.CADRE_ASE).get(page("dossier", enfant.pk)).text
    lu = connecter(Role.SANTE).get(page("dossier", enfant.pk)).text
    assert "ne peuvent être vérifiées." in lu


def test_un_enfant_decede_se_lit_encore():
    enfant = EnfantFactory(decede_le=DateCivile(2024, 1, 5))

    lu = connecter(Role.CRIP).get(page("dossier", enfant.pk)).text

    assert "Enfant décédé" in lu
    assert "<p>Décès : 5 janvier 2024, dossier" in lu
