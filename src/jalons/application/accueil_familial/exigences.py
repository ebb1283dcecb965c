"""What the law asks of a carer in hours, and whether it is done: three answers, from the catalogue. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from jalons.application.accueil_familial.listes import EN_HEURES, FORMATION, JUSTIFICATIFS, STAGE
from jalons.droit.loader import parametre
from jalons.droit.valeurs import DroitInapplicable
from jalons.noyau.dates import texte_du_jour

PARAMETRES = {STAGE: "accueil_familial.stage.heures", FORMATION: "accueil_familial.formation.heures"}
OUVRENT = {STAGE: "premier accueil", FORMATION: "premier contrat"}
"""The day whose rule applies."""
CONFORME, NON_CONFORME, NON_VERIFIABLE = "conforme", "non_conforme", "non_verifiable"


@dataclass(frozen=True, slots=True)
class Fait:
    """A stage or a training as it was recorded."""

    nature: str
    obtenu_le: date | None = None
    heures: int | None = None


@dataclass(frozen=True, slots=True)
class Exigence:
    """A number of hours asked, and the answer.

    Attributes:
        attendues: hours that the law asks; ``None`` when the day whose rule applies is not known.
        faites: hours recorded as done; ``None`` when one of the parts does not say its own.
        verdict: ``"conforme"``, ``"non_conforme"`` or ``"non_verifiable"``.
        phrase: why, in one sentence.
        confirmee: whether the fact of law is confirmed.
    """

    nature: str
    attendues: int | None
    faites: int | None
    verdict: str
    phrase: str
    source: str = ""
    confiance: str = ""
    confirmee: bool = True

    @property
    def libelle(self) -> str:
        """What is asked."""
        return JUSTIFICATIFS[self.nature]


def exiger(nature: str, le: date | None, faits: Iterable[Fait]) -> Exigence:
    """Whether the hours of ``nature`` asked by the rule in force on ``le`` are done.

    Args:
        nature: one of ``EN_HEURES``.
        le: the day of the first child received (stage) or of the first contract (training).
    """
    finis = [f for f in faits if f.nature == nature and f.obtenu_le is not None]
    heures = [f.heures for f in finis]
    faites = sum(h for h in heures if h is not None) if finis and None not in heures else None if finis else 0
    if le is None:
        return Exigence(nature, None, faites, NON_VERIFIABLE, f"Le jour du {OUVRENT[nature]} n'est pas enregistré.")
    regle = parametre(PARAMETRES[nature])
    try:
        valeur = regle.valeur_au(le)
    except DroitInapplicable as erreur:
        return Exigence(nature, None, faites, NON_VERIFIABLE, str(erreur), regle.reference)
    attendues, p = int(valeur.valeur), valeur.provenance
    debut = f"{attendues} heures pour un {OUVRENT[nature]} du {texte_du_jour(le)}"
    if faites is None:
        verdict, suite = NON_VERIFIABLE, "le nombre d'heures faites n'est pas dit partout"
    elif faites >= attendues:
        verdict, suite = CONFORME, f"{faites} faites"
    else:
        verdict, suite = NON_CONFORME, f"{faites} faites, il en manque {attendues - faites}"
    return Exigence(
        nature, attendues, faites, verdict, f"{debut} ; {suite}.", regle.reference, p.confiance, p.confirmee
    )


def exigences(jours: dict[str, date | None], faits: Iterable[Fait]) -> list[Exigence]:
    """Every number of hours asked.

    Args:
        jours: the day whose rule applies, by nature.
    """
    lus = list(faits)
    return [exiger(nature, jours.get(nature), lus) for nature in EN_HEURES]


def nombre_maximal(au: date) -> tuple[int | None, str, bool]:
    """How many children an approval may say without a derogation, its text, and whether that is confirmed."""
    regle = parametre("accueil_familial.agrement.enfants_maximum")
    try:
        valeur = regle.valeur_au(au)
    except DroitInapplicable:
        return None, regle.reference, False
    return int(valeur.valeur), regle.reference, valeur.provenance.confirmee
