"""A département of its own: arrivals by chance, stays of gamma length. It shares no formula with the forecast."""

from datetime import date, timedelta

import numpy as np
import polars as pl

DEPART = date(2010, 1, 1)
FIN = date(2026, 12, 31)


def departement(graine, *, par_an=60.0, moyenne=700.0, forme=1.3, croissance=0.0, types=("famille", "maison")):
    """Episodes of children who come at 0 to 16 years and leave after a stay, at 18 at the latest."""
    alea = np.random.default_rng(graine)
    jours = (FIN - DEPART).days
    tentes = alea.poisson(par_an * 1.6 * jours / 365.25)
    arrivees = np.sort(alea.uniform(0, jours, tentes))
    garde = alea.random(tentes) < np.exp(croissance * (arrivees - jours) / 365.25) / 1.6
    lignes = []
    for enfant, jour in enumerate(arrivees[garde]):
        age = alea.uniform(0, 16) * 365.25
        naissance = DEPART + timedelta(days=int(jour - age))
        fin = min(jour + alea.gamma(forme, moyenne / forme), jour - age + 18 * 365.25)
        bascule = jour + alea.exponential(900)
        premier, second = (types[0], types[1]) if alea.random() < 0.6 else (types[1], types[0])
        coupes = [(premier, jour, min(fin, bascule)), (second, bascule, fin)]
        lignes += [
            (enfant, naissance, t, DEPART + timedelta(days=int(d)), DEPART + timedelta(days=int(f)))
            for t, d, f in coupes
            if int(f) > int(d) and d <= jours
        ]
    schema = {"enfant": pl.Int64, "naissance": pl.Date, "type": pl.String, "debut": pl.Date, "fin": pl.Date}
    lues = pl.DataFrame(lignes, schema=schema, orient="row")
    return lues.with_columns(fin=pl.when(pl.col("fin") <= FIN).then("fin"))
