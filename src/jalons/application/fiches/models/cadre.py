"""Frames: what holds fiches (a contract, a schéma), their headings, and the place of a fiche under a heading."""

from __future__ import annotations

from django.db import models

from jalons.application.acces.models import Agent
from jalons.application.fiches.models.fiche import Fiche
from jalons.application.socle.champs import ChampDateCivile
from jalons.application.socle.historique import historiser
from jalons.application.territoires.models import Territorial


@historiser()
class Cadre(Territorial):
    """A frame of action with a territory, a period and a kind; ``contrats`` and ``schema`` extend it one to one."""

    changements_marques = True

    class Nature(models.TextChoices):
        CONTRAT = "contrat", "Contrat"
        SCHEMA = "schema", "Schéma"
        AUTRE = "autre", "Autre plan"

    nature = models.CharField("nature", max_length=10, choices=Nature)
    titre = models.CharField("titre", max_length=300)
    debut = ChampDateCivile("début", null=True, blank=True, help_text="Inclus.")
    fin = ChampDateCivile("fin", null=True, blank=True, help_text="Incluse.")

    class Meta:
        verbose_name = "cadre"
        ordering = ["-debut", "titre"]

    def __str__(self) -> str:
        return self.titre

    @property
    def annees(self) -> list[int]:
        """First and last year, for names of files: one of them, or none, when that is all that is known."""
        return list(dict.fromkeys(jour.annee for jour in (self.debut, self.fin) if jour is not None))


@historiser()
class Rubrique(Territorial):
    """A heading of a frame: engagement, sub-theme, list of objectives or of actions, objective."""

    changements_marques = True

    class Genre(models.TextChoices):
        ENGAGEMENT = "engagement", "Engagement"
        SOUS_THEME = "sous_theme", "Sous-thème"
        LISTE_OBJECTIFS = "liste_objectifs", "Liste d'objectifs"
        OBJECTIF = "objectif", "Objectif"
        LISTE_ACTIONS = "liste_actions", "Liste d'actions"

    cadre = models.ForeignKey(Cadre, models.PROTECT, related_name="rubriques", verbose_name="cadre")
    parent = models.ForeignKey(
        "self", models.PROTECT, related_name="enfants", verbose_name="sous", null=True, blank=True
    )
    genre = models.CharField("genre", max_length=20, choices=Genre)
    cle = models.CharField("nom court", max_length=80, blank=True, default="")
    numero = models.PositiveSmallIntegerField("numéro", null=True, blank=True)
    titre = models.CharField("titre", max_length=400)
    ordre = models.PositiveSmallIntegerField("ordre", default=0)
    categorie = models.CharField(
        "catégorie", max_length=15, blank=True, default="", help_text="obligatoire ou facultatif"
    )
    code_national = models.CharField("code national", max_length=60, blank=True, default="")
    engagement = models.PositiveSmallIntegerField("engagement servi", null=True, blank=True)
    annonces = models.PositiveSmallIntegerField("nombre annoncé", null=True, blank=True)
    complete = models.BooleanField(
        "liste complète", null=True, blank=True, help_text="Vide : le document ne le dit pas."
    )
    pmi = models.BooleanField("relève de la PMI", default=False)
    du_contrat = models.BooleanField("fait partie du contrat", default=True)
    dispositif = models.CharField("dispositif", max_length=200, blank=True, default="")
    places = models.PositiveIntegerField("places", null=True, blank=True)
    retire_le = models.DateField("retirée le", null=True, blank=True, help_text="Par un avenant.")

    class Meta:
        verbose_name = "rubrique"
        ordering = ["ordre", "id"]

    def __str__(self) -> str:
        nom = self.titre or (f"{self.categorie}s" if self.categorie else self.get_genre_display().lower())
        return f"{self.numero}. {nom}" if self.numero else nom


@historiser()
class Placement(Territorial):
    """A fiche in a frame, under a heading or directly; the same fiche may serve several frames."""

    changements_marques = True

    fiche = models.ForeignKey(Fiche, models.PROTECT, related_name="placements", verbose_name="fiche")
    cadre = models.ForeignKey(Cadre, models.PROTECT, related_name="placements", verbose_name="cadre")
    rubrique = models.ForeignKey(
        Rubrique, models.PROTECT, related_name="placements", verbose_name="rubrique", null=True, blank=True
    )
    numero = models.PositiveSmallIntegerField("numéro dans le cadre", null=True, blank=True)
    cle = models.CharField("nom court", max_length=80, blank=True, default="")
    engagement = models.PositiveSmallIntegerField("engagement servi", null=True, blank=True)
    dispositif = models.CharField("dispositif", max_length=200, blank=True, default="")
    places = models.PositiveIntegerField("places", null=True, blank=True)
    ordre = models.PositiveSmallIntegerField("ordre", default=0)

    class Meta:
        verbose_name = "place d'une fiche dans un cadre"
        verbose_name_plural = "places des fiches dans les cadres"
        ordering = ["ordre", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["collectivite", "cadre", "rubrique", "fiche"], name="placement_unique", nulls_distinct=False
            )
        ]

    def __str__(self) -> str:
        return f"{self.fiche_id} dans {self.cadre_id}"


@historiser()
class Justification(Territorial):
    """The comment that answers an écart of a frame; kept when the écart disappears, found again when it returns."""

    changements_marques = True

    cadre = models.ForeignKey(Cadre, models.PROTECT, related_name="justifications", verbose_name="cadre")
    cle = models.CharField("écart", max_length=150, help_text="Code de l'écart et ce qu'il vise.")
    commentaire = models.TextField("justification")
    auteur = models.ForeignKey(Agent, models.PROTECT, related_name="+", verbose_name="auteur", null=True)
    ecrite_le = models.DateTimeField("écrite le", auto_now=True)

    class Meta:
        verbose_name = "justification d'écart"
        verbose_name_plural = "justifications d'écarts"
        constraints = [models.UniqueConstraint(fields=["collectivite", "cadre", "cle"], name="justification_unique")]

    def __str__(self) -> str:
        return self.cle
