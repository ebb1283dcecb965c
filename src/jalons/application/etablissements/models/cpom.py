"""Multi-year contracts of objectives and means: parties, establishments, commitments."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from jalons.application.etablissements.models.lieux import Etablissement, Organisme
from jalons.application.etablissements.models.termes import ATenir
from jalons.application.socle.historique import historiser
from jalons.application.territoires.models import Territorial


@historiser()
class Cpom(Territorial):
    """A contract of a managing body with the département and others, for some of its establishments."""

    organisme = models.ForeignKey(Organisme, models.PROTECT, related_name="cpom", verbose_name="organisme gestionnaire")
    intitule = models.CharField("intitulé", max_length=150)
    parties = ArrayField(models.CharField(max_length=12), verbose_name="autres signataires", default=list, blank=True)
    signe_le = models.DateField("signé le", null=True, blank=True, help_text="Vide : en négociation.")
    debut_le = models.DateField("prend effet le")
    fin_le = models.DateField("finit le", help_text="Dernier jour, inclus.")
    version = models.PositiveIntegerField("version", default=1, help_text="Augmente à chaque modification.")

    class Meta:
        verbose_name = "contrat pluriannuel d'objectifs et de moyens"
        verbose_name_plural = "contrats pluriannuels d'objectifs et de moyens"
        ordering = ["-debut_le", "-id"]
        constraints = [
            models.CheckConstraint(
                name="cpom_finit_apres", condition=Q(fin_le__gte=F("debut_le")),
                violation_error_message="Le contrat ne peut finir avant de prendre effet.",
            )
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.intitule


@historiser()
class EtablissementDuCpom(Territorial):
    """An establishment that a contract covers."""

    cpom = models.ForeignKey(Cpom, models.PROTECT, related_name="couverts", verbose_name="contrat")
    etablissement = models.ForeignKey(
        Etablissement, models.PROTECT, related_name="couvertures", verbose_name="établissement"
    )

    class Meta:
        verbose_name = "établissement d'un contrat"
        verbose_name_plural = "établissements d'un contrat"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["collectivite", "cpom", "etablissement"], name="cpom_etablissement_unique",
                violation_error_message="Cet établissement est déjà au contrat.",
            )
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"établissement n° {self.etablissement_id} du contrat n° {self.cpom_id}"


@historiser()
class Engagement(ATenir):
    """A commitment of a contract, of one establishment or of all those it covers."""

    cpom = models.ForeignKey(Cpom, models.PROTECT, related_name="engagements", verbose_name="contrat")
    etablissement = models.ForeignKey(
        Etablissement, models.PROTECT, related_name="engagements", verbose_name="établissement", null=True, blank=True,
        help_text="Vide : tous ceux du contrat.",
    )  # fmt: skip

    class Meta:
        verbose_name = "engagement d'un contrat"
        verbose_name_plural = "engagements d'un contrat"
        ordering = ["terme", "id"]
