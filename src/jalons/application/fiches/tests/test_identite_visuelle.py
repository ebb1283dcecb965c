"""The page of a fiche bears the identity of its département, whoever reads it."""

import pytest
from django.urls import reverse

from jalons.application.acces.permissions import Niveau, Role
from jalons.application.acces.tests.factories import AffectationFactory
from jalons.application.fiches.tests.factories import FicheFactory
from jalons.application.territoires.models import Identite

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("role", "niveau", "code"), [
    (Role.NATIONAL, Niveau.NATION, None),
    (Role.CHARGEE_MISSION, Niveau.COLLECTIVITE, "F0"),
])  # fmt: skip
def test_un_departement_fictif_garde_sa_couleur_et_son_bandeau(client, territoire, role, niveau, code):
    territoire("F0")
    fiche = FicheFactory(collectivite_id="F0")
    Identite.objects.create(collectivite_id="F0", couleur="#0b6e4f")
    client.force_login(AffectationFactory(role=role, niveau=niveau, collectivite_id=code).agent)

    reponse = client.get(reverse("fiches:fiche", args=[fiche.pk]))

    assert "Département fictif" in reponse.text
    assert reverse("ui:theme", args=["0b6e4f"]) in reponse.text
