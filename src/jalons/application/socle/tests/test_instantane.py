"""A moment of the registers: one perimeter, one snapshot, nothing written."""

import pytest

from jalons.application.socle.perimetre import instantane, perimetre


@pytest.fixture
def base(django_db_setup, django_db_blocker):
    """The test database, outside the transaction that tests usually open."""
    with django_db_blocker.unblock():
        yield


def dits(brut, *reglages):
    with brut.cursor() as curseur:
        return [curseur.execute(f"SELECT current_setting('{r}')").fetchone()[0] for r in reglages]


def test_tout_est_lu_au_meme_instant_sans_ecrire_et_dans_un_seul_perimetre(base):
    with instantane(["15"], agent=7) as brut:
        assert dits(
            brut, "transaction_isolation", "transaction_read_only", "jalons.collectivites", "jalons.agent"
        ) == ["repeatable read", "on", "15", "7"]  # fmt: skip


def test_dans_un_travail_c_est_une_autre_connexion(base):
    with perimetre(["15", "63"]), instantane(["15"]) as brut:
        from django.db import connection

        assert brut is not connection.connection
        assert dits(brut, "jalons.collectivites") == ["15"]
        assert dits(connection, "jalons.collectivites") == ["15,63"]


def test_le_perimetre_d_un_travail_ne_s_elargit_pas(base):
    with perimetre(["15"]), pytest.raises(PermissionError), instantane(["15", "63"]):
        raise AssertionError
