"""Where an indicator stands: each source apart, the path to the target, freshness. Pure: the day is an argument."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any

from jalons.application.indicateurs import rules
from jalons.application.indicateurs.rules import Cible, Fraicheur, Frequence, PointDeTrajectoire, Sens
from jalons.noyau.dates import DateCivile
from jalons.noyau.ecarts import Ecart

MODELE_OBJET = "indicateurs/{}"
"""What an écart is about."""


@dataclass(frozen=True, slots=True)
class Definition:
    """What is measured; ``unite`` is a code of the catalogue of units, or free words."""

    pk: int
    code: str
    libelle: str
    unite: str
    sens: Sens
    frequence: Frequence
    delai_jours: int = 0
    borne_min: Decimal | None = None
    borne_max: Decimal | None = None
    t0_periode: DateCivile | None = None
    t0_valeur: Decimal | None = None
    archive: bool = False


@dataclass(frozen=True, slots=True)
class ValeurLue:
    """One value of one period by one source."""

    periode: DateCivile
    source: str
    valeur: Decimal
    precision: str = "exact"
    commentaire: str = ""
    pk: int = 0


@dataclass(frozen=True, slots=True)
class CibleLue:
    """The target of a year."""

    annee: int
    valeur: Decimal
    commentaire: str = ""
    pk: int = 0


@dataclass(frozen=True, slots=True)
class ParSource:
    """What one source says last; ``None``: not checkable."""

    source: str
    periode: DateCivile
    valeur: Decimal
    avancement: Decimal | None
    attendue: Decimal | None
    en_retard: bool | None
    atteinte: bool | None


@dataclass(frozen=True)
class Suivi:
    """One indicator with its values and targets, as seen on the day ``au``.

    Values and targets are in order of period, sources in alphabetical order. Two sources are never averaged: each has
    its own progress, and the gap is shown.
    """

    definition: Definition
    valeurs: tuple[ValeurLue, ...]
    cibles: tuple[CibleLue, ...]
    au: date

    @cached_property
    def sources(self) -> tuple[str, ...]:
        """Sources that gave a value."""
        return tuple(sorted({v.source for v in self.valeurs}))

    @cached_property
    def derniere_periode(self) -> DateCivile | None:
        """The latest period with a value, whatever its source."""
        return max((v.periode for v in self.valeurs), key=lambda p: p.fin, default=None)

    @cached_property
    def dernieres(self) -> tuple[ParSource, ...]:
        """The latest value of each source, with its progress and its place against the path."""
        return tuple(self._par_source(s) for s in self.sources)

    @cached_property
    def cible_finale(self) -> Cible | None:
        """What is aimed at in the end: the range, else the target of the last year."""
        if self.definition.sens is Sens.PLAGE:
            return Cible(minimum=self.definition.borne_min, maximum=self.definition.borne_max)
        return Cible(self.cibles[-1].valeur) if self.cibles else None

    @cached_property
    def annee_cible(self) -> int | None:
        """Year of the last target."""
        return self.cibles[-1].annee if self.cibles else None

    @cached_property
    def chemin(self) -> tuple[PointDeTrajectoire, ...]:
        """From T0 through the targets of each year; empty without a start, a target, or with a range."""
        d = self.definition
        if d.sens is Sens.PLAGE or not self.cibles or d.t0_valeur is None or d.t0_periode is None:
            return ()
        jalons = [PointDeTrajectoire(date(c.annee, 12, 31), c.valeur) for c in self.cibles]
        if jalons[-1].le <= d.t0_periode.fin:
            return ()
        return rules.trajectoire(
            depart=d.t0_valeur, le=d.t0_periode.fin, cible=jalons[-1].valeur, horizon=jalons[-1].le, jalons=jalons[:-1]
        )

    @cached_property
    def ecarts_entre_sources(self) -> dict[DateCivile, Decimal]:
        """Largest minus smallest value of each period that several sources give."""
        par_periode: dict[DateCivile, dict[str, Decimal | None]] = {}
        for v in self.valeurs:
            par_periode.setdefault(v.periode, {})[v.source] = v.valeur
        ecarts = ((p, rules.ecart_entre_sources(par_periode[p])) for p in sorted(par_periode, key=lambda p: p.fin))
        return {periode: ecart for periode, ecart in ecarts if ecart is not None}

    @cached_property
    def dernier_ecart(self) -> Decimal | None:
        """The gap between sources at the latest period where two of them speak; ``None`` when they never do."""
        return list(self.ecarts_entre_sources.values())[-1] if self.ecarts_entre_sources else None

    @cached_property
    def sans_cible(self) -> bool:
        """Whether nothing is aimed at."""
        cible = self.cible_finale
        return cible is None or (cible.valeur is None and (cible.minimum is None or cible.maximum is None))

    @cached_property
    def fraicheur(self) -> Fraicheur:
        """Whether the last value is recent enough; ``INCONNUE`` without any."""
        d = self.definition
        return rules.fraicheur(self.derniere_periode, d.frequence, au=self.au, delai_jours=d.delai_jours)

    @cached_property
    def prochaine(self) -> date | None:
        """Day by which the next value is expected."""
        d = self.definition
        return rules.prochaine_attendue(self.derniere_periode, d.frequence, d.delai_jours)

    @cached_property
    def en_retard(self) -> bool | None:
        """Whether a source is behind the path; ``None``: no source can be compared with it."""
        connus = [s.en_retard for s in self.dernieres if s.en_retard is not None]
        return any(connus) if connus else None

    @cached_property
    def avancement(self) -> Decimal | None:
        """Progress when all the sources that can be read agree on it, else the lowest; ``None``: not checkable."""
        return min((s.avancement for s in self.dernieres if s.avancement is not None), default=None)

    @cached_property
    def etat(self) -> str:
        """Code of the family of statuses "cible"."""
        if self.sans_cible or self.avancement is None:
            return "non_verifiable"
        if all(s.atteinte for s in self.dernieres):
            return "atteinte"
        if self.avancement < 0:
            return "eloignement"
        if self.en_retard is None:
            return "non_verifiable"
        if self.definition.sens is Sens.PLAGE:
            return "hors_plage"
        return "en_dessous" if self.en_retard else "en_bonne_voie"

    @property
    def ecarts(self) -> list[Ecart]:
        """``indicateur_sans_cible`` and ``indicateur_perime``."""
        d, objet = self.definition, MODELE_OBJET.format(self.definition.code)
        cibles = [self.cible_finale] if self.cible_finale else []
        return [
            *rules.indicateur_sans_cible(d.libelle, cibles, objet=objet),
            *rules.indicateur_perime(
                d.libelle, self.derniere_periode, d.frequence, au=self.au, objet=objet, delai_jours=d.delai_jours
            ),
        ]

    def valeur(self, periode: DateCivile, source: str) -> ValeurLue | None:
        """The value of that period by that source."""
        return next((v for v in self.valeurs if v.periode == periode and v.source == source), None)

    def cible_de(self, annee: int) -> Decimal | None:
        """The target of that year; ``None``: none was set."""
        return next((c.valeur for c in self.cibles if c.annee == annee), None)

    def _par_source(self, source: str) -> ParSource:
        derniere = max((v for v in self.valeurs if v.source == source), key=lambda v: v.periode.fin)
        d, cible = self.definition, self.cible_finale
        attendue = rules.valeur_attendue(self.chemin, au=derniere.periode.fin)
        avancement = rules.taux_avancement(depart=d.t0_valeur, cible=cible, valeur=derniere.valeur, sens=d.sens)
        return ParSource(
            source, derniere.periode, derniere.valeur, avancement, attendue,
            _en_retard(derniere.valeur, attendue, cible, d.sens), rules.est_atteinte(derniere.valeur, cible, d.sens),
        )  # fmt: skip


def _en_retard(valeur: Decimal, attendue: Decimal | None, cible: Cible | None, sens: Sens) -> bool | None:
    if sens is Sens.PLAGE:
        atteinte = rules.est_atteinte(valeur, cible, sens)
        return None if atteinte is None else not atteinte
    if attendue is None:
        return None
    return valeur < attendue if sens is Sens.HAUSSE else valeur > attendue


def trier(suivis: Sequence[Suivi], tri: str) -> list[Suivi]:
    """The list in the order asked: ``code``, ``libelle``, ``avancement``, ``prochaine`` or ``ecart``, "-" reverses.

    What is not known comes last both ways.
    """
    cles: dict[str, Callable[[Suivi], Any]] = {
        "code": lambda s: s.definition.code.lower(),
        "libelle": lambda s: s.definition.libelle.lower(),
        "avancement": lambda s: s.avancement,
        "prochaine": lambda s: s.prochaine,
        "ecart": lambda s: s.dernier_ecart,
    }
    cle = cles.get(tri.removeprefix("-"), cles["code"])
    connus = [s for s in suivis if cle(s) is not None]
    inconnus = [s for s in suivis if cle(s) is None]
    return [*sorted(connus, key=cle, reverse=tri.startswith("-")), *inconnus]
