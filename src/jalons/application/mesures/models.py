"""Measures, their renewals, and the facts that each act recorded."""

from __future__ import annotations

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q

from jalons.application.acces.models import Agent
from jalons.application.enfants.models import Enfant
from jalons.application.faits.models import Fait
from jalons.application.socle.historique import historiser
from jalons.application.territoires.models import Territorial, UniteLocale

DEJA_UNE = "Une autre mesure de la même famille est en cours à ces dates : terminez-la d'abord."
DEJA_EN_ATTENTE = "Cette mesure est déjà décidée pour cet enfant et attend de commencer : ouvrez-la."
ORDRE = {
    "mesure_notifiee_apres_decision": "La notification ne peut précéder la décision.",
    "mesure_premiere_notification_apres_decision": "La notification ne peut précéder la décision.",
    "mesure_commence_apres_decision": "Le début ne peut précéder la décision.",
    "mesure_finit_apres_debut": "La fin ne peut précéder le début.",
    "mesure_finit_apres_decision": "La fin ne peut précéder la décision.",
    "mesure_terme_apres_decision": "Le terme ne peut précéder la décision.",
}
"""Sentence of each order of dates that the base holds."""


def _ordre(nom: str, avant: str, apres: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        name=nom,
        condition=Q(**{avant: None}) | Q(**{apres: None}) | Q(**{f"{apres}__gte": F(avant)}),
        violation_error_message=ORDRE[nom],
    )


@historiser(en_lot=True)
class Mesure(Territorial):
    """One measure or prestation of a child: decided, then started on another day, or waiting.

    ``str`` gives a number, never a name. The day it ends is free for the one that follows: two measures of the same
    exclusive family may touch, they never overlap.
    """

    class Origine(models.TextChoices):
        INCONNUE = "inconnue", "Inconnue"
        INFORMATION_PREOCCUPANTE = "information_preoccupante", "Information préoccupante"
        DEMANDE_FAMILLE = "demande_famille", "Demande de la famille"
        DEMANDE_JEUNE = "demande_jeune", "Demande de l'enfant ou du jeune"
        SAISINE = "saisine", "Saisine de l'autorité judiciaire"
        RELAIS = "relais", "Suite d'une autre mesure"
        AUTRE_DEPARTEMENT = "autre_departement", "Venu d'un autre département"
        MINEUR_NON_ACCOMPAGNE = "mna", "Mineur non accompagné"
        AUTRE = "autre", "Autre"

    enfant = models.ForeignKey(Enfant, models.PROTECT, related_name="mesures", verbose_name="enfant")
    numero = models.CharField("numéro", max_length=12, help_text="Tiré au sort : il ne se devine pas.")
    nature = models.CharField("mesure", max_length=60, help_text="Code du catalogue des mesures.")
    exclusive = models.CharField("famille exclusive", max_length=30, blank=True, default="")
    prise_en_charge = models.BooleanField("prise en charge par l'ASE", default=False)
    confie = models.BooleanField("enfant confié au département", default=False)
    affaire = models.CharField(
        "repère de l'affaire", max_length=12, help_text="Celui de la mesure dont elle est la suite."
    )
    suite_de = models.ForeignKey(
        "self", models.PROTECT, related_name="suites", verbose_name="fait suite à", null=True, blank=True
    )
    origine = models.CharField("origine", max_length=30, choices=Origine, default=Origine.INCONNUE)
    accord_le = models.DateField("accord recueilli le", null=True, blank=True)
    decidee_le = models.DateField("décidée le", null=True, blank=True, help_text="Vide : inconnue.")
    decideur = models.CharField("décidée par", max_length=30)
    reference = models.CharField("référence de la décision", max_length=60, blank=True, default="")
    notifiee_le = models.DateField("notifiée le", null=True, blank=True, help_text="La dernière décision.")
    premiere_notification_le = models.DateField(
        "première décision notifiée le", null=True, blank=True, help_text="Reste quand un renouvellement suit."
    )
    debut_le = models.DateField("commencée le", null=True, blank=True, help_text="Début effectif.")
    debut_instant = models.DateTimeField("commencée à", null=True, blank=True, help_text="Pour les délais en heures.")
    terme_le = models.DateField("terme décidé", null=True, blank=True, help_text="Inclus ; le dernier décidé.")
    rapport_le = models.DateField("rapport demandé pour le", null=True, blank=True)
    difficultes_chroniques = models.BooleanField("difficultés graves, sévères et chroniques", null=True, blank=True)
    statut_a_examiner = models.BooleanField("statut à examiner", null=True, blank=True, help_text="Vide : inconnu.")
    fin_le = models.DateField("terminée le", null=True, blank=True)
    motif_fin = models.CharField("raison de la fin", max_length=40, blank=True, default="")
    annulee_le = models.DateTimeField("annulée le", null=True, blank=True, help_text="Saisie par erreur.")
    motif_annulation = models.CharField("raison de l'annulation", max_length=200, blank=True, default="")
    service = models.CharField("service chargé de la mesure", max_length=120, blank=True, default="")
    unite = models.ForeignKey(
        UniteLocale, models.PROTECT, related_name="+", verbose_name="unité locale", null=True, blank=True
    )
    referent = models.ForeignKey(
        Agent, models.PROTECT, related_name="+", verbose_name="référent de la mesure", null=True, blank=True
    )
    version = models.PositiveIntegerField("version", default=1, help_text="Augmente à chaque acte.")
    cree_le = models.DateTimeField("saisie le", auto_now_add=True)

    class Meta:
        verbose_name = "mesure"
        ordering = ["-decidee_le", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["collectivite", "numero"], name="mesure_numero_unique"),
            models.UniqueConstraint(
                fields=["collectivite", "enfant", "nature"], name="mesure_en_attente_unique",
                condition=Q(debut_le=None, fin_le=None, annulee_le=None) & ~Q(exclusive=""),
                violation_error_message=DEJA_EN_ATTENTE,
            ),
            ExclusionConstraint(
                name="mesure_sans_chevauchement",
                expressions=[
                    ("collectivite", RangeOperators.EQUAL),
                    ("enfant", RangeOperators.EQUAL),
                    ("exclusive", RangeOperators.EQUAL),
                    (
                        Func(F("debut_le"), F("fin_le"), function="daterange", output_field=DateRangeField()),
                        RangeOperators.OVERLAPS,
                    ),
                ],
                condition=Q(debut_le__isnull=False, annulee_le=None) & ~Q(exclusive=""),
                violation_error_message=DEJA_UNE,
            ),
            _ordre("mesure_notifiee_apres_decision", "decidee_le", "notifiee_le"),
            _ordre("mesure_premiere_notification_apres_decision", "decidee_le", "premiere_notification_le"),
            _ordre("mesure_commence_apres_decision", "decidee_le", "debut_le"),
            _ordre("mesure_finit_apres_debut", "debut_le", "fin_le"),
            _ordre("mesure_finit_apres_decision", "decidee_le", "fin_le"),
            _ordre("mesure_terme_apres_decision", "decidee_le", "terme_le"),
            models.CheckConstraint(
                name="mesure_fin_dit_pourquoi", condition=Q(fin_le=None) | ~Q(motif_fin=""),
                violation_error_message="Une mesure terminée dit pourquoi.",
            ),
            models.CheckConstraint(
                name="mesure_annulee_dit_pourquoi", condition=Q(annulee_le=None) | ~Q(motif_annulation=""),
                violation_error_message="Une mesure annulée dit pourquoi.",
            ),
        ]  # fmt: skip
        indexes = [
            models.Index(fields=["collectivite", "enfant"], name="mesure_par_enfant"),
            models.Index(fields=["collectivite", "decidee_le"], name="mesure_par_decision"),
            models.Index(fields=["collectivite", "referent", "fin_le"], name="mesure_par_referent"),
            # who waits, what has outrun its term, who follows how many: a third of the measures, read whole each time
            models.Index(
                fields=["collectivite", "debut_le"],
                name="mesure_ouverte",
                condition=models.Q(annulee_le=None, fin_le=None),
                include=["id", "enfant", "referent", "nature", "decidee_le", "terme_le", "unite", "service"],
            ),
        ]

    def __str__(self) -> str:
        return f"mesure {self.numero}"


@historiser(en_lot=True)
class Renouvellement(Territorial):
    """A decision that carries a measure on, from its former term to a new one."""

    mesure = models.ForeignKey(Mesure, models.PROTECT, related_name="renouvellements", verbose_name="mesure")
    rang = models.PositiveSmallIntegerField("rang", help_text="1 pour le premier.")
    decide_le = models.DateField("décidé le")
    accord_le = models.DateField("accord recueilli le", null=True, blank=True)
    reference = models.CharField("référence de la décision", max_length=60, blank=True, default="")
    terme_avant = models.DateField("terme précédent", null=True, blank=True)
    terme_le = models.DateField("nouveau terme", null=True, blank=True, help_text="Inclus.")
    rapport_le = models.DateField("rapport demandé pour le", null=True, blank=True)

    class Meta:
        verbose_name = "renouvellement"
        ordering = ["rang"]
        constraints = [
            models.UniqueConstraint(
                fields=["collectivite", "mesure", "rang"], name="renouvellement_rang_unique",
                violation_error_message="Un collègue a enregistré ce renouvellement : rouvrez la mesure.",
            ),
            models.CheckConstraint(
                name="renouvellement_avance_le_terme",
                condition=Q(terme_avant=None) | Q(terme_le=None) | Q(terme_le__gt=F("terme_avant")),
                violation_error_message="Le nouveau terme vient après le précédent.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"renouvellement {self.rang} de la mesure n° {self.mesure_id}"


class FaitDeMesure(Territorial):
    """A fact of the child that an act on a measure recorded: taken back with it. The fact keeps its own history."""

    mesure = models.ForeignKey(Mesure, models.PROTECT, related_name="faits", verbose_name="mesure")
    fait = models.ForeignKey(Fait, models.PROTECT, related_name="+", verbose_name="fait")
    etape = models.CharField("étape", max_length=20)

    class Meta:
        verbose_name = "fait d'une mesure"
        verbose_name_plural = "faits des mesures"
        constraints = [models.UniqueConstraint(fields=["collectivite", "mesure", "fait"], name="fait_de_mesure_unique")]

    def __str__(self) -> str:
        return f"{self.etape} de la mesure n° {self.mesure_id}"
