"""Where communes are and how long it takes between them, as a département loads them. Without rows: conventions."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from jalons.application.acces.models import Agent
from jalons.application.places import listes
from jalons.application.socle.historique import historiser
from jalons.application.territoires.models import Territorial


@historiser()
class TableDeDistances(Territorial):
    """A file of coordinates of communes, or of travel times: read, shown, put in use, replaced or withdrawn."""

    changements_marques = True

    class Etat(models.TextChoices):
        APERCU = "apercu", "À confirmer"
        SERVICE = "service", "En service"
        RETIREE = "retiree", "Retirée"

    genre = models.CharField("genre", max_length=10, choices=listes.choix(listes.DISTANCES))
    etat = models.CharField("état", max_length=10, choices=Etat, default=Etat.APERCU)
    nom = models.CharField("nom du fichier", max_length=200)
    empreinte = models.CharField("empreinte SHA-256", max_length=64)
    lues = models.PositiveIntegerField("lignes retenues")
    communes = models.PositiveIntegerField("communes")
    refusees = models.PositiveIntegerField("lignes refusées", default=0)
    refus = models.JSONField("lignes refusées, les premières", default=list)
    depose_le = models.DateTimeField("déposé le")
    par = models.ForeignKey(Agent, models.PROTECT, related_name="+", verbose_name="par", null=True, blank=True)
    service_le = models.DateField("en service le", null=True, blank=True)
    retire_le = models.DateField("retirée le", null=True, blank=True)

    class Meta:
        verbose_name = "table de distances"
        verbose_name_plural = "tables de distances"
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["collectivite", "genre"], name="table_de_distances_en_service", condition=Q(etat="service"),
                violation_error_message="Une autre table vient d'être mise en service : rouvrez la page.",
            ),
            models.CheckConstraint(
                name="table_de_distances_en_service_dit_quand",
                condition=~Q(etat="service") | Q(service_le__isnull=False),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"table de distances n° {self.pk}"


class LigneDeDistances(Territorial):
    """What a table says of one commune. Not followed by the history: written once, with its table.

    ``valeurs`` of coordinates: ``[latitude, longitude]``; of travel times: ``{commune: [km, minutes]}``, each way.
    """

    table = models.ForeignKey(TableDeDistances, models.CASCADE, related_name="lignes", verbose_name="table")
    commune = models.CharField("code INSEE", max_length=5)
    valeurs = models.JSONField("valeurs")

    class Meta:
        verbose_name = "ligne d'une table de distances"
        verbose_name_plural = "lignes des tables de distances"
        constraints = [
            models.UniqueConstraint(fields=["collectivite", "table", "commune"], name="ligne_de_distances_unique")
        ]

    def __str__(self) -> str:
        return f"ligne de distances n° {self.pk}"
