"""Calls for projects: calendar, places sought, candidates, what came out of them."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from jalons.application.etablissements import cycles
from jalons.application.etablissements.models.actes import Acte
from jalons.application.etablissements.models.lieux import Organisme
from jalons.application.socle.historique import historiser
from jalons.application.territoires.models import Territorial, UniteLocale


@historiser()
class AppelProjets(Territorial):
    """Places of one type that the département means to authorise, and the calendar of the choice."""

    intitule = models.CharField("intitulé", max_length=150)
    type = models.CharField("type d'unité", max_length=30, help_text="Code de la nomenclature des types.")
    public = models.CharField("public", max_length=30, default="tous")
    territoire = models.ForeignKey(
        UniteLocale, models.PROTECT, related_name="+", verbose_name="territoire", null=True, blank=True,
        help_text="Vide : tout le département.",
    )  # fmt: skip
    places = models.PositiveSmallIntegerField("places recherchées")
    etat = models.CharField("état", max_length=12, choices=cycles.APPEL.choix, default=cycles.PREPARE)
    publie_le = models.DateField("publié le", null=True, blank=True)
    limite_le = models.DateField("candidatures jusqu'au", null=True, blank=True, help_text="Dernier jour, inclus.")
    commission_le = models.DateField("commission le", null=True, blank=True)
    ouverture_le = models.DateField("ouverture souhaitée le", null=True, blank=True)
    decide_le = models.DateField("décidé le", null=True, blank=True)
    version = models.PositiveIntegerField("version", default=1, help_text="Augmente à chaque modification.")

    class Meta:
        verbose_name = "appel à projets"
        verbose_name_plural = "appels à projets"
        ordering = ["-publie_le", "-id"]
        constraints = [
            models.CheckConstraint(
                name="appel_calendrier_ordonne",
                condition=Q(publie_le=None) | Q(limite_le=None) | Q(limite_le__gte=F("publie_le")),
                violation_error_message="Les candidatures ne peuvent finir avant la publication.",
            ),
            models.CheckConstraint(
                name="appel_commission_apres",
                condition=Q(limite_le=None) | Q(commission_le=None) | Q(commission_le__gte=F("limite_le")),
                violation_error_message="La commission ne peut se tenir avant la fin des candidatures.",
            ),
        ]

    def __str__(self) -> str:
        return self.intitule


@historiser()
class Candidature(Territorial):
    """A managing body that answers a call; what the commission thinks of it; the act that opens its places."""

    class Avis(models.TextChoices):
        ATTENDU = "attendu", "Avis attendu"
        IRRECEVABLE = "irrecevable", "Irrecevable"
        FAVORABLE = "favorable", "Favorable"
        RESERVE = "reserve", "Favorable avec réserves"
        DEFAVORABLE = "defavorable", "Défavorable"

    appel = models.ForeignKey(AppelProjets, models.PROTECT, related_name="candidatures", verbose_name="appel")
    organisme = models.ForeignKey(
        Organisme, models.PROTECT, related_name="candidatures", verbose_name="organisme gestionnaire"
    )
    recue_le = models.DateField("reçue le")
    places = models.PositiveSmallIntegerField("places proposées")
    avis = models.CharField("avis de la commission", max_length=12, choices=Avis, default=Avis.ATTENDU)
    rang = models.PositiveSmallIntegerField("rang", null=True, blank=True)
    motif = models.CharField("ce qui fonde l'avis", max_length=400, blank=True, default="")
    acte = models.ForeignKey(
        Acte, models.PROTECT, related_name="+", verbose_name="acte d'ouverture", null=True, blank=True
    )
    version = models.PositiveIntegerField("version", default=1, help_text="Augmente à chaque modification.")

    class Meta:
        verbose_name = "candidature"
        ordering = [F("rang").asc(nulls_last=True), "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["collectivite", "appel", "organisme"], name="candidature_unique",
                violation_error_message="Cet organisme a déjà une candidature à cet appel : ouvrez-la.",
            )
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"candidature n° {self.pk}"
