"""Episodes on the calendar. No file, no clock."""

from datetime import date

import polars as pl
import pytest

from jalons.analyse.projection import grille
from jalons.analyse.projection.grille import fin_de_mois, indice

NE = date(2015, 6, 15)
AU = date(2026, 6, 30)


def episodes(*lignes):
    schema = {"enfant": pl.Int64, "naissance": pl.Date, "type": pl.String, "debut": pl.Date, "fin": pl.Date}
    return pl.DataFrame([(e, NE, t, d, f) for e, t, d, f in lignes], schema=schema, orient="row")


def dessin(lue):
    """One line a child, one letter a month-end, a dot outside."""
    lettres = "." + "".join(t[0].upper() for t in lue.types)
    return ["".join(lettres[k] for k in ligne) for ligne in lue.etats]


def test_un_mois_compte_pour_le_type_de_son_dernier_jour():
    lue = grille(
        episodes(
            (1, "famille", date(2026, 1, 31), date(2026, 3, 15)),  # there on 31 January and 28 February
            (1, "maison", date(2026, 3, 15), date(2026, 5, 31)),  # left on 31 May: not there that evening
            (2, "famille", date(2026, 4, 2), None),
            (3, "maison", date(2026, 2, 3), date(2026, 2, 20)),  # no month-end
        ),
        AU, ("famille", "maison"),
    )  # fmt: skip

    #                      JFMAMJ
    assert dessin(lue) == ["FFMM..",
                           "...FFF",
                           "......"]  # fmt: skip
    assert lue.effectifs().tolist() == [[1, 0], [1, 0], [0, 1], [1, 1], [1, 0], [1, 0]]
    assert (fin_de_mois(lue.premier), fin_de_mois(lue.dernier)) == (date(2026, 1, 31), AU)


def test_de_deux_types_a_la_fois_le_dernier_commence_l_emporte():
    lue = grille(
        episodes((1, "famille", date(2026, 1, 5), None), (1, "maison", date(2026, 3, 5), date(2026, 5, 2))), AU
    )

    assert dessin(lue) == ["FFMMFF"]


def test_un_mois_entame_n_est_pas_connu():
    lue = grille(episodes((1, "famille", date(2026, 1, 5), None)), date(2026, 6, 29))

    assert fin_de_mois(lue.dernier) == date(2026, 5, 31)


def test_ce_qui_suit_le_jour_n_est_pas_lu():
    lue = grille(
        episodes((1, "famille", date(2026, 1, 5), None), (2, "famille", date(2026, 6, 20), None)), date(2026, 6, 1)
    )

    assert lue.effectifs().sum(axis=1).tolist() == [1, 1, 1, 1, 1]


def test_une_grille_passee_ne_sait_rien_de_la_suite():
    entiere = grille(episodes((1, "famille", date(2026, 1, 5), None), (2, "maison", date(2026, 5, 20), None)), AU)

    assert dessin(entiere.jusqu_a(indice(date(2026, 3, 1)))) == ["FFF", "..."]


def test_sans_rien_a_placer_la_phrase_le_dit():
    with pytest.raises(ValueError, match="Aucun épisode ne peut être placé"):
        grille(episodes((1, "famille", None, None)), AU)
