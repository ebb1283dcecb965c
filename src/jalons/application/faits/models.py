"""What happened, and what must happen next."""

from __future__ import annotations

from django.db import models

from jalons.application.socle.champs import ChampDateCivile
from jalons.application.socle.historique import historiser
from jalons.application.territoires.models import Territorial


@historiser(en_lot=True)
class Fait(Territorial):
    """A fact about a subject: the day it was true, and the moment it was recorded."""

    sujet_type = models.CharField("type de sujet", max_length=30, help_text="contrat, schema, plus tard enfant…")
    sujet_id = models.BigIntegerField("sujet")
    evenement = models.CharField("événement", max_length=60)
    survenu_le = ChampDateCivile("survenu le")
    instant = models.DateTimeField("instant", null=True, blank=True, help_text="Pour les délais en heures.")
    attributs = models.JSONField("attributs", default=dict, blank=True)
    enregistre_le = models.DateTimeField("enregistré le", auto_now_add=True)
    annule_le = models.DateTimeField("annulé le", null=True, blank=True)

    class Meta:
        verbose_name = "fait"
        ordering = ["survenu_le", "id"]
        indexes = [models.Index(fields=["collectivite", "sujet_type", "sujet_id"], name="fait_par_sujet")]

    def __str__(self) -> str:
        return f"{self.evenement} ({self.survenu_le})"


OUVERTES = models.Q(attendue=True) | ~models.Q(etat__in=["tenue", "tenue_en_retard", "sans_objet"])
"""Deadlines on which something may be left to do, whatever the day."""
A_DATE = models.Q(due_entre_debut=None, due_entre_fin=None) & (
    models.Q(attendue=True, etat__in=["en_retard", "tenue", "tenue_en_retard", "sans_objet"])
    | models.Q(attendue=False, due_le=None, etat__in=["a_venir", "bientot"])
)
"""Among ``OUVERTES``, those whose day alone says where they stand: nearly all of them."""
A_PART = OUVERTES & ~A_DATE
"""The others, few: a vague date, what cannot be checked, what does not depend on the day."""
EVALUATION = models.Q(regle="IP-EVAL", attendue=True)
"""Reports of evaluation that are awaited: a list of situations is sorted by their day."""
LISTEES = (
    "PPE-3M", "PPE-ACTU", "PPE-ACTU-6M", "PPE-COPIE", "PPE-PERSONNE-CONF", "PPE-SANTE", "RAP-ANNUEL", "RAP-JUGE",
    "RAP-LOCAL-PPE-2M", "RAP-SEMESTRIEL",
)  # fmt: skip
"""Rules that a page lists for a whole département: an index of their own holds what such a page sorts and counts."""


@historiser(en_lot=True)
class Echeance(Territorial):
    """A deadline opened by a fact, as far as it can be known without looking at the calendar.

    Its status depends on the day one looks: ``rules.situation`` and ``selectors.avec_statut`` compute it.
    """

    changements_marques = True

    sujet_type = models.CharField("type de sujet", max_length=30)
    sujet_id = models.BigIntegerField("sujet")
    code = models.CharField("code", max_length=160, help_text="Unique pour un sujet.")
    regle = models.CharField("règle", max_length=80)
    libelle = models.CharField("libellé", max_length=250)
    matiere = models.CharField("matière", max_length=60, blank=True, default="")
    nature = models.CharField("nature", max_length=20, default="obligation")
    forme = models.CharField("forme", max_length=20, default="echeance")
    qui = models.CharField("à faire par", max_length=160, blank=True, default="")
    fait = models.ForeignKey(
        Fait, on_delete=models.PROTECT, related_name="+", null=True, blank=True, verbose_name="fait qui l'ouvre"
    )
    due_le = models.DateField("due le", null=True, blank=True, help_text="Inclus.")
    due_instant = models.DateTimeField("due à", null=True, blank=True, help_text="Pour les délais en heures.")
    due_entre_debut = models.DateField("due au plus tôt le", null=True, blank=True, help_text="Si la date est vague.")
    due_entre_fin = models.DateField("due au plus tard le", null=True, blank=True, help_text="Si la date est vague.")
    au_plus_tot = models.DateField("pas avant le", null=True, blank=True)
    tenue_le = models.DateField("tenue le", null=True, blank=True)
    alerte_le = models.DateField("bientôt à partir du", null=True, blank=True)
    ouverte_par = models.CharField("ouverte par", max_length=200, blank=True, default="")
    explication = models.TextField("explication", blank=True, default="", help_text="Sans le décompte des jours.")
    source = models.CharField("source", max_length=300, blank=True, default="")
    confirmee = models.BooleanField("confirmée", default=True)
    etat = models.CharField("état une fois le jour passé", max_length=20)
    attendue = models.BooleanField("dépend du jour", default=False, help_text="À venir jusqu'à la date, puis l'état.")
    jours = models.IntegerField(
        "jours après la date", null=True, blank=True, help_text="Quand il ne dépend pas du jour."
    )

    class Meta:
        verbose_name = "échéance"
        ordering = ["due_le", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["collectivite", "sujet_type", "sujet_id", "code"], name="echeance_unique_par_code"
            )
        ]
        indexes = [
            models.Index(fields=["collectivite", "due_le"], name="echeance_par_date"),
            # those of a team's view: late however old, and vague dates
            models.Index(
                fields=["collectivite", "due_le"], name="echeance_en_retard", condition=models.Q(etat="en_retard")
            ),
            models.Index(
                fields=["collectivite", "due_entre_fin"], name="echeance_vague",
                condition=models.Q(due_entre_fin__isnull=False),
            ),
            # what is left to do in a whole département is counted and sorted without reading the explanations
            models.Index(
                fields=["collectivite", "sujet_type", "sujet_id"], name="echeance_ouverte", condition=OUVERTES,
                include=["id", "etat", "attendue", "due_le", "due_entre_debut", "due_entre_fin", "alerte_le"],
            ),
            # the same by day, to count and to list one group after the other without reading the rest
            models.Index(
                fields=["collectivite", "due_le", "id"], name="echeance_a_date", condition=A_DATE,
                include=["etat", "attendue", "sujet_type", "sujet_id", "matiere", "nature"],
            ),
            models.Index(
                fields=["collectivite", "id"], name="echeance_a_part", condition=A_PART,
                include=["etat", "attendue", "due_le", "due_entre_debut", "due_entre_fin", "sujet_type", "sujet_id"],
            ),
            models.Index(
                fields=["collectivite", "sujet_type", "sujet_id"], name="echeance_evaluation", condition=EVALUATION,
                include=["due_le", "fait"],
            ),
            models.Index(
                fields=["collectivite", "due_le", "id"], name="echeance_listee_ouverte",
                condition=OUVERTES & models.Q(regle__in=LISTEES),
                include=["regle", "sujet_type", "sujet_id", "etat", "attendue", "due_entre_fin"],
            ),
            models.Index(
                fields=["collectivite", "regle", "due_le"], name="echeance_listee",
                condition=models.Q(regle__in=LISTEES),
                include=["id", "sujet_type", "sujet_id", "etat", "attendue", "due_entre_debut", "due_entre_fin",
                         "alerte_le"],
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.libelle} ({self.due_le})"
