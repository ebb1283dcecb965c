"""The steps of a chain in their order, and the links that are measured between two of them."""

from __future__ import annotations

from dataclasses import dataclass

ETAPES = {
    "recue": "Information reçue",
    "qualifiee": "Information qualifiée",
    "evaluee": "Rapport d'évaluation remis",
    "decidee": "Mesure décidée",
    "notifiee": "Décision notifiée",
    "effective": "Mesure effective",
    "ppe_etabli": "Projet pour l'enfant établi",
    "ppe_signe": "Projet pour l'enfant signé",
}
"""Code and French name of each step, in order; the column of its day is ``<code>_le``."""


@dataclass(frozen=True, slots=True)
class Lien:
    """What is measured: days from one step to a later one.

    Attributes:
        regles: codes of the rules of the catalogue that set its delay, when they are in force; never a number here.
        maillon: whether it is one of those that, end to end, make the chain; the others are measured beside it.
    """

    code: str
    de: str
    a: str
    libelle: str
    regles: tuple[str, ...] = ()
    maillon: bool = True

    @property
    def bornes(self) -> str:
        """From which step to which, in French."""
        return f"{ETAPES[self.de]} → {ETAPES[self.a].lower()}"


LIENS = (
    Lien("qualification", "recue", "qualifiee", "Qualifier l'information", ("IP-ANALYSE",)),
    Lien("evaluation", "qualifiee", "evaluee", "Évaluer la situation"),
    Lien("decision", "evaluee", "decidee", "Décider d'une mesure"),
    Lien("notification", "decidee", "notifiee", "Notifier la décision"),
    Lien("mise_en_oeuvre", "notifiee", "effective", "Commencer la mesure"),
    Lien("projet_signe", "effective", "ppe_signe", "Signer le projet pour l'enfant"),
    Lien("information_evaluation", "recue", "evaluee", "De l'information au rapport", ("IP-EVAL",), False),
    Lien("decision_effective", "decidee", "effective", "De la décision au début", ("ADM-DELAI-CIBLE-AED",), False),
    Lien("projet_etabli", "effective", "ppe_etabli", "Établir le projet pour l'enfant", ("PPE-3M",), False),
    Lien("premier_jour", "recue", "effective", "Jusqu'au premier jour d'aide", (), False),
)
"""Six links end to end, then four spans: those that the law or the département bounds, and the whole."""

LIENS_PAR_CODE = {lien.code: lien for lien in LIENS}
MAILLONS = tuple(lien for lien in LIENS if lien.maillon)


def etapes_apres(etape: str) -> tuple[str, ...]:
    """The steps that come after this one.

    >>> etapes_apres("effective")
    ('ppe_etabli', 'ppe_signe')
    """
    codes = tuple(ETAPES)
    return codes[codes.index(etape) + 1 :]
