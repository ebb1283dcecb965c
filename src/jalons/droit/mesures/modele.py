"""What a kind of measure is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from jalons.droit.valeurs import Provenance

DECIDEURS = {
    "president_cd": "Président du conseil départemental",
    "juge_enfants": "Juge des enfants",
    "procureur": "Procureur de la République",
    "juge_affaires_familiales": "Juge aux affaires familiales",
    "juge_tutelles": "Juge des tutelles des mineurs",
}
ACCORDS = {
    "ecrit": "Accord écrit des représentants légaux",
    "demande": "Demande de la jeune majeure ou du jeune majeur",
    "aucun": "Sans accord",
    "sans_objet": "Décision de justice",
}
EXCLUSIVES = {
    "milieu_ouvert": "action éducative à domicile ou en milieu ouvert",
    "accueil": "accueil ou placement",
    "investigation": "investigation",
    "budget": "aide judiciaire à la gestion du budget",
    "jeune_majeur": "accompagnement de jeune majeur",
    "statut": "délégation, tutelle ou statut de pupille",
}
"""Families of which a child has one measure at a time."""
DEMANDENT_UN_ACCORD = frozenset({"ecrit", "demande"})


@dataclass(frozen=True, slots=True)
class Vie:
    """The events recorded at each step of a measure: codes of the catalogue of events, in order."""

    code: str
    etapes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def de(self, etape: str) -> tuple[str, ...]:
        """Events of a step: envisagee, accord, decision, notification, debut, terme, renouvellement, fin."""
        return self.etapes.get(etape, ())


@dataclass(frozen=True, slots=True)
class Fin:
    """Why a measure ends, and the events that this is a proof of."""

    code: str
    libelle: str
    evenements: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Nature:
    """A kind of measure or prestation.

    Attributes:
        famille: ``administrative``, ``judiciaire`` or ``prestation``.
        cadre: ``administratif`` or ``judiciaire``.
        decideur: key of ``DECIDEURS``.
        accord: key of ``ACCORDS``.
        exclusive: key of ``EXCLUSIVES``; empty when it may run beside any other.
        prise_en_charge: whether the child is followed by the ASE on that ground.
        confie: whether he is entrusted to the département.
        immediate: decided when the child is taken in: it does not wait.
        heures: its deadlines are in hours: the moment of its start is asked.
        renouvelable: ``None`` when the texts read do not say.
        renforce: code of the ordinary form of which it is the reinforced one; empty for others.
        durees: rules of delay that give its maximum duration; empty when no text read gives one.
        cible: rule of the local objective for its start; empty for none.
        age_des, age_avant: keys of parameters: reached by, not yet reached by, the child; empty for none.
        fins: codes of the reasons for which it may end.
    """

    code: str
    libelle: str
    sigle: str
    famille: str
    cadre: str
    decideur: str
    accord: str
    vie: Vie
    fins: tuple[Fin, ...]
    provenance: Provenance
    exclusive: str = ""
    prise_en_charge: bool = False
    confie: bool = False
    immediate: bool = False
    heures: bool = False
    renouvelable: bool | None = None
    renforce: str = ""
    durees: tuple[str, ...] = ()
    cible: str = ""
    age_des: str = ""
    age_avant: str = ""

    @property
    def demande_accord(self) -> bool:
        """Whether it cannot be decided without an agreement on file."""
        return self.accord in DEMANDENT_UN_ACCORD

    @property
    def judiciaire(self) -> bool:
        """Whether a court or the prosecutor decides it."""
        return self.cadre == "judiciaire"


@dataclass(frozen=True, slots=True)
class Plafond:
    """A département's own ceiling of measures for one référent, from ``du`` to ``au`` (both included)."""

    libelle: str
    mesures: frozenset[str]
    valeur: int
    du: date
    au: date | None
    source: str
    note: str = ""

    def vaut_au(self, jour: date) -> bool:
        """Whether it is in force on ``jour``."""
        return self.du <= jour and (self.au is None or jour <= self.au)
