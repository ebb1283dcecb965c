"""What a place must offer a child, and where or with whom he may not be: a sensitive compartment of three tables."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from jalons.application.acces.models import Agent
from jalons.application.enfants.models.enfant import Enfant
from jalons.application.enfants.nomenclature_besoins import besoins
from jalons.application.socle.historique import historiser
from jalons.application.territoires.models import Commune, Territorial


@historiser()
class BesoinsAccueil(Territorial):
    """What a place must offer: codes of a closed list, never a diagnosis. No row: nobody has said; none: no need."""

    enfant = models.ForeignKey(Enfant, models.PROTECT, related_name="+", verbose_name="enfant")
    besoins = models.JSONField(
        "besoins", default=list, blank=True, help_text="Codes de la nomenclature ; vide : aucun."
    )
    ecole_commune = models.ForeignKey(
        Commune, models.PROTECT, related_name="+", verbose_name="commune de l'école", null=True, blank=True
    )
    ecole_latitude = models.FloatField("latitude de l'école", null=True, blank=True)
    ecole_longitude = models.FloatField("longitude de l'école", null=True, blank=True)
    version = models.PositiveIntegerField("version", default=1)

    class Meta:
        verbose_name = "besoins d'accueil"
        verbose_name_plural = "besoins d'accueil"
        constraints = [models.UniqueConstraint(fields=["collectivite", "enfant"], name="besoins_accueil_uniques")]

    def __str__(self) -> str:
        return f"compartiment du dossier n° {self.enfant_id}"

    @property
    def libelles(self) -> list[str]:
        """Names of the needs."""
        return [besoins().get(code, code) for code in self.besoins]


@historiser()
class ZoneInterdite(Territorial):
    """Where a child may not be received: a commune, or a disc. Its centre is blurred: it gives no address away."""

    enfant = models.ForeignKey(Enfant, models.PROTECT, related_name="+", verbose_name="enfant")
    commune = models.ForeignKey(
        Commune, models.PROTECT, related_name="+", verbose_name="commune", null=True, blank=True
    )
    latitude = models.FloatField("latitude du centre", null=True, blank=True)
    longitude = models.FloatField("longitude du centre", null=True, blank=True)
    rayon_km = models.PositiveSmallIntegerField("rayon, en kilomètres", null=True, blank=True)
    motif = models.CharField("raison", max_length=200)
    depuis = models.DateField("à partir du")
    jusqu_au = models.DateField(
        "jusqu'au", null=True, blank=True, help_text="Inclus ; vide : jusqu'à ce qu'on la lève."
    )
    par = models.ForeignKey(Agent, models.PROTECT, related_name="+", verbose_name="décidée par", null=True, blank=True)

    class Meta:
        verbose_name = "zone interdite"
        verbose_name_plural = "zones interdites"
        ordering = ["-depuis", "-id"]
        constraints = [
            models.CheckConstraint(
                name="zone_interdite_commune_ou_disque",
                condition=Q(commune__isnull=False, latitude=None, longitude=None, rayon_km=None)
                | Q(commune=None, latitude__isnull=False, longitude__isnull=False, rayon_km__isnull=False),
                violation_error_message="Une zone est une commune, ou un disque : un centre et un rayon.",
            ),
            models.CheckConstraint(
                name="zone_interdite_finit_apres", condition=Q(jusqu_au=None) | Q(jusqu_au__gte=F("depuis")),
                violation_error_message="La fin ne peut précéder le début.",
            ),
        ]  # fmt: skip
        indexes = [models.Index(fields=["collectivite", "enfant"], name="zone_interdite_par_enfant")]

    def __str__(self) -> str:
        return f"zone interdite n° {self.pk}"


@historiser()
class Incompatibilite(Territorial):
    """Two children who must not live in the same house."""

    enfant = models.ForeignKey(Enfant, models.PROTECT, related_name="+", verbose_name="enfant")
    autre = models.ForeignKey(Enfant, models.PROTECT, related_name="+", verbose_name="autre enfant")
    motif = models.CharField("raison", max_length=200)
    depuis = models.DateField("à partir du")
    jusqu_au = models.DateField(
        "jusqu'au", null=True, blank=True, help_text="Inclus ; vide : jusqu'à ce qu'on la lève."
    )
    par = models.ForeignKey(Agent, models.PROTECT, related_name="+", verbose_name="décidée par", null=True, blank=True)

    class Meta:
        verbose_name = "incompatibilité"
        ordering = ["-depuis", "-id"]
        constraints = [
            models.CheckConstraint(
                name="incompatibilite_de_deux_enfants", condition=~Q(enfant=F("autre")),
                violation_error_message="Une incompatibilité lie deux enfants différents.",
            ),
            models.CheckConstraint(
                name="incompatibilite_finit_apres", condition=Q(jusqu_au=None) | Q(jusqu_au__gte=F("depuis")),
                violation_error_message="La fin ne peut précéder le début.",
            ),
        ]  # fmt: skip
        indexes = [
            models.Index(fields=["collectivite", "enfant"], name="incompatibilite_par_enfant"),
            models.Index(fields=["collectivite", "autre"], name="incompatibilite_par_autre"),
        ]

    def __str__(self) -> str:
        return f"incompatibilité n° {self.pk}"
