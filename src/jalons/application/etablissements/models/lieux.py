"""Who manages, where children are received, and in what units."""

from __future__ import annotations

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q

from jalons.application.socle.historique import historiser
from jalons.application.territoires.models import Commune, Territorial, UniteLocale

SIREN = RegexValidator(r"^\d{9}$", "Un SIREN compte neuf chiffres.")
FINESS = RegexValidator(r"^[0-9AB]{9}$", "Un numéro FINESS compte neuf caractères.")


@historiser()
class Organisme(Territorial):
    """A managing body: association, public establishment, the collectivité itself."""

    changements_marques = True

    class Nature(models.TextChoices):
        ASSOCIATION = "association", "Association"
        PUBLIC = "public", "Établissement public"
        COLLECTIVITE = "collectivite", "La collectivité elle-même"
        FONDATION = "fondation", "Fondation"
        PRIVE = "prive", "Organisme privé à but lucratif"
        AUTRE = "autre", "Autre"

    code = models.CharField("code", max_length=40, help_text="Celui des habilitations de l'organisme.")
    nom = models.CharField("nom", max_length=150)
    nature = models.CharField("nature", max_length=20, choices=Nature, default=Nature.ASSOCIATION)
    siren = models.CharField("SIREN", max_length=9, blank=True, default="", validators=[SIREN])
    version = models.PositiveIntegerField("version", default=1, help_text="Augmente à chaque modification.")

    class Meta:
        verbose_name = "organisme gestionnaire"
        verbose_name_plural = "organismes gestionnaires"
        ordering = ["nom", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["collectivite", "code"], name="organisme_code_unique",
                violation_error_message="Un autre organisme a déjà ce code : choisissez-en un autre.",
            )
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.nom


@historiser()
class Etablissement(Territorial):
    """An establishment or service, with its FINESS number when it has one; its places are those of its units."""

    changements_marques = True

    organisme = models.ForeignKey(
        Organisme, models.PROTECT, related_name="etablissements", verbose_name="organisme gestionnaire"
    )
    nom = models.CharField("nom", max_length=150)
    finess = models.CharField("numéro FINESS", max_length=9, blank=True, default="", validators=[FINESS])
    categorie = models.CharField("catégorie FINESS", max_length=3, blank=True, default="", help_text="Vide : inconnue.")
    commune = models.ForeignKey(
        Commune, models.PROTECT, related_name="+", verbose_name="commune", null=True, blank=True
    )
    unite = models.ForeignKey(
        UniteLocale, models.PROTECT, related_name="+", verbose_name="territoire", null=True, blank=True
    )
    hors_departement = models.CharField(
        "hors du département", max_length=60, blank=True, default="",
        help_text="Vide : dans le département. Sinon où : un code de département, « Belgique »…",
    )  # fmt: skip
    latitude = models.FloatField("latitude", null=True, blank=True)
    longitude = models.FloatField("longitude", null=True, blank=True)
    habilite_ase = models.BooleanField("habilité à l'aide sociale à l'enfance", null=True, blank=True)
    habilite_pjj = models.BooleanField("habilité par la protection judiciaire de la jeunesse", null=True, blank=True)
    tarifie_ars = models.BooleanField("cofinancé par l'ARS", null=True, blank=True)
    version = models.PositiveIntegerField("version", default=1, help_text="Augmente à chaque modification.")

    class Meta:
        verbose_name = "établissement"
        ordering = ["nom", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["collectivite", "finess"], name="etablissement_finess_unique", condition=~Q(finess=""),
                violation_error_message="Un autre établissement a déjà ce numéro FINESS : ouvrez-le.",
            )
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.nom


@historiser()
class UniteAccueil(Territorial):
    """A unit of an establishment: the places of one type, for one public, between two ages. Its acts say how many."""

    changements_marques = True

    class Sexe(models.TextChoices):
        MIXTE = "mixte", "Filles et garçons"
        FILLES = "F", "Filles"
        GARCONS = "M", "Garçons"

    etablissement = models.ForeignKey(
        Etablissement, models.PROTECT, related_name="unites", verbose_name="établissement"
    )
    nom = models.CharField("nom", max_length=120)
    type = models.CharField("type", max_length=30, help_text="Code de la nomenclature des types.")
    public = models.CharField("public", max_length=30, default="tous", help_text="Code de la nomenclature des publics.")
    sexe = models.CharField("sexe", max_length=5, choices=Sexe, default=Sexe.MIXTE)
    age_min = models.PositiveSmallIntegerField("âge minimum", null=True, blank=True, help_text="Ans, inclus.")
    age_max = models.PositiveSmallIntegerField("âge maximum", null=True, blank=True, help_text="Ans, inclus.")
    version = models.PositiveIntegerField("version", default=1, help_text="Augmente à chaque modification.")

    class Meta:
        verbose_name = "unité d'accueil"
        verbose_name_plural = "unités d'accueil"
        ordering = ["etablissement_id", "id"]
        constraints = [
            models.CheckConstraint(
                name="unite_accueil_ages_ordonnes",
                condition=Q(age_min=None) | Q(age_max=None) | Q(age_max__gte=F("age_min")),
                violation_error_message="L'âge maximum ne peut être inférieur à l'âge minimum.",
            )
        ]
        indexes = [models.Index(fields=["collectivite", "type"], name="unite_accueil_par_type")]

    def __str__(self) -> str:
        return self.nom
