"""Where the tables of a run come from: the registers of Jalons, or what was retained of an import. And how it is told.

A source has a key: empty for the registers, ``2016-2024`` for the events of 2024 under the regime of 2016,
``tables-2024`` for the tables that files of correspondences filled. A run keeps the imports it read: their numbers, who
retained them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from jalons.application.acces.models import Agent
from jalons.application.observatoire.imports import selectors as imports
from jalons.application.observatoire.imports.models import Importation
from jalons.application.observatoire.models import Calcul
from jalons.noyau.dates import texte_du_jour

EVENEMENTS = ("2016", "2011")
"""Regimes of events, the one in force first."""
TABLES = "tables"
REGISTRES = "Registres de Jalons"


@dataclass(frozen=True, slots=True)
class Source:
    """One that a run may choose. ``imports``: that of its year first, then those of the years before, in a row."""

    cle: str
    libelle: str
    annee: int | None = None
    imports: tuple[Importation, ...] = ()

    def au(self, jour: date) -> date:
        """Last day known: that of the year, or ``jour`` when it comes first."""
        return jour if self.annee is None else min(jour, date(self.annee, 12, 31))

    def en_json(self) -> dict[str, Any]:
        """What a run keeps of it; empty for the registers."""
        return {"imports": [_dire(i) for i in self.imports], "libelle": self.libelle} if self.imports else {}


REGISTRE = Source("", REGISTRES)


def _dire(lue: Importation) -> dict[str, Any]:
    return {
        "numero": lue.pk, "annee": lue.annee, "regime": lue.regime, "tables": lue.tables,
        "retenu_le": lue.retenu_le.isoformat() if lue.retenu_le else "", "retenu_par": lue.retenu_par_id,
    }  # fmt: skip


def offertes(collectivite: str) -> list[Source]:
    """The registers, then every retained import whose tables are written, the latest year first. One query."""
    lues = imports.retenues(collectivite)
    sources = [REGISTRE]
    for lue in lues:
        if lue.regime in EVENEMENTS:
            avant = _avant(lue, lues)
            annees = f"{avant[-1].annee} à {lue.annee}" if avant else str(lue.annee)
            nom = f"Import n° {lue.pk}, OLINPE {annees}"
            sources.append(Source(f"{lue.regime}-{lue.annee}", nom, lue.annee, (lue, *avant)))
    for annee in dict.fromkeys(i.annee for i in lues if i.regime not in EVENEMENTS):
        siennes = tuple(i for i in lues if i.annee == annee and i.regime not in EVENEMENTS)
        numeros = ", ".join(str(i.pk) for i in siennes)
        nom = f"Import{'s' if len(siennes) > 1 else ''} n° {numeros} : tables d'un autre logiciel, {annee}"
        sources.append(Source(f"{TABLES}-{annee}", nom, annee, siennes))
    return sources


def _avant(lue: Importation, toutes: Sequence[Importation]) -> list[Importation]:
    """The events of the years before, in a row: what is in progress is then less of a minimum."""
    suite: list[Importation] = []
    annee = lue.annee - 1
    while True:
        memes = [i for i in toutes if i.annee == annee and i.regime in EVENEMENTS]
        if not memes:
            return suite
        suite.append(max(memes, key=lambda i: (i.regime == lue.regime, i.regime)))
        annee -= 1


def choisie(sources: Sequence[Source], cle: str) -> Source:
    """The one of that key; the registers when it is not offered."""
    return next((s for s in sources if s.cle == cle), sources[0])


def dire(calcul: Calcul) -> str:
    """In French, where the figures of a run come from: one sentence. One query when they come from an import."""
    if calcul.genre == Calcul.Genre.COMPARAISON:
        return f"fichiers de la DREES déposés par le département, {calcul}."
    lus: Sequence[Mapping[str, Any]] = calcul.provenance.get("imports", ())
    if not lus:
        return f"registres de Jalons, {calcul} : observés jusqu'au {texte_du_jour(calcul.au)}."
    agents = {a.pk: str(a) for a in Agent.objects.filter(pk__in=[i["retenu_par"] for i in lus if i["retenu_par"]])}
    return f"{' ; '.join(_retenu(i, agents) for i in lus)} ; {calcul}, au {texte_du_jour(calcul.au)}."


def _retenu(dit: Mapping[str, Any], agents: Mapping[Any, str]) -> str:
    par = agents.get(dit["retenu_par"], "")
    le = texte_du_jour(timezone.localtime(datetime.fromisoformat(dit["retenu_le"])).date()) if dit["retenu_le"] else ""
    genre = f"OLINPE {dit['regime']}" if dit["regime"] in EVENEMENTS else f"table « {dit['regime']} »"
    retenu = f", retenu{f' par {par}' if par else ''}{f' le {le}' if le else ''}"
    return f"import n° {dit['numero']} ({genre}, {dit['annee']}{retenu})"
