"""Controls: the weights of the risk, the plan of a year, each control, what follows from it."""

from __future__ import annotations

from datetime import date

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from jalons.application.etablissements import cycles, nomenclatures
from jalons.application.etablissements.models.lieux import Etablissement
from jalons.application.socle.historique import historiser
from jalons.application.territoires.models import Territorial


@historiser()
class PlanControle(Territorial):
    """The control plan of a year: the weights that chose, and the day it was adopted."""

    annee = models.PositiveSmallIntegerField("année")
    poids = models.JSONField(
        "poids des critères", default=dict, blank=True, help_text="Code → points et plafond ; vide : ceux d'usage."
    )
    arrete_le = models.DateField("arrêté le", null=True, blank=True, help_text="Vide : en préparation.")
    reference = models.CharField("acte qui l'arrête", max_length=60, blank=True, default="")
    version = models.PositiveIntegerField("version", default=1, help_text="Augmente à chaque modification.")

    class Meta:
        verbose_name = "plan de contrôle"
        verbose_name_plural = "plans de contrôle"
        ordering = ["-annee", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["collectivite", "annee"], name="plan_controle_annee_unique",
                violation_error_message="Le plan de cette année existe déjà : ouvrez-le.",
            )
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"plan de contrôle {self.annee}"


@historiser()
class Controle(Territorial):
    """A control of an establishment, from its planning to its closing."""

    etablissement = models.ForeignKey(
        Etablissement, models.PROTECT, related_name="controles", verbose_name="établissement"
    )
    plan = models.ForeignKey(
        PlanControle, models.PROTECT, related_name="controles", verbose_name="plan", null=True, blank=True,
        help_text="Vide : hors plan, après un signalement par exemple.",
    )  # fmt: skip
    etat = models.CharField("état", max_length=16, choices=cycles.CONTROLE.choix, default=cycles.PREVU)
    inopine = models.BooleanField("inopiné", default=False, help_text="Non annoncé à l'établissement.")
    prevu_le = models.DateField("prévu le", null=True, blank=True)
    realise_le = models.DateField("réalisé le", null=True, blank=True)
    notifie_le = models.DateField("suites notifiées le", null=True, blank=True)
    clos_le = models.DateField("clos ou annulé le", null=True, blank=True)
    themes = ArrayField(models.CharField(max_length=20), verbose_name="thèmes", default=list, blank=True)
    motif = models.CharField("pourquoi ce contrôle", max_length=200, blank=True, default="")
    constats = models.TextField(
        "constats", max_length=4000, blank=True, default="", help_text="Jamais le nom d'un enfant."
    )
    score = models.DecimalField("score au choix", max_digits=6, decimal_places=1, null=True, blank=True)
    explication = models.JSONField("lignes du score", default=list, blank=True)
    version = models.PositiveIntegerField("version", default=1, help_text="Augmente à chaque modification.")

    class Meta:
        verbose_name = "contrôle"
        ordering = ["-prevu_le", "-id"]
        constraints = [
            models.CheckConstraint(
                name="controle_realise_a_un_jour",
                condition=Q(etat__in=[cycles.PREVU, cycles.ANNULE]) | Q(realise_le__isnull=False),
                violation_error_message="Un contrôle réalisé a un jour.",
            )
        ]
        indexes = [models.Index(fields=["collectivite", "etablissement"], name="controle_par_lieu")]

    def __str__(self) -> str:
        return f"contrôle n° {self.pk}"

    @property
    def themes_lus(self) -> str:
        """Names of its themes."""
        return ", ".join(nomenclatures.libelle("themes_controle", t) for t in self.themes)


@historiser()
class SuiteControle(Territorial):
    """What a control asks of the establishment, until it is lifted."""

    controle = models.ForeignKey(Controle, models.PROTECT, related_name="suites", verbose_name="contrôle")
    nature = models.CharField(
        "nature", max_length=16, choices=list(nomenclatures.liste("suites_controle").items()), default="prescription"
    )
    libelle = models.CharField("ce qui est demandé", max_length=400)
    terme = models.DateField("délai", null=True, blank=True, help_text="Dernier jour, inclus ; vide : sans délai fixé.")
    etat = models.CharField("état", max_length=12, choices=cycles.SUITE.choix, default=cycles.A_SUIVRE)
    reponse = models.CharField("réponse de l'établissement", max_length=1000, blank=True, default="")
    repondue_le = models.DateField("réponse reçue le", null=True, blank=True)
    finie_le = models.DateField("levée ou abandonnée le", null=True, blank=True)
    motif = models.CharField("ce qui a été vérifié", max_length=300, blank=True, default="")
    version = models.PositiveIntegerField("version", default=1, help_text="Augmente à chaque modification.")

    class Meta:
        verbose_name = "suite de contrôle"
        verbose_name_plural = "suites de contrôle"
        ordering = ["terme", "id"]

    def __str__(self) -> str:
        return f"suite n° {self.pk}"

    def en_retard(self, au: date) -> bool:
        """Whether its term is past and nothing has closed it."""
        return self.etat not in cycles.SUITE.finis and self.terme is not None and self.terme < au
