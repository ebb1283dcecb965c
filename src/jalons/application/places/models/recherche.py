"""What a search of places needs beyond the offer: what a unit covers, the weights, the decisions, the computations."""

from __future__ import annotations

import pgtrigger
from django.db import models
from django.db.models import Q

from jalons.application.acces.models import Agent
from jalons.application.enfants.models import Enfant
from jalons.application.etablissements.models import Etablissement, UniteAccueil
from jalons.application.places import listes
from jalons.application.places.models.demandes import Demande
from jalons.application.places.models.occupations import Occupation
from jalons.application.socle.historique import historiser
from jalons.application.territoires.models import Territorial


@historiser()
class OffreUnite(Territorial):
    """What a unit offers beyond its authorisation. No row: nobody has said, and every need is then to be checked."""

    changements_marques = True

    unite = models.ForeignKey(UniteAccueil, models.PROTECT, related_name="+", verbose_name="unité")
    besoins_connus = models.BooleanField("besoins couverts connus", default=False)
    besoins = models.JSONField(
        "besoins couverts", default=list, blank=True, help_text="Codes ; vide et connus : aucun."
    )
    maison = models.CharField(
        "maison", max_length=60, blank=True, default="",
        help_text="Le même nom pour les unités d'une même maison : on y vit ensemble. Vide : l'unité seule.",
    )  # fmt: skip
    sejour_max_jours = models.PositiveSmallIntegerField(
        "durée la plus longue d'un séjour, en jours", null=True, blank=True
    )
    latitude = models.FloatField("latitude", null=True, blank=True, help_text="Vide : celle de l'établissement.")
    longitude = models.FloatField("longitude", null=True, blank=True)
    version = models.PositiveIntegerField("version", default=1, help_text="Augmente à chaque modification.")

    class Meta:
        verbose_name = "offre d'une unité"
        verbose_name_plural = "offres des unités"
        constraints = [models.UniqueConstraint(fields=["collectivite", "unite"], name="offre_unite_unique")]

    def __str__(self) -> str:
        return f"offre de l'unité n° {self.unite_id}"


@historiser()
class PoidsDesVoeux(Territorial):
    """The weights that a département gives to wishes; no row: those of Jalons."""

    poids = models.JSONField("poids", help_text="Ceux que le département change ; les autres sont ceux de Jalons.")
    version = models.PositiveIntegerField("version", default=1, help_text="Augmente à chaque modification.")

    class Meta:
        verbose_name = "poids des vœux"
        verbose_name_plural = "poids des vœux"
        constraints = [models.UniqueConstraint(fields=["collectivite"], name="poids_des_voeux_uniques")]

    def __str__(self) -> str:
        return f"poids des vœux n° {self.pk}"


@historiser()
class LieuExclu(Territorial):
    """An establishment that is not for this child, by decision."""

    enfant = models.ForeignKey(Enfant, models.PROTECT, related_name="+", verbose_name="enfant")
    etablissement = models.ForeignKey(Etablissement, models.PROTECT, related_name="+", verbose_name="établissement")
    motif = models.CharField("raison", max_length=200)
    depuis = models.DateField("depuis le")
    jusqu_au = models.DateField("jusqu'au", null=True, blank=True, help_text="Inclus ; vide : sans terme.")
    par = models.ForeignKey(Agent, models.PROTECT, related_name="+", verbose_name="par", null=True, blank=True)

    class Meta:
        verbose_name = "lieu exclu"
        verbose_name_plural = "lieux exclus"
        indexes = [models.Index(fields=["collectivite", "enfant"], name="lieu_exclu_par_enfant")]

    def __str__(self) -> str:
        return f"lieu exclu n° {self.pk}"


@historiser()
class Decision(Territorial):
    """What a person decided in front of the proposals: the place kept, whether it was the first one, and why."""

    demande = models.ForeignKey(Demande, models.PROTECT, related_name="decisions", verbose_name="demande")
    unite = models.ForeignKey(
        UniteAccueil, models.PROTECT, related_name="+", verbose_name="unité retenue", null=True, blank=True,
        help_text="Vide : une proposition refusée.",
    )  # fmt: skip
    proposee = models.ForeignKey(
        UniteAccueil, models.PROTECT, related_name="+", verbose_name="unité proposée", null=True, blank=True,
        help_text="Vide : aucune n'était possible.",
    )  # fmt: skip
    occupation = models.ForeignKey(
        Occupation, models.PROTECT, related_name="+", verbose_name="réservation", null=True, blank=True
    )
    nature = models.CharField("décision", max_length=10, choices=listes.choix(listes.DECISIONS))
    rang = models.PositiveSmallIntegerField("rang parmi les lieux possibles", null=True, blank=True)
    possibles = models.PositiveSmallIntegerField("lieux possibles")
    points = models.DecimalField("points", max_digits=9, decimal_places=2, null=True, blank=True)
    poids = models.JSONField("poids des vœux ce jour-là")
    motif = models.CharField("raison", max_length=200, blank=True, default="")
    le = models.DateField("le")
    par = models.ForeignKey(Agent, models.PROTECT, related_name="+", verbose_name="par", null=True, blank=True)

    class Meta:
        verbose_name = "décision de place"
        verbose_name_plural = "décisions de place"
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                name="decision_de_place_dit_pourquoi", condition=Q(nature=listes.SUIVIE) | ~Q(motif=""),
                violation_error_message="Dites pourquoi la première proposition n'est pas suivie.",
            )
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"décision de place n° {self.pk}"


class CalculPlaces(Territorial):
    """A plan for all who wait, or a simulation of places added. Once done it does not change: lines are decided apart.

    Not followed by the history: its job alone writes it, and its acts are in the journal.
    """

    class Genre(models.TextChoices):
        PLAN = "plan", "Plan du jour"
        SIMULATION = "simulation", "Simulation"

    class Etat(models.TextChoices):
        DEMANDE = "demande", "Demandé"
        EN_COURS = "en_cours", "En cours"
        FAIT = "fait", "Fait"
        ABANDONNE = "abandonne", "Abandonné"
        ECHOUE = "echoue", "Échoué"

    genre = models.CharField("genre", max_length=12, choices=Genre)
    parametres = models.JSONField("paramètres", default=dict, blank=True)
    au = models.DateField("jour du plan")
    etat = models.CharField("état", max_length=10, choices=Etat, default=Etat.DEMANDE)
    avancement = models.PositiveSmallIntegerField("avancement", default=0, help_text="En pour cent.")
    precedent = models.ForeignKey(
        "self", models.PROTECT, related_name="+", verbose_name="plan à changer le moins possible", null=True, blank=True
    )
    empreinte = models.CharField("empreinte de ce qui fut lu", max_length=64, blank=True, default="")
    poids = models.JSONField("poids des vœux", default=dict, blank=True)
    resultats = models.JSONField("résultats", null=True, blank=True)
    raison = models.TextField("pourquoi il a échoué", blank=True, default="")
    demande_le = models.DateTimeField("demandé le", auto_now_add=True)
    fini_le = models.DateTimeField("fini le", null=True, blank=True)
    par = models.ForeignKey(Agent, models.PROTECT, related_name="+", verbose_name="demandé par", null=True, blank=True)

    class Meta:
        verbose_name = "calcul de places"
        verbose_name_plural = "calculs de places"
        ordering = ["-id"]
        triggers = [
            pgtrigger.Trigger(
                name="calcul_de_places_fait_ne_change_plus",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__etat="fait"),
                func="RAISE EXCEPTION 'Un calcul fait ne change plus.' USING ERRCODE = 'restrict_violation';",
            )
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["collectivite", "genre"], name="calcul_de_places_un_a_la_fois",
                condition=Q(etat__in=["demande", "en_cours"]),
                violation_error_message="Un calcul est déjà demandé : attendez qu'il finisse.",
            ),
            models.CheckConstraint(
                name="calcul_de_places_fait_dit_quoi",
                condition=~Q(etat="fait") | Q(fini_le__isnull=False, resultats__isnull=False),
            ),
        ]  # fmt: skip
        indexes = [models.Index(fields=["collectivite", "genre", "etat", "-id"], name="calcul_de_places_dernier")]

    def __str__(self) -> str:
        return f"calcul de places n° {self.pk}"


@historiser()
class LigneDePlan(Territorial):
    """What a plan proposes for one child, and what a person made of it."""

    calcul = models.ForeignKey(CalculPlaces, models.PROTECT, related_name="lignes", verbose_name="plan")
    demande = models.ForeignKey(Demande, models.PROTECT, related_name="+", verbose_name="demande")
    unite = models.ForeignKey(
        UniteAccueil, models.PROTECT, related_name="+", verbose_name="unité proposée", null=True, blank=True
    )
    points = models.DecimalField("points", max_digits=9, decimal_places=2, null=True, blank=True)
    phrase = models.TextField("pourquoi", blank=True, default="", help_text="Ne dit rien qu'un lecteur ne puisse lire.")
    a_verifier = models.PositiveSmallIntegerField("règles à vérifier", default=0)
    changee = models.BooleanField("diffère du plan précédent", default=False)
    decision = models.ForeignKey(
        Decision, models.PROTECT, related_name="+", verbose_name="décision", null=True, blank=True
    )

    class Meta:
        verbose_name = "ligne d'un plan de places"
        verbose_name_plural = "lignes d'un plan de places"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["collectivite", "calcul", "demande"], name="ligne_de_plan_unique")
        ]

    def __str__(self) -> str:
        return f"ligne de plan n° {self.pk}"
