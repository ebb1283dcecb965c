"""The situation of a household, the informations received on it, the children concerned, the steps taken."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from jalons.application.acces.models import Agent
from jalons.application.crip.origines import CANAUX, ORIGINES
from jalons.application.crip.rules import ACTES, ETATS, Etat
from jalons.application.enfants.models import Enfant, Foyer
from jalons.application.socle.historique import historiser
from jalons.application.territoires.models import Territorial, UniteLocale

CHOIX_ETATS = [(etat.value, nom) for etat, nom in ETATS.items()]
"""Plain words: a migration must not need the code of today."""


@historiser(en_lot=True)
class Situation(Territorial):
    """The affair of one household: one or several informations, every minor of the home, one path."""

    numero = models.CharField("numéro", max_length=12, help_text="Tiré au sort : il ne se devine pas.")
    foyer = models.ForeignKey(Foyer, models.PROTECT, related_name="+", verbose_name="foyer", null=True, blank=True)
    unite = models.ForeignKey(
        UniteLocale, models.PROTECT, related_name="+", verbose_name="unité locale", null=True, blank=True
    )
    etat = models.CharField("état", max_length=15, choices=CHOIX_ETATS, default=Etat.RECUE.value)
    ouverte_le = models.DateField("ouverte le", help_text="Jour de la première réception.")
    cloturee_le = models.DateField("clôturée le", null=True, blank=True)
    version = models.PositiveIntegerField("version", default=1, help_text="Augmente à chaque acte.")

    tenus: list[Enfant] | None = None
    """Files of its children as the act under way holds them, locked; ``None`` outside an act."""

    class Meta:
        verbose_name = "situation préoccupante"
        verbose_name_plural = "situations préoccupantes"
        ordering = ["-ouverte_le", "-id"]
        constraints = [models.UniqueConstraint(fields=["collectivite", "numero"], name="situation_numero_unique")]
        indexes = [
            models.Index(fields=["collectivite", "etat", "-ouverte_le"], name="situation_par_etat"),
            models.Index(fields=["collectivite", "unite"], name="situation_par_unite"),
        ]

    def __str__(self) -> str:
        return f"situation {self.numero}"


@historiser(en_lot=True)
class Information(Territorial):
    """One information received: when, from whom, what it says, whether an answer is asked for."""

    situation = models.ForeignKey(
        Situation, models.PROTECT, related_name="informations", verbose_name="situation préoccupante"
    )
    rang = models.PositiveSmallIntegerField("rang", help_text="Dans la situation, à partir de 1.")
    recue_le = models.DateField("reçue le")
    instant = models.DateTimeField("reçue à", null=True, blank=True, help_text="Vide : l'heure n'est pas connue.")
    origine = models.CharField("origine", max_length=15, choices=[(o.value, nom) for o, nom in ORIGINES.items()])
    canal = models.CharField("moyen", max_length=15, choices=[(c.value, nom) for c, nom in CANAUX.items()])
    professionnel = models.BooleanField("informateur professionnel", null=True, blank=True, help_text="Vide : inconnu.")
    informateur = models.CharField("informateur", max_length=150, blank=True, default="", help_text="Vide : anonyme.")
    coordonnees = models.CharField("coordonnées de l'informateur", max_length=200, blank=True, default="")
    contenu = models.TextField("contenu")
    reponse_demandee_le = models.DateField("réponse demandée le", null=True, blank=True)
    repondue_le = models.DateField("réponse donnée le", null=True, blank=True)
    reponse = models.TextField("réponse", blank=True, default="")

    class Meta:
        verbose_name = "information reçue"
        verbose_name_plural = "informations reçues"
        ordering = ["rang"]
        constraints = [
            models.UniqueConstraint(fields=["collectivite", "situation", "rang"], name="information_rang_unique")
        ]
        indexes = [
            # answers still owed, counted on home pages: a handful among all that was ever received
            models.Index(
                fields=["collectivite", "situation"], name="information_reponse_due",
                condition=Q(reponse_demandee_le__isnull=False, repondue_le=None),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"information n° {self.pk}"


@historiser(en_lot=True)
class EnfantConcerne(Territorial):
    """A child of the situation: told of, or another minor of the home."""

    situation = models.ForeignKey(
        Situation, models.PROTECT, related_name="concernes", verbose_name="situation préoccupante"
    )
    enfant = models.ForeignKey(Enfant, models.PROTECT, related_name="+", verbose_name="enfant")
    signale = models.BooleanField("cité par l'information", default=True, help_text="Sinon : autre mineur du foyer.")
    vu_seul_le = models.DateField("reçu seul le", null=True, blank=True)
    vu_seul_motif = models.CharField("motif de ne pas le recevoir seul", max_length=300, blank=True, default="")
    avis = models.TextField("avis de l'enfant", blank=True, default="")

    class Meta:
        verbose_name = "enfant concerné"
        verbose_name_plural = "enfants concernés"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["collectivite", "situation", "enfant"], name="enfant_concerne_unique")
        ]
        indexes = [models.Index(fields=["collectivite", "enfant"], name="enfant_concerne_par_enfant")]

    def __str__(self) -> str:
        return f"dossier n° {self.enfant_id} dans la situation n° {self.situation_id}"


@historiser(en_lot=True)
class Passage(Territorial):
    """An act done on a situation: the step from one state to another, on a day, by an agent, with its reason."""

    situation = models.ForeignKey(
        Situation, models.PROTECT, related_name="passages", verbose_name="situation préoccupante"
    )
    acte = models.CharField(
        "acte", max_length=30, choices=[("recevoir", "Réception"), *((a.value, nom) for a, nom in ACTES.items())]
    )
    avant = models.CharField("état avant", max_length=15, choices=CHOIX_ETATS, blank=True, default="")
    apres = models.CharField("état après", max_length=15, choices=CHOIX_ETATS)
    le = models.DateField("fait le")
    motif = models.TextField("motif", blank=True, default="")
    par = models.ForeignKey(Agent, models.PROTECT, related_name="+", verbose_name="par", null=True, blank=True)
    enregistre_le = models.DateTimeField("enregistré le", auto_now_add=True)

    class Meta:
        verbose_name = "étape d'une situation"
        verbose_name_plural = "étapes des situations"
        ordering = ["le", "id"]
        constraints = [models.CheckConstraint(name="passage_apres_connu", condition=~Q(apres=""))]

    def __str__(self) -> str:
        return f"étape n° {self.pk} de la situation n° {self.situation_id}"


class RapportDu(Territorial):
    """The day on which the report of evaluation of a situation is due for one of its children, kept to sort lists.

    What the deadlines of ``faits`` say, written in the transaction that computes them (``echeances.garder``), under
    the lock of the child's file and no other: hence a row for each child. No history: it follows from other rows.
    """

    concerne = models.OneToOneField(EnfantConcerne, models.CASCADE, related_name="+", verbose_name="enfant concerné")
    situation = models.ForeignKey(Situation, models.CASCADE, related_name="+", verbose_name="situation préoccupante")
    due_le = models.DateField("rapport dû le", null=True, blank=True, help_text="Vide : aucun n'est attendu.")

    class Meta:
        verbose_name = "échéance d'un rapport d'évaluation"
        verbose_name_plural = "échéances des rapports d'évaluation"
        indexes = [
            models.Index(
                fields=["collectivite", "due_le", "situation"], name="rapport_du_par_jour",
                condition=Q(due_le__isnull=False),
            ),
            models.Index(fields=["situation", "due_le"], name="rapport_du_de_situation"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"rapport dû n° {self.pk}"
