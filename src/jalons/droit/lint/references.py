"""Checks that every name used by the catalogue leads somewhere: source read, unit, funding source, objective."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from jalons.droit.lint.lecture import Catalogue
from jalons.noyau.saisie import Faute
from jalons.noyau.yaml_situe import Chemin

_FINANCEMENT = "nomenclatures/sources_financement.yaml"
_COFINANCEMENT = "nomenclatures/cofinancement.yaml"
_INDICATEURS = "nomenclatures/indicateurs_nationaux.yaml"
_MONTANTS = "nomenclatures/montants_nationaux.yaml"

Emploi = tuple[str, Chemin, str]
"""A name as used: file, path, name."""


def references(catalogue: Catalogue) -> Iterator[Faute]:
    """A fault for every name that leads nowhere."""
    titres = {
        e["cle"]
        for f in catalogue.documents
        if f.startswith("nomenclatures/bibliographie")
        for _, e in catalogue.elements(f, "sources")
    }
    lues = ((f, (*c, "sources", i), cle) for f, c, p in catalogue.provenances() for i, cle in enumerate(p["sources"]))
    yield from _inconnus(catalogue, "source lue", lues, titres)
    unites = {u["code"] for _, u in catalogue.elements("unites.yaml", "unites")}
    yield from _inconnus(catalogue, "unité", _unites(catalogue), unites)
    financeurs = {s["code"] for _, s in catalogue.elements(_FINANCEMENT, "sources")}
    yield from _inconnus(catalogue, "source de financement", _financeurs(catalogue), financeurs)
    objectifs = {o["code"] for _, r in catalogue.regimes() for o in r.get("objectifs", ())}
    vises = (
        (_INDICATEURS, (*c, "objectif"), i["objectif"]) for c, i in catalogue.elements(_INDICATEURS, "indicateurs")
    )
    yield from _inconnus(catalogue, "objectif", vises, objectifs)
    if (cofinancement := catalogue.documents.get(_COFINANCEMENT)) is not None:
        cles = {p["cle"] for _, _, p in catalogue.parametres()}
        part = [(_COFINANCEMENT, ("part_min",), cofinancement.donnees["part_min"])]
        yield from _inconnus(catalogue, "paramètre", part, cles)
        bases = {b["code"] for b in cofinancement.donnees["bases"]}
        defaut = [(_COFINANCEMENT, ("defaut",), cofinancement.donnees["defaut"])]
        yield from _inconnus(catalogue, "assiette", defaut, bases)


def _unites(catalogue: Catalogue) -> Iterator[Emploi]:
    for fichier, chemin, parametre in catalogue.parametres():
        yield fichier, (*chemin, "unite"), parametre["unite"]
    for chemin, indicateur in catalogue.elements(_INDICATEURS, "indicateurs"):
        yield _INDICATEURS, (*chemin, "unite"), indicateur["unite"]


def _financeurs(catalogue: Catalogue) -> Iterator[Emploi]:
    for fichier, regime in catalogue.regimes():
        for rang, objectif in enumerate(regime.get("objectifs", ())):
            for i, code in enumerate(objectif["sources"]):
                yield fichier, ("objectifs", rang, "sources", i), code
    for chemin, base in catalogue.elements(_COFINANCEMENT, "bases"):
        for champ in ("comptees", "empechee_par"):
            for i, code in enumerate(base[champ]):
                yield _COFINANCEMENT, (*chemin, champ, i), code
    for chemin, montant in catalogue.elements(_MONTANTS, "montants"):
        yield _MONTANTS, (*chemin, "source"), montant["source"]


def _inconnus(catalogue: Catalogue, quoi: str, emplois: Iterable[Emploi], connus: set[str]) -> Iterator[Faute]:
    for fichier, chemin, nom in emplois:
        if nom not in connus:
            message = f"{quoi.capitalize()} inconnue au catalogue : « {nom} ». Ajoutez-la, ou corrigez ce nom."
            if quoi in {"objectif", "paramètre"}:
                message = f"{quoi.capitalize()} inconnu au catalogue : « {nom} ». Ajoutez-le, ou corrigez ce nom."
            yield catalogue.faute(fichier, chemin, message, recu=nom, attendu=", ".join(sorted(connus))[:200])
