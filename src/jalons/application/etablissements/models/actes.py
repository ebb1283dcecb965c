"""The dated acts from which the capacity of a unit is computed."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from jalons.application.etablissements.models.lieux import UniteAccueil
from jalons.application.etablissements.rules import NATURES
from jalons.application.socle.historique import historiser
from jalons.application.territoires.models import Territorial


@historiser()
class Acte(Territorial):
    """One act on the places of a unit. Never modified: taken back with a reason, then taken again."""

    changements_marques = True

    unite = models.ForeignKey(UniteAccueil, models.PROTECT, related_name="actes", verbose_name="unité")
    nature = models.CharField("nature", max_length=20, choices=[(c, n.libelle) for c, n in NATURES.items()])
    places = models.PositiveSmallIntegerField("places", help_text="Nombre que l'acte ajoute, retire ou convertit.")
    effet_le = models.DateField("prend effet le", help_text="Premier jour.")
    fin_le = models.DateField("cesse le", null=True, blank=True, help_text="Dernier jour, inclus ; vide : durable.")
    ouvert_le = models.DateField("places ouvertes le", null=True, blank=True, help_text="Vide : pas encore.")
    public = models.CharField("public de la conversion", max_length=30, blank=True, default="")
    reference = models.CharField("arrêté", max_length=60, blank=True, default="")
    contrepartie = models.ForeignKey(
        "self",
        models.PROTECT,
        related_name="+",
        verbose_name="autre moitié d'une transformation",
        null=True,
        blank=True,
    )
    annule_le = models.DateTimeField("annulé le", null=True, blank=True, help_text="Saisi par erreur.")
    motif_annulation = models.CharField("raison de l'annulation", max_length=200, blank=True, default="")
    cree_le = models.DateTimeField("saisi le", auto_now_add=True)

    class Meta:
        verbose_name = "acte d'autorisation"
        verbose_name_plural = "actes d'autorisation"
        ordering = ["effet_le", "id"]
        constraints = [
            models.CheckConstraint(
                name="acte_finit_apres_effet", condition=Q(fin_le=None) | Q(fin_le__gte=F("effet_le")),
                violation_error_message="L'acte ne peut cesser avant de prendre effet.",
            ),
            models.CheckConstraint(
                name="acte_annule_dit_pourquoi", condition=Q(annule_le=None) | ~Q(motif_annulation=""),
                violation_error_message="Un acte annulé dit pourquoi.",
            ),
        ]  # fmt: skip
        indexes = [models.Index(fields=["collectivite", "unite"], name="acte_par_unite")]

    def __str__(self) -> str:
        return f"acte n° {self.pk}"
