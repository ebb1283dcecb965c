"""A foster carer, and apart from him his home."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from jalons.application.accueil_familial import listes
from jalons.application.etablissements.models import Etablissement, Organisme, UniteAccueil
from jalons.application.socle.historique import historiser
from jalons.application.territoires.models import Commune, Territorial, UniteLocale


@historiser()
class AssistantFamilial(Territorial):
    """A foster carer, employed by the collectivité or by an association. ``str`` gives a number, never a name."""

    changements_marques = True

    sujet_type: ClassVar[str] = "assistant_familial"
    """The word of the catalogue of the law."""

    numero = models.CharField("numéro", max_length=20, help_text="Celui du service : unique dans la collectivité.")
    nom = models.CharField("nom", max_length=80)
    prenom = models.CharField("prénom", max_length=80)
    naissance = models.DateField("naissance", null=True, blank=True)
    employeur = models.ForeignKey(
        Organisme, models.PROTECT, related_name="+", verbose_name="employeur", help_text="Département ou association."
    )
    unite = models.OneToOneField(
        UniteAccueil, models.PROTECT, related_name="+", verbose_name="unité d'accueil", null=True, blank=True,
        help_text="Celle de l'offre où sont ses places.",
    )  # fmt: skip
    territoire = models.ForeignKey(
        UniteLocale, models.PROTECT, related_name="+", verbose_name="territoire", null=True, blank=True
    )
    pole = models.ForeignKey(
        UniteLocale,
        models.PROTECT,
        related_name="+",
        verbose_name="pôle ressource (unité locale)",
        null=True,
        blank=True,
    )
    pole_externe = models.ForeignKey(
        Etablissement, models.PROTECT, related_name="+", verbose_name="pôle ressource (établissement)", null=True,
        blank=True,
    )  # fmt: skip
    entre_le = models.DateField("premier contrat", null=True, blank=True)
    sorti_le = models.DateField("fin des fonctions", null=True, blank=True, help_text="Dernier jour, inclus.")
    motif_depart = models.CharField(
        "raison du départ", max_length=20, blank=True, default="", choices=listes.choix(listes.DEPARTS)
    )
    version = models.PositiveIntegerField("version", default=1, help_text="Augmente à chaque modification.")

    class Meta:
        verbose_name = "assistant familial"
        verbose_name_plural = "assistants familiaux"
        ordering = ["nom", "prenom", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["collectivite", "numero"], name="assistant_familial_numero_unique",
                violation_error_message="Un autre assistant familial a déjà ce numéro : ouvrez sa fiche.",
            ),
            models.CheckConstraint(
                name="assistant_familial_part_apres", condition=Q(sorti_le=None) | Q(entre_le=None)
                | Q(sorti_le__gte=F("entre_le")),
                violation_error_message="La fin des fonctions ne peut précéder le premier contrat.",
            ),
            models.CheckConstraint(
                name="assistant_familial_un_pole", condition=Q(pole=None) | Q(pole_externe=None),
                violation_error_message="Choisissez un pôle ressource : une unité locale ou un établissement.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"assistant familial n° {self.numero}"

    @property
    def nom_complet(self) -> str:
        """First name, and surname in capitals."""
        return f"{self.prenom} {self.nom.upper()}".strip()


@historiser()
class Domicile(Territorial):
    """Where a carer lives and with whom: read under a permission of its own, never published."""

    changements_marques = True

    assistant = models.OneToOneField(
        AssistantFamilial, models.PROTECT, related_name="domicile", verbose_name="assistant familial"
    )
    adresse = models.CharField("adresse", max_length=200, blank=True, default="")
    commune = models.ForeignKey(
        Commune, models.PROTECT, related_name="+", verbose_name="commune", null=True, blank=True
    )
    telephone = models.CharField("téléphone", max_length=20, blank=True, default="")
    latitude = models.FloatField("latitude", null=True, blank=True)
    longitude = models.FloatField("longitude", null=True, blank=True)
    adultes = models.PositiveSmallIntegerField(
        "adultes au foyer", null=True, blank=True, help_text="L'assistant familial compris. Vide : inconnu."
    )
    enfants = models.PositiveSmallIntegerField(
        "enfants de la famille au foyer", null=True, blank=True, help_text="Vide : inconnu ; 0 : aucun."
    )
    chambres = models.PositiveSmallIntegerField("chambres pour l'accueil", null=True, blank=True)
    accessible = models.BooleanField("accessible à un enfant handicapé moteur", null=True, blank=True)
    version = models.PositiveIntegerField("version", default=1, help_text="Augmente à chaque modification.")

    class Meta:
        verbose_name = "domicile"
        constraints = [
            models.CheckConstraint(
                name="domicile_coordonnees_ensemble",
                condition=Q(latitude=None, longitude=None) | Q(latitude__isnull=False, longitude__isnull=False),
                violation_error_message="Donnez la latitude et la longitude, ou aucune des deux.",
            )
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"domicile n° {self.pk}"
