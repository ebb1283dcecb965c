"""Territories as reference tables, and the base class of every table that belongs to a collectivité."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from jalons.application.socle.historique import historiser


class Region(models.Model):
    """A région of the code officiel géographique."""

    table_de_reference = True

    code = models.CharField("code", max_length=3, primary_key=True)
    nom = models.CharField("nom", max_length=100)

    class Meta:
        verbose_name = "région"
        ordering = ["nom"]

    def __str__(self) -> str:
        return self.nom


class Collectivite(models.Model):
    """The authority competent for child protection on a territory; the key of the perimeter."""

    table_de_reference = True

    class Nature(models.TextChoices):
        DEPARTEMENT = "departement", "Département"
        METROPOLE = "metropole", "Métropole exerçant les compétences du département"
        EUROPEENNE = "europeenne", "Collectivité européenne"
        UNIQUE = "unique", "Collectivité territoriale unique"
        PARTICULIERE = "particuliere", "Collectivité à statut particulier"
        OUTRE_MER = "outre_mer", "Collectivité d'outre-mer"

    code = models.CharField("code", max_length=6, primary_key=True)
    nom = models.CharField("nom", max_length=100)
    nom_complet = models.CharField(
        "nom complet", max_length=150, help_text="Avec l'article : « Département du Cantal »."
    )
    nature = models.CharField("nature", max_length=20, choices=Nature)
    region = models.ForeignKey(Region, models.PROTECT, related_name="+", verbose_name="région", null=True, blank=True)
    siren = models.CharField("SIREN", max_length=9, null=True, blank=True)
    fuseau = models.CharField("fuseau horaire", max_length=40, default="Europe/Paris")
    fictive = models.BooleanField("fictive", default=False, help_text="Territoire de démonstration, sans existence.")

    class Meta:
        verbose_name = "collectivité"
        ordering = ["code"]

    def __str__(self) -> str:
        return self.nom


class Departement(models.Model):
    """A département of the code officiel géographique (101), with the collectivité competent on it.

    The Rhône has two (the Métropole de Lyon on its own territory): ``collectivite`` is then the département's,
    and the other one is found through the communes.
    """

    table_de_reference = True

    code = models.CharField("code", max_length=3, primary_key=True)
    nom = models.CharField("nom", max_length=100)
    region = models.ForeignKey(Region, models.PROTECT, related_name="+", verbose_name="région", null=True, blank=True)
    collectivite = models.ForeignKey(Collectivite, models.PROTECT, related_name="+", verbose_name="collectivité")

    class Meta:
        verbose_name = "département"
        ordering = ["code"]

    def __str__(self) -> str:
        return f"{self.nom} ({self.code})"


class Epci(models.Model):
    """An établissement public de coopération intercommunale with its own tax."""

    table_de_reference = True

    siren = models.CharField("SIREN", max_length=9, primary_key=True)
    nom = models.CharField("nom", max_length=150)
    nature = models.CharField("nature", max_length=10, blank=True)

    class Meta:
        verbose_name = "EPCI"
        verbose_name_plural = "EPCI"
        ordering = ["nom"]

    def __str__(self) -> str:
        return self.nom


class Commune(models.Model):
    """A commune in force (or a municipal arrondissement)."""

    table_de_reference = True

    code = models.CharField("code INSEE", max_length=5, primary_key=True)
    nom = models.CharField("nom", max_length=100)
    departement = models.ForeignKey(
        Departement, models.PROTECT, related_name="+", verbose_name="département", null=True
    )
    collectivite = models.ForeignKey(
        Collectivite, models.PROTECT, related_name="+", verbose_name="collectivité", null=True
    )
    epci = models.ForeignKey(Epci, models.PROTECT, related_name="+", verbose_name="EPCI", null=True, blank=True)
    population = models.PositiveIntegerField("population", null=True, blank=True)

    class Meta:
        verbose_name = "commune"
        ordering = ["nom", "code"]

    def __str__(self) -> str:
        return self.nom


class Territorial(models.Model):
    """A row that belongs to one collectivité: seen, by web and worker roles, only inside its perimeter."""

    colonne_territoire: ClassVar[str] = "collectivite_id"

    collectivite = models.ForeignKey(Collectivite, models.PROTECT, related_name="+", verbose_name="collectivité")

    class Meta:
        abstract = True


@historiser()
class Identite(Territorial):
    """How a collectivité presents itself: colour, logo, its own words for general roles."""

    changements_marques = True

    couleur = models.CharField("couleur", max_length=7, blank=True, default="", help_text="De la forme #0b5cad.")
    logo = models.BinaryField("logo (PNG)", null=True, blank=True)
    libelles = models.JSONField(
        "libellés locaux", default=dict, blank=True, help_text="Nom local d'un rôle général, par code."
    )

    class Meta:
        verbose_name = "identité visuelle"
        verbose_name_plural = "identités visuelles"
        constraints = [models.UniqueConstraint(fields=["collectivite"], name="identite_unique")]

    def __str__(self) -> str:
        return f"Identité de {self.collectivite_id}"


@historiser()
class UniteLocale(Territorial):
    """A local unit of a collectivité: maison du département, site, circonscription d'action sociale."""

    changements_marques = True

    code = models.CharField("code", max_length=20)
    nom = models.CharField("nom", max_length=150)
    nature = models.CharField(
        "nature", max_length=60, blank=True, default="", help_text="Le mot local : MDS, MDPH, site…"
    )
    parent = models.ForeignKey(
        "self", models.PROTECT, related_name="+", verbose_name="rattachée à", null=True, blank=True
    )
    commune = models.ForeignKey(
        Commune, models.PROTECT, related_name="+", verbose_name="commune", null=True, blank=True
    )
    fermee_le = models.DateField("fermée le", null=True, blank=True)

    class Meta:
        verbose_name = "unité locale"
        verbose_name_plural = "unités locales"
        ordering = ["nom"]
        constraints = [models.UniqueConstraint(fields=["collectivite", "code"], name="unite_locale_unique")]

    def __str__(self) -> str:
        return self.nom
