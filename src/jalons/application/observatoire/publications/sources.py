"""Where the tables of an edition come from, beside files: one function lists what has been computed here.

To add a source, yield another ``Source`` from ``disponibles``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from jalons.analyse.parcours.delais import LIENS
from jalons.application.observatoire import selectors
from jalons.application.observatoire.models import Calcul
from jalons.application.observatoire.publications.sources_chiffres import des_chiffres, des_comparaisons
from jalons.application.observatoire.tableaux import selectors as tableaux
from jalons.noyau.dates import texte_du_jour
from jalons.noyau.tableur import Tableau


@dataclass(frozen=True, slots=True)
class Source:
    """A table that can be taken as it is.

    Attributes:
        cle: unique among the sources of a collectivité.
        ecrire: the CSV file and what the edition declares of it (``edition.schema.json``, without code nor file).
    """

    cle: str
    libelle: str
    ecrire: Callable[[], tuple[bytes, dict[str, Any]]]


ISSUES = (
    ("Étape franchie", "finies"), ("Attendent encore", "attendent"), ("Sans objet", "sans_objet"),
    ("Non vérifiable", "non_verifiables"),
)  # fmt: skip


def disponibles(collectivite: str) -> list[Source]:
    """Every source of a collectivité. Three queries."""
    delais = selectors.dernier(collectivite)
    chiffres, comparaison = (tableaux.dernier(collectivite, genre) for genre in ("chiffres", "comparaison"))
    return [
        *(Source(*s) for s in (des_chiffres(chiffres) if chiffres is not None else ())),
        *(Source(*s) for s in (des_comparaisons(comparaison) if comparaison is not None else ())),
        *(_delais(delais) if delais is not None else ()),
    ]


def _delais(calcul: Calcul) -> Iterator[Source]:
    lus = {r["lien"]: r for r in calcul.resultats or () if r["groupe"] == "ensemble"}
    for lien in LIENS:
        if lien.code in lus:
            libelle = f"Chaîne des délais au {texte_du_jour(calcul.au)} : {lien.libelle}"
            yield Source(f"delais-{lien.code}", libelle, _ecrire(calcul, lien.libelle, lus[lien.code]))


def _ecrire(calcul: Calcul, libelle: str, lu: dict[str, Any]) -> Callable[[], tuple[bytes, dict[str, Any]]]:
    def faire() -> tuple[bytes, dict[str, Any]]:
        tableau = Tableau("Issues", ("issue", "nombre"), [(nom, lu[cle]) for nom, cle in ISSUES])
        return tableau.en_csv(), {
            "titre": f"{libelle} : ce que sont devenus les parcours", "dimensions": ["issue"],
            "population": f"Parcours, {libelle}"[:120], "au": calcul.au.isoformat(), "unite": "parcours",
            "source": f"Registres du département, calcul n° {calcul.pk}",
            "definition": f"{libelle} : parcours commencés, par ce qu'ils sont devenus au jour dit.",
        }  # fmt: skip

    return faire
