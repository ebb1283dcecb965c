"""The history of a file. Addresses and sensitive compartments only say that they changed."""

from __future__ import annotations

from django.db import models

from jalons.application.acces.selectors import noms_des_agents
from jalons.application.enfants.adresses import ENTREE
from jalons.application.enfants.models import (
    Adresse,
    ConnuAilleurs,
    DonneesJudiciaires,
    DonneesMedicales,
    Enfant,
    Foyer,
    LienFamilial,
    MembreFoyer,
    Personne,
    Referent,
    SecretNaissance,
)
from jalons.application.socle.historique import Version, versions
from jalons.application.ui.composants.metier import Changement

EN_CLAIR: tuple[tuple[type[models.Model], str], ...] = (
    (Enfant, "pgh_obj_id"), (Referent, "enfant_id"), (LienFamilial, "enfant_id"), (MembreFoyer, "enfant_id"),
    (ConnuAilleurs, "enfant_id"),
)  # fmt: skip
"""Rows whose changes are shown, with the column that holds the child."""
SOUS_CLE: tuple[tuple[type[models.Model], str], ...] = (
    (DonneesMedicales, "des données médicales"),
    (DonneesJudiciaires, "des données judiciaires"),
    (SecretNaissance, "le secret de la naissance"),
)
"""Rows of which it is only said that they changed."""


def lire(enfant: Enfant) -> list[Changement]:
    """Every change of the file, the latest first."""
    clairs: list[tuple[Version, str]] = [
        (v, v.nature) for modele, colonne in EN_CLAIR for v in versions(modele, **{colonne: enfant.pk})
    ]
    opaques = [
        (_vider(v), quoi)
        for modele, quoi in SOUS_CLE
        for v in versions(modele, enfant_id=enfant.pk)
        if quoi != "le secret de la naissance"  # that there is such a secret is itself one
    ]
    opaques += [(_vider(v), ENTREE) for v in _adresses(enfant)]
    toutes = sorted([*clairs, *opaques], key=lambda paire: paire[0].le, reverse=True)
    noms = noms_des_agents(v.agent for v, _ in toutes)
    return [_changement(v, quoi, noms) for v, quoi in toutes]


def _adresses(enfant: Enfant) -> list[Version]:
    """Changes of his addresses, and of those of his households and of the adults around him."""
    foyers = Foyer.objects.filter(membres__enfant=enfant).values_list("pk", flat=True)
    adultes = Personne.objects.filter(liens__enfant=enfant).values_list("pk", flat=True)
    filtres = ({"enfant_id": enfant.pk}, {"foyer_id__in": foyers}, {"personne_id__in": adultes})
    return [v for filtre in filtres for v in versions(Adresse, **filtre)]


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
