"""What a promise with a term has, whoever made it."""

from __future__ import annotations

from datetime import date

from django.db import models

from jalons.application.etablissements import cycles
from jalons.application.territoires.models import Territorial


class ATenir(Territorial):
    """Something to do before a day, with its state and what proves it."""

    libelle = models.CharField("ce qui est attendu", max_length=300)
    terme = models.DateField("à tenir pour le", null=True, blank=True, help_text="Vide : sans terme.")
    etat = models.CharField("état", max_length=12, choices=cycles.TERME.choix, default=cycles.EN_COURS)
    fait_le = models.DateField("tenu ou abandonné le", null=True, blank=True)
    preuve = models.CharField("preuve, ou raison de l'abandon", max_length=300, blank=True, default="")
    version = models.PositiveIntegerField("version", default=1, help_text="Augmente à chaque modification.")

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.libelle

    def en_retard(self, au: date) -> bool:
        """Whether its term is past and it is neither held nor given up."""
        return self.etat == cycles.EN_COURS and self.terme is not None and self.terme < au
