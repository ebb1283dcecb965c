"""Read a declaration: every fault of shape, then every fault of sense, at once and in French."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from jalons.analyse.indicateurs.lecture import indicateurs
from jalons.analyse.publications.modele import Chiffre, Edition, Regle, Secret, TableauDeclare, Trace
from jalons.noyau.saisie import EntreeRefusee, Faute
from jalons.noyau.yaml_situe import DocumentYaml, lire_yaml, verifier_forme

FORME = Path(__file__).with_name("edition.schema.json")
"""The published JSON Schema of the declaration."""


@cache
def forme() -> dict[str, Any]:
    """The schema, read once."""
    return dict(json.loads(FORME.read_text(encoding="utf-8")))


def lire(contenu: bytes, *, nom: str = "edition.yaml") -> Edition:
    """The edition that a YAML file declares.

    Raises:
        EntreeRefusee: with every fault, each with its line.
    """
    return construire(lire_yaml(contenu, nom=nom), nom=nom)


def construire(document: DocumentYaml, *, nom: str = "edition") -> Edition:
    """The edition of a document already read (also that of a form, without lines).

    Raises:
        EntreeRefusee: with every fault.
    """
    fautes = verifier_forme(document, forme()) or list(_sens(document))
    if fautes:
        raise EntreeRefusee(fautes, quoi=nom)
    lu = document.donnees
    return Edition(
        lu["titre"], lu.get("sous_titre", ""), lu["departement"], date.fromisoformat(str(lu["jour"])),
        tuple(_tableau(t) for t in lu["tableaux"]),
        (
            *(_trace(g, g.get("genre", "barres")) for g in lu.get("graphiques", ())),
            *(_trace(c, "carte") for c in lu.get("cartes", ())),
        ),
        tuple(Chiffre(c["libelle"], c["tableau"], c.get("cellule", {})) for c in lu.get("chiffres", ())),
        tuple((t["titre"], t["texte"]) for t in lu.get("textes", ())), _secret(lu.get("secret", {})),
        lu.get("hierarchies", {}), tuple(lu.get("editions", ())), lu.get("corrige", ""),
        lu.get("licence", "Licence Ouverte 2.0"), lu.get("contact", ""),
    )  # fmt: skip


def _secret(lu: Mapping[str, Any]) -> Secret:
    dominance = lu.get("dominance")
    return Secret(**{**lu, "dominance": (dominance[0], float(dominance[1])) if dominance else None})


def _tableau(lu: Mapping[str, Any]) -> TableauDeclare:
    return TableauDeclare(
        lu["code"], lu["titre"], lu["fichier"], tuple(lu["dimensions"]), lu.get("valeur", "nombre"),
        lu.get("genre", "effectifs"), lu["population"], date.fromisoformat(str(lu["au"])), lu["unite"], lu["source"],
        regle(lu), lu.get("empreinte", ""), None if lu.get("absentes") == "inconnu" else 0,
    )  # fmt: skip


def regle(lu: Mapping[str, Any]) -> Regle:
    """The rule of a table: that of its indicator, completed by what the edition says of it."""
    indicateur = indicateurs().get(lu.get("indicateur", ""))
    reserve = lu.get("reserve", "")
    if indicateur is None:
        return Regle("", lu["titre"], lu.get("definition", ""), "", reserve)
    definition = lu.get("definition") or indicateur.numerateur
    if indicateur.denominateur and not lu.get("definition"):
        definition = f"{definition.rstrip('.')}. Rapporté à : {indicateur.denominateur}"
    return Regle(
        indicateur.code, indicateur.libelle, definition, indicateur.article,
        " ".join(r for r in (indicateur.reserve, reserve) if r), indicateur.confirme,
    )  # fmt: skip


def _trace(lu: Mapping[str, Any], genre: str) -> Trace:
    return Trace(
        lu["code"], genre, lu["titre"], lu["tableau"], lu["dimension"], lu.get("filtre", {}), lu.get("fond", ""),
        lu.get("credit", ""), tuple(map(float, lu.get("bornes", ()))), lu.get("classes", 5),
    )  # fmt: skip


def _sens(document: DocumentYaml) -> Iterator[Faute]:
    lu = document.donnees
    dimensions = {t["code"]: t["dimensions"] for t in lu["tableaux"]}
    yield from _doubles(document)
    for rang, tableau in enumerate(lu["tableaux"]):
        code = tableau.get("indicateur")
        if code and code not in indicateurs():
            message = f"« {code} » n'est pas un indicateur : la liste est dans docs/reference/indicateurs.md."
            yield document.faute(("tableaux", rang, "indicateur"), message, recu=code, attendu="un code du catalogue")
        if not code and not tableau.get("definition"):
            message = "Chaque chiffre renvoie à sa règle : donnez « indicateur » ou « definition »."
            yield document.faute(("tableaux", rang), message, attendu="indicateur ou definition")
    for cle, codes in (("chiffres", "cellule"), ("graphiques", "filtre"), ("cartes", "filtre")):
        for rang, demande in enumerate(lu.get(cle, ())):
            yield from _demande(document, (cle, rang), demande, codes, dimensions)
    for rang, carte in enumerate(lu.get("cartes", ())):
        if any(a >= b for a, b in pairwise(carte.get("bornes", ()))):
            yield document.faute(("cartes", rang, "bornes"), "Les bornes doivent croître, sans répétition.")
        if carte.get("fond") not in (None, "departements") and not carte.get("credit"):
            message = "Dites à qui sont dus les contours : donnez « credit »."
            yield document.faute(("cartes", rang), message, attendu="credit")


def _demande(
    document: DocumentYaml, chemin: tuple[str | int, ...], demande: Mapping[str, Any], codes: str,
    dimensions: Mapping[str, list[str]],
) -> Iterator[Faute]:  # fmt: skip
    siennes = dimensions.get(demande["tableau"])
    if siennes is None:
        message = f"Aucun tableau n'a le code « {demande['tableau']} » : écrivez {', '.join(dimensions)}."
        yield document.faute((*chemin, "tableau"), message, recu=demande["tableau"], attendu=", ".join(dimensions))
        return
    nommees = [("dimension", demande["dimension"])] if "dimension" in demande else []
    for cle, dimension in [*nommees, *((codes, d) for d in demande.get(codes, {}))]:
        if dimension not in siennes:
            message = f"Ce tableau n'a pas de dimension « {dimension} » : écrivez {', '.join(siennes)}."
            yield document.faute((*chemin, cle), message, recu=dimension, attendu=", ".join(siennes))


def _doubles(document: DocumentYaml) -> Iterator[Faute]:
    for cles in (("tableaux",), ("graphiques", "cartes")):
        vus: set[str] = set()
        for cle in cles:
            for rang, lu in enumerate(document.donnees.get(cle, ())):
                if lu["code"] in vus:
                    message = f"Le code « {lu['code']} » sert déjà : donnez-en un autre."
                    yield document.faute((cle, rang, "code"), message, recu=lu["code"], attendu="un code neuf")
                vus.add(lu["code"])
