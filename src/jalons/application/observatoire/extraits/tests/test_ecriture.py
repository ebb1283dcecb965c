"""Rows from the server to a file, block after block: all of them, of their type, in little memory."""

import os
import resource
from datetime import date

import polars as pl
import pytest

from jalons.analyse.tables.registres import ENFANTS
from jalons.application.observatoire.extraits import ecriture
from jalons.application.observatoire.extraits.ecriture import ecrire_table
from jalons.application.observatoire.extraits.requetes import BOOLEEN, ENTIER, JOUR, REQUETES, TEXTE, Requete
from jalons.application.socle.perimetre import instantane

COLONNES = {"enfant": ENTIER, "naissance": JOUR, "sexe": TEXTE, "non_accompagne": BOOLEEN}
SQL = """
SELECT n, CASE WHEN n %% 3 > 0 THEN date '2015-01-01' + (n %% 1000)::int END, CASE WHEN n %% 2 > 0 THEN 'F' END,
       CASE n %% 3 WHEN 0 THEN true WHEN 1 THEN false END
FROM generate_series(1, {}) n
"""


@pytest.fixture
def curseur(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), instantane(["15"]) as connexion, connexion.cursor() as ouvert:
        yield ouvert


def ecrire(curseur, combien, chemin):
    valeurs = {"code": "15", "au": date(2025, 1, 1)}
    return ecrire_table(curseur, Requete(ENFANTS, COLONNES, SQL.format(combien)), valeurs, chemin)


def test_les_blocs_se_suivent_sans_perdre_ni_doubler_une_ligne(curseur, tmp_path, monkeypatch):
    monkeypatch.setattr(ecriture, "BLOC", 1000)

    assert ecrire(curseur, 2500, tmp_path / "t.parquet") == 2500

    lue = pl.read_parquet(tmp_path / "t.parquet")
    assert lue["enfant"].to_list() == list(range(1, 2501))
    assert lue.row(1) == ("15", 2, date(2015, 1, 3), None, None)
    assert lue.row(2) == ("15", 3, None, "F", True)
    assert (tmp_path / "t.parquet").stat().st_mode & 0o777 == 0o600


def test_une_table_sans_ligne_garde_ses_colonnes(curseur, tmp_path):
    assert ecrire(curseur, 0, tmp_path / "t.parquet") == 0

    assert pl.read_parquet_schema(tmp_path / "t.parquet") == {
        "departement": pl.String, "enfant": pl.Int64, "naissance": pl.Date, "sexe": pl.String,
        "non_accompagne": pl.Boolean,
    }  # fmt: skip


@pytest.mark.parametrize("requete", REQUETES, ids=lambda r: r.table.nom)
def test_chaque_requete_ne_lit_que_la_collectivite_et_rien_d_apres_le_jour(requete):
    assert "collectivite_id = %(code)s" in requete.sql
    assert "%(au)s" in requete.sql
    assert set(requete.colonnes) <= {c.nom for c in requete.table.colonnes}


@pytest.mark.skipif(os.environ.get("JALONS_TESTS_LONGS") != "oui", reason="long : make test-long")
def test_dix_millions_de_lignes_ne_prennent_guere_plus_de_memoire_que_cent_mille(curseur, tmp_path):
    ecrire(curseur, 200_000, tmp_path / "petite.parquet")
    avant = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert ecrire(curseur, 10_000_000, tmp_path / "grande.parquet") == 10_000_000
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - avant < 150 * 1024
