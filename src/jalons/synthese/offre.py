"""What a register says of a place: its FINESS category, and the département where it stands."""

from __future__ import annotations

import numpy as np
import polars as pl

from jalons.synthese.calendrier import vider
from jalons.synthese.hasard import Hasard, tirer
from jalons.synthese.parametres import Parametres


def classer(lieux: pl.DataFrame, departement: str, parametres: Parametres, hasard: Hasard) -> pl.DataFrame:
    """The places with ``categorie_finess`` (empty for what is no establishment) and ``departement_du_lieu``.

    Draws of their own: the other columns do not depend on them.
    """
    reglages, flux = parametres["offre"], hasard.flux("offre")
    parts = reglages["categories"]
    codes = pl.Series(list(parts))
    tires = tirer(flux, np.array(list(parts.values()), dtype=np.float64), lieux.height)
    genre = lieux["genre"]
    categories = vider(codes[tires], (genre != "etablissement").to_numpy())
    fixes = pl.Series([reglages["fixes"].get(g) for g in genre], dtype=pl.String)
    ailleurs = flux.random(lieux.height) < np.array([reglages["ailleurs"].get(g, 0.0) for g in genre])
    voisin = next(code for code in reglages["voisins"] if code != departement)
    return lieux.with_columns(
        categorie_finess=pl.select(pl.coalesce(fixes, categories)).to_series(),
        departement_du_lieu=pl.Series(np.where(ailleurs, voisin, departement)),
    )
