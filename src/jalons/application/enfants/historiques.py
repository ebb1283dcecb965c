"""The history of a file. Addresses and sensitive compartments only say that they changed."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from jalons.application.acces.selectors import noms_des_agents
from jalons.application.enfants.adresses import ENTREE
from jalons.application.enfants.models import (
    Adresse,
    BesoinsAccueil,
    ConnuAilleurs,
    DonneesJudiciaires,
    DonneesMedicales,
    Enfant,
    Incompatibilite,
    LienFamilial,
    MembreFoyer,
    Referent,
    ZoneInterdite,
)
from jalons.application.socle.historique import Version, versions, versions_de
from jalons.application.ui.composants.metier import Changement

EN_CLAIR: tuple[tuple[type[models.Model], str], ...] = (
    (Enfant, "pgh_obj_id"), (Referent, "enfant_id"), (LienFamilial, "enfant_id"), (MembreFoyer, "enfant_id"),
    (ConnuAilleurs, "enfant_id"),
)  # fmt: skip
"""Rows whose changes are shown, with the column that holds the child."""
SOUS_CLE: tuple[tuple[type[models.Model], str], ...] = (
    (DonneesMedicales, "des données médicales"),
    (DonneesJudiciaires, "des données judiciaires"),
    (BesoinsAccueil, "des besoins d'accueil"),
    (ZoneInterdite, "des besoins d'accueil"),
    (Incompatibilite, "des besoins d'accueil"),
)
"""Rows of which it is only said that they changed; of a birth under secrecy, not even that it exists."""


def lire(enfant: Enfant) -> list[Changement]:
    """Every change of the file, the latest first."""
    clairs = [(v, v.nature) for v in versions_de((modele, {colonne: enfant.pk}) for modele, colonne in EN_CLAIR)]
    opaques = [(_vider(v), quoi) for modele, quoi in SOUS_CLE for v in versions(modele, enfant_id=enfant.pk)]
    opaques += [(_vider(v), ENTREE) for v in _adresses(enfant)]
    toutes = sorted([*clairs, *opaques], key=lambda paire: paire[0].le, reverse=True)
    noms = noms_des_agents(v.agent for v, _ in toutes)
    return [_changement(v, quoi, noms) for v, quoi in toutes]


def _adresses(enfant: Enfant) -> list[Version]:
    """Changes of his addresses, and of those of his households and of the adults around him."""
    foyers = MembreFoyer.objects.filter(enfant=enfant).values("foyer_id")
    adultes = LienFamilial.objects.filter(enfant=enfant).values("personne_id")
    siennes = Q(enfant=enfant) | Q(foyer_id__in=foyers) | Q(personne_id__in=adultes)
    return versions(Adresse, pgh_obj_id__in=Adresse.objects.filter(siennes).values("pk"))


def _vider(version: Version) -> Version:
    return Version(version.le, version.agent, version.acte)


def _changement(version: Version, quoi: str, noms: dict[int, str]) -> Changement:
    inconnu = "un agent dont le compte n'existe plus" if version.agent else "une commande de Jalons"
    return Changement(
        le=version.le,
        par=noms.get(version.agent or 0, inconnu),
        acte=f"{version.acte} : {quoi}",
        champs=tuple((c.nom, c.avant, c.apres) for c in version.champs),
    )
