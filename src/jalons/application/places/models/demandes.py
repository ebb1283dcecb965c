"""Children for whom a place is sought, refusals met, openings planned."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from jalons.application.enfants.models import Enfant
from jalons.application.etablissements.models import UniteAccueil
from jalons.application.places import listes
from jalons.application.socle.historique import historiser
from jalons.application.territoires.models import Territorial, UniteLocale


@historiser()
class Demande(Territorial):
    """A place sought for a child. Open until it is satisfied by an arrival, or withdrawn."""

    enfant = models.ForeignKey(Enfant, models.PROTECT, related_name="demandes_de_place", verbose_name="enfant")
    type = models.CharField("type cherché", max_length=30, help_text="Code de la nomenclature des types.")
    public = models.CharField("public", max_length=30, default="tous")
    territoire = models.ForeignKey(
        UniteLocale, models.PROTECT, related_name="+", verbose_name="territoire souhaité", null=True, blank=True
    )
    fratrie_ensemble = models.BooleanField("avec sa fratrie", default=False)
    fratrie_obligatoire = models.BooleanField(
        "fratrie indissociable", default=False, help_text="Tous ensemble, ou personne ; sinon c'est un souhait."
    )
    duree_prevue_jours = models.PositiveSmallIntegerField("durée prévue, en jours", null=True, blank=True)
    demandee_le = models.DateField("demandée le")
    pour_le = models.DateField("pour le", null=True, blank=True, help_text="Vide : dès que possible.")
    fin_le = models.DateField("close le", null=True, blank=True)
    issue = models.CharField("issue", max_length=20, choices=listes.choix(listes.ISSUES), blank=True, default="")
    version = models.PositiveIntegerField("version", default=1, help_text="Augmente à chaque acte.")
    cree_le = models.DateTimeField("saisie le", auto_now_add=True)

    class Meta:
        verbose_name = "demande de place"
        verbose_name_plural = "demandes de place"
        ordering = ["demandee_le", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["collectivite", "enfant"], name="demande_de_place_ouverte_unique", condition=Q(fin_le=None),
                violation_error_message="Une place est déjà demandée pour cet enfant : ouvrez cette demande.",
            ),
            models.CheckConstraint(
                name="demande_de_place_close_dit_comment", condition=Q(fin_le=None) | ~Q(issue=""),
                violation_error_message="Une demande close dit comment.",
            ),
            models.CheckConstraint(
                name="demande_de_place_close_apres", condition=Q(fin_le=None) | Q(fin_le__gte=F("demandee_le")),
                violation_error_message="Une demande ne peut être close avant d'être faite.",
            ),
        ]  # fmt: skip
        indexes = [models.Index(fields=["collectivite", "fin_le"], name="demande_de_place_ouverte")]

    def __str__(self) -> str:
        return f"demande de place n° {self.pk}"


@historiser()
class Refus(Territorial):
    """A place refused, or that does not exist: what the statistics of missing places are made of."""

    demande = models.ForeignKey(Demande, models.PROTECT, related_name="refus", verbose_name="demande")
    unite = models.ForeignKey(
        UniteAccueil, models.PROTECT, related_name="+", verbose_name="unité", null=True, blank=True,
        help_text="Vide : aucune place de ce type à proposer.",
    )  # fmt: skip
    le = models.DateField("le")
    par_qui = models.CharField("refusée par", max_length=20, choices=listes.choix(listes.REFUSENT))
    motif = models.CharField("raison", max_length=30, choices=listes.choix(listes.RAISONS))
    cree_le = models.DateTimeField("saisi le", auto_now_add=True)

    class Meta:
        verbose_name = "refus de place"
        verbose_name_plural = "refus de place"
        ordering = ["-le", "-id"]
        indexes = [models.Index(fields=["collectivite", "le"], name="refus_de_place_par_jour")]

    def __str__(self) -> str:
        return f"refus n° {self.pk}"


@historiser()
class OuverturePrevue(Territorial):
    """Places that a plan means to open in a year: one line for each type, public and territory."""

    plan = models.CharField("plan", max_length=120)
    type = models.CharField("type", max_length=30, help_text="Code de la nomenclature des types.")
    public = models.CharField("public", max_length=30, default="tous")
    territoire = models.ForeignKey(
        UniteLocale, models.PROTECT, related_name="+", verbose_name="territoire", null=True, blank=True
    )
    annee = models.PositiveSmallIntegerField("année d'ouverture")
    places = models.PositiveSmallIntegerField("places prévues")
    ouvertes = models.PositiveSmallIntegerField("dont déjà ouvertes", default=0)
    precision = models.CharField("précision", max_length=150, blank=True, default="")
    version = models.PositiveIntegerField("version", default=1, help_text="Augmente à chaque modification.")

    class Meta:
        verbose_name = "ouverture prévue"
        verbose_name_plural = "ouvertures prévues"
        ordering = ["annee", "plan", "id"]
        constraints = [
            models.CheckConstraint(
                name="ouverture_prevue_ouvertes_au_plus", condition=Q(ouvertes__lte=F("places")),
                violation_error_message="Les places déjà ouvertes ne peuvent dépasser les places prévues.",
            )
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.plan}, {self.annee}"
