"""Files of DREES that a département has loaded, for comparisons."""

from __future__ import annotations

from django.db import models

from jalons.application.acces.models import Agent
from jalons.application.territoires.models import Territorial


class FichierDrees(Territorial):
    """One published file, as it was received: its bytes are on disk under their fingerprint (``octets``).

    The same name again replaces it; past runs keep their fingerprint.

    Not followed by the history, which would keep every copy: each deposit is in the journal.
    """

    changements_marques = True

    nom = models.CharField("nom du fichier", max_length=150)
    empreinte = models.CharField("empreinte", max_length=64)
    taille = models.PositiveIntegerField("taille", help_text="En octets.")
    depose_par = models.ForeignKey(Agent, models.PROTECT, related_name="+", null=True, verbose_name="déposé par")
    depose_le = models.DateTimeField("déposé le", auto_now=True)

    class Meta:
        verbose_name = "fichier de la DREES"
        verbose_name_plural = "fichiers de la DREES"
        ordering = ["nom"]
        constraints = [
            models.UniqueConstraint(fields=["collectivite", "nom"], name="fichier_drees_unique"),
        ]

    def __str__(self) -> str:
        return self.nom
