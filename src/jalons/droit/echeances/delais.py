"""When a deadline falls, in one world: from a delay and the fact that opens it to a day, or to the reason why not."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from jalons.droit.echeances.calendrier import (
    Duree,
    Territoire,
    ajouter,
    ajouter_heures,
    jour_de_l_annee,
)
from jalons.droit.echeances.faits import Monde, Pose
from jalons.droit.echeances.regles import EXERCICE, Delai, RegleDelai, Version

Motif = Literal[
    "", "condition", "naissance", "instant", "instant_acte", "decision", "lien", "lien_acte", "version", "seuil",
    "precision",
]  # fmt: skip
"""Why there is no answer; empty when there is one."""

_JOUR = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Terme:
    """The last day of a deadline, before any extension.

    Attributes:
        due: last day, included; ``None`` when the rule gives none or when it is not known.
        au_plus_tot: first day on which the act counts, for a window.
        instant: last instant, for a delay in hours.
        motif: why it is not known; empty when it is, or when the rule gives none.
    """

    due: date | None = None
    au_plus_tot: date | None = None
    instant: datetime | None = None
    motif: Motif = ""


def terme(regle: RegleDelai, version: Version, ouvrante: Pose, monde: Monde, territoire: Territoire) -> Terme:
    """The last day that this version gives to this opening fact."""
    debut = _jour(regle, version.delai, ouvrante, monde, territoire)
    if debut.motif or debut.due is None:
        return debut
    if version.fin is not None:
        fin = _jour(regle, version.fin, ouvrante, monde, territoire)
        return fin if fin.motif else Terme(fin.due, au_plus_tot=debut.due)
    if regle.forme == "delai_minimal":
        return Terme(debut.due, au_plus_tot=debut.due)
    if regle.forme == "validite_piece" and version.delai.duree is not None:
        age = version.delai.duree
        return Terme(ouvrante.jour, au_plus_tot=ajouter(ouvrante.jour, Duree(-age.valeur, age.unite), territoire))
    return debut


def _jour(regle: RegleDelai, delai: Delai, ouvrante: Pose, monde: Monde, territoire: Territoire) -> Terme:
    match delai.genre:
        case "duree":
            assert delai.duree is not None  # noqa: S101 - the form of the catalogue
            return _apres(regle, delai.duree, ouvrante, territoire)
        case "immediat":
            return Terme(ouvrante.jour)
        case "age":
            assert delai.duree is not None  # noqa: S101 - the form of the catalogue
            if monde.naissance is None:
                return Terme(motif="naissance")
            return Terme(ajouter(monde.naissance, delai.duree, territoire))
        case "jour_de_l_annee":
            exercice = ouvrante.fait.attribut(EXERCICE)
            base = exercice if isinstance(exercice, int) and not isinstance(exercice, bool) else ouvrante.jour.year
            return Terme(jour_de_l_annee(base + delai.annees, delai.jour_mois))
        case "jour_fixe":
            return Terme(delai.jour)
        case "decision":
            return _decide(regle, delai, ouvrante, territoire)
        case _:
            return Terme()


def _apres(regle: RegleDelai, duree: Duree, ouvrante: Pose, territoire: Territoire) -> Terme:
    if duree.unite == "heure":
        if ouvrante.fait.instant is None:
            return Terme(motif="instant")
        instant = ajouter_heures(ouvrante.fait.instant, duree.valeur)
        return Terme(territoire.jour_local(instant), instant=instant)
    jour = ajouter(ouvrante.jour, duree, territoire)
    return Terme(jour - timedelta(days=1) if regle.veille else jour)


def _decide(regle: RegleDelai, delai: Delai, ouvrante: Pose, territoire: Territoire) -> Terme:
    valeur = ouvrante.fait.attribut(delai.attribut)
    if delai.unite is None and isinstance(valeur, str) and (jour := lire_jour(valeur)) is not None:
        return Terme(jour)
    if delai.unite is not None and isinstance(valeur, int) and not isinstance(valeur, bool):
        return _apres(regle, Duree(valeur, delai.unite), ouvrante, territoire)
    if delai.a_defaut is not None and valeur is None:
        return _apres(regle, delai.a_defaut, ouvrante, territoire)
    return Terme() if regle.forme == "sans_date" and valeur is None else Terme(motif="decision")


def lire_jour(texte: str) -> date | None:
    """The day written ``AAAA-MM-JJ``, or ``None``."""
    if _JOUR.fullmatch(texte) is None:
        return None
    try:
        return date.fromisoformat(texte)
    except ValueError:
        return None
