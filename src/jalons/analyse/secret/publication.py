"""The file that leaves: numbers and marks, nothing that tells why a cell is hidden."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence

from jalons.analyse.secret.tableaux import Codes

FORMULES = ("=", "+", "-", "@", "\t", "\r")


def lignes(
    dimensions: Sequence[str], cellules: Mapping[Codes, int | str], valeur: str, echelle: int = 1
) -> Iterator[dict[str, str]]:
    """One row per cell, details and totals, in order."""
    for codes, contenu in cellules.items():
        ligne = dict(zip(dimensions, map(sans_formule, codes), strict=True))
        ligne[valeur] = _ecrit(contenu, echelle)
        yield ligne


def en_csv(dimensions: Sequence[str], cellules: Mapping[Codes, int | str], valeur: str, echelle: int = 1) -> str:
    """A long CSV in the form that an attack or a later edition reads again.

    >>> print(en_csv(("sexe",), {("Total",): 30, ("F",): "s"}, "nombre"), end="")
    sexe,nombre
    Total,30
    F,s
    """
    sortie = io.StringIO()
    plume = csv.DictWriter(sortie, [*dimensions, valeur], lineterminator="\n")
    plume.writeheader()
    plume.writerows(lignes(dimensions, cellules, valeur, echelle))
    return sortie.getvalue()


def sans_formule(code: str) -> str:
    """A code that a spreadsheet shows as text, never runs.

    >>> sans_formule("=HYPERLINK()"), sans_formule("0-2")
    ("'=HYPERLINK()", '0-2')
    """
    return "'" + code if code[:1] in FORMULES else code


def avec_formule(code: str) -> str:
    """The code that ``sans_formule`` had written.

    >>> avec_formule("'-1"), avec_formule("l'Artois")
    ('-1', "l'Artois")
    """
    return code[1:] if code[:1] == "'" and code[1:2] in FORMULES else code


def _ecrit(contenu: int | str, echelle: int) -> str:
    if isinstance(contenu, str) or echelle == 1:
        return str(contenu)
    return f"{contenu // echelle}.{contenu % echelle:02d}"
