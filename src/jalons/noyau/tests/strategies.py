"""Hypothesis strategies for any dossier: built from the same keys as the file format."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import is_dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any, get_args, get_origin

from hypothesis import strategies as st

from jalons.noyau.dates import DateCivile
from jalons.noyau.gabarit import Champ, Cle, cles, sans_vide
from jalons.noyau.periodes import Periode

TEXTES = st.text(st.characters(blacklist_categories=("Cs",)), min_size=1, max_size=25)
NOMBRES = st.decimals(min_value=-(10**9), max_value=10**9, places=2, allow_nan=False)
MONTANTS = st.decimals(min_value=0, max_value=10**9, places=2, allow_nan=False)
JOURS = st.dates(min_value=date(1990, 1, 1), max_value=date(2060, 12, 31))


@st.composite
def dates_civiles(draw: Any) -> DateCivile:
    jour = draw(JOURS)
    precision = draw(st.integers(1, 3))
    return DateCivile(*(jour.year, jour.month, jour.day)[:precision])


@st.composite
def periodes(draw: Any) -> Periode:
    un, autre = draw(dates_civiles()), draw(dates_civiles())
    return Periode(un, autre) if un.debut <= autre.fin else Periode(autre, un)


@st.composite
def dossiers(draw: Any, classe: type, natures: Mapping[str, Sequence[str]]) -> Any:
    """Any object of ``classe``; names are unique, and each reference, when there is one, names something."""
    noms: dict[str, list[Any]] = {}
    return _objet(draw, classe, natures, noms)


def _objet(draw: Any, classe: type, natures: Mapping[str, Sequence[str]], noms: dict[str, list[Any]]) -> Any:
    valeurs = {}
    for cle in cles(classe):
        if cle.obligatoire or draw(st.booleans()):
            valeurs[cle.nom] = _valeur(draw, cle, cle.type_, natures, noms)
    if "total" in {c.nom for c in cles(classe)}:  # an amount: a total has no source, anything else has one
        valeurs |= {"inclus_dans": "", "somme_de": ()}
        valeurs["source"] = "" if valeurs.get("total") else draw(st.sampled_from(natures["source"]))
    return classe(**valeurs)


def _valeur(draw: Any, cle: Cle, type_: Any, natures: Mapping[str, Sequence[str]], noms: dict[str, list[Any]]) -> Any:
    type_, champ = sans_vide(type_), cle.champ
    if get_origin(type_) is tuple:
        if champ.renvoie and not _possibles(champ, noms):
            return ()
        return tuple(_valeur(draw, cle, get_args(type_)[0], natures, noms) for _ in range(draw(st.integers(0, 2))))
    if champ.definit:
        suivant = len(noms.setdefault(champ.definit, [])) + 1
        noms[champ.definit].append(suivant if type_ is int else f"{champ.definit}-{suivant}")
        return noms[champ.definit][-1]
    if champ.renvoie:
        possibles = _possibles(champ, noms)
        return draw(st.sampled_from(possibles)) if possibles else cle.defaut
    if champ.nature:
        return draw(st.sampled_from(natures[champ.nature]))
    if champ.motif:
        return draw(st.sampled_from(["14", "01", "2A", "69D", "976"]))
    if is_dataclass(type_) and type_ not in (DateCivile, Periode):
        return _objet(draw, type_, natures, noms)
    if isinstance(type_, type) and issubclass(type_, StrEnum):
        return draw(st.sampled_from(list(type_)))
    entiers = st.integers(champ.minimum or 0, champ.maximum or (champ.minimum or 0) + 200)
    simples = {str: TEXTES, int: entiers, bool: st.booleans(), DateCivile: dates_civiles(), Periode: periodes()}
    simples[Decimal] = MONTANTS if champ.minimum is not None else NOMBRES
    return draw(simples[type_])


def _possibles(champ: Champ, noms: dict[str, list[Any]]) -> list[Any]:
    return [n for f in champ.renvoie for n in noms.get(f, [])]
