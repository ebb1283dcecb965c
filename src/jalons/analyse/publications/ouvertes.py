"""The open-data folder: tables in CSV and Parquet, their dictionary, what to read first, licence, checksums."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Iterator
from typing import Any

from jalons.analyse.publications import textes
from jalons.analyse.publications.grille import dire_regle
from jalons.analyse.publications.marques import LEGENDE, codes, nombre
from jalons.analyse.publications.modele import Contenu, TableauPublie
from jalons.analyse.secret.publication import sans_formule

MANIFESTE = "edition.json"
"""The whole content, from which a later edition reads what readers hold already."""


def fichiers(contenu: Contenu) -> dict[str, bytes]:
    """Every file by name, ``SHA256SUMS`` last."""
    dits: dict[str, bytes] = {}
    for tableau in contenu.tableaux:
        dits[f"{tableau.code}.csv"] = en_csv(tableau).encode()
        dits[f"{tableau.code}.parquet"] = en_parquet(tableau)
        dits[f"{tableau.code}.schema.json"] = _json(schema(contenu, tableau))
    dits[MANIFESTE] = _json(contenu.en_json())
    dits["LISEZMOI.txt"] = ("\n".join(_lisezmoi(contenu)) + "\n").encode()
    dits["LICENCE.txt"] = _licence(contenu).encode()
    sommes = "".join(f"{hashlib.sha256(c).hexdigest()}  {n}\n" for n, c in sorted(dits.items()))
    return dits | {"SHA256SUMS": sommes.encode()}


def en_csv(tableau: TableauPublie) -> str:
    """One row per cell, UTF-8, commas, decimal points; the form that ``jalons analyse attaquer`` reads."""
    sortie = io.StringIO()
    plume = csv.writer(sortie, lineterminator="\n")
    plume.writerow([*tableau.dimensions, tableau.valeur])
    for cellule, valeur in tableau.cellules.items():
        lue = nombre(valeur, tableau.echelle)
        dite = valeur if lue is None else f"{lue:.2f}" if tableau.echelle > 1 else lue
        plume.writerow([*map(sans_formule, cellule), dite])
    return sortie.getvalue()


def en_parquet(tableau: TableauPublie) -> bytes:
    """The same with numbers: value empty and column ``marque`` filled where there is none."""
    import polars as pl

    colonnes: dict[str, Any] = {d: [c[j] for c in tableau.cellules] for j, d in enumerate(tableau.dimensions)}
    colonnes[tableau.valeur] = [nombre(v, tableau.echelle) for v in tableau.cellules.values()]
    colonnes["marque"] = [v if isinstance(v, str) else "" for v in tableau.cellules.values()]
    sortie = io.BytesIO()
    pl.DataFrame(colonnes, strict=False).write_parquet(sortie, compression="zstd")
    return sortie.getvalue()


def schema(contenu: Contenu, tableau: TableauPublie) -> dict[str, Any]:
    """The dictionary of a CSV file, in the form of a JSON Table Schema."""
    entiers = tableau.echelle == 1 and all(not isinstance(v, float) for v in tableau.cellules.values())
    champs: list[dict[str, Any]] = [
        {"name": d, "type": "string", "description": f"Modalités : {', '.join(codes(tableau, d))}.",
         "constraints": {"required": True}}
        for d in tableau.dimensions
    ]  # fmt: skip
    champs.append({
        "name": tableau.valeur, "type": "integer" if entiers else "number",
        "description": f"{dire_regle(tableau.regle)} Unité : {tableau.unite or 'sans'}.",
    })  # fmt: skip
    return {
        "$schema": "https://specs.frictionlessdata.io/schemas/table-schema.json",
        "name": tableau.code, "title": tableau.titre, "description": f"Source : {tableau.source}.",
        "path": f"{tableau.code}.csv", "encoding": "utf-8", "date": tableau.au.isoformat(),
        "licenses": [{"title": contenu.licence}], "missingValues": [m for m, _ in LEGENDE[:2]],
        "missingValuesLabels": dict(LEGENDE[:2]), "fields": champs, "primaryKey": list(tableau.dimensions),
    }  # fmt: skip


def _lisezmoi(contenu: Contenu) -> Iterator[str]:
    yield contenu.titre
    yield f"{contenu.departement}, édition du {contenu.jour:%d/%m/%Y}"
    if contenu.sous_titre:
        yield contenu.sous_titre
    yield "\nTableaux (un CSV UTF-8, un Parquet et un dictionnaire « .schema.json » chacun)"
    for t in contenu.tableaux:
        yield f"- {t.code} : {t.titre}, au {t.au:%d/%m/%Y}. {dire_regle(t.regle)}"
    yield "\nMarques"
    yield from (f"- {m} : {sens}" for m, sens in LEGENDE)
    yield "\nMéthode"
    yield from textes.methode(contenu)
    yield "\nSecret statistique"
    yield from textes.secret(contenu)
    yield f"\nFichiers d'entrée, figés par le département : {', '.join(contenu.entrees)}."
    yield f"\nLicence : {contenu.licence}" + (f"\nContact : {contenu.contact}" if contenu.contact else "")
    yield "Contrôle des fichiers : sha256sum -c SHA256SUMS"


def _licence(contenu: Contenu) -> str:
    cartes = [i.figure.titre for i in contenu.images if i.genre == "carte" and "svg-maps" in i.figure.svg]
    dit = f"Ces données sont publiées par : {contenu.departement}.\nLicence : {contenu.licence}.\n"
    if cartes:
        dit += (
            "Contours des départements : svg-maps (Victor Cazanave), licence Creative Commons Attribution 4.0, "
            "https://creativecommons.org/licenses/by/4.0/ ; contours simplifiés. Cartes : "
            f"{', '.join(cartes)}.\n"
        )
    return dit


def _json(donnees: Any) -> bytes:
    return (json.dumps(donnees, ensure_ascii=False, indent=1) + "\n").encode()
