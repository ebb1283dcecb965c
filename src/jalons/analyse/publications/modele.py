"""What an edition is: as declared, then as it may leave."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from jalons.analyse.graphiques.figure import Figure

TOTAL = "Total"
EFFECTIFS, MONTANTS, PUBLIC = "effectifs", "montants", "public"
"""Kinds of tables: persons, euros, or figures that somebody has already published (not protected, source named)."""

Codes = tuple[str, ...]
Valeur = int | float | str
"""A number, or one of the marks ``s`` (hidden) and ``nd`` (unknown). Amounts are in cents."""


@dataclass(frozen=True, slots=True)
class Regle:
    """The rule behind a figure: its indicator in the catalogue, or a definition written for this edition."""

    code: str
    libelle: str
    definition: str
    article: str = ""
    reserve: str = ""
    confirme: bool = True


@dataclass(frozen=True, slots=True)
class TableauDeclare:
    """A table as declared. Tables of one ``population`` on one day are protected together."""

    code: str
    titre: str
    fichier: str
    dimensions: tuple[str, ...]
    valeur: str
    genre: str
    population: str
    au: date
    unite: str
    source: str
    regle: Regle
    empreinte: str = ""
    absentes: int | None = 0


@dataclass(frozen=True, slots=True)
class Trace:
    """A chart or a map asked for: one dimension of a table, the others fixed by ``filtre`` (their total unless said).

    Attributes:
        genre: ``barres``, ``points`` or ``carte``.
        fond: for a map, ``departements``, or the name of a GeoJSON file; empty: a dot plot stands for it.
        bornes: fixed bounds of classes; empty: quantiles.
    """

    code: str
    genre: str
    titre: str
    tableau: str
    dimension: str
    filtre: Mapping[str, str] = field(default_factory=dict)
    fond: str = ""
    credit: str = ""
    bornes: tuple[float, ...] = ()
    classes: int = 5


@dataclass(frozen=True, slots=True)
class Chiffre:
    """A key figure: one cell of a table."""

    libelle: str
    tableau: str
    cellule: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Secret:
    """Rules of disclosure of the département; the same words as ``jalons analyse proteger``."""

    seuil: int = 11
    zeros: str = "publies"
    largeur: int | None = None
    dominance: tuple[int, float] | None = None
    p_pour_cent: float | None = None
    marge: float = 0.1


@dataclass(frozen=True, slots=True)
class Edition:
    """A whole declaration.

    Attributes:
        hierarchies: file of each dimension that nests.
        editions: folders of earlier editions (command line only).
        corrige: what this edition corrects, in words; empty: it corrects nothing.
    """

    titre: str
    sous_titre: str
    departement: str
    jour: date
    tableaux: tuple[TableauDeclare, ...]
    traces: tuple[Trace, ...] = ()
    chiffres: tuple[Chiffre, ...] = ()
    textes: tuple[tuple[str, str], ...] = ()
    secret: Secret = Secret()
    hierarchies: Mapping[str, str] = field(default_factory=dict)
    editions: tuple[str, ...] = ()
    corrige: str = ""
    licence: str = "Licence Ouverte 2.0"
    contact: str = ""


@dataclass(frozen=True, slots=True)
class Entree:
    """A frozen input: its name, its SHA-256 fingerprint, its size in bytes. Never published."""

    nom: str
    empreinte: str
    octets: int


@dataclass(frozen=True)
class TableauPublie:
    """A table as it may leave.

    Attributes:
        cellules: every cell, totals included, in the order of the file, totals last.
        echelle: what values are divided by to be read (100: cents).
        parents: parent of each code that does not hang on the total, by dimension.
    """

    code: str
    titre: str
    unite: str
    genre: str
    population: str
    au: date
    dimensions: tuple[str, ...]
    valeur: str
    source: str
    regle: Regle
    cellules: Mapping[Codes, Valeur]
    echelle: int = 1
    parents: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def en_json(self) -> dict[str, Any]:
        """Plain data; ``lire`` gives it back."""
        dit = {c: getattr(self, c) for c in _CHAMPS} | {"au": self.au.isoformat(), "regle": asdict(self.regle)}
        dit["dimensions"] = list(self.dimensions)
        dit["parents"] = {d: dict(p) for d, p in self.parents.items()}
        return dit | {"cellules": [[*codes, v] for codes, v in self.cellules.items()]}

    @classmethod
    def lire(cls, dit: Mapping[str, Any]) -> TableauPublie:
        """The table that ``en_json`` wrote."""
        champs = {c: dit[c] for c in _CHAMPS} | {
            "au": date.fromisoformat(dit["au"]), "regle": Regle(**dit["regle"]), "dimensions": tuple(dit["dimensions"]),
            "cellules": {tuple(c[:-1]): c[-1] for c in dit["cellules"]}, "parents": dict(dit["parents"]),
        }  # fmt: skip
        return cls(**champs)


_CHAMPS = ("code", "titre", "unite", "genre", "population", "valeur", "source", "echelle")


@dataclass(frozen=True)
class Image:
    """A picture of the edition: the chart or map, the table that it shows."""

    genre: str
    tableau: str
    figure: Figure


@dataclass(frozen=True)
class ChiffrePublie:
    """A key figure as a reader sees it."""

    libelle: str
    valeur: str
    tableau: str


@dataclass(frozen=True)
class Contenu:
    """All that may leave, and nothing else.

    Attributes:
        versions: name → version of what computed it.
        entrees: names of the inputs. Neither their fingerprints nor their sizes: with a few hidden cells, whoever tries
            every value until the fingerprint is right has found them. Those stay in the private part.
        anterieures: titles of earlier editions taken into account.
    """

    titre: str
    sous_titre: str
    departement: str
    jour: date
    licence: str
    contact: str
    corrige: str
    seuil: int
    versions: Mapping[str, str]
    entrees: tuple[str, ...]
    tableaux: tuple[TableauPublie, ...]
    chiffres: tuple[ChiffrePublie, ...]
    images: tuple[Image, ...]
    textes: tuple[tuple[str, str], ...]
    anterieures: tuple[str, ...] = ()

    def tableau(self, code: str) -> TableauPublie:
        """The table of that code.

        Raises:
            StopIteration: there is none.
        """
        return next(t for t in self.tableaux if t.code == code)

    def en_json(self) -> dict[str, Any]:
        """Plain data; ``lire`` gives it back."""
        simples = ("titre", "sous_titre", "departement", "licence", "contact", "corrige", "seuil")
        return {
            **{c: getattr(self, c) for c in simples}, "jour": self.jour.isoformat(), "versions": dict(self.versions),
            "entrees": list(self.entrees), "tableaux": [t.en_json() for t in self.tableaux],
            "chiffres": [asdict(c) for c in self.chiffres], "images": [asdict(i) for i in self.images],
            "textes": [list(t) for t in self.textes], "anterieures": list(self.anterieures),
        }  # fmt: skip

    @classmethod
    def lire(cls, dit: Mapping[str, Any]) -> Contenu:
        """The content that ``en_json`` wrote."""
        return cls(**{
            **dit, "jour": date.fromisoformat(dit["jour"]), "entrees": tuple(dit["entrees"]),
            "tableaux": tuple(map(TableauPublie.lire, dit["tableaux"])),
            "chiffres": tuple(ChiffrePublie(**c) for c in dit["chiffres"]),
            "images": tuple(_image(i) for i in dit["images"]), "textes": tuple((a, b) for a, b in dit["textes"]),
            "anterieures": tuple(dit["anterieures"]),
        })  # fmt: skip


def _image(dit: Mapping[str, Any]) -> Image:
    figure = dit["figure"] | {
        "colonnes": tuple(dit["figure"]["colonnes"]), "lignes": tuple(map(tuple, dit["figure"]["lignes"])),
    }  # fmt: skip
    return Image(dit["genre"], dit["tableau"], Figure(**figure))
