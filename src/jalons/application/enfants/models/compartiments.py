"""Sensitive compartments: a table each, a permission each. A file may be read without any of them."""

from __future__ import annotations

from django.db import models

from jalons.application.enfants.models.enfant import Enfant
from jalons.application.socle.champs import ChampDateCivile
from jalons.application.socle.historique import historiser
from jalons.application.territoires.models import Territorial


@historiser()
class SecretNaissance(Territorial):
    """A birth under secrecy: where the sealed envelope is, never who the mother is."""

    enfant = models.ForeignKey(Enfant, models.PROTECT, related_name="+", verbose_name="enfant")
    recueilli_le = ChampDateCivile("recueilli le", null=True, blank=True)
    pli = models.CharField("référence du pli fermé", max_length=60, blank=True, default="")
    lieu_du_pli = models.CharField("lieu de conservation du pli", max_length=150, blank=True, default="")
    consentement = models.TextField("consentement et délais de rétractation", blank=True, default="")
    demandes = models.TextField("demandes d'accès aux origines", blank=True, default="")
    version = models.PositiveIntegerField("version", default=1)

    class Meta:
        verbose_name = "naissance sous le secret"
        verbose_name_plural = "naissances sous le secret"
        constraints = [models.UniqueConstraint(fields=["collectivite", "enfant"], name="secret_naissance_unique")]

    def __str__(self) -> str:
        return f"compartiment du dossier n° {self.enfant_id}"


@historiser()
class DonneesMedicales(Territorial):
    """What carers must know of a child's health."""

    enfant = models.ForeignKey(Enfant, models.PROTECT, related_name="+", verbose_name="enfant")
    medecin = models.CharField("médecin traitant", max_length=150, blank=True, default="")
    allergies = models.TextField("allergies et contre-indications", blank=True, default="")
    traitements = models.TextField("traitements en cours", blank=True, default="")
    handicap = models.TextField("handicap, droits ouverts", blank=True, default="")
    bilans = models.TextField("bilans de santé", blank=True, default="")
    version = models.PositiveIntegerField("version", default=1)

    class Meta:
        verbose_name = "données médicales"
        verbose_name_plural = "données médicales"
        constraints = [models.UniqueConstraint(fields=["collectivite", "enfant"], name="donnees_medicales_uniques")]

    def __str__(self) -> str:
        return f"compartiment du dossier n° {self.enfant_id}"


@historiser()
class DonneesJudiciaires(Territorial):
    """Courts, judges and proceedings that concern a child."""

    enfant = models.ForeignKey(Enfant, models.PROTECT, related_name="+", verbose_name="enfant")
    juridiction = models.CharField("juridiction", max_length=150, blank=True, default="")
    magistrat = models.CharField("cabinet ou magistrat", max_length=150, blank=True, default="")
    numero_parquet = models.CharField("numéro de parquet ou de dossier", max_length=60, blank=True, default="")
    procedures = models.TextField("procédures", blank=True, default="")
    droits_de_visite = models.TextField("droits de visite et d'hébergement", blank=True, default="")
    version = models.PositiveIntegerField("version", default=1)

    class Meta:
        verbose_name = "données judiciaires"
        verbose_name_plural = "données judiciaires"
        constraints = [models.UniqueConstraint(fields=["collectivite", "enfant"], name="donnees_judiciaires_uniques")]

    def __str__(self) -> str:
        return f"compartiment du dossier n° {self.enfant_id}"
