"""What a schéma says before any layout, and its key."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from jalons.lecture.corpus.aveugle.plume import Plume

SCHEMA = ("engagement", "sous_theme", "fiche", "pilote", "partenaire", "action", "point", "resultat_attendu")
ROMAINS = ("I", "II", "III", "IV", "V", "VI")


@dataclass(slots=True)
class Fiche:
    """A fiche; ``actions`` are titles with their steps."""

    titre: str
    pilotes: list[str]
    partenaires: list[str]
    constats: list[str]
    actions: list[tuple[str, list[str]]]
    resultats: list[str]
    indicateurs: list[str]
    annee: int


@dataclass(slots=True)
class Partie:
    """A part of the schéma: aims, each with its fiches."""

    titre: str
    buts: list[tuple[str, list[Fiche]]]

    @property
    def fiches(self) -> list[Fiche]:
        """All of them."""
        return [f for _, fiches in self.buts for f in fiches]


def tirer(p: Plume, *, parties: int = 3, buts: int = 2, fiches: int = 1, etapes: bool = True) -> list[Partie]:
    """A plan of so many parts, of so many aims, of so many fiches."""
    return [
        Partie(p.neuf("grandes_lignes"), [(p.neuf("buts"), [fiche(p, etapes=etapes) for _ in range(fiches)])
                                          for _ in range(buts)])
        for _ in range(parties)
    ]  # fmt: skip


def fiche(p: Plume, *, etapes: bool = True) -> Fiche:
    """A fiche drawn."""
    actions = [(p.action(), [p.etape() for _ in range(p.alea.randint(1, 3) if etapes else 0)])
               for _ in range(p.alea.randint(2, 4))]  # fmt: skip
    return Fiche(
        p.action(), p.des("services", 1, 2), p.des("organismes", 2, 6), p.des("besoins", 1, 3), actions,
        p.des("effets", 2, 3), p.des("mesures", 1, 3), p.alea.randint(2024, 2029),
    )  # fmt: skip


def noter_fiche(p: Plume, f: Fiche, numero: str | int | None, rang: int, *, actions: bool = False) -> None:
    """The key of a fiche printed with ``numero``; ``actions``: whether its actions bear their rank."""
    ici = f"fiche {rang if numero is None else numero}"
    p.noter("fiche", f.titre, numero=numero)
    for genre, textes in (("pilote", f.pilotes), ("partenaire", f.partenaires), ("constat", f.constats)):
        for texte in textes:
            p.noter(genre, texte, parent=ici)
    for n, (titre, etapes) in enumerate(f.actions, 1):
        p.noter("action", titre, numero=n if actions else None, parent=ici)
        for etape in etapes:
            p.noter("point", etape, parent=f"{ici} action {n}")
    for genre, textes in (("resultat_attendu", f.resultats), ("indicateur", f.indicateurs)):
        for texte in textes:
            p.noter(genre, texte, parent=ici)


def noter_partie(p: Plume, partie: Partie, numero: str | int | None, rang: int, *, buts: bool = True) -> None:
    """The key of a part printed with ``numero``, and of its aims unless the layout leaves them out."""
    p.noter("engagement", partie.titre, numero=numero)
    for but, _ in partie.buts if buts else ():
        p.noter("sous_theme", but, parent=f"engagement {rang if numero is None else numero}")


def numeroter(parties: list[Partie]) -> Iterator[tuple[int, int, int, int, Partie, Fiche]]:
    """Each fiche with the ranks of its part, of its aim, of itself in its aim and in the document."""
    rang = 0
    for a, partie in enumerate(parties, 1):
        for b, (_, fiches) in enumerate(partie.buts, 1):
            for c, une in enumerate(fiches, 1):
                rang += 1
                yield a, b, c, rang, partie, une


def ouverture(p: Plume, titre: str) -> int:
    """The title page and a foreword; gives the first year."""
    p.exhaustif = SCHEMA
    annee = p.alea.randint(2021, 2026)
    p.titre(f"{titre} {annee}-{annee + 4}")
    p.para(f"Conseil départemental de {p.un('departements')}")
    p.saut()
    p.titre("Avant-propos")
    p.para(p.cadrage(4), p.cadrage(3))
    jour = p.alea.randint(2, 27)
    p.noter("date", "adoption", valeur=f"{annee - 1}-11-{jour:02d}")
    p.para(f"Document voté en séance plénière le {jour} novembre {annee - 1}.")
    p.saut()
    return annee
