"""What is too large is refused before it is read, on every page that takes a file."""

import io

import pytest
from django.test import Client

from jalons.application.acces.permissions import Niveau, Role
from jalons.application.acces.tests.factories import AffectationFactory

pytestmark = pytest.mark.django_db
DIX_GO = str(10 * 10**9)
DEPOTS = (
    "/observatoire/tableaux/comparaison/fichiers/", "/observatoire/publications/1/tableau/", "/observatoire/imports/1/classeur/",
    "/observatoire/imports/deposer/",
)  # fmt: skip


class JamaisLu(io.RawIOBase):
    """Ten gigabytes that nobody may ask for."""

    def read(self, *_):
        raise AssertionError("The body was read.")


@pytest.mark.parametrize("adresse", DEPOTS)
def test_dix_gigaoctets_sont_refuses_sans_etre_lus(territoire, adresse):
    territoire("15")
    client = Client(enforce_csrf_checks=True)
    client.force_login(
        AffectationFactory(role=Role.OBSERVATOIRE, niveau=Niveau.COLLECTIVITE, collectivite_id="15").agent
    )

    reponse = client.generic(
        "POST", adresse, CONTENT_LENGTH=DIX_GO, content_type="multipart/form-data; boundary=x",
        **{"wsgi.input": JamaisLu()},
    )  # fmt: skip

    assert reponse.status_code == 413
    assert "au plus" in reponse.text
