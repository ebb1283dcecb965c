"""A body of ten gigabytes is refused by its announcement."""

from django.urls import reverse


class Jamais:
    """A body that must not be read."""

    def read(self, *_):
        raise AssertionError("the body has been read")

    readline = read


def test_un_corps_de_dix_gigaoctets_est_refuse_sans_etre_lu(client, db):
    reponse = client.post(
        reverse("acces:connexion"), CONTENT_LENGTH="10000000000", content_type="multipart/form-data; boundary=x",
        **{"wsgi.input": Jamais()},
    )  # fmt: skip

    assert reponse.status_code == 413
    assert "120 Mo au plus" in reponse.text


def test_un_envoi_ordinaire_passe(client, db):
    assert client.post(reverse("acces:connexion"), {"username": "a"}).status_code == 200
