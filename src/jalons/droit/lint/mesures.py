"""Checks of the kinds of measures: unique codes, rules, events, ages and reasons that exist."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from jalons.droit.lint.lecture import Catalogue
from jalons.noyau.saisie import Faute
from jalons.noyau.yaml_situe import Chemin

_FINS = "nomenclatures/fins_de_mesure.yaml"
_CORRESPONDANCES = "nomenclatures/correspondances_mesures.yaml"
Emploi = tuple[str, Chemin, str]


def mesures(catalogue: Catalogue) -> Iterator[Faute]:
    """Every fault of the kinds of measures."""
    fichiers = [f for f in catalogue.documents if f.startswith("mesures/")]
    toutes = [(f, c, m) for f in fichiers for c, m in catalogue.elements(f, "mesures")]
    vus: dict[str, str] = {}
    for fichier, chemin, mesure in toutes:
        if (code := mesure["code"]) in vus:
            message = f"« {code} » existe déjà dans {vus[code]} : retirez l'une des deux mesures."
            yield catalogue.faute(fichier, (*chemin, "code"), message, recu=code, attendu="un code unique")
        vus.setdefault(code, fichier)
        if mesure["renouvelable"] is False and "renouvellement" in _vie(catalogue, fichier, mesure):
            message = "Une mesure qui ne se renouvelle pas n'a pas d'événement de renouvellement."
            yield catalogue.faute(fichier, (*chemin, "renouvelable"), message, recu=False)
    regles = {r["code"] for _, _, r in catalogue.regles_de_delai()}
    fins = {f["code"] for _, f in catalogue.elements(_FINS, "fins")}
    evenements = {
        e["code"]: set(e["sujet"])
        for f in catalogue.documents
        if f.startswith("nomenclatures/evenements/")
        for _, e in catalogue.elements(f, "evenements")
    }
    d_un_enfant = {code for code, sujets in evenements.items() if "enfant" in sujets}
    ages = {p["cle"] for _, _, p in catalogue.parametres()}
    for quoi, emplois, connus in (
        ("Règle de délai", _regles(toutes), regles),
        ("Événement d'un enfant", _evenements(catalogue, fichiers), d_un_enfant),
        ("Raison de fin", _listes(toutes, "fins"), fins),
        ("Âge", _ages(toutes), ages),
        ("Vie", _vies(toutes), {f"{f} {v['code']}" for f in fichiers for _, v in catalogue.elements(f, "vies")}),
        ("Mesure", [*_seuls(toutes, "renforce"), *_correspondances(catalogue)], set(vus)),
    ):
        for fichier, chemin, nom in emplois:
            if nom not in connus:
                vu = nom.rpartition(" ")[2]
                message = f"{quoi} : « {vu} » n'existe pas au catalogue. Ajoutez ce nom, ou corrigez-le."
                yield catalogue.faute(fichier, chemin, message, recu=vu, attendu="un nom du catalogue")


def _vie(catalogue: Catalogue, fichier: str, mesure: dict[str, Any]) -> dict[str, Any]:
    vies = (v for _, v in catalogue.elements(fichier, "vies"))
    return next((v for v in vies if v["code"] == mesure["vie"]), {})


def _listes(toutes: list[tuple[str, Chemin, dict[str, Any]]], champ: str) -> Iterator[Emploi]:
    for fichier, chemin, mesure in toutes:
        for i, code in enumerate(mesure.get(champ, ())):
            yield fichier, (*chemin, champ, i), code


def _seuls(toutes: list[tuple[str, Chemin, dict[str, Any]]], champ: str) -> Iterator[Emploi]:
    for fichier, chemin, mesure in toutes:
        if champ in mesure:
            yield fichier, (*chemin, champ), mesure[champ]


def _regles(toutes: list[tuple[str, Chemin, dict[str, Any]]]) -> Iterator[Emploi]:
    yield from _listes(toutes, "durees")
    yield from _seuls(toutes, "cible")


def _ages(toutes: list[tuple[str, Chemin, dict[str, Any]]]) -> Iterator[Emploi]:
    for fichier, chemin, mesure in toutes:
        for borne, cle in mesure["ages"].items():
            yield fichier, (*chemin, "ages", borne), cle


def _vies(toutes: list[tuple[str, Chemin, dict[str, Any]]]) -> Iterator[Emploi]:
    """A life is one of the same file: its name is told with the file."""
    for fichier, chemin, mesure in toutes:
        yield fichier, (*chemin, "vie"), f"{fichier} {mesure['vie']}"


def _evenements(catalogue: Catalogue, fichiers: list[str]) -> Iterator[Emploi]:
    for fichier in fichiers:
        for chemin, vie in catalogue.elements(fichier, "vies"):
            for etape, codes in vie.items():
                if etape != "code":
                    yield from ((fichier, (*chemin, etape, i), code) for i, code in enumerate(codes))
    for chemin, fin in catalogue.elements(_FINS, "fins"):
        yield from ((_FINS, (*chemin, "evenements", i), c) for i, c in enumerate(fin.get("evenements", ())))


def _correspondances(catalogue: Catalogue) -> Iterator[Emploi]:
    for chemin, ligne in catalogue.elements(_CORRESPONDANCES, "correspondances"):
        yield _CORRESPONDANCES, (*chemin, "mesure"), ligne["mesure"]
