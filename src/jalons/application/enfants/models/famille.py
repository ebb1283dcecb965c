"""Adults around the child, households, and addresses."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from jalons.application.enfants.models.enfant import Enfant
from jalons.application.socle.champs import ChampDateCivile
from jalons.application.socle.historique import historiser
from jalons.application.territoires.models import Commune, Territorial


@historiser(en_lot=True)
class Personne(Territorial):
    """An adult around a child: parent, guardian, relative, confidence person. ``str`` never gives the name."""

    nom = models.CharField("nom", max_length=100, blank=True, default="")
    prenom = models.CharField("prénom", max_length=100, blank=True, default="")
    naissance = ChampDateCivile("date de naissance", null=True, blank=True)
    telephone = models.CharField("téléphone", max_length=30, blank=True, default="")
    courriel = models.EmailField("adresse électronique", blank=True, default="")
    decede_le = ChampDateCivile("décédé le", null=True, blank=True)
    version = models.PositiveIntegerField("version", default=1)

    class Meta:
        verbose_name = "personne"
        ordering = ["nom", "prenom", "id"]
        indexes = [models.Index(fields=["collectivite", "nom"], name="personne_par_nom")]

    def __str__(self) -> str:
        return f"personne n° {self.pk}"

    @property
    def nom_complet(self) -> str:
        """First name and name, for a page that its reader may open."""
        return f"{self.prenom} {self.nom.upper()}".strip() or "Identité inconnue"


@historiser(en_lot=True)
class LienFamilial(Territorial):
    """What an adult is to a child, and what rights she holds over him."""

    class Lien(models.TextChoices):
        MERE = "mere", "Mère"
        PERE = "pere", "Père"
        PARENT = "parent", "Parent"
        BEAU_PARENT = "beau_parent", "Beau-parent"
        GRAND_PARENT = "grand_parent", "Grand-parent"
        AUTRE_FAMILLE = "autre_famille", "Autre membre de la famille"
        TUTEUR = "tuteur", "Tutrice, tuteur"
        TIERS = "tiers", "Tiers digne de confiance"
        PARRAIN = "parrain", "Marraine, parrain"
        AUTRE = "autre", "Autre"

    class Autorite(models.TextChoices):
        TITULAIRE = "titulaire", "Titulaire"
        DELEGATAIRE = "delegataire", "Délégataire"
        RETIREE = "retiree", "Retirée"
        NON = "non", "Non"
        INCONNUE = "inconnue", "Inconnue"

    enfant = models.ForeignKey(Enfant, models.PROTECT, related_name="liens", verbose_name="enfant")
    personne = models.ForeignKey(Personne, models.PROTECT, related_name="liens", verbose_name="personne")
    lien = models.CharField("lien", max_length=15, choices=Lien)
    autorite_parentale = models.CharField(
        "autorité parentale", max_length=12, choices=Autorite, default=Autorite.INCONNUE
    )
    personne_de_confiance = models.BooleanField("personne de confiance", default=False)

    class Meta:
        verbose_name = "lien familial"
        verbose_name_plural = "liens familiaux"
        ordering = ["lien", "id"]
        constraints = [
            models.UniqueConstraint(fields=["collectivite", "enfant", "personne", "lien"], name="lien_familial_unique")
        ]

    def __str__(self) -> str:
        return f"{self.get_lien_display()} du dossier n° {self.enfant_id}"


@historiser(en_lot=True)
class Foyer(Territorial):
    """People who live under one roof."""

    numero = models.CharField("numéro", max_length=12, help_text="Tiré au sort : il ne se devine pas.")
    remarque = models.TextField("remarque", blank=True, default="")

    class Meta:
        verbose_name = "foyer"
        constraints = [models.UniqueConstraint(fields=["collectivite", "numero"], name="foyer_numero_unique")]

    def __str__(self) -> str:
        return f"foyer {self.numero}"


@historiser(en_lot=True)
class MembreFoyer(Territorial):
    """A child or an adult of a household, from a day to another (both included, when known)."""

    foyer = models.ForeignKey(Foyer, models.PROTECT, related_name="membres", verbose_name="foyer")
    enfant = models.ForeignKey(
        Enfant, models.PROTECT, related_name="foyers", verbose_name="enfant", null=True, blank=True
    )
    personne = models.ForeignKey(
        Personne, models.PROTECT, related_name="foyers", verbose_name="personne", null=True, blank=True
    )
    debut = models.DateField("premier jour", null=True, blank=True, help_text="Inclus ; vide s'il n'est pas connu.")
    fin = models.DateField("dernier jour", null=True, blank=True, help_text="Inclus ; vide s'il n'est pas connu.")

    class Meta:
        verbose_name = "membre d'un foyer"
        verbose_name_plural = "membres des foyers"
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                name="membre_foyer_enfant_ou_personne",
                condition=Q(enfant=None, personne__isnull=False) | Q(enfant__isnull=False, personne=None),
            ),
            models.CheckConstraint(
                name="membre_foyer_finit_apres_son_debut",
                condition=Q(fin=None) | Q(debut=None) | Q(fin__gte=F("debut")),
            ),
        ]

    def __str__(self) -> str:
        return f"membre du foyer n° {self.foyer_id}"


@historiser(en_lot=True)
class Adresse(Territorial):
    """Where a child, an adult or a household lives. Read through ``enfants.adresses`` only, which masks it."""

    enfant = models.ForeignKey(Enfant, models.PROTECT, related_name="+", verbose_name="enfant", null=True, blank=True)
    personne = models.ForeignKey(
        Personne, models.PROTECT, related_name="+", verbose_name="personne", null=True, blank=True
    )
    foyer = models.ForeignKey(Foyer, models.PROTECT, related_name="+", verbose_name="foyer", null=True, blank=True)
    voie = models.CharField("numéro et voie", max_length=150, blank=True, default="")
    complement = models.CharField("complément", max_length=150, blank=True, default="")
    code_postal = models.CharField("code postal", max_length=5, blank=True, default="")
    ville = models.CharField("commune", max_length=100, blank=True, default="")
    commune = models.ForeignKey(
        Commune, models.PROTECT, related_name="+", verbose_name="commune (code)", null=True, blank=True,
        help_text="Déduite de la commune écrite ; vide : inconnue.",
    )  # fmt: skip
    latitude = models.FloatField("latitude", null=True, blank=True)
    longitude = models.FloatField("longitude", null=True, blank=True)
    protegee = models.BooleanField("adresse protégée", default=False)
    motif_protection = models.CharField("motif de la protection", max_length=200, blank=True, default="")
    debut = models.DateField("premier jour", null=True, blank=True, help_text="Inclus.")
    fin = models.DateField("dernier jour", null=True, blank=True, help_text="Inclus.")
    version = models.PositiveIntegerField("version", default=1)

    class Meta:
        verbose_name = "adresse"
        ordering = ["-debut", "id"]
        constraints = [
            models.CheckConstraint(
                name="adresse_d_un_seul",
                condition=Q(enfant__isnull=False, personne=None, foyer=None)
                | Q(enfant=None, personne__isnull=False, foyer=None)
                | Q(enfant=None, personne=None, foyer__isnull=False),
            ),
            models.CheckConstraint(
                name="adresse_finit_apres_son_debut", condition=Q(fin=None) | Q(debut=None) | Q(fin__gte=F("debut"))
            ),
        ]

    def __str__(self) -> str:
        return f"adresse n° {self.pk}"
