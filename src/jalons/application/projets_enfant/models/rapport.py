"""Situation reports."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from jalons.application.acces.models import Agent
from jalons.application.enfants.models import Enfant
from jalons.application.socle.historique import historiser
from jalons.application.territoires.models import Territorial


@historiser(en_lot=True)
class RapportSituation(Territorial):
    """A report on the situation of a child, written by several professions, validated by a cadre."""

    class Etat(models.TextChoices):
        BROUILLON = "brouillon", "Brouillon"
        A_VALIDER = "a_valider", "À valider"
        VALIDE = "valide", "Validé"
        TRANSMIS = "transmis", "Transmis au juge"

    class Cadre(models.TextChoices):
        ADMINISTRATIF = "administratif", "Administratif"
        JUDICIAIRE = "judiciaire", "Judiciaire"

    enfant = models.ForeignKey(Enfant, models.PROTECT, related_name="+", verbose_name="enfant")
    etat = models.CharField("état", max_length=10, choices=Etat, default=Etat.BROUILLON)
    cadre = models.CharField("cadre de la mesure", max_length=15, choices=Cadre)
    debut = models.DateField("période, du", null=True, blank=True)
    fin = models.DateField("au", null=True, blank=True)
    redacteurs = models.TextField(
        "professionnels associés", blank=True, default="", help_text="Un par ligne : nom, profession."
    )
    sante = models.TextField("développement et santé", blank=True, default="")
    relations = models.TextField("relations avec la famille et les proches", blank=True, default="")
    vie_sociale = models.TextField("scolarité et vie sociale", blank=True, default="")
    parole_enfant = models.TextField("ce que dit l'enfant", blank=True, default="")
    parole_parents = models.TextField("ce que disent les parents", blank=True, default="")
    evaluation = models.TextField("évaluation : le projet, ses effets", blank=True, default="")
    propositions = models.TextField("propositions", blank=True, default="")
    renvoi = models.CharField("pourquoi il est renvoyé", max_length=300, blank=True, default="")
    valide_le = models.DateField("validé le", null=True, blank=True)
    valide_par = models.ForeignKey(
        Agent, models.PROTECT, related_name="+", verbose_name="validé par", null=True, blank=True
    )
    transmis_le = models.DateField("transmis le", null=True, blank=True)
    version = models.PositiveIntegerField("version", default=1)

    class Meta:
        verbose_name = "rapport de situation"
        verbose_name_plural = "rapports de situation"
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                name="rapport_situation_valide_est_date",
                condition=Q(etat__in=["brouillon", "a_valider"]) | Q(valide_le__isnull=False),
            ),
            models.CheckConstraint(
                name="rapport_situation_transmis_est_judiciaire",
                condition=~Q(etat="transmis") | Q(cadre="judiciaire", transmis_le__isnull=False),
            ),
            models.CheckConstraint(
                name="rapport_situation_periode", condition=Q(fin=None) | Q(debut=None) | Q(fin__gte=F("debut"))
            ),
        ]
        indexes = [models.Index(fields=["collectivite", "enfant"], name="rapport_situation_par_enfant")]

    def __str__(self) -> str:
        return f"rapport de situation n° {self.pk}"

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("projets_enfant:rapport", args=[self.pk])

    @property
    def repere(self) -> str:
        """How the facts name it."""
        return f"RS-{self.pk}"
