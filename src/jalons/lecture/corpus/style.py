"""How a schéma is printed: labels, numbering, bullets, where its parts stand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from jalons.lecture.corpus.plan import Fiche, Schema

Numerotation = Literal["arabe", "romain"] | None
_ROMAINS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII")


@dataclass(frozen=True, slots=True)
class Style:
    """One layout.

    Attributes:
        engagement: label of the first depth; its number follows, then ``separateur`` and the title.
        engagements: how the first depth is numbered; ``None``: the label alone is printed.
        fiche: label of a fiche, before its number.
        fiches: "suite" (1, 2, 3… through the document), "double" (1.2: second of the first part) or ``None``.
        action: label of an action before its number; empty: the number alone; ``None``: a bullet.
        champs: how pilotes and partenaires are laid out: "colonnes" side by side, "barres" with a bar between cells,
            "ligne" after their label, "cellules" one per line, "puces" in lists.
        sous_themes: as "titres", as "puces", or not printed.
        puces: the bullets of both levels.
        sections: titles of constats, actions, résultats.
        roles: labels of pilotes and partenaires.
        roles_a_la_fin: pilotes and partenaires after everything else, not under the title.
        constats_en_paragraphe: the constats as running text, not as bullets.
        complements: whether fiches have a calendar, means and indicators, which are neither actions nor results.
        fiches_a_la_fin: all together after the parts, else each under its own part.
        capitales: titles of the first depth in capitals.
        largeur: characters of a line.
    """

    engagement: str = "ENGAGEMENT"
    engagements: Numerotation = "arabe"
    separateur: str = " : "
    fiche: str = "Fiche N°"
    fiches: Literal["suite", "double"] | None = "suite"
    action: str | None = "Action"
    champs: Literal["colonnes", "barres", "ligne", "cellules", "puces"] = "colonnes"
    sous_themes: Literal["titres", "puces"] | None = "puces"
    puces: tuple[str, str] = ("•", "o")
    sections: tuple[str, str, str] = ("Éléments de constat", "Modalités de mise en œuvre", "Résultats attendus")
    roles: tuple[str, str] = ("Pilote(s)", "Partenaires")
    roles_a_la_fin: bool = False
    constats_en_paragraphe: bool = False
    complements: bool = False
    bilan: bool = False
    sommaire: bool = False
    fiches_a_la_fin: bool = True
    capitales: bool = False
    largeur: int = 95

    @property
    def actions_numerotees(self) -> bool:
        """Whether actions bear their number."""
        return self.action is not None

    def numero_engagement(self, rang: int) -> int | None:
        """The number printed on the part of this rank."""
        return rang if self.engagements else None

    def titre_engagement(self, rang: int, titre: str) -> str:
        """The heading of a part.

        >>> Style(engagement="AXE", engagements="romain").titre_engagement(2, "Grandir")
        'AXE II : Grandir'
        """
        titre = titre.upper() if self.capitales else titre
        if self.engagements is None:
            return f"{self.engagement}{self.separateur}{titre}"
        numero = str(rang) if self.engagements == "arabe" else _ROMAINS[rang - 1]
        return f"{self.engagement} {numero}{self.separateur}{titre}"

    def titre_fiche(self, numero: int | str | None, titre: str) -> str:
        """The heading of a fiche."""
        if numero is None:
            return f"{self.fiche}{self.separateur}{titre}"
        return f"{self.fiche}{'' if self.fiche.endswith('°') else ' '}{numero}{self.separateur}{titre}"

    def titre_action(self, rang: int, titre: str) -> str:
        """The line of an action, without its bullet when it has no number."""
        if self.action is None:
            return titre
        return f"{self.action} {rang}{self.separateur}{titre}" if self.action else f"{rang}. {titre}"

    def numeroter(self, schema: Schema) -> Iterator[tuple[int, int | str | None, Fiche]]:
        """Each fiche with its rank in the document and the number printed on it."""
        rang = 0
        for n, engagement in enumerate(schema.engagements, 1):
            for k, fiche in enumerate(engagement.fiches, 1):
                rang += 1
                numeros: dict[str | None, int | str] = {"suite": rang, "double": f"{n}.{k}"}
                yield rang, numeros.get(self.fiches), fiche
