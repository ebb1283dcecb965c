"""The rules of delay as the engines read them: plain values, built once, shared by one child and by all of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Literal

from jalons.droit.echeances.calendrier import METROPOLE, Duree, Territoire
from jalons.droit.valeurs import Provenance

Forme = Literal[
    "echeance", "fenetre", "duree_maximale", "delai_minimal", "validite_piece", "droit_d_un_tiers", "seuil",
    "interdiction", "sans_date",
]  # fmt: skip
Genre = Literal[
    "duree", "immediat", "sans_chiffre", "interdiction", "age", "jour_de_l_annee", "jour_fixe", "parametre", "decision",
    "seuil",
]  # fmt: skip
Valeur = str | int | float | bool

LIBELLES_FORME: dict[Forme, str] = {
    "echeance": "échéance", "fenetre": "fenêtre", "duree_maximale": "durée maximale", "delai_minimal": "délai minimal",
    "validite_piece": "validité d'une pièce", "droit_d_un_tiers": "droit d'un tiers", "seuil": "seuil",
    "interdiction": "interdiction", "sans_date": "sans date",
}  # fmt: skip
LIBELLES_NATURE = {"obligation": "obligation légale", "objectif_local": "objectif local", "alerte": "alerte"}

SANS_DATE: frozenset[str] = frozenset({"sans_date", "seuil", "interdiction"})
"""Forms that give no date by themselves."""

EXERCICE = "exercice"
"""Attribute that gives the year from which a day of the year is counted; without it, the year of the fact."""

PREAVIS_JOURS = 30
"""Days before a deadline from which it is ``bientot``: a choice of display, not of the law."""


@dataclass(frozen=True, slots=True)
class Delai:
    """A delay of one ``genre``; the fields of the other genres keep their default.

    Attributes:
        duree: for ``duree``; for ``age``, counted from the birth.
        mot: ``meilleurs_delais``, ``prealable`` or ``pendant`` when no figure is given.
        jour_mois: day and month, for ``jour_de_l_annee``; ``annees`` later.
        attribut: name on the opening fact: of the date or number decided, or of the quantity compared to ``seuil``;
            from that number on, one act is owed.
        unite: unit of the number decided; ``None`` when the attribute is a date.
        a_defaut: what applies when the decision sets nothing.
        seuil: the number to reach; ``None`` when nobody has read it.
    """

    genre: Genre
    duree: Duree | None = None
    mot: str = ""
    jour_mois: tuple[int, int] = (1, 1)
    annees: int = 0
    jour: date | None = None
    attribut: str | None = None
    unite: str | None = None
    a_defaut: Duree | None = None
    seuil: int | None = None

    @property
    def en_heures(self) -> bool:
        """Whether it is counted from an instant."""
        return self.genre == "duree" and self.duree is not None and self.duree.unite == "heure"

    @property
    def avant(self) -> bool:
        """Whether the act comes before the fact that opens the deadline, which may then be planned."""
        return self.genre == "duree" and self.duree is not None and self.duree.valeur < 0


@dataclass(frozen=True, slots=True)
class Condition:
    """One thing that must be true when the deadline opens: an age, an attribute compared, a fact or its absence."""

    genre: Literal["age", "attribut", "fait", "sans_fait"]
    au_moins: float | None = None
    moins_de: float | None = None
    unite: str = "an"
    attribut: str = ""
    dans: tuple[Valeur, ...] | None = None
    hors: tuple[Valeur, ...] | None = None
    evenements: tuple[str, ...] = ()
    par_lien: bool = False


@dataclass(frozen=True, slots=True)
class Version:
    """What the rule says from ``du`` to ``au``, both included; ``None``: open. ``note``: what else changes then."""

    du: date | None
    au: date | None
    delai: Delai
    fin: Delai | None
    si: tuple[Condition, ...]
    reference: str
    note: str = ""

    def couvre(self, jour: date) -> bool:
        """Whether it is in force on ``jour``."""
        return (self.du is None or self.du <= jour) and (self.au is None or jour <= self.au)


@dataclass(frozen=True, slots=True)
class Prolongation:
    """A fact that moves the last day, at most ``au_plus`` times, on a ground when ``motif`` names an attribute."""

    evenement: str
    duree: Duree
    motif: str | None
    au_plus: int


@dataclass(frozen=True, slots=True)
class Suspension:
    """Days between the two facts are added to the delay."""

    debut: str
    fin: str


@dataclass(frozen=True, slots=True)
class RegleDelai:
    """A rule: what opens a deadline, what fulfils or ends it, and its versions, the oldest first."""

    code: str
    matiere: str
    libelle: str
    sujet: str
    nature: str
    forme: Forme
    ouverte_par: tuple[str, ...]
    lien: str | None
    tenue_par: tuple[str, ...]
    sans_objet_par: tuple[str, ...]
    prolongation: Prolongation | None
    suspension: Suspension | None
    report: bool
    veille: bool
    version_au_terme: bool
    avance: Duree | None
    acte: str
    qui: str
    condition: str
    versions: tuple[Version, ...]
    certain: bool
    provenance: Provenance

    @property
    def confirmee(self) -> bool:
        """Whether it may be enforced; an unconfirmed rule is shown as such."""
        return self.certain and self.provenance.confirmee

    @property
    def par_defaut(self) -> bool:
        """Whether it applies where the département has said nothing: certain, and not the objective of another one."""
        return self.certain and self.nature != "objectif_local"

    @property
    def datee(self) -> bool:
        """Whether its form gives a date."""
        return self.forme not in SANS_DATE

    @property
    def recurrente(self) -> bool:
        """Whether the act that fulfils a deadline opens the next one."""
        return bool(set(self.ouverte_par) & set(self.tenue_par))

    @property
    def peut_etre_prevue(self) -> bool:
        """Whether its opening fact may be dated after the day of computation: something is due before it."""
        return any(v.delai.avant for v in self.versions)

    @property
    def evenements(self) -> frozenset[str]:
        """Every event that changes its answer, birth and death aside."""
        conditions = (e for v in self.versions for c in v.si for e in c.evenements)
        autres = (self.prolongation.evenement,) if self.prolongation else ()
        arrets = (self.suspension.debut, self.suspension.fin) if self.suspension else ()
        return frozenset((*self.ouverte_par, *self.tenue_par, *self.sans_objet_par, *conditions, *autres, *arrets))

    @property
    def attributs_lus(self) -> frozenset[str]:
        """Every attribute that changes its answer."""
        delais = [d for v in self.versions for d in (v.delai, v.fin) if d is not None]
        noms = {d.attribut for d in delais} | {c.attribut for v in self.versions for c in v.si} | {self.lien}
        if any(d.genre == "jour_de_l_annee" for d in delais):
            noms.add(EXERCICE)
        if self.prolongation is not None:
            noms.add(self.prolongation.motif)
        return frozenset(n for n in noms if n)


@dataclass(frozen=True, slots=True)
class Attribut:
    """What an event carries, and the values it may take when they are listed."""

    nom: str
    type: str
    libelle: str
    valeurs: tuple[Valeur, ...] | None = None


@dataclass(frozen=True, slots=True)
class Evenement:
    """Something that happens to a subject, as facts name it."""

    code: str
    libelle: str
    sujets: tuple[str, ...]
    attributs: tuple[Attribut, ...]


@dataclass(frozen=True)
class Regles:
    """The rules that a département follows, with the events they speak of and its calendar.

    Attributes:
        preavis_jours: days before the last day from which a deadline is ``bientot``.
    """

    regles: tuple[RegleDelai, ...]
    evenements: Mapping[str, Evenement]
    territoire: Territoire = METROPOLE
    preavis_jours: int = PREAVIS_JOURS
    absentes: tuple[RegleDelai, ...] = field(default=())
    """Rules known but not switched on."""

    @cached_property
    def par_ouverture(self) -> Mapping[tuple[str, str], tuple[RegleDelai, ...]]:
        """The rules that each event of each kind of subject opens."""
        par: dict[tuple[str, str], list[RegleDelai]] = {}
        for regle in self.regles:
            for evenement in regle.ouverte_par:
                par.setdefault((regle.sujet, evenement), []).append(regle)
        return {cle: tuple(liste) for cle, liste in par.items()}

    @cached_property
    def par_code(self) -> Mapping[str, RegleDelai]:
        """Every rule by code, those not switched on included."""
        return {r.code: r for r in (*self.absentes, *self.regles)}

    @cached_property
    def evenements_prevus(self) -> frozenset[tuple[str, str]]:
        """Kinds of subject and events that may be recorded before they happen."""
        return frozenset((r.sujet, e) for r in self.regles if r.peut_etre_prevue for e in r.ouverte_par)
