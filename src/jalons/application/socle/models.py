"""The journal: who did what, and who read what about a child. Append-only."""

from __future__ import annotations

from django.db import models


class Marque(models.Model):
    """A statement that changed rows of a table, for one collectivité: written by triggers alone (``socle.marques``)."""

    colonne_territoire = "collectivite_id"
    lecture_seule = True

    collectivite_id = models.CharField("collectivité", max_length=6)
    tableau = models.CharField("table", max_length=63)
    transaction = models.BigIntegerField("transaction")

    class Meta:
        verbose_name = "marque de changement"
        verbose_name_plural = "marques de changement"
        indexes = [
            models.Index(fields=["collectivite_id", "tableau"], include=["id", "transaction"], name="marque_par_table")
        ]

    def __str__(self) -> str:
        return f"{self.tableau} {self.collectivite_id}"


class Entree(models.Model):
    """One act, or one reading. Holds identifiers, never names nor free text."""

    colonne_territoire = "collectivite_id"

    class Nature(models.TextChoices):
        ECRITURE = "ecriture", "Écriture"
        LECTURE = "lecture", "Lecture"

    collectivite_id = models.CharField("collectivité", max_length=6)
    quand = models.DateTimeField("quand", auto_now_add=True)
    agent_id = models.BigIntegerField("agent", null=True)
    nature = models.CharField("nature", max_length=10, choices=Nature, default=Nature.ECRITURE)
    acte = models.CharField("acte", max_length=60)
    objet_type = models.CharField("type d'objet", max_length=60)
    objet_id = models.CharField("objet", max_length=40)
    details = models.JSONField("détails", default=dict, blank=True)

    class Meta:
        verbose_name = "entrée du journal"
        verbose_name_plural = "entrées du journal"
        ordering = ["-quand", "-id"]
        indexes = [
            models.Index(fields=["collectivite_id", "-quand"], name="journal_par_date"),
            models.Index(fields=["collectivite_id", "objet_type", "objet_id"], name="journal_par_objet"),
        ]

    def __str__(self) -> str:
        return f"{self.acte} {self.objet_type}/{self.objet_id}"
