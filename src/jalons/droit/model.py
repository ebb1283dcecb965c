"""The law as data: regimes, terms, funding, forms and indicators, each fact with its provenance.

A fact that nobody has read is kept, shown as such and never enforced; a figure that nobody has read is ``None``.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Literal

from jalons.droit.valeurs import LIBELLES_CONFIANCE as LIBELLES_CONFIANCE
from jalons.droit.valeurs import Confiance as Confiance
from jalons.droit.valeurs import DroitInapplicable as DroitInapplicable
from jalons.droit.valeurs import Grandeur as Grandeur
from jalons.droit.valeurs import Parametre as Parametre
from jalons.droit.valeurs import Provenance as Provenance
from jalons.droit.valeurs import Valeur as Valeur
from jalons.noyau.dates import DateCivile

Categorie = Literal["obligatoire", "facultatif"]
Sens = Literal["hausse", "baisse", "cible"]
Gestionnaire = Literal["prefet", "ars", "departement", "justice", "autre"]
Beneficiaire = Literal["departement", "essms", "variable"]


@dataclass(frozen=True, slots=True)
class EngagementNational:
    """One of the commitments of a regime."""

    numero: int
    titre: str
    provenance: Provenance


@dataclass(frozen=True, slots=True)
class ObjectifNational:
    """An objective of a regime.

    Attributes:
        code: stable across regimes, so that an objective can be followed from one act to the next.
        numero: number in the act's list; ``None`` when not seen.
        engagement: number of the engagement served; ``None`` when not seen or outside them.
        categorie: ``None`` when the act's category was not seen.
        sources: codes of the funding sources that pay it by nature.
        numero_confirme: whether the number itself was seen (the label may be seen without it).
    """

    code: str
    numero: int | None
    libelle: str
    engagement: int | None
    categorie: Categorie | None
    sources: tuple[str, ...]
    provenance: Provenance
    numero_confirme: bool = True


@dataclass(frozen=True, slots=True)
class Composition:
    """How many objectives a contract of the regime retains; ``None``: not seen.

    Attributes:
        obligatoires: all of them are required.
        facultatifs_min: fewest optional objectives, included.
        facultatifs_max: size of the optional list, so the most that can be retained.
        provenance: of the mandatory count.
        provenance_facultatifs: of the two others.
    """

    obligatoires: int | None
    facultatifs_min: int | None
    facultatifs_max: int | None
    provenance: Provenance
    provenance_facultatifs: Provenance


@dataclass(frozen=True, slots=True)
class EcheanceRegime:
    """A date that an act sets for an exercice.

    Attributes:
        code: stable and unique over all regimes.
        exercice: year concerned; ``None`` when the act gives none.
        objet: what is due (``signature``, ``rapport_execution``, ``projet_contrat``…).
        date: last day included, or a month when the text says no more.
        reportee_a: the later date that replaced it, when an act postponed it.
        vise_avenants: whether it also binds a contract of an earlier regime that covers this exercice.
    """

    code: str
    exercice: int | None
    objet: str
    libelle: str
    date: DateCivile
    reportee_a: DateCivile | None
    provenance: Provenance
    vise_avenants: bool = False

    @property
    def limite(self) -> DateCivile:
        """The date that counts: the postponed one if there is one."""
        return self.reportee_a or self.date


@dataclass(frozen=True, slots=True)
class ListesCompletes:
    """Whether each list of objectives holds everything the act lists; a count is compared only if it does."""

    obligatoires: bool
    facultatifs: bool


@dataclass(frozen=True, slots=True)
class Regime:
    """The frame that one yearly act gives to the contracts."""

    id: str
    libelle: str
    exercices: tuple[int, ...]
    acte: str | None
    nor: str | None
    date_acte: DateCivile
    publie_le: DateCivile | None
    engagements: tuple[EngagementNational, ...]
    objectifs: tuple[ObjectifNational, ...]
    composition: Composition
    echeances: tuple[EcheanceRegime, ...]
    listes_completes: ListesCompletes
    provenance: Provenance
    herite_de: str | None = None
    avertissements: tuple[str, ...] = ()

    @property
    def connu_le(self) -> date:
        """First day on which a département could know the act: its publication, else its date."""
        return (self.publie_le or self.date_acte).debut

    def objectif(self, code: str) -> ObjectifNational | None:
        """The objective of that code, or ``None``."""
        return next((o for o in self.objectifs if o.code == code), None)

    def par_categorie(self, categorie: Categorie) -> tuple[ObjectifNational, ...]:
        """The objectives of one category, in the order of the list."""
        return tuple(o for o in self.objectifs if o.categorie == categorie)

    def echeance(self, objet: str, exercice: int | None = None) -> EcheanceRegime | None:
        """The deadline of that subject (and exercice, when given), or ``None`` when the acts set none."""
        return next(
            (e for e in self.echeances if e.objet == objet and exercice in (None, e.exercice)),
            None,
        )


@dataclass(frozen=True, slots=True)
class TermeImpose:
    """A last day imposed on every contract or avenant signed in a window, whatever its regime.

    ``connu_le`` is the day of the act: before it, nobody could know the term.
    """

    code: str
    libelle: str
    terme: date
    signes_du: date
    signes_au: date
    connu_le: date
    acte: str
    provenance: Provenance

    def vise(self, signature: DateCivile) -> bool | None:
        """Whether a text signed then is bound; ``None`` when the date is not precise enough to tell."""
        if self.signes_du <= signature.debut and signature.fin <= self.signes_au:
            return True
        return False if signature.fin < self.signes_du or signature.debut > self.signes_au else None


@dataclass(frozen=True, slots=True)
class SourceFinancement:
    """Where money comes from: who holds it, who is paid, for what."""

    code: str
    libelle: str
    gestionnaire: Gestionnaire
    beneficiaire: Beneficiaire
    objet: str
    perenne: bool | None
    provenance: Provenance


@dataclass(frozen=True, slots=True)
class BaseCofinancement:
    """One reading of the base on which the département's share is computed.

    Attributes:
        comptees: sources put beside the département's share; the base is DEPT plus these.
        empechee_par: sources that mix several others: with one of them present, this base is not checkable.
    """

    code: str
    libelle: str
    comptees: tuple[str, ...]
    empechee_par: tuple[str, ...]
    provenance: Provenance


@dataclass(frozen=True, slots=True)
class RegleCofinancement:
    """The département's minimum share: the parameter, and the bases under which it is shown."""

    part_min: Parametre
    bases: tuple[BaseCofinancement, ...]
    defaut: str
    provenance: Provenance

    def base(self, code: str) -> BaseCofinancement:
        """The base of that code; raises ``DroitInapplicable``."""
        for base in self.bases:
            if base.code == code:
                return base
        connues = ", ".join(b.code for b in self.bases)
        raise DroitInapplicable(f"La base « {code} » n'existe pas. Bases connues : {connues}.")


@dataclass(frozen=True, slots=True)
class ChampFiche:
    """A field of the fiche action; ``obligatoire`` fields are those the circular names for every action."""

    code: str
    libelle: str
    aide: str
    obligatoire: bool
    provenance: Provenance


@dataclass(frozen=True, slots=True)
class EtapeContrat:
    """A step in the life of a contract; its rank is the usual order, not a constraint."""

    code: str
    rang: int
    libelle: str
    acteurs: tuple[str, ...]
    provenance: Provenance


@dataclass(frozen=True, slots=True)
class SectionRapport:
    """A section of the annual execution report."""

    code: str
    rang: int
    libelle: str
    contenu: str
    provenance: Provenance


@dataclass(frozen=True, slots=True)
class CibleNationale:
    """A national target: at least ``minimum``, at most ``maximum``, by ``horizon``."""

    horizon: DateCivile | None
    minimum: Decimal | None
    maximum: Decimal | None
    libelle: str
    provenance: Provenance


@dataclass(frozen=True, slots=True)
class IndicateurNational:
    """A harmonised indicator.

    Attributes:
        sens: direction of progress; ``cible`` when a state or a range is aimed at.
        sources: where values come from; with both SNDS and LOCAL the two are kept and their gap shown.
        annee_t0: year of the starting value; ``None`` when not seen.
    """

    code: str
    objectif: str
    libelle: str
    unite: str
    sens: Sens
    definition: str
    sources: tuple[str, ...]
    cibles: tuple[CibleNationale, ...]
    annee_t0: int | None
    provenance: Provenance


@dataclass(frozen=True, slots=True)
class MontantNational:
    """A national amount of one year, in euros; ``conteste`` when sources contradict each other."""

    exercice: int
    source: str
    montant: Decimal | None
    libelle: str
    conteste: bool
    provenance: Provenance


@dataclass(frozen=True, slots=True)
class ObjectifLocal:
    """An objective that a département adds to its own contracts; it counts in no national composition.

    Attributes:
        departement: code of the competent collectivité ("62", "69D"), the only one that it concerns.
    """

    departement: str
    code: str
    libelle: str
    engagement: int | None
    regimes: tuple[str, ...]
    sources: tuple[str, ...]
    description: str
    provenance: Provenance


@dataclass(frozen=True, slots=True)
class Unite:
    """A unit of measure: how it is written, and how many decimals make sense."""

    code: str
    libelle: str
    symbole: str
    decimales: int = field(default=0)
