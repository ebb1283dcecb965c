"""Variables and regimes of OLINPE, read from the data files of this folder."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

from jalons.analyse.tables.declaration import Colonne, Table, Type
from jalons.noyau.saisie import EntreeRefusee, Faute
from jalons.noyau.yaml_simple import charger

DOSSIER = Path(__file__).parent
REGIMES = (2016, 2011)
"""The regimes known, the one in force first."""


class Genre(StrEnum):
    """What a cell of the file holds."""

    CODE = "code"
    CODE_INSEE = "code_insee"
    IDENTIFIANT = "identifiant"
    ANNEE = "annee"
    ENTIER = "entier"
    JOUR = "date"
    MOIS = "mois"
    TEXTE = "texte"


VIDES: Mapping[Genre, tuple[str, ...]] = {
    Genre.ANNEE: ("0000",), Genre.JOUR: ("0000-00-00",), Genre.MOIS: ("0000-00",),
}  # fmt: skip
"""What says "not filled", besides the empty text."""

MOTIFS: Mapping[Genre, str] = {
    Genre.CODE_INSEE: r"^([0-9]{1,3}|2[AB]|69[DM])$",
    Genre.IDENTIFIANT: r"^[0-9a-fA-F]{40}$",
    Genre.ANNEE: r"^(19|20)[0-9]{2}$",
    Genre.ENTIER: r"^[0-9]{1,2}$",
    Genre.JOUR: r"^(19|20)[0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$",
    Genre.MOIS: r"^(19|20)[0-9]{2}-(0[1-9]|1[0-2]|99)$",
}
"""Shape of a value that says something, by kind; codes have their list, texts their length."""

ATTENDUS: Mapping[Genre, str] = {
    Genre.CODE_INSEE: "un code de département",
    Genre.IDENTIFIANT: "40 chiffres hexadécimaux",
    Genre.ANNEE: "une année AAAA",
    Genre.ENTIER: "un nombre d'un ou deux chiffres",
    Genre.JOUR: "un jour AAAA-MM-JJ",
    Genre.MOIS: "un mois AAAA-MM",
}
"""The same, for a sentence."""

_TYPES = {Genre.CODE: Type.CODE, Genre.ENTIER: Type.ENTIER, Genre.ANNEE: Type.ENTIER, Genre.JOUR: Type.JOUR}


@dataclass(frozen=True, slots=True)
class Variable:
    """One variable of a regime.

    Attributes:
        valeurs: code → label; an unread label is ``None``. Without the codes that say "ne sait pas".
        attendue: whether every event must say it.
        population: ``mineurs``, ``majeurs``, or empty for both.
        si: filter variable → its codes that call for this one; all must hold.
        tolere: codes of the last filter that allow this one without calling for it.
        moins_de: age in years, excluded, from which it says nothing.
        certain: whether its label and list were read in the text in force.
        liste_incomplete: whether codes are missing from ``valeurs``, so that another one is no fault.
    """

    code: str
    libelle: str
    bloc: str
    type: Genre
    valeurs: Mapping[str, str | None] = field(default_factory=dict)
    ne_sait_pas: tuple[str, ...] = ()
    attendue: bool = False
    population: str = ""
    si: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    tolere: tuple[str, ...] = ()
    moins_de: int | None = None
    longueur: int | None = None
    obligatoire: bool = False
    certain: bool = True
    liste_incomplete: bool = False

    @property
    def vides(self) -> tuple[str, ...]:
        """Texts that say "not filled"."""
        return ("", *VIDES.get(self.type, ()))

    @property
    def sans_reponse(self) -> tuple[str, ...]:
        """Texts that say nothing: not filled, or "ne sait pas"."""
        return (*self.vides, *self.ne_sait_pas)

    @property
    def ouvertures(self) -> Mapping[str, tuple[str, ...]]:
        """Filter variable → every code that allows this one, tolerated ones included."""
        dernier = next(reversed(tuple(self.si)), None)
        return {f: (*codes, *(self.tolere if f == dernier else ())) for f, codes in self.si.items()}

    @property
    def attendu(self) -> str:
        """What is expected, in a few words."""
        if self.type is Genre.TEXTE:
            return f"au plus {self.longueur} caractères"
        if self.type is not Genre.CODE:
            return ATTENDUS[self.type]
        return "un des codes " + ", ".join((*self.valeurs, *self.ne_sait_pas))


@dataclass(frozen=True, slots=True)
class Regime:
    """The variables in force from a year on."""

    code: int
    source: str
    version_xsd: str
    blocs: Mapping[str, str]
    variables: tuple[Variable, ...]
    par_code: Mapping[str, Variable]

    @property
    def alphabetique(self) -> tuple[str, ...]:
        """The codes in the order of the file."""
        return tuple(sorted(self.par_code))

    def table(self) -> Table:
        """The declared table."""
        colonnes = tuple(
            Colonne(v.code, v.libelle, _TYPES.get(v.type, Type.TEXTE), origine=self.source,
                    valeurs={k: n or "" for k, n in v.valeurs.items()}, ne_sait_pas=frozenset(v.ne_sait_pas))
            for v in self.variables
        )  # fmt: skip
        return Table(f"olinpe_{self.code}", f"Événements OLINPE ({self.code})", colonnes, ("NUMANONYM",), self.source)


def regime(code: int) -> Regime:
    """The regime ``code`` (2011 or 2016).

    Raises:
        EntreeRefusee: there is no such regime.

    >>> regime(2016).par_code["LIEUACC"].ouvertures["NATPDECADM"][-1]
    '18'
    """
    if code not in REGIMES:
        connus = " ou ".join(str(r) for r in sorted(REGIMES))
        raise EntreeRefusee(
            [Faute("--regime", f"« {code} » n'est pas un régime : écrivez {connus}.", str(code), connus)]
        )
    return _lire(code)


@cache
def _lire(code: int) -> Regime:
    donnees = charger((DOSSIER / f"regime_{code}.yaml").read_bytes())
    variables = tuple(_variable(v, donnees["listes"]) for v in donnees["variables"])
    return Regime(
        code, donnees["source"], donnees["version_xsd"], donnees["blocs"], variables, {v.code: v for v in variables}
    )


def _variable(lue: dict[str, Any], listes: Mapping[str, Mapping[str, str | None]]) -> Variable:
    reste = {cle: valeur for cle, valeur in lue.items() if cle not in ("type", "liste", "nsp", "si", "tolere")}
    return Variable(
        type=Genre(lue["type"]), valeurs=listes[lue["liste"]] if "liste" in lue else {},
        ne_sait_pas=tuple(lue.get("nsp", ())), si={f: tuple(codes) for f, codes in lue.get("si", {}).items()},
        tolere=tuple(lue.get("tolere", ())), **reste,
    )  # fmt: skip
