"""What a schéma says before any layout, and its key."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from jalons.lecture.corpus.tiers.plume import Plume

SCHEMA = ("engagement", "sous_theme", "fiche", "pilote", "partenaire", "action", "point", "resultat_attendu")
MOIS = ("janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre",
        "décembre")  # fmt: skip
Numero = str | int | None
Bornes = tuple[int, int]
"""The least and the most."""


@dataclass(slots=True)
class Fiche:
    """A fiche; ``actions`` are titles with their steps; an empty list is a field that the document leaves empty."""

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


def tirer(p: Plume, parties: int, buts: int, fiches: int, **champs: Bornes) -> list[Partie]:
    """A plan of so many parts, of so many aims, of so many fiches, of so many of each field (least, most)."""
    return [
        Partie(p.neuf("piliers"), [(p.neuf("vises"), [fiche(p, **champs) for _ in range(fiches)]) for _ in range(buts)])
        for _ in range(parties)
    ]


def fiche(
    p: Plume, *, etapes: Bornes = (0, 3), actions: Bornes = (2, 5), resultats: Bornes = (1, 4),
    constats: Bornes = (1, 3), indicateurs: Bornes = (1, 4),
) -> Fiche:  # fmt: skip
    """A fiche drawn."""
    return Fiche(
        p.action(), p.des("directions", 1, 2), p.des("partenaires", 2, 7),
        [p.constat() for _ in range(p.alea.randint(*constats))],
        [(p.action(), [p.etape() for _ in range(p.alea.randint(*etapes))]) for _ in range(p.alea.randint(*actions))],
        [p.neuf("attendus", "attendus_suites") for _ in range(p.alea.randint(*resultats))],
        [p.neuf("mesures_debut", "mesures_fin") for _ in range(p.alea.randint(*indicateurs))],
        p.alea.randint(2028, 2031),
    )  # fmt: skip


def etiquettes(p: Plume) -> dict[str, str]:
    """The names that this document gives to the fields of a fiche."""
    return {
        champ: p.un(f"e_{champ}")
        for champ in ("pilotes", "partenaires", "constats", "actions", "resultats", "indicateurs", "dates")
    }


def sans_numero(_: int) -> None:
    """Actions that bear no number."""


def sous(prefixe: str) -> Callable[[int], Numero]:
    """Actions that bear the number of their fiche, a point, and their rank."""
    return lambda n: f"{prefixe}.{n}"


def noter_fiche(p: Plume, f: Fiche, numero: Numero, rang: int, actions: Callable[[int], Numero] = sans_numero) -> None:
    """The key of a fiche printed with ``numero``, of rank ``rang``; ``actions``: the number printed on the nth one."""
    ici = f"fiche {rang if numero is None else numero}"
    p.noter("fiche", f.titre, numero=numero)
    for genre, textes in (("pilote", f.pilotes), ("partenaire", f.partenaires), ("constat", f.constats)):
        for texte in textes:
            p.noter(genre, texte, parent=ici)
    for n, (titre, etapes) in enumerate(f.actions, 1):
        imprime = actions(n)
        p.noter("action", titre, numero=imprime, parent=ici)
        for etape in etapes:
            p.noter("point", etape, parent=f"{ici} action {n if imprime is None else imprime}")
    for genre, textes in (("resultat_attendu", f.resultats), ("indicateur", f.indicateurs)):
        for texte in textes:
            p.noter(genre, texte, parent=ici)


def noter_partie(p: Plume, partie: Partie, numero: Numero, rang: int, *, buts: bool = True) -> None:
    """The key of a part printed with ``numero``, and of its aims unless the layout leaves them out."""
    p.noter("engagement", partie.titre, numero=numero)
    for but, _ in partie.buts if buts else ():
        p.noter("sous_theme", but, parent=f"engagement {rang if numero is None else numero}")


def numeroter(parties: list[Partie]) -> Iterator[tuple[int, int, int, int, Partie, Fiche]]:
    """Each fiche with the ranks of its part, of its aim, of itself in its aim and in the document."""
    rang = 0
    for a, partie in enumerate(parties, 1):
        for b, (_, fiches) in enumerate(partie.buts, 1):
            for n, une in enumerate(fiches, 1):
                rang += 1
                yield a, b, n, rang, partie, une


def nombre(valeur: int) -> str:
    """A number in figures.

    >>> nombre(61250)
    '61 250'
    """
    return f"{valeur:,}".replace(",", " ")


def jour(p: Plume, nom: str, annee: int) -> str:
    """A date drawn in this year, noted under this name, as it is written."""
    mois, quantieme = p.alea.randint(1, 12), p.alea.randint(1, 28)
    p.noter("date", nom, valeur=f"{annee}-{mois:02d}-{quantieme:02d}")
    return f"{'1er' if quantieme == 1 else quantieme} {MOIS[mois - 1]} {annee}"


def ouverture(p: Plume, titre: str, *, pages: int = 1) -> int:
    """The title page and a preamble of ``pages`` pages; gives the first year."""
    p.exhaustif = SCHEMA
    annee = p.alea.randint(2023, 2026)
    departement = p.un("departements")
    p.bandeau = f"Département {departement} – {titre} {annee}-{annee + 4}"
    p.titre(f"{titre} {annee}-{annee + 4}")
    p.para(f"Département {departement}", f"Adopté par l'assemblée départementale le {jour(p, 'adoption', annee)}")
    p.saut()
    for n in range(pages):
        p.titre(("Le mot de la présidente", "Méthode", "Cadre d'intervention", "Enjeux du territoire")[n % 4], 2)
        p.para(*(p.discours(p.alea.randint(3, 5)) for _ in range(4)))
        p.saut()
    return annee
