"""Evaluations of the quality, and the improvement plan that follows each."""

from __future__ import annotations

from django.db import models

from jalons.application.etablissements.models.lieux import Etablissement
from jalons.application.etablissements.models.termes import ATenir
from jalons.application.socle.historique import historiser
from jalons.application.territoires.models import Territorial


@historiser()
class Evaluation(Territorial):
    """An evaluation done, by the body that did it."""

    etablissement = models.ForeignKey(
        Etablissement, models.PROTECT, related_name="evaluations", verbose_name="établissement"
    )
    realisee_le = models.DateField("réalisée le", help_text="Dernier jour de la visite.")
    transmise_le = models.DateField("rapport transmis le", null=True, blank=True)
    evaluateur = models.CharField("organisme évaluateur", max_length=150, blank=True, default="")
    synthese = models.CharField(
        "ce qu'elle conclut", max_length=1000, blank=True, default="", help_text="Jamais le nom d'un enfant."
    )
    version = models.PositiveIntegerField("version", default=1, help_text="Augmente à chaque modification.")

    class Meta:
        verbose_name = "évaluation de la qualité"
        verbose_name_plural = "évaluations de la qualité"
        ordering = ["-realisee_le", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["collectivite", "etablissement", "realisee_le"], name="evaluation_du_jour_unique",
                violation_error_message="Une évaluation de ce jour est déjà enregistrée : ouvrez-la.",
            )
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"évaluation n° {self.pk}"


@historiser()
class ActionAmelioration(ATenir):
    """An action of the improvement plan."""

    evaluation = models.ForeignKey(Evaluation, models.PROTECT, related_name="actions", verbose_name="évaluation")
    critere = models.CharField("critère du référentiel", max_length=60, blank=True, default="")

    class Meta:
        verbose_name = "action d'amélioration"
        verbose_name_plural = "actions d'amélioration"
        ordering = ["terme", "id"]
