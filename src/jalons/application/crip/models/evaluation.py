"""The evaluation of a situation: mandate, team, meetings, grid, one conclusion."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from jalons.application.acces.models import Agent
from jalons.application.crip.models.situation import Situation
from jalons.application.socle.historique import historiser
from jalons.application.territoires.models import Territorial, UniteLocale


@historiser(en_lot=True)
class Evaluation(Territorial):
    """Entrusted to a unit or a service; one for a situation, reopened when it is entrusted again."""

    class Conclusion(models.TextChoices):
        SANS_SUITE = "sans_suite", "Ni danger ni risque : sans suite"
        AIDE = "aide", "Aide à proposer (prévention, prestation de l'aide sociale à l'enfance)"
        JUSTICE = "justice", "Autorité judiciaire à saisir"

    situation = models.ForeignKey(
        Situation, models.PROTECT, related_name="evaluations", verbose_name="situation préoccupante"
    )
    unite = models.ForeignKey(
        UniteLocale, models.PROTECT, related_name="+", verbose_name="unité qui évalue", null=True, blank=True
    )
    service = models.CharField("service conventionné", max_length=150, blank=True, default="")
    confiee_le = models.DateField("confiée le")
    mandat = models.TextField("mandat", blank=True, default="")
    parents_informes_le = models.DateField("parents informés le", null=True, blank=True)
    parents_motif = models.TextField("motif de ne pas informer les parents", blank=True, default="")
    parents_avis = models.TextField("avis des parents", blank=True, default="")
    impossible_le = models.DateField("impossibilité constatée le", null=True, blank=True)
    rapport_le = models.DateField("rapport remis le", null=True, blank=True)
    conclusion = models.CharField("conclusion", max_length=12, choices=Conclusion, blank=True, default="")
    synthese = models.TextField("synthèse", blank=True, default="")
    derogation = models.TextField("pourquoi le rapport est incomplet", blank=True, default="")
    version = models.PositiveIntegerField("version", default=1)

    class Meta:
        verbose_name = "évaluation"
        constraints = [
            models.UniqueConstraint(fields=["collectivite", "situation"], name="evaluation_unique"),
            models.CheckConstraint(
                name="evaluation_conclue_avec_son_rapport",
                condition=Q(rapport_le=None, conclusion="") | Q(rapport_le__isnull=False) & ~Q(conclusion=""),
            ),
            models.CheckConstraint(
                name="evaluation_confiee_a_quelqu_un", condition=Q(unite__isnull=False) | ~Q(service="")
            ),
        ]

    def __str__(self) -> str:
        return f"évaluation de la situation n° {self.situation_id}"


@historiser(en_lot=True)
class Evaluateur(Territorial):
    """A professional of the team: an agent of Jalons, or somebody named."""

    evaluation = models.ForeignKey(Evaluation, models.PROTECT, related_name="equipe", verbose_name="évaluation")
    agent = models.ForeignKey(Agent, models.PROTECT, related_name="+", verbose_name="agent", null=True, blank=True)
    nom = models.CharField("nom", max_length=120, blank=True, default="", help_text="S'il n'a pas de compte.")
    fonction = models.CharField("métier", max_length=120)
    suit_deja = models.BooleanField("suit déjà un des enfants", default=False)
    motif = models.CharField("motif de le désigner quand même", max_length=300, blank=True, default="")
    designe_le = models.DateField("désigné le")

    class Meta:
        verbose_name = "évaluateur"
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(name="evaluateur_nomme", condition=Q(agent__isnull=False) | ~Q(nom="")),
            models.UniqueConstraint(
                fields=["collectivite", "evaluation", "agent"], condition=Q(agent__isnull=False),
                name="evaluateur_unique",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"évaluateur n° {self.pk}"


@historiser(en_lot=True)
class Rencontre(Territorial):
    """A meeting during the evaluation."""

    class Lieu(models.TextChoices):
        DOMICILE = "domicile", "Au domicile"
        SERVICE = "service", "Au service"
        ECOLE = "ecole", "À l'école"
        AUTRE = "autre", "Ailleurs"

    evaluation = models.ForeignKey(Evaluation, models.PROTECT, related_name="rencontres", verbose_name="évaluation")
    le = models.DateField("jour")
    lieu = models.CharField("lieu", max_length=10, choices=Lieu)
    compte_rendu = models.TextField("compte rendu", blank=True, default="")

    class Meta:
        verbose_name = "rencontre"
        ordering = ["le", "id"]

    def __str__(self) -> str:
        return f"rencontre n° {self.pk}"


@historiser()
class ReponseGrille(Territorial):
    """What the team writes under one heading of the grid; the label is kept as it was read."""

    evaluation = models.ForeignKey(Evaluation, models.PROTECT, related_name="reponses", verbose_name="évaluation")
    code = models.CharField("code", max_length=60)
    libelle = models.CharField("rubrique", max_length=200)
    texte = models.TextField("constats")

    class Meta:
        verbose_name = "réponse à la grille"
        verbose_name_plural = "réponses à la grille"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["collectivite", "evaluation", "code"], name="reponse_grille_unique")
        ]

    def __str__(self) -> str:
        return f"réponse n° {self.pk}"


@historiser()
class RubriqueGrille(Territorial):
    """A heading, or an item under a heading, of the grid that the collectivité loaded from the official document."""

    code = models.CharField("code", max_length=60)
    libelle = models.CharField("libellé", max_length=200)
    ordre = models.PositiveSmallIntegerField("ordre")
    sous = models.CharField("rubrique de l'item", max_length=60, blank=True, default="", help_text="Vide : rubrique.")

    class Meta:
        verbose_name = "rubrique de la grille"
        verbose_name_plural = "rubriques de la grille"
        ordering = ["ordre"]
        constraints = [models.UniqueConstraint(fields=["collectivite", "code"], name="rubrique_grille_unique")]

    def __str__(self) -> str:
        return self.libelle
