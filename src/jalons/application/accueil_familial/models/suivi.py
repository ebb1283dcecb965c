"""What happens to a carer: decisions on the approval, proofs, relays, what he is available for.

A row is never modified: recorded by mistake, it is taken back with a reason and stays in sight.
"""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from jalons.application.accueil_familial import listes
from jalons.application.accueil_familial.models.personnes import AssistantFamilial
from jalons.application.faits.models import Fait
from jalons.application.socle.historique import historiser
from jalons.application.territoires.models import Territorial


class LigneDeSuivi(Territorial):
    """What the rows have in common."""

    annule_le = models.DateTimeField("annulé le", null=True, blank=True, help_text="Saisi par erreur.")
    motif_annulation = models.CharField("raison de l'annulation", max_length=200, blank=True, default="")
    cree_le = models.DateTimeField("saisi le", auto_now_add=True)

    class Meta:
        abstract = True


def _ages_ordonnes(nom: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        name=nom, condition=Q(age_min=None) | Q(age_max=None) | Q(age_max__gte=F("age_min")),
        violation_error_message="L'âge maximum ne peut être inférieur à l'âge minimum.",
    )  # fmt: skip


@historiser()
class Decision(LigneDeSuivi):
    """A dated decision on an approval; ``rules.agrement`` says what they give together."""

    changements_marques = True

    assistant = models.ForeignKey(
        AssistantFamilial, models.PROTECT, related_name="decisions", verbose_name="assistant familial"
    )
    nature = models.CharField("nature", max_length=20, choices=listes.choix(listes.DECISIONS))
    effet_le = models.DateField("prend effet le", help_text="Premier jour.")
    fin_le = models.DateField("jusqu'au", null=True, blank=True, help_text="Dernier jour, inclus ; vide : pas dit.")
    enfants = models.PositiveSmallIntegerField(
        "enfants", null=True, blank=True,
        help_text="Agrément : combien en tout ; dérogation ou dépassement : combien de plus.",
    )  # fmt: skip
    age_min = models.PositiveSmallIntegerField("âge minimum", null=True, blank=True, help_text="Ans, inclus.")
    age_max = models.PositiveSmallIntegerField("âge maximum", null=True, blank=True, help_text="Ans, inclus.")
    mentions = models.CharField("mentions", max_length=120, blank=True, default="", help_text="Celles de l'arrêté.")
    motif = models.CharField("raison", max_length=20, blank=True, default="", choices=listes.choix(listes.MOTIFS))
    decideur = models.CharField(
        "décidé par", max_length=20, blank=True, default="", choices=listes.choix(listes.DECIDEURS)
    )
    reference = models.CharField("arrêté", max_length=60, blank=True, default="")
    fait = models.ForeignKey(Fait, models.PROTECT, related_name="+", verbose_name="fait", null=True, blank=True)

    class Meta:
        verbose_name = "décision d'agrément"
        verbose_name_plural = "décisions d'agrément"
        ordering = ["effet_le", "id"]
        constraints = [
            models.CheckConstraint(
                name="decision_agrement_finit_apres", condition=Q(fin_le=None) | Q(fin_le__gte=F("effet_le")),
                violation_error_message="La décision ne peut cesser avant de prendre effet.",
            ),
            _ages_ordonnes("decision_agrement_ages_ordonnes"),
        ]  # fmt: skip
        indexes = [models.Index(fields=["collectivite", "assistant"], name="decision_agrement_par_af")]

    def __str__(self) -> str:
        return f"décision n° {self.pk}"


@historiser()
class Justificatif(LigneDeSuivi):
    """A stage, a training, a diploma or an attestation."""

    assistant = models.ForeignKey(
        AssistantFamilial, models.PROTECT, related_name="justificatifs", verbose_name="assistant familial"
    )
    nature = models.CharField("nature", max_length=20, choices=listes.choix(listes.JUSTIFICATIFS))
    commence_le = models.DateField("commencé le", null=True, blank=True)
    obtenu_le = models.DateField("terminé ou délivré le", null=True, blank=True, help_text="Vide : en cours.")
    heures = models.PositiveSmallIntegerField("heures faites", null=True, blank=True, help_text="Vide : inconnu.")
    reference = models.CharField("référence", max_length=60, blank=True, default="")
    fait = models.ForeignKey(Fait, models.PROTECT, related_name="+", verbose_name="fait", null=True, blank=True)

    class Meta:
        verbose_name = "justificatif"
        ordering = ["-obtenu_le", "-id"]
        constraints = [
            models.CheckConstraint(
                name="justificatif_finit_apres",
                condition=Q(commence_le=None) | Q(obtenu_le=None) | Q(obtenu_le__gte=F("commence_le")),
                violation_error_message="La fin ne peut précéder le début.",
            )
        ]
        indexes = [models.Index(fields=["collectivite", "assistant"], name="justificatif_par_af")]

    def __str__(self) -> str:
        return f"justificatif n° {self.pk}"


@historiser()
class Relais(LigneDeSuivi):
    """Another carer who receives the children of this one for a time."""

    assistant = models.ForeignKey(
        AssistantFamilial, models.PROTECT, related_name="relais", verbose_name="assistant familial"
    )
    relayeur = models.ForeignKey(AssistantFamilial, models.PROTECT, related_name="+", verbose_name="relayeur")
    nature = models.CharField("pour", max_length=20, choices=listes.choix(listes.RELAIS))
    du = models.DateField("à partir du")
    au = models.DateField("jusqu'au", null=True, blank=True, help_text="Dernier jour, inclus ; vide : sans fin connue.")
    rythme = models.CharField("rythme", max_length=80, blank=True, default="")

    class Meta:
        verbose_name = "relais"
        verbose_name_plural = "relais"
        ordering = ["-du", "-id"]
        constraints = [
            models.CheckConstraint(
                name="relais_familial_finit_apres", condition=Q(au=None) | Q(au__gte=F("du")),
                violation_error_message="Le dernier jour ne peut précéder le premier.",
            ),
            models.CheckConstraint(
                name="relais_familial_par_un_autre", condition=~Q(relayeur=F("assistant")),
                violation_error_message="Un assistant familial ne se relaie pas lui-même : choisissez-en un autre.",
            ),
        ]  # fmt: skip
        indexes = [models.Index(fields=["collectivite", "assistant"], name="relais_par_af")]

    def __str__(self) -> str:
        return f"relais n° {self.pk}"


@historiser()
class Disponibilite(LigneDeSuivi):
    """How many children a carer could receive now, of what ages, until when: said, not deduced from the places."""

    assistant = models.ForeignKey(
        AssistantFamilial, models.PROTECT, related_name="disponibilites", verbose_name="assistant familial"
    )
    accueil = models.CharField("pour", max_length=20, choices=listes.choix(listes.ACCUEILS), default="durable")
    enfants = models.PositiveSmallIntegerField("enfants", default=1)
    age_min = models.PositiveSmallIntegerField("âge minimum", null=True, blank=True, help_text="Ans, inclus.")
    age_max = models.PositiveSmallIntegerField("âge maximum", null=True, blank=True, help_text="Ans, inclus.")
    du = models.DateField("à partir du")
    jusqu_au = models.DateField("jusqu'au", null=True, blank=True, help_text="Dernier jour, inclus ; vide : pas dit.")
    declaree_par = models.CharField("dit par", max_length=20, choices=listes.choix(listes.DECLARENT), default="service")

    class Meta:
        verbose_name = "disponibilité"
        ordering = ["-du", "-id"]
        constraints = [
            models.CheckConstraint(
                name="disponibilite_finit_apres", condition=Q(jusqu_au=None) | Q(jusqu_au__gte=F("du")),
                violation_error_message="Le dernier jour ne peut précéder le premier.",
            ),
            models.CheckConstraint(
                name="disponibilite_d_un_enfant", condition=Q(enfants__gte=1),
                violation_error_message="Une disponibilité est d'un enfant au moins.",
            ),
            _ages_ordonnes("disponibilite_ages_ordonnes"),
        ]  # fmt: skip
        indexes = [models.Index(fields=["collectivite", "assistant"], name="disponibilite_par_af")]

    def __str__(self) -> str:
        return f"disponibilité n° {self.pk}"
