"""What a schéma says before any layout, and its key."""

from __future__ import annotations

from jalons.lecture.corpus.aveugle.plume import Plume
from jalons.lecture.corpus.redaction import SCHEMA, Fiche, Partie

ROMAINS = ("I", "II", "III", "IV", "V", "VI")


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
