"""Managing bodies, establishments and units, created and changed."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from jalons.application.acces.models import Agent
from jalons.application.etablissements import nomenclatures
from jalons.application.etablissements.models import Etablissement, Organisme, UniteAccueil
from jalons.application.etablissements.services.ecriture import enregistrer
from jalons.noyau.saisie import EntreeRefusee, Faute

LIEUX = {
    "organisme_code_unique": "code", "etablissement_finess_unique": "finess", "unite_accueil_ages_ordonnes": "age_max",
}  # fmt: skip


@transaction.atomic
def enregistrer_organisme(*, organisme: Organisme, version: int | None, par: Agent | None, **champs: Any) -> Organisme:
    """Create a managing body (``organisme`` is then new, with its collectivité), or change it.

    Raises:
        VersionDepassee: somebody saved in between.
        EntreeRefusee: fields that are not as they should be, or a code that another body has.
    """
    return enregistrer(organisme, version, par, champs, quoi="l'organisme", lieux=LIEUX)


@transaction.atomic
def enregistrer_etablissement(
    *, etablissement: Etablissement, version: int | None, par: Agent | None, **champs: Any
) -> Etablissement:
    """Create or change an establishment, the same way.

    Raises:
        VersionDepassee: somebody saved in between.
        EntreeRefusee: a category that is not of the nomenclature, a FINESS number that another one has.
    """
    categorie = champs.get("categorie", etablissement.categorie)
    if categorie and categorie not in nomenclatures.categories():
        attendu = "une catégorie FINESS de la protection de l'enfance"
        phrase = f"Catégorie FINESS inconnue : « {categorie} ». Choisissez-en une dans la liste."
        raise EntreeRefusee([Faute("categorie", phrase, categorie, attendu)], quoi="l'établissement")
    return enregistrer(etablissement, version, par, champs, quoi="l'établissement", lieux=LIEUX)


@transaction.atomic
def enregistrer_unite(*, unite: UniteAccueil, version: int | None, par: Agent | None, **champs: Any) -> UniteAccueil:
    """Create or change a unit, the same way. Its places come from acts, never from here.

    Raises:
        VersionDepassee: somebody saved in between.
        EntreeRefusee: a type or a public that is not of the nomenclature, ages in the wrong order.
    """
    fautes = [
        Faute(nom, f"{quoi} inconnu : « {valeur} ». Choisissez dans la liste.", valeur, "une valeur de la liste")
        for nom, quoi, connus in (
            ("type", "Type", nomenclatures.types()), ("public", "Public", nomenclatures.publics()),
        )
        if (valeur := champs.get(nom, getattr(unite, nom))) not in connus
    ]  # fmt: skip
    if fautes:
        raise EntreeRefusee(fautes, quoi="l'unité")
    return enregistrer(unite, version, par, champs, quoi="l'unité", lieux=LIEUX)
