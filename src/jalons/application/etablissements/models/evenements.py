"""Adverse events: when, when declared, of what kind, what followed. Never who."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from jalons.application.etablissements import nomenclatures
from jalons.application.etablissements.models.lieux import Etablissement
from jalons.application.socle.historique import historiser
from jalons.application.territoires.models import Territorial


@historiser()
class EvenementIndesirable(Territorial):
    """An event that an establishment must declare. It counts the children concerned and names none."""

    etablissement = models.ForeignKey(
        Etablissement, models.PROTECT, related_name="evenements_indesirables", verbose_name="établissement"
    )
    categorie = models.CharField(
        "catégorie", max_length=16, choices=list(nomenclatures.liste("evenements_indesirables").items())
    )
    survenu_le = models.DateField("survenu le")
    declare_le = models.DateField("déclaré le", null=True, blank=True, help_text="Vide : pas encore déclaré.")
    oral = models.BooleanField("déclaré d'abord oralement", null=True, blank=True)
    ecrit_le = models.DateField("confirmé par écrit le", null=True, blank=True)
    consequences = ArrayField(models.CharField(max_length=20), verbose_name="conséquences", default=list, blank=True)
    enfants_concernes = models.PositiveSmallIntegerField(
        "enfants concernés", null=True, blank=True, help_text="Leur nombre seulement ; vide : inconnu."
    )
    description = models.CharField(
        "ce qui s'est passé", max_length=1000, blank=True, default="",
        help_text="Les faits, sans aucun nom ni prénom.",
    )  # fmt: skip
    mesures_prises = models.CharField("mesures prises", max_length=1000, blank=True, default="")
    clos_le = models.DateField("suivi clos le", null=True, blank=True)
    version = models.PositiveIntegerField("version", default=1, help_text="Augmente à chaque modification.")

    class Meta:
        verbose_name = "événement indésirable"
        verbose_name_plural = "événements indésirables"
        ordering = ["-survenu_le", "-id"]
        constraints = [
            models.CheckConstraint(
                name="evenement_declare_apres", condition=Q(declare_le=None) | Q(declare_le__gte=F("survenu_le")),
                violation_error_message="Un événement ne peut être déclaré avant d'être survenu.",
            ),
            models.CheckConstraint(
                name="evenement_ecrit_apres",
                condition=Q(ecrit_le=None) | Q(declare_le=None) | Q(ecrit_le__gte=F("declare_le")),
                violation_error_message="La confirmation écrite ne peut précéder la déclaration.",
            ),
        ]  # fmt: skip
        indexes = [models.Index(fields=["collectivite", "survenu_le"], name="evenement_par_jour")]

    def __str__(self) -> str:
        return f"événement n° {self.pk}"
