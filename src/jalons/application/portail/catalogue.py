"""The catalogue of law as a list of facts that can be searched. Pure."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from jalons import droit
from jalons.droit import Provenance
from jalons.droit.model import Regime

REFERENTIELS = "referentiels"


@dataclass(frozen=True, slots=True)
class Fait:
    """One fact of law, as a line of the search.

    Attributes:
        famille: what it is ("Objectif", "Échéance"…).
        detail: the frame it belongs to.
        regime: the regime whose page shows it; empty for the page of the whole catalogue.
        ancre: where on that page.
    """

    famille: str
    libelle: str
    detail: str
    regime: str
    ancre: str
    provenance: Provenance


def chercher(texte: str) -> list[Fait]:
    """The facts whose words hold every word of ``texte``, case and accents aside; none for an empty text."""
    mots = cle(texte).split()
    return [fait for fait, contenu in _index() if all(mot in contenu for mot in mots)] if mots else []


def cle(texte: str) -> str:
    """The text in lower case without accents.

    >>> cle("Œuvre d'Été")
    "oeuvre d'ete"
    """
    decompose = unicodedata.normalize("NFKD", texte.lower().replace("œ", "oe").replace("’", "'"))
    return "".join(c for c in decompose if not unicodedata.combining(c))


@cache
def _index() -> tuple[tuple[Fait, str], ...]:
    faits = [f for r in droit.regimes() for f in _du_regime(r)] + list(_communs())
    return tuple((f, cle(f"{f.famille} {f.libelle} {f.detail} {f.provenance.source}")) for f in faits)


def _du_regime(regime: Regime) -> Iterator[Fait]:
    yield Fait("Régime", regime.libelle, regime.acte or "acte non vu", regime.id, "acte", regime.provenance)
    for engagement in regime.engagements:
        yield Fait("Engagement", engagement.titre, regime.libelle, regime.id, "engagements", engagement.provenance)
    for objectif in regime.objectifs:
        yield Fait("Objectif", objectif.libelle, regime.libelle, regime.id, "objectifs", objectif.provenance)
    for echeance in regime.echeances:
        yield Fait("Échéance", echeance.libelle, str(echeance.limite), regime.id, "echeances", echeance.provenance)


def _communs() -> Iterator[Fait]:
    for parametre in droit.parametres().values():
        yield Fait(
            "Paramètre", parametre.libelle, parametre.reference, "", "parametres", parametre.valeurs[0].provenance
        )
    for terme in droit.tous_les_termes():
        yield Fait("Terme imposé", terme.libelle, terme.acte, "", "termes", terme.provenance)
    for source in droit.sources_financement():
        yield Fait("Source de financement", source.libelle, source.objet, "", "sources", source.provenance)
    for indicateur in droit.indicateurs_nationaux():
        yield Fait(
            "Indicateur national", indicateur.libelle, indicateur.definition, "", "indicateurs", indicateur.provenance
        )
