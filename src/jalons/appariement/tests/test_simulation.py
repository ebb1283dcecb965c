"""What places added change, and a problem from the tables of registers."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import polars as pl
import pytest

from jalons.appariement.plan import planifier
from jalons.appariement.poids import poids_nationaux
from jalons.appariement.probleme import Fratrie, Probleme
from jalons.appariement.registres import lire_registres
from jalons.appariement.simulation import simuler
from jalons.appariement.terrain import Terrain
from jalons.appariement.tests.fabrique import AU, enfant, lieu
from jalons.noyau.dates import DateCivile
from jalons.noyau.saisie import EntreeRefusee


def test_places_added_serve_those_who_wait_and_bring_siblings_together() -> None:
    quatre = tuple(enfant(c) for c in "abcd")
    probleme = Probleme(DateCivile.lire(AU), quatre, (lieu("x", 1), lieu("y", 1)), (Fratrie("f", ("a", "b")),))
    ajouts = [lieu("village", 2, genre="village_enfants"), lieu("autre", 1, genre="internat", publics=("mna",))]

    dite = simuler(probleme, poids_nationaux(), ajouts)

    assert (dite.avant.sans_place, dite.apres.sans_place) == (2, 0)
    assert (dite.avant.fratries_ensemble, dite.apres.fratries_ensemble) == (0, 1)
    assert [(u.genre, u.ajoutees, u.occupees) for u in dite.usages] == [("village_enfants", 2, 2), ("internat", 1, 0)]
    assert len(dite.gagnants) == 2
    assert dite.prouves


def test_a_place_added_may_not_take_the_name_of_another() -> None:
    probleme = Probleme(DateCivile.lire(AU), (enfant(),), (lieu("x"),))

    with pytest.raises(EntreeRefusee, match="déjà un lieu"):
        simuler(probleme, poids_nationaux(), [lieu("x")])


def ecrire_tables(dossier: Path) -> None:
    """Three children: one waits since 1 March with her brother decided too, one is already housed."""
    j = date
    tables = {
        "enfants": {"enfant": [1, 2, 3], "famille": [10, 10, 11], "sexe": ["F", "M", "M"],
                    "naissance": [j(2014, 5, 1), j(2016, 1, 1), j(2010, 3, 3)],
                    "naissance_precision": ["jour", "annee", "jour"], "non_accompagne": [False, False, True]},
        "foyers": {"famille": [10], "rang": [1], "commune": [7], "latitude": [50.3], "longitude": [2.8]},
        "mesures": {"enfant": [1, 2, 3], "cadre": ["accueil", "accueil", "accueil"],
                    "decidee_le": [j(2022, 3, 1), j(2022, 3, 1), j(2021, 1, 1)],
                    "debut_le": [None, j(2022, 4, 1), j(2021, 1, 10)], "fin_le": [None, None, None]},
        "sejours": {"enfant": [3], "lieu": [100], "debut_le": [j(2021, 1, 10)], "fin_le": [None]},
        "lieux": {"lieu": [100, 101], "genre": ["etablissement", "tiers"], "capacite": [3, 1], "mds": [0, 0],
                  "commune": [7, 7], "latitude": [50.31, 50.3], "longitude": [2.81, 2.8],
                  "departement_du_lieu": ["62", "62"]},
    }  # fmt: skip
    for nom, colonnes in tables.items():
        cadre = pl.DataFrame(colonnes)
        if nom in {"mesures", "sejours"}:
            cadre = cadre.with_columns(pl.col("fin_le").cast(pl.Date))
        cadre.write_parquet(dossier / f"{nom}.parquet")


def test_registers_tell_who_waits_and_what_is_free(tmp_path: Path) -> None:
    ecrire_tables(tmp_path)

    probleme = lire_registres(tmp_path, date(2022, 3, 15))

    assert [(e.cle, e.entree_le and e.entree_le.iso()) for e in probleme.enfants] == [("1", None), ("2", "2022-04-01")]
    assert probleme.enfants[1].naissance == DateCivile(2016)
    assert [(x.cle, x.libres, x.accueillis) for x in probleme.lieux] == [("100", 2, 1)]
    assert [f.enfants for f in probleme.fratries] == [("1", "2")]
    assert planifier(Terrain(probleme, poids_nationaux())).lieux == ("100", "100")


def test_tables_that_are_missing_are_all_told(tmp_path: Path) -> None:
    with pytest.raises(EntreeRefusee) as refus:
        lire_registres(tmp_path)

    assert {f.lieu for f in refus.value.fautes} == {"enfants", "foyers", "mesures", "sejours", "lieux"}
