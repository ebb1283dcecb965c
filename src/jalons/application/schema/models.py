"""Schémas départementaux: adoption, places to create, bilan of the former one."""

from __future__ import annotations

from django.db import models

from jalons.application.fiches.models import Action, Cadre, Fiche
from jalons.application.schema.dossier import StatutBilan
from jalons.application.socle.champs import ChampDateCivile
from jalons.application.socle.historique import historiser
from jalons.application.territoires.models import Territorial


@historiser()
class Schema(Territorial):
    """A schéma; its title, period, engagements and fiches hang on its ``cadre``."""

    changements_marques = True

    cadre = models.OneToOneField(Cadre, models.PROTECT, primary_key=True, related_name="schema", verbose_name="cadre")
    adopte_le = ChampDateCivile("adopté le", null=True, blank=True)
    complete = models.BooleanField("structure complète", default=False)
    places_completes = models.BooleanField("détail des places complet", null=True, blank=True)
    places_annoncees = models.PositiveIntegerField("total de places annoncé", null=True, blank=True)
    declarations = models.JSONField(
        "autres déclarations", default=dict, blank=True,
        help_text="Ce que le document dit encore : source, nombres annoncés, pacte, dates, chiffres cités.",
    )  # fmt: skip

    class Meta:
        verbose_name = "schéma"

    def __str__(self) -> str:
        return str(self.cadre)


@historiser()
class PlaceACreer(Territorial):
    """Places of one type that the schéma promises."""

    changements_marques = True

    schema = models.ForeignKey(Schema, models.PROTECT, related_name="places", verbose_name="schéma")
    type = models.CharField("type de places", max_length=150)
    nombre = models.PositiveIntegerField("nombre")
    ouvertes = models.PositiveIntegerField("déjà ouvertes", null=True, blank=True, help_text="Vide : inconnu.")
    fiche = models.ForeignKey(Fiche, models.PROTECT, related_name="+", verbose_name="fiche", null=True, blank=True)
    action = models.ForeignKey(Action, models.PROTECT, related_name="+", verbose_name="action", null=True, blank=True)
    hors_total = models.BooleanField("hors du total annoncé", default=False)
    ordre = models.PositiveSmallIntegerField("ordre", default=0)

    class Meta:
        verbose_name = "places à créer"
        verbose_name_plural = "places à créer"
        ordering = ["ordre", "id"]

    def __str__(self) -> str:
        return f"{self.nombre} {self.type}"


@historiser()
class BilanAnterieur(Territorial):
    """The bilan of the former schéma, with the numbers it announces."""

    changements_marques = True

    schema = models.OneToOneField(Schema, models.PROTECT, related_name="bilan", verbose_name="schéma")
    intitule = models.CharField("intitulé", max_length=300, blank=True, default="")
    debut = ChampDateCivile("début", null=True, blank=True)
    fin = ChampDateCivile("fin", null=True, blank=True)
    complete = models.BooleanField("liste complète", default=False)
    orientations_annoncees = models.PositiveSmallIntegerField("orientations annoncées", null=True, blank=True)
    priorites_annoncees = models.PositiveSmallIntegerField("priorités annoncées", null=True, blank=True)
    actions_annoncees = models.PositiveSmallIntegerField("actions annoncées", null=True, blank=True)

    class Meta:
        verbose_name = "bilan du schéma précédent"
        verbose_name_plural = "bilans des schémas précédents"

    def __str__(self) -> str:
        return self.intitule


@historiser()
class LigneBilan(Territorial):
    """An orientation, a priority under it, or an action under that."""

    changements_marques = True

    class Genre(models.TextChoices):
        ORIENTATION = "orientation", "Orientation"
        PRIORITE = "priorite", "Priorité"
        ACTION = "action", "Action"

    bilan = models.ForeignKey(BilanAnterieur, models.PROTECT, related_name="lignes", verbose_name="bilan")
    parent = models.ForeignKey(
        "self", models.PROTECT, related_name="enfants", verbose_name="sous", null=True, blank=True
    )
    genre = models.CharField("genre", max_length=12, choices=Genre)
    numero = models.PositiveSmallIntegerField("numéro")
    titre = models.CharField("titre", max_length=400, blank=True, default="", help_text="Vide s'il est illisible.")
    statut = models.CharField(
        "statut", max_length=15, choices=[(s.value, s.libelle) for s in StatutBilan], default=StatutBilan.INCONNU.value
    )
    ordre = models.PositiveSmallIntegerField("ordre", default=0)

    class Meta:
        verbose_name = "ligne de bilan"
        verbose_name_plural = "lignes de bilan"
        ordering = ["ordre", "id"]

    def __str__(self) -> str:
        return f"{self.numero}. {self.titre}"
