"""What a projet says: needs by domain of life, objectives, actions."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from jalons.application.projets_enfant.models.projet import Projet
from jalons.application.socle.historique import historiser
from jalons.application.territoires.models import Territorial


class Domaine(models.TextChoices):
    """The three domains of life, and the way to autonomy."""

    SANTE = "sante", "Développement et santé physique et psychique"
    RELATIONS = "relations", "Relations avec la famille et les proches"
    VIE_SOCIALE = "vie_sociale", "Scolarité et vie sociale"
    AUTONOMIE = "autonomie", "Accès à l'autonomie"


@historiser(en_lot=True)
class Volet(Territorial):
    """One domain of a projet: what the child needs, what is there to build on."""

    projet = models.ForeignKey(Projet, models.PROTECT, related_name="volets", verbose_name="projet")
    domaine = models.CharField("domaine", max_length=12, choices=Domaine)
    besoins = models.TextField("besoins de l'enfant", blank=True, default="")
    ressources = models.TextField("ce qui existe déjà, ce sur quoi s'appuyer", blank=True, default="")
    mots_simples = models.TextField("dit simplement à l'enfant", blank=True, default="")
    version = models.PositiveIntegerField("version", default=1)

    class Meta:
        verbose_name = "volet du projet"
        verbose_name_plural = "volets du projet"
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["collectivite", "projet", "domaine"], name="volet_unique")]

    def __str__(self) -> str:
        return f"volet {self.domaine} du projet n° {self.projet_id}"


@historiser(en_lot=True)
class Objectif(Territorial):
    """What is to be reached in a domain, and what came of it."""

    class Evaluation(models.TextChoices):
        A_EVALUER = "a_evaluer", "À évaluer"
        ATTEINT = "atteint", "Atteint"
        EN_PARTIE = "en_partie", "Atteint en partie"
        NON_ATTEINT = "non_atteint", "Non atteint"
        ABANDONNE = "abandonne", "Abandonné"

    projet = models.ForeignKey(Projet, models.PROTECT, related_name="objectifs", verbose_name="projet")
    domaine = models.CharField("domaine", max_length=12, choices=Domaine)
    texte = models.CharField("objectif", max_length=400)
    mots_simples = models.CharField("dit simplement à l'enfant", max_length=300, blank=True, default="")
    pour_le = models.DateField("à atteindre pour le", null=True, blank=True)
    evaluation = models.CharField("évaluation", max_length=12, choices=Evaluation, default=Evaluation.A_EVALUER)
    evalue_le = models.DateField("évalué le", null=True, blank=True)
    bilan = models.TextField("ce qui a changé", blank=True, default="")
    version = models.PositiveIntegerField("version", default=1)

    class Meta:
        verbose_name = "objectif"
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                name="objectif_evalue_est_date", condition=Q(evaluation="a_evaluer") | Q(evalue_le__isnull=False)
            )
        ]

    def __str__(self) -> str:
        return f"objectif n° {self.pk} du projet n° {self.projet_id}"


@historiser(en_lot=True)
class Action(Territorial):
    """Something to do for an objective: who, from when, until when."""

    class Avancement(models.TextChoices):
        A_FAIRE = "a_faire", "À faire"
        EN_COURS = "en_cours", "En cours"
        FAITE = "faite", "Faite"
        ABANDONNEE = "abandonnee", "Abandonnée"

    objectif = models.ForeignKey(Objectif, models.PROTECT, related_name="actions", verbose_name="objectif")
    texte = models.CharField("action", max_length=400)
    responsable = models.CharField("qui s'en charge", max_length=150, help_text="Une fonction, ou un nom.")
    debut = models.DateField("à partir du", null=True, blank=True)
    fin = models.DateField("au plus tard le", null=True, blank=True)
    avancement = models.CharField("avancement", max_length=10, choices=Avancement, default=Avancement.A_FAIRE)
    version = models.PositiveIntegerField("version", default=1)

    class Meta:
        verbose_name = "action du projet"
        verbose_name_plural = "actions du projet"
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                name="action_projet_finit_apres_son_debut",
                condition=Q(fin=None) | Q(debut=None) | Q(fin__gte=F("debut")),
            )
        ]

    def __str__(self) -> str:
        return f"action n° {self.pk} de l'objectif n° {self.objectif_id}"
