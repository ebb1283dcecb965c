"""The numbers that a schéma announces: of itself, and of the schéma before it, whose bilan it draws. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Literal

from jalons.application.relecture.normalisation import en_nombre
from jalons.application.relecture.rules import Lu
from jalons.application.schema import dossier as schema
from jalons.noyau.textes import cle_tri

DU_SCHEMA = ("engagements", "fiches", "actions")
DU_BILAN = ("orientations", "priorites", "actions")
PRES = 2_000
"""Characters after a number of orientations within which "101 actions" still speaks of the same schéma."""
Qui = Literal["schema", "bilan"]


def annonces(lus: Iterable[Lu]) -> schema.Annonces | None:
    """What the schéma announces of itself; the first number of each kind holds."""
    dits = {mot: n for qui, mot, n, _ in annonces_dites(lus) if qui == "schema"}
    return schema.Annonces(**dits) if dits else None


def annonces_du_bilan(lus: Iterable[Lu]) -> dict[str, int]:
    """What the bilan announces of the former schéma, as fields of ``BilanAnterieur``."""
    return {f"{mot}_annoncees": n for qui, mot, n, _ in annonces_dites(lus) if qui == "bilan"}


def annonces_dites(lus: Iterable[Lu]) -> Iterator[tuple[Qui, str, int, int]]:
    """Who announces, what, how many, by which element; each thing once."""
    comptes = [x for x in sorted(lus, key=lambda x: (x.debut, x.cle)) if x.genre == "effectif" and en_nombre(x.valeur)]
    anciens = [x for x in comptes if _mot(x) in DU_BILAN[:2] and _nu(x)]
    dits: set[tuple[Qui, str]] = set()
    for x in comptes:
        mot, nu = _mot(x), _nu(x)
        du_bilan = nu and mot in DU_BILAN and any(0 <= x.debut - a.debut <= PRES for a in anciens)
        qui: Qui = "bilan" if du_bilan else "schema"
        # "950 actions collectives" counts what was done, "31 ACTIONS" alone on its line what is promised
        permis = du_bilan or mot in DU_SCHEMA[:2] or (mot == "actions" and nu)
        valeur = en_nombre(x.valeur)
        if permis and valeur is not None and (qui, mot) not in dits:
            dits.add((qui, mot))
            yield qui, mot, int(valeur), x.cle


def _mot(x: Lu) -> str:
    """What is counted: the unit read, or the text that a person wrote."""
    return cle_tri(x.unite or x.texte).strip()


def _nu(x: Lu) -> bool:
    """Whether the passage is the number and its word, with nothing around."""
    return re.sub(r"[\d\W]+", " ", cle_tri(x.texte)).strip() == _mot(x)
