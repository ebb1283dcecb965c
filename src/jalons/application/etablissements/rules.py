"""How many places a unit has on a day, from its dated acts; what makes an act impossible. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from jalons.noyau.dates import texte_du_jour
from jalons.noyau.saisie import Faute

OUVERTURE, EXTENSION, REDUCTION, FERMETURE = "ouverture", "extension", "reduction", "fermeture"
CEDEES, RECUES = "transformation_de", "transformation_vers"
CONVERSION, SURCAPACITE = "conversion", "surcapacite"


@dataclass(frozen=True, slots=True)
class Nature:
    """A kind of act.

    Attributes:
        signe: 1 adds authorised places, -1 takes some away, 0 leaves their number as it is.
        temporaire: it may have a last day.
    """

    libelle: str
    signe: int
    temporaire: bool = False


NATURES = {
    OUVERTURE: Nature("Ouverture", 1, True),
    EXTENSION: Nature("Extension", 1, True),
    REDUCTION: Nature("Réduction", -1),
    CEDEES: Nature("Transformation : places cédées", -1),
    RECUES: Nature("Transformation : places reçues", 1),
    CONVERSION: Nature("Conversion temporaire", 0, True),
    SURCAPACITE: Nature("Surcapacité acceptée", 0, True),
    FERMETURE: Nature("Fermeture", -1),
}
"""Kinds of acts by code."""
SAISIES = (OUVERTURE, EXTENSION, REDUCTION, CEDEES, CONVERSION, SURCAPACITE, FERMETURE)
"""Those that a person takes; places received come with places ceded."""


@dataclass(frozen=True, slots=True)
class ActeConnu:
    """What the rules must know of an act; its days as in ``models.Acte``."""

    nature: str
    places: int
    effet_le: date
    fin_le: date | None = None
    ouvert_le: date | None = None
    public: str = ""

    def vaut(self, au: date) -> bool:
        """Whether it is in force on that day, both ends included."""
        return self.effet_le <= au and (self.fin_le is None or au <= self.fin_le)


@dataclass(frozen=True, slots=True)
class Capacite:
    """Places of a unit on a day.

    Attributes:
        autorisees: ``None`` when no act is known: nobody can say.
        ouvertes: those of them that have opened; ``None`` likewise.
        plafond: authorised, and those accepted beyond.
        converties: authorised places kept for another public for a time, by public.
    """

    autorisees: int | None
    ouvertes: int | None
    plafond: int | None
    converties: dict[str, int] = field(default_factory=dict)


INCONNUE = Capacite(None, None, None)


def capacite(actes: Iterable[ActeConnu], au: date) -> Capacite:
    """The capacity on ``au``. A closure puts everything before it to zero, until a new opening.

    >>> capacite([ActeConnu(OUVERTURE, 12, date(2020, 9, 1), ouvert_le=date(2020, 10, 1))], date(2020, 9, 15))
    Capacite(autorisees=12, ouvertes=0, plafond=12, converties={})
    """
    connus = list(actes)
    if not connus:
        return INCONNUE
    fermee = max((a.effet_le for a in connus if a.nature == FERMETURE and a.effet_le <= au), default=None)
    autorisees = ouvertes = au_dela = 0
    converties: dict[str, int] = {}
    for acte in connus:
        if not acte.vaut(au) or (fermee is not None and _avant(acte, fermee)):
            continue
        signe = NATURES[acte.nature].signe
        autorisees += signe * acte.places
        if signe < 0 or (acte.ouvert_le is not None and acte.ouvert_le <= au):
            ouvertes += signe * acte.places
        if acte.nature == SURCAPACITE:
            au_dela += acte.places
        if acte.nature == CONVERSION:
            converties[acte.public] = converties.get(acte.public, 0) + acte.places
    autorisees = max(autorisees, 0)
    # places taken away before they opened leave no debt on the others
    return Capacite(autorisees, min(max(ouvertes, 0), autorisees), autorisees + au_dela, converties)


def _avant(acte: ActeConnu, fermee: date) -> bool:
    """Whether a closure ends this act: all those before it, and itself; an opening of the same day comes after."""
    return acte.effet_le < fermee or (acte.effet_le == fermee and acte.nature != OUVERTURE)


def ferme(actes: Iterable[ActeConnu], au: date) -> bool:
    """Whether a unit is closed on that day: a closure is the last thing that happened to its authorised places."""
    connus = list(actes)
    return capacite(connus, au).autorisees == 0 and any(a.nature == FERMETURE and a.effet_le <= au for a in connus)


def fautes_acte(acte: ActeConnu, connus: Iterable[ActeConnu], *, meme_unite: bool = False) -> list[Faute]:
    """Every reason why an act cannot be taken after those that are known.

    Args:
        meme_unite: the places would be ceded to the unit that cedes them.
    """
    nature, fautes = NATURES[acte.nature], []
    jour = texte_du_jour(acte.effet_le)
    if acte.places < 1 and acte.nature != FERMETURE:
        fautes.append(
            Faute("places", "Indiquez combien de places : un nombre d'au moins 1.", str(acte.places), "1 au moins")
        )
    if acte.fin_le is not None and not nature.temporaire:
        fautes.append(
            Faute(
                "fin_le",
                f"« {nature.libelle} » est durable : laissez vide le dernier jour.",
                texte_du_jour(acte.fin_le),
            )
        )
    if acte.fin_le is not None and acte.fin_le < acte.effet_le:
        phrase = f"Le dernier jour ({texte_du_jour(acte.fin_le)}) précède l'effet ({jour}) : corrigez l'un des deux."
        fautes.append(Faute("fin_le", phrase, texte_du_jour(acte.fin_le), f"à partir du {jour}"))
    if acte.nature == CONVERSION and not acte.public:
        fautes.append(
            Faute("public", "Choisissez le public à qui ces places sont réservées pour un temps.", "", "un public")
        )
    if meme_unite:
        fautes.append(Faute("vers", "Choisissez une autre unité : des places ne se transforment pas vers la leur."))
    return fautes + _fautes_de_nombre(acte, list(connus))


def _fautes_de_nombre(acte: ActeConnu, connus: list[ActeConnu]) -> list[Faute]:
    """The act asks more places than the unit has on the day it takes effect."""
    jour = texte_du_jour(acte.effet_le)
    if acte.nature == OUVERTURE:
        return []
    if (la := capacite(connus, acte.effet_le).autorisees) is None or not la:
        phrase = f"L'unité n'a aucune place autorisée le {jour} : enregistrez d'abord son ouverture."
        return [Faute("nature", phrase, NATURES[acte.nature].libelle, "une ouverture")]
    if acte.nature in (REDUCTION, CEDEES, CONVERSION) and acte.places > la:
        phrase = f"L'unité a {la} places autorisées le {jour}, l'acte en demande {acte.places} : corrigez ce nombre."
        return [Faute("places", phrase, str(acte.places), f"{la} au plus")]
    return []


def age_admis(age_min: int | None, age_max: int | None) -> str:
    """Ages of a unit as a reader says them.

    >>> age_admis(3, 12), age_admis(None, 6), age_admis(16, None), age_admis(None, None)
    ('3 à 12 ans', "jusqu'à 6 ans", 'dès 16 ans', 'non précisé')
    """
    if age_min is None and age_max is None:
        return "non précisé"
    if age_max is None:
        return f"dès {age_min} ans"
    return f"jusqu'à {age_max} ans" if age_min is None else f"{age_min} à {age_max} ans"
