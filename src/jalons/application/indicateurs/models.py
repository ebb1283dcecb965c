"""Indicators of a collectivité: what is measured, its values by source, its targets."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from jalons.application.acces.models import Agent
from jalons.application.indicateurs.sources import nom as nom_de_source
from jalons.application.observatoire.models import Calcul
from jalons.application.socle.champs import ChampDateCivile
from jalons.application.socle.historique import historiser
from jalons.application.territoires.models import Territorial


@historiser()
class Indicateur(Territorial):
    """What is measured, how, how often, and which way is better."""

    changements_marques = True

    class Sens(models.TextChoices):
        HAUSSE = "hausse", "À la hausse"
        BAISSE = "baisse", "À la baisse"
        PLAGE = "plage", "Dans une plage"

    class Frequence(models.TextChoices):
        MENSUELLE = "mensuelle", "Chaque mois"
        TRIMESTRIELLE = "trimestrielle", "Chaque trimestre"
        SEMESTRIELLE = "semestrielle", "Chaque semestre"
        ANNUELLE = "annuelle", "Chaque année"

    code = models.CharField("code", max_length=40)
    libelle = models.CharField("libellé", max_length=250)
    definition = models.TextField("définition", blank=True, default="")
    formule = models.TextField("formule en mots", blank=True, default="")
    unite = models.CharField("unité", max_length=40)
    sens = models.CharField("sens favorable", max_length=10, choices=Sens, default=Sens.HAUSSE)
    borne_min = models.DecimalField("borne basse", max_digits=16, decimal_places=4, null=True, blank=True)
    borne_max = models.DecimalField("borne haute", max_digits=16, decimal_places=4, null=True, blank=True)
    frequence = models.CharField("fréquence", max_length=15, choices=Frequence, default=Frequence.ANNUELLE)
    delai_jours = models.PositiveSmallIntegerField(
        "délai de disponibilité", default=90, help_text="Jours entre la fin de la période et la valeur."
    )
    code_national = models.CharField("code national", max_length=60, blank=True, default="")
    t0_periode = ChampDateCivile("période de départ", null=True, blank=True)
    t0_valeur = models.DecimalField("valeur de départ (T0)", max_digits=16, decimal_places=4, null=True, blank=True)
    archive = models.BooleanField("archivé", default=False)

    class Meta:
        verbose_name = "indicateur"
        ordering = ["code"]
        constraints = [
            models.UniqueConstraint(fields=["collectivite", "code"], name="indicateur_code_unique"),
            models.CheckConstraint(
                name="indicateur_plage_bornee",
                condition=~Q(sens="plage") | Q(borne_min__isnull=False, borne_max__isnull=False),
                violation_error_message="Un indicateur « dans une plage » demande une borne basse et une borne haute.",
            ),
        ]

    def __str__(self) -> str:
        return self.libelle


@historiser()
class Valeur(Territorial):
    """One value of one period by one source. Two sources give two rows: never averaged."""

    changements_marques = True

    indicateur = models.ForeignKey(Indicateur, models.PROTECT, related_name="valeurs", verbose_name="indicateur")
    periode = ChampDateCivile("période", help_text="AAAA ou AAAA-MM.")
    source = models.CharField("source", max_length=40, help_text="SNDS, LOCAL, DREES…")
    valeur = models.DecimalField("valeur", max_digits=16, decimal_places=4)
    precision = models.CharField("précision", max_length=10, default="exact")
    commentaire = models.TextField("commentaire", blank=True, default="")
    saisie_par = models.ForeignKey(Agent, models.PROTECT, related_name="+", verbose_name="saisie par", null=True)
    saisie_le = models.DateTimeField("saisie le", auto_now=True)

    class Meta:
        verbose_name = "valeur"
        ordering = ["periode", "source"]
        constraints = [
            models.UniqueConstraint(
                fields=["collectivite", "indicateur", "periode", "source"], name="valeur_unique_par_source",
                violation_error_message="Cette source a déjà une valeur pour cette période : modifiez-la.",
            )
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.periode}, {nom_de_source(self.source)} : {self.valeur}"


@historiser()
class Cible(Territorial):
    """The target of a year."""

    changements_marques = True

    indicateur = models.ForeignKey(Indicateur, models.PROTECT, related_name="cibles", verbose_name="indicateur")
    annee = models.PositiveSmallIntegerField("année")
    valeur = models.DecimalField("cible", max_digits=16, decimal_places=4)
    commentaire = models.TextField("commentaire", blank=True, default="")

    class Meta:
        verbose_name = "cible"
        ordering = ["annee"]
        constraints = [
            models.UniqueConstraint(
                fields=["collectivite", "indicateur", "annee"], name="cible_unique_par_annee",
                violation_error_message="Cette année a déjà une cible : modifiez-la.",
            )
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.annee} : {self.valeur}"


@historiser()
class Proposition(Territorial):
    """A target or a value counter-proposed by the préfecture or the ARS, with its reason and the answer."""

    changements_marques = True

    class Objet(models.TextChoices):
        CIBLE = "cible", "Cible"
        VALEUR = "valeur", "Valeur"

    class Etat(models.TextChoices):
        OUVERTE = "ouverte", "Ouverte"
        ACCEPTEE = "acceptee", "Acceptée"
        REFUSEE = "refusee", "Refusée"

    indicateur = models.ForeignKey(Indicateur, models.PROTECT, related_name="propositions", verbose_name="indicateur")
    objet = models.CharField("porte sur", max_length=10, choices=Objet)
    periode = ChampDateCivile("période")
    source = models.CharField("source", max_length=40, blank=True, default="")
    valeur = models.DecimalField("valeur proposée", max_digits=16, decimal_places=4)
    motif = models.TextField("motif")
    cote = models.CharField("proposée par", max_length=12, help_text="prefecture ou ars")
    auteur = models.ForeignKey(Agent, models.PROTECT, related_name="+", verbose_name="auteur", null=True)
    deposee_le = models.DateTimeField("déposée le", auto_now_add=True)
    etat = models.CharField("état", max_length=10, choices=Etat, default=Etat.OUVERTE)
    reponse = models.TextField("réponse", blank=True, default="")
    repondue_le = models.DateTimeField("répondue le", null=True, blank=True)

    class Meta:
        verbose_name = "contre-proposition"
        ordering = ["-deposee_le"]

    def __str__(self) -> str:
        return f"{self.get_objet_display()} {self.periode} : {self.valeur}"


class LienObservatoire(Territorial):
    """An indicator that the observatory counts: its runs propose values. Not followed by the history: journalled."""

    changements_marques = True

    indicateur = models.ForeignKey(Indicateur, models.CASCADE, related_name="+", verbose_name="indicateur")
    code = models.CharField("indicateur de l'observatoire", max_length=60)

    class Meta:
        verbose_name = "lien avec l'observatoire"
        verbose_name_plural = "liens avec l'observatoire"
        constraints = [models.UniqueConstraint(fields=["collectivite", "indicateur"], name="lien_observatoire_unique")]

    def __str__(self) -> str:
        return self.code


class ReponseObservatoire(Territorial):
    """What became of a value that a run proposed: entered, or refused with a reason. Written once."""

    indicateur = models.ForeignKey(Indicateur, models.CASCADE, related_name="+", verbose_name="indicateur")
    calcul = models.ForeignKey(Calcul, models.PROTECT, related_name="+", verbose_name="calcul")
    periode = ChampDateCivile("période")
    valeur = models.DecimalField("valeur proposée", max_digits=16, decimal_places=4)
    entree = models.BooleanField("entrée")
    motif = models.TextField("motif du refus", blank=True, default="")
    par = models.ForeignKey(Agent, models.PROTECT, related_name="+", verbose_name="répondu par", null=True)
    le = models.DateTimeField("répondu le", auto_now_add=True)

    class Meta:
        verbose_name = "réponse à l'observatoire"
        verbose_name_plural = "réponses à l'observatoire"
        ordering = ["-le", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["collectivite", "indicateur", "calcul"], name="reponse_observatoire_unique",
                violation_error_message="Une réponse est déjà donnée à ce calcul.",
            ),
            models.CheckConstraint(
                name="reponse_refusee_dit_pourquoi", condition=Q(entree=True) | ~Q(motif=""),
                violation_error_message="Dites pourquoi la valeur est refusée.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.periode} : {self.valeur}"
