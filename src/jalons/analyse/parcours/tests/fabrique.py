"""Small registers written as tables: one line per child, measure or stay."""

from datetime import date

import polars as pl

J = date.fromisoformat


def registres(enfants="", mesures="", sejours="", premier="2020-01-01"):
    """Tables from text; ``-`` is empty.

    enfants: child, birth, family. mesures: child, kind, start, end, reason. sejours: child, place, kind, start, end.
    """

    def lignes(texte):
        return [[None if c == "-" else c for c in ligne.split()] for ligne in texte.strip().splitlines()]

    jour = {"debut_le", "fin_le", "naissance", "decidee_le"}

    def table(noms, rangs, entiers):
        colonnes = {n: [r[i] for r in rangs] for i, n in enumerate(noms)}
        types = {n: pl.Date if n in jour else pl.Int64 if n in entiers else pl.String for n in noms}
        valeurs = {
            n: [None if v is None else J(v) if n in jour else int(v) if n in entiers else v for v in c]
            for n, c in colonnes.items()
        }
        return pl.DataFrame(valeurs, schema=types)

    m = [[str(i), *r[:4], (r[4] or "").replace("_", " ") or None, r[2]] for i, r in enumerate(lignes(mesures))]
    s = [[str(i), *r] for i, r in enumerate(lignes(sejours))]
    return {
        "enfants": table(("enfant", "naissance", "famille"), lignes(enfants), {"enfant", "famille"}),
        "mesures": table(
            ("mesure", "enfant", "type", "debut_le", "fin_le", "motif_fin", "decidee_le"), m, {"mesure", "enfant"}
        ),
        "sejours": table(
            ("sejour", "enfant", "lieu", "genre", "debut_le", "fin_le"), s, {"sejour", "enfant", "lieu"}
        ),
        "informations_preoccupantes": pl.DataFrame({"recue_le": [J(premier)]}),
    }  # fmt: skip
