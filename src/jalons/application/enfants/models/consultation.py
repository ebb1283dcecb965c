"""Emergency access, "known elsewhere", merges of duplicates."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from jalons.application.acces.models import Agent
from jalons.application.enfants.models.enfant import Enfant
from jalons.application.socle.historique import historiser
from jalons.application.territoires.models import Territorial, UniteLocale


@historiser()
class AccesUrgence(Territorial):
    """An agent opened a file outside her own perimeter, for a typed reason and a limited time."""

    class Avis(models.TextChoices):
        JUSTIFIE = "justifie", "Justifié"
        INJUSTIFIE = "injustifie", "Injustifié"

    enfant = models.ForeignKey(Enfant, models.PROTECT, related_name="acces_urgence", verbose_name="enfant")
    agent = models.ForeignKey(Agent, models.PROTECT, related_name="+", verbose_name="agent")
    motif = models.TextField("motif")
    ouvert_le = models.DateTimeField("ouvert le")
    expire_le = models.DateTimeField("expire le", help_text="Exclu.")
    revu_le = models.DateTimeField("revu le", null=True, blank=True)
    revu_par = models.ForeignKey(
        Agent, models.PROTECT, related_name="+", verbose_name="revu par", null=True, blank=True
    )
    avis = models.CharField("avis", max_length=10, choices=Avis, blank=True, default="")
    commentaire = models.TextField("commentaire de la supervision", blank=True, default="")

    class Meta:
        verbose_name = "accès d'urgence"
        verbose_name_plural = "accès d'urgence"
        ordering = ["-ouvert_le", "-id"]
        constraints = [
            models.CheckConstraint(name="acces_urgence_expire", condition=Q(expire_le__gt=F("ouvert_le"))),
        ]
        indexes = [models.Index(fields=["collectivite", "agent", "expire_le"], name="acces_urgence_par_agent")]

    def __str__(self) -> str:
        return f"accès d'urgence n° {self.pk}"


@historiser()
class ConnuAilleurs(Territorial):
    """A team says that it knows a child and whom to call. Never what it knows."""

    enfant = models.ForeignKey(Enfant, models.PROTECT, related_name="connu_ailleurs", verbose_name="enfant")
    equipe = models.CharField("équipe", max_length=120, help_text="PMI, service social, MDA, prévention…")
    unite = models.ForeignKey(
        UniteLocale, models.PROTECT, related_name="+", verbose_name="unité locale", null=True, blank=True
    )
    contact = models.CharField("qui appeler", max_length=120)
    telephone = models.CharField("téléphone", max_length=30, blank=True, default="")
    courriel = models.EmailField("adresse électronique", blank=True, default="")
    declare_par = models.ForeignKey(
        Agent, models.PROTECT, related_name="+", verbose_name="déclaré par", null=True, blank=True
    )
    declare_le = models.DateTimeField("déclaré le", auto_now_add=True)
    retire_le = models.DateTimeField("retiré le", null=True, blank=True)

    class Meta:
        verbose_name = "déclaration « connu ailleurs »"
        verbose_name_plural = "déclarations « connu ailleurs »"
        ordering = ["equipe", "id"]

    def __str__(self) -> str:
        return f"déclaration n° {self.pk}"


@historiser()
class Fusion(Territorial):
    """Two files of one child made one; ``deplacements`` says exactly what was moved, so that it can be undone."""

    garde = models.ForeignKey(Enfant, models.PROTECT, related_name="fusions", verbose_name="dossier conservé")
    absorbe = models.ForeignKey(Enfant, models.PROTECT, related_name="+", verbose_name="doublon")
    deplacements = models.JSONField("déplacements", default=list)
    laisses = models.JSONField("restés sur le doublon", default=list)
    faite_le = models.DateTimeField("faite le", auto_now_add=True)
    par = models.ForeignKey(Agent, models.PROTECT, related_name="+", verbose_name="faite par", null=True, blank=True)
    defaite_le = models.DateTimeField("défaite le", null=True, blank=True)

    class Meta:
        verbose_name = "fusion de dossiers"
        verbose_name_plural = "fusions de dossiers"
        ordering = ["-faite_le", "-id"]
        constraints = [
            models.CheckConstraint(name="fusion_de_deux_dossiers", condition=~Q(garde=F("absorbe"))),
            models.UniqueConstraint(
                fields=["collectivite", "absorbe"], condition=Q(defaite_le=None), name="fusion_en_cours_unique"
            ),
        ]

    def __str__(self) -> str:
        return f"fusion n° {self.pk}"
