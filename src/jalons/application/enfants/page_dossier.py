"""What the page of a child shows, read in as few queries as possible."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from jalons.application.acces.http import Requete
from jalons.application.acces.permissions import Permission
from jalons.application.enfants import adresses, ages, entourage, porte, rules
from jalons.application.enfants.adresses import AdresseLue
from jalons.application.enfants.models import Enfant, LienFamilial, MembreFoyer

CONCERNEES = [
    Permission.ENFANTS_VOIR, Permission.ENFANTS_MODIFIER, Permission.ENFANTS_FUSIONNER, Permission.ENFANTS_DECLARER,
    Permission.ENFANTS_ADRESSE_PROTEGEE, Permission.ENFANTS_MEDICAL, Permission.ENFANTS_JUDICIAIRE,
    Permission.ENFANTS_SECRET_NAISSANCE, Permission.ENFANTS_SUPERVISER, Permission.ENFANTS_BESOINS,
]  # fmt: skip
COMPARTIMENTS = (
    (Permission.ENFANTS_MEDICAL, "medical", "Données médicales"),
    (Permission.ENFANTS_JUDICIAIRE, "judiciaire", "Données judiciaires"),
    (Permission.ENFANTS_SECRET_NAISSANCE, "secret", "Secret de la naissance"),
    (Permission.ENFANTS_BESOINS, "besoins", "Besoins d'accueil, zones interdites, incompatibilités"),
)


@dataclass(frozen=True, slots=True)
class Parent:
    """An adult on the family table.

    Attributes:
        adresses: as the reader may see them.
    """

    lien: LienFamilial
    adresses: tuple[AdresseLue, ...]


@dataclass(frozen=True, slots=True)
class Maison:
    """A household on the page, with its members and its addresses."""

    foyer: Any
    membres: tuple[MembreFoyer, ...]
    adresses: tuple[AdresseLue, ...]


def contexte(requete: Requete, enfant: Enfant, maintenant: datetime) -> dict[str, Any]:
    """Everything the template of a file needs."""
    jour = timezone.localtime(maintenant).date()
    tenues = porte.permissions_sur(requete, enfant, CONCERNEES, maintenant=maintenant)
    requete.tenues = tenues  # type: ignore[attr-defined]  # panels of upper modules ask it instead of the base
    lues = adresses.lire(enfant, tenues=tenues, au=jour)
    alentours = entourage.alentours(requete, enfant, maintenant=maintenant)
    return {
        "enfant": enfant,
        "collectivite": enfant.collectivite,
        "age": f"décès : {enfant.decede_le}" if enfant.decede_le else rules.age_en_mots(enfant.naissance, jour),
        "alertes": alertes(enfant, jour, peut_modifier=Permission.ENFANTS_MODIFIER in tenues),
        "adresses": [a for a in lues if a.de == "enfant"],
        "parents": [Parent(x, _siennes(lues, "personne", x.personne_id)) for x in entourage.parents(enfant)],
        "maisons": _maisons(enfant, lues, jour),
        **alentours,
        "fratrie": [(e, rules.age_en_mots(e.naissance, jour)) for e in alentours["fratrie"]],
        "compartiments": [(code, titre) for permission, code, titre in COMPARTIMENTS if permission in tenues],
        "peut_modifier": Permission.ENFANTS_MODIFIER in tenues,
        "peut_fusionner": Permission.ENFANTS_FUSIONNER in tenues,
        "peut_declarer": Permission.ENFANTS_DECLARER in tenues,
        "supervise": Permission.ENFANTS_SUPERVISER in tenues,
        "en_urgence": Permission.ENFANTS_VOIR not in tenues,
        "jour": jour,
    }


def alertes(enfant: Enfant, jour: date, *, peut_modifier: bool) -> list[tuple[str, str]]:
    """What a reader must know before anything else: title and sentence; only who may act is asked to."""
    dites = []
    if enfant.decede_le is not None:
        dites.append(("Enfant décédé", f"Décès : {enfant.decede_le}. Le dossier se lit, il ne reçoit plus d'acte."))
    if enfant.naissance is None:
        suite = " : complétez l'identité dès que possible." if peut_modifier else "."
        phrase = f"Les règles qui dépendent de l'âge ne peuvent être vérifiées{suite}"
        dites.append(("Date de naissance inconnue", phrase))
    elif enfant.decede_le is None:
        if raison := ages.plus_d_aide(enfant.naissance, None, jour):
            dites.append(("Dossier d'un adulte", f"{raison} Le dossier reste lisible."))
        elif ages.est_mineur(enfant.naissance, jour) is False:
            dites.append(("Jeune majeur", "La majorité est atteinte : les actes demandent son accord."))
    return dites


def _siennes(lues: list[AdresseLue], de: str, pk: int) -> tuple[AdresseLue, ...]:
    return tuple(a for a in lues if a.de == de and a.de_pk == pk)


def _maisons(enfant: Enfant, lues: list[AdresseLue], jour: date) -> list[Maison]:
    par_foyer: dict[int, list[MembreFoyer]] = {}
    for membre in entourage.membres_des_foyers(enfant, jour):
        par_foyer.setdefault(membre.foyer_id, []).append(membre)
    return [
        Maison(membres[0].foyer, tuple(membres), _siennes(lues, "foyer", cle)) for cle, membres in par_foyer.items()
    ]
