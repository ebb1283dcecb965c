"""Writing what a file says into tables: only what differs, and every value that does not fit said at once."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from jalons.noyau.saisie import Faute, abrege

TAILLES = ("max_length", "max_value", "min_value", "invalid")
"""Codes of the validation errors that a well-formed file may still meet: the column is too small."""


class Plume:
    """Saves rows inside one transaction and gathers the faults; the caller rolls back when there is any.

    Attributes:
        fautes: values that do not fit their column, with their place in the file.
        ecrits: number of rows inserted, changed or deleted.
    """

    def __init__(self) -> None:
        self.fautes: list[Faute] = []
        self.ecrits = 0

    def poser(self, instance: models.Model, lieu: str, **valeurs: Any) -> bool:
        """Give these values to ``instance`` and save it if it is new or if one of them differs; whether it was."""
        champs = [c for c, v in valeurs.items() if getattr(instance, c) != v]
        for champ in champs:
            setattr(instance, champ, valeurs[champ])
        neuve = instance._state.adding
        if not champs and not neuve:
            return False
        self._verifier(instance, champs, lieu)
        instance.save(force_insert=neuve, update_fields=None if neuve else champs)
        self.ecrits += 1
        return True

    def retirer(self, instance: models.Model) -> None:
        """Delete a row that the file no longer holds; its history stays."""
        instance.delete()
        self.ecrits += 1

    def _verifier(self, instance: models.Model, champs: list[str], lieu: str) -> None:
        for champ in champs:
            colonne = instance._meta.get_field(champ)
            valeur = getattr(instance, champ)
            if not isinstance(colonne, models.CharField | models.IntegerField) or valeur in (None, ""):
                continue
            try:
                colonne.clean(valeur, instance)
            except ValidationError as erreur:
                if any(e.code in TAILLES for e in erreur.error_list):
                    self._refuser(instance, colonne, valeur, lieu)

    def _refuser(self, instance: models.Model, colonne: Any, valeur: Any, lieu: str) -> None:
        """Note the fault, and keep a value that fits so that the other faults are found too."""
        if isinstance(valeur, str):
            limite = colonne.max_length
            attendu = f"{limite} caractères au plus"
            phrase = f"« {abrege(valeur, 40)} » a {len(valeur)} caractères, {limite} au plus : raccourcissez."
            setattr(instance, colonne.name, valeur[:limite])
        else:
            attendu = "un nombre plus petit"
            phrase = f"« {abrege(valeur)} » ne peut être enregistré ({colonne.verbose_name}) : vérifiez le nombre."
            setattr(instance, colonne.name, 0)
        self.fautes.append(Faute(lieu, phrase, abrege(valeur), attendu))
