"""Reads every file of a catalogue with its lines, and checks each against its JSON Schema."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from jalons.noyau.causes import cause
from jalons.noyau.saisie import EntreeRefusee, Faute
from jalons.noyau.yaml_situe import Chemin, DocumentYaml, lire_yaml, verifier_forme

FORMES = Path(__file__).parent.parent / "formes"


@cache
def forme(nom: str) -> dict[str, Any]:
    """The JSON Schema of that name."""
    schema: dict[str, Any] = json.loads((FORMES / f"{nom}.json").read_text(encoding="utf-8"))
    return schema


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The well-formed files of a catalogue, by path relative to its folder."""

    documents: Mapping[str, DocumentYaml]

    def faute(self, fichier: str, chemin: Chemin, message: str, *, recu: Any = "", attendu: str = "") -> Faute:
        """A fault located in a file."""
        faute = self.documents[fichier].faute(chemin, message, recu=recu, attendu=attendu)
        return replace(faute, lieu=f"{fichier} : {faute.lieu}")

    def regimes(self) -> list[tuple[str, dict[str, Any]]]:
        """File and data of each regime, in the order of their acts."""
        bruts = [(f, d.donnees) for f, d in self.documents.items() if f.startswith("regimes/")]
        return sorted(bruts, key=lambda paire: str(paire[1]["date_acte"]))

    def elements(self, fichier: str, liste: str) -> list[tuple[Chemin, dict[str, Any]]]:
        """Path and data of each element of a list; empty when the file is absent or malformed."""
        document = self.documents.get(fichier)
        return [((liste, i), e) for i, e in enumerate(document.donnees[liste])] if document else []

    def parametres(self) -> list[tuple[str, Chemin, dict[str, Any]]]:
        """File, path and data of each parameter."""
        fichiers = [f for f in self.documents if f.startswith("parametres/")]
        return [(f, chemin, p) for f in fichiers for chemin, p in self.elements(f, "parametres")]

    def regles_de_delai(self) -> list[tuple[str, Chemin, dict[str, Any]]]:
        """File, path and data of each rule of delay."""
        fichiers = [f for f in self.documents if f.startswith("echeances/")]
        return [(f, chemin, r) for f in fichiers for chemin, r in self.elements(f, "regles")]

    def provenances(self) -> Iterator[tuple[str, Chemin, dict[str, Any]]]:
        """Every provenance of every file, with its path."""
        for fichier, document in self.documents.items():
            for chemin, noeud in _parcourir(document.donnees, ()):
                if chemin and str(chemin[-1]).startswith("provenance"):
                    yield fichier, chemin, noeud


def lire_dossier(dossier: Path) -> tuple[Catalogue, list[Faute]]:
    """The files of a catalogue that are well formed, and the faults of the others."""
    documents: dict[str, DocumentYaml] = {}
    fautes: list[Faute] = []
    for chemin in sorted(dossier.rglob("*.yaml")):
        nom = chemin.relative_to(dossier).as_posix()
        if (schema := _forme_de(nom)) is None:
            if not nom.startswith("local/"):
                fautes.append(Faute(nom, "Ce fichier n'a pas sa place au catalogue : vérifiez son nom et son dossier."))
            continue
        document, mal_forme = lire_fichier(chemin, nom, schema)
        fautes += mal_forme
        if document is not None and not mal_forme:
            documents[nom] = document
    return Catalogue(documents), fautes


def lire_fichier(chemin: Path, nom: str, schema: str) -> tuple[DocumentYaml | None, list[Faute]]:
    """One file, with its faults of syntax and of shape named after it."""
    try:
        document = lire_yaml(chemin.read_bytes(), nom=nom)
    except EntreeRefusee as refus:
        return None, [f if f.lieu.startswith(nom) else replace(f, lieu=f"{nom} : {f.lieu}") for f in refus.fautes]
    except OSError as erreur:
        return None, [Faute(nom, f"Le fichier ne peut être lu ({cause(erreur)}). Vérifiez ses droits d'accès.")]
    return document, [replace(f, lieu=f"{nom} : {f.lieu}") for f in verifier_forme(document, forme(schema))]


_DOSSIERS = {"regimes": "regime", "parametres": "parametres", "echeances": "echeances_regles", "mesures": "mesures"}


def _forme_de(nom: str) -> str | None:
    dossier, _, fichier = nom.partition("/")
    if nom == "unites.yaml":
        return "unites"
    if dossier in _DOSSIERS:
        return _DOSSIERS[dossier]
    tige = fichier.removesuffix(".yaml")
    if dossier == "nomenclatures" and "/" in tige:
        tige = tige.split("/")[0]
        return tige if tige in {"bibliographie", "evenements"} else None
    return tige if dossier == "nomenclatures" and (FORMES / f"{tige}.json").exists() else None


def _parcourir(noeud: Any, chemin: Chemin) -> Iterator[tuple[Chemin, Any]]:
    yield chemin, noeud
    if isinstance(noeud, dict):
        for cle, valeur in noeud.items():
            yield from _parcourir(valeur, (*chemin, cle))
    elif isinstance(noeud, list):
        for rang, valeur in enumerate(noeud):
            yield from _parcourir(valeur, (*chemin, rang))
