"""One act of the page of structure: from the form posted to the service, and the sentence that answers."""

from __future__ import annotations

from typing import Any

from jalons.application.acces.models import Agent
from jalons.application.fiches.models import Fiche
from jalons.application.schema import selectors, services, structure
from jalons.application.schema.dossier import DossierSchema
from jalons.application.schema.forms import ActeForm
from jalons.application.schema.models import Schema
from jalons.noyau.saisie import EntreeRefusee, Faute

ARGUMENTS = {
    "ajouter_engagement": ("titre",),
    "renommer_engagement": ("engagement", "titre"),
    "deplacer_engagement": ("engagement", "pas"),
    "retirer_engagement": ("engagement",),
    "ajouter_theme": ("engagement", "titre"),
    "renommer_theme": ("engagement", "theme", "titre"),
    "deplacer_theme": ("engagement", "theme", "pas"),
    "retirer_theme": ("engagement", "theme"),
    "placer_fiche": ("engagement", "theme", "fiche"),
    "retirer_fiche": ("engagement", "theme", "fiche"),
    "ajouter_fiche": ("titre",),
}
"""For each act of ``structure``, what the form must give."""


def faire(schema: Schema, form: ActeForm, *, par: Agent | None) -> str:
    """Do the act, and say what was done.

    Raises:
        EntreeRefusee: with sentences for the page.
    """
    if not form.is_valid():
        raise _refus("Cette demande n'est pas comprise : rechargez la page, puis recommencez.")
    lu = form.cleaned_data
    if lu["acte"] == "rattacher":
        fiche = Fiche.objects.filter(pk=lu["fiche"], collectivite=schema.collectivite_id).first()
        if fiche is None:
            raise _refus("Choisissez la fiche à rattacher.")
        return f"« {fiche} » est dans le schéma, sous le n° {services.rattacher(schema=schema, fiche=fiche, par=par)}."
    nouveau = _appliquer(selectors.dossier(schema), lu)
    ecrites = services.modifier(schema=schema, dossier=nouveau, par=par)
    return "La structure est enregistrée." if ecrites else "Rien n'a changé."


def _appliquer(dossier: DossierSchema, lu: dict[str, Any]) -> DossierSchema:
    arguments = [lu[nom] for nom in ARGUMENTS[lu["acte"]]]
    if None in arguments:
        raise _refus("Il manque une valeur : complétez le formulaire, puis recommencez.")
    resultat: DossierSchema = getattr(structure, lu["acte"])(dossier, *arguments)
    return resultat


def _refus(message: str) -> EntreeRefusee:
    return EntreeRefusee([Faute("structure", message)], quoi="Structure du schéma")
