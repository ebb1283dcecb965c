"""What a schéma says before any layout, and its key."""

from __future__ import annotations

from jalons.lecture.corpus.redaction import SCHEMA, Fiche, Partie
from jalons.lecture.corpus.tiers.plume import Plume

MOIS = ("janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre",
        "décembre")  # fmt: skip
Bornes = tuple[int, int]
"""The least and the most."""


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
