"""What pages show of the money of a frame: chart, table by version, CSV."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from jalons.analyse.graphiques import Figure, Serie, barres_empilees
from jalons.application.finances import selectors
from jalons.application.finances.lignes import LigneFinanciere, Version
from jalons.application.finances.tableaux import Cellule, Pivot
from jalons.noyau.tableur import Tableau

SANS_VERSION = ""


def version_demandee(texte: str | None, lignes: Sequence[LigneFinanciere]) -> Version | None:
    """The version of ``?version=``; the strongest present when it says nothing; ``None``: all of them."""
    if texte == "toutes":
        return None
    presentes = [v for v in (Version.SIGNE, Version.NOTIFIE, Version.PREVU) if any(x.version is v for x in lignes)]
    try:
        return Version(texte) if texte else presentes[0]
    except (ValueError, IndexError):
        return presentes[0] if presentes else None


def filtrer(lignes: Sequence[LigneFinanciere], version: Version | None) -> list[LigneFinanciere]:
    """The lines of one version, or all."""
    return [x for x in lignes if version is None or x.version is version]


def figure_par_source(pivot: Pivot, version: Version | None) -> Figure | None:
    """Stacked bars, sources in columns of time; ``None`` when there is nothing, or several versions at once."""
    if version is None or not pivot.lignes:
        return None
    series = [_serie(rangee.libelle, rangee.cellules, version) for rangee in pivot.lignes]
    return barres_empilees(
        "montants-par-source",
        titre=f"Montants {_pluriel(version)} par source",
        categories=[c.libelle for c in pivot.colonnes],
        series=series,
        additionner=pivot.total is not None,
    )


def _pluriel(version: Version) -> str:
    return f"{version.libelle}s"


def _serie(nom: str, cellules: Sequence[Cellule], version: Version) -> Serie:
    """Nothing stated is drawn as nothing, not as unknown: most sources do not pay every year."""
    dits = [c.de(version) for c in cellules]
    valeurs = tuple(m.valeur if m is not None else Decimal(0) for m in dits)
    return Serie(nom, valeurs, frozenset(rang for rang, m in enumerate(dits) if m is None))


COLONNES = (
    "Nom", "Libellé", "Source", "Version", "Montant (€)", "Précision", "Exercice", "Période", "Par an", "Versé à",
)  # fmt: skip


def tableau(lignes: Sequence[LigneFinanciere]) -> Tableau:
    """Every amount, one per row."""
    libelles = selectors.libelles_des_sources()
    return Tableau(
        "Montants", COLONNES,
        [
            (
                x.cle, x.libelle, libelles.get(x.source, x.source), x.version.libelle, x.valeur,
                x.precision.libelle.strip() or "exact", x.annee, x.periode, "oui" if x.par_an else None,
                x.beneficiaire.libelle if x.beneficiaire else None,
            )
            for x in lignes
        ],
    )  # fmt: skip
