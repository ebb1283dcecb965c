"""Small chains written as a reader would: one line each, days as numbers from 1 January 2024."""

from __future__ import annotations

from datetime import date, timedelta

import polars as pl

from jalons.analyse.parcours.delais.chaines import SCHEMA, verifier
from jalons.analyse.parcours.delais.liens import ETAPES

ORIGINE = date(2024, 1, 1)
AU = ORIGINE + timedelta(days=100)


def jour(nombre):
    return None if nombre is None else ORIGINE + timedelta(days=nombre)


def chaine(numero=1, *, arret=None, sans=(), **champs):
    """``recue=0, qualifiee=3``: days of the steps; ``arret=("classee", 40)``."""
    etapes = {f"{code}_le": jour(champs.pop(code, None)) for code in ETAPES}
    motif, quand = arret or (None, None)
    return {
        "chaine": f"C{numero}", "enfant": numero, "situation": numero, "mesure": None, "nature": None, "territoire": None,
        "age": None, "origine": None, **etapes, "sans_objet": list(sans), "arret_le": jour(quand), "arret": motif, **champs,
    }  # fmt: skip


def table(*lignes):
    return verifier(pl.DataFrame(list(lignes), schema=SCHEMA))


def numerotees(*lignes):
    return table(*({**x, "chaine": f"C{rang}", "enfant": rang} for rang, x in enumerate(lignes)))
