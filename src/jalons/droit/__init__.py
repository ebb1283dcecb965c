"""The law as data: regimes of contractualisation, terms, funding sources, parameters, indicators. Pure.

Texts: the yearly acts on the contracts between the préfet, the ARS and the département (2020 to 2025-2027), and the
articles of the CASF that bound a schéma. Each fact carries its ``Provenance``; ``provenance.confirmee`` says whether
it may be enforced. Others import from here only, plus ``jalons.droit.echeances`` for deadlines,
``jalons.droit.lint`` and ``jalons.droit.local`` for a département's own objectives.

>>> from datetime import date
>>> regime_en_vigueur(date(2021, 12, 20)).id
'2021'
>>> parametre("casf.l312_4.duree_maximale").au(date(2023, 1, 1))
60
"""

from jalons.droit.loader import (
    bibliographie,
    champs_fiche_action,
    etapes_contrat,
    indicateurs_nationaux,
    montants_nationaux,
    parametre,
    parametres,
    regime,
    regime_en_vigueur,
    regimes,
    regle_cofinancement,
    sections_rapport,
    source,
    sources_financement,
    termes_imposes,
    tous_les_termes,
    unites,
)
from jalons.droit.model import DroitInapplicable, Provenance

__all__ = [
    "DroitInapplicable",
    "Provenance",
    "bibliographie",
    "champs_fiche_action",
    "etapes_contrat",
    "indicateurs_nationaux",
    "montants_nationaux",
    "parametre",
    "parametres",
    "regime",
    "regime_en_vigueur",
    "regimes",
    "regle_cofinancement",
    "sections_rapport",
    "source",
    "sources_financement",
    "termes_imposes",
    "tous_les_termes",
    "unites",
]
