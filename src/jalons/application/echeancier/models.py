"""What people say of deadlines, whatever they are about, and how an agent receives them."""

from __future__ import annotations

from django.db import models

from jalons.application.acces.models import Agent
from jalons.application.faits.models import Fait
from jalons.application.socle.historique import historiser
from jalons.application.territoires.models import Territorial


@historiser()
class Suivi(Territorial):
    """What was said of one deadline: why it is late, and that somebody has seen it.

    Tied to its subject (as a ``faits.Fait`` is) and to its code, which recomputing keeps, and not to its row.
    """

    class Motif(models.TextChoices):
        FAMILLE = "famille", "Famille absente, injoignable ou qui refuse"
        PARTENAIRE = "partenaire", "Pièce ou réponse attendue d'un partenaire"
        JUSTICE = "justice", "Décision de justice attendue"
        EFFECTIFS = "effectifs", "Poste vacant, absence, charge de l'équipe"
        PLACE = "place", "Pas de place ni de service disponible"
        SAISIE = "saisie", "Acte fait à temps, enregistré plus tard"
        AUTRE = "autre", "Autre motif"

    sujet_type = models.CharField("type de sujet", max_length=30)
    sujet_id = models.BigIntegerField("sujet")
    code = models.CharField("échéance", max_length=160)
    regle = models.CharField("règle", max_length=80)
    motif = models.CharField("motif du retard", max_length=12, choices=Motif, blank=True, default="")
    precision = models.TextField("précision", blank=True, default="")
    motif_par = models.ForeignKey(
        Agent, models.PROTECT, related_name="+", null=True, blank=True, verbose_name="motif donné par"
    )
    motif_le = models.DateTimeField("motif donné le", null=True, blank=True)
    vue_par = models.ForeignKey(Agent, models.PROTECT, related_name="+", null=True, blank=True, verbose_name="vue par")
    vue_le = models.DateTimeField("vue le", null=True, blank=True)
    dernier_acte = models.CharField(
        "dernier acte sur le délai", max_length=200, blank=True, default="", help_text="Prolongation, suspension…"
    )
    acte_le = models.DateField("jour de cet acte", null=True, blank=True)
    version = models.PositiveIntegerField("version", default=1)

    class Meta:
        verbose_name = "suivi d'une échéance"
        ordering = ["sujet_type", "sujet_id", "code"]
        constraints = [
            models.UniqueConstraint(
                fields=["collectivite", "sujet_type", "sujet_id", "code"], name="suivi_unique_par_code"
            )
        ]

    def __str__(self) -> str:
        return f"suivi de {self.regle}"


@historiser()
class ActeEnregistre(Territorial):
    """An act that somebody recorded on a deadline's page: who, when; if by mistake, who took it back and why.

    The fact stays in ``faits``, taken back too: nothing is erased. Tied to the code of the deadline, like ``Suivi``.
    """

    class Genre(models.TextChoices):
        TENIR = "tenir", "Acte fait"
        DEPLACER = "deplacer", "Délai prolongé ou suspendu"

    sujet_type = models.CharField("type de sujet", max_length=30)
    sujet_id = models.BigIntegerField("sujet")
    code = models.CharField("échéance", max_length=160)
    regle = models.CharField("règle", max_length=80)
    fait = models.OneToOneField(Fait, models.PROTECT, related_name="+", verbose_name="fait")
    genre = models.CharField("genre", max_length=10, choices=Genre)
    libelle = models.CharField("acte", max_length=200)
    survenu_le = models.DateField("jour de l'acte")
    par = models.ForeignKey(
        Agent, models.PROTECT, related_name="+", null=True, blank=True, verbose_name="enregistré par"
    )
    le = models.DateTimeField("enregistré le", auto_now_add=True)
    annule_par = models.ForeignKey(
        Agent, models.PROTECT, related_name="+", null=True, blank=True, verbose_name="annulé par"
    )
    annule_le = models.DateTimeField("annulé le", null=True, blank=True)
    motif_annulation = models.CharField("pourquoi il est annulé", max_length=200, blank=True, default="")

    class Meta:
        verbose_name = "acte enregistré sur une échéance"
        verbose_name_plural = "actes enregistrés sur des échéances"
        ordering = ["survenu_le", "id"]
        indexes = [
            models.Index(fields=["collectivite", "sujet_type", "sujet_id", "code"], name="acte_enregistre_par_echeance")
        ]
        constraints = [
            models.CheckConstraint(
                name="acte_enregistre_dit_pourquoi",
                condition=models.Q(annule_le=None, motif_annulation="")
                | models.Q(annule_le__isnull=False) & ~models.Q(motif_annulation=""),
            )
        ]

    @property
    def retire(self) -> bool:
        """Whether its fact counts no more: taken back here, or on the page of its subject."""
        return self.annule_le is not None or self.fait.annule_le is not None

    def __str__(self) -> str:
        return f"acte n° {self.pk}"


class Abonnement(models.Model):
    """How an agent receives deadlines outside the pages: secret address of a calendar, e-mail of Mondays.

    Not territorial, like the agent: the perimeter is the agent's at the moment of each read. Only the digest of the
    secret is kept.
    """

    agent = models.OneToOneField(Agent, models.CASCADE, related_name="+", verbose_name="agent")
    empreinte = models.CharField("empreinte du jeton", max_length=64, blank=True, default="", db_index=True)
    cree_le = models.DateTimeField("adresse créée le", null=True, blank=True)
    lu_le = models.DateTimeField("lue pour la dernière fois le", null=True, blank=True)
    heure = models.DateTimeField("début de l'heure comptée", null=True, blank=True)
    lectures = models.PositiveIntegerField("lectures dans l'heure", default=0)
    courriel = models.BooleanField("courriel du lundi", default=False)
    envoye_le = models.DateField("dernier courriel", null=True, blank=True)

    class Meta:
        verbose_name = "abonnement aux échéances"
        verbose_name_plural = "abonnements aux échéances"

    def __str__(self) -> str:
        return f"abonnement de l'agent {self.agent_id}"
