"""Runs: what was computed, on which day's knowledge, by whom, with which version."""

from __future__ import annotations

import pgtrigger
from django.db import models
from django.db.models import Q

from jalons.application.acces.models import Agent
from jalons.application.territoires.models import Territorial


class Calcul(Territorial):
    """One run over the registers of a collectivité. Once done, it does not change any more.

    Not followed by the history: a run is written by its job only, and its acts are in the journal.
    """

    changements_marques = True

    class Genre(models.TextChoices):
        DELAIS = "delais", "Chaîne des délais"
        CHIFFRES = "chiffres", "Chiffres clés"
        PARCOURS = "parcours", "Parcours"
        PROJECTION = "projection", "Projection"
        COMPARAISON = "comparaison", "Comparaison"

    class Etat(models.TextChoices):
        DEMANDE = "demande", "Demandé"
        EN_COURS = "en_cours", "En cours"
        FAIT = "fait", "Fait"
        ABANDONNE = "abandonne", "Abandonné"
        ECHOUE = "echoue", "Échoué"

    genre = models.CharField("genre", max_length=20, choices=Genre, default=Genre.DELAIS)
    parametres = models.JSONField("paramètres", default=dict, blank=True)
    au = models.DateField("observé jusqu'au", help_text="Inclus.")
    etat = models.CharField("état", max_length=10, choices=Etat, default=Etat.DEMANDE)
    avancement = models.PositiveSmallIntegerField("avancement", default=0, help_text="En pour cent.")
    demande_le = models.DateTimeField("demandé le", auto_now_add=True)
    fini_le = models.DateTimeField("fini le", null=True, blank=True)
    par = models.ForeignKey(
        Agent, models.PROTECT, related_name="+", null=True, blank=True, verbose_name="demandé par",
        help_text="Vide : le calcul de la nuit.",
    )  # fmt: skip
    logiciel = models.CharField("version de Jalons", max_length=40, blank=True, default="")
    droit = models.CharField("empreinte des règles de délai", max_length=64, blank=True, default="")
    chaines = models.PositiveIntegerField("chaînes lues", null=True, blank=True)
    resultats = models.JSONField("résultats de l'ensemble", null=True, blank=True)
    vues = models.JSONField("vues préparées", null=True, blank=True, help_text="Gardées pour le dernier calcul.")
    extrait = models.BinaryField("attentes (Parquet)", null=True, blank=True, help_text="Gardé pour le dernier calcul.")
    comptees = models.BinaryField(
        "lignes comptées (Parquet)", null=True, blank=True, help_text="Par indicateur ; gardées pour le dernier calcul."
    )
    empreinte = models.CharField("empreinte de l'extrait", max_length=64, blank=True, default="")
    versions = models.JSONField("versions des moteurs", default=dict, blank=True)
    source = models.CharField("source", max_length=20, blank=True, default="", help_text="Vide : les registres.")
    choix = models.CharField("choix", max_length=200, blank=True, default="", help_text="Vide : tout le monde.")
    provenance = models.JSONField("imports lus, et leurs réserves", default=dict, blank=True)
    raison = models.TextField("pourquoi il a échoué", blank=True, default="")

    class Meta:
        verbose_name = "calcul de l'observatoire"
        verbose_name_plural = "calculs de l'observatoire"
        ordering = ["-demande_le", "-id"]
        triggers = [
            pgtrigger.Trigger(
                name="calcul_fait_ne_change_plus",
                when=pgtrigger.Before,
                operation=pgtrigger.UpdateOf(
                    "genre",
                    "parametres",
                    "au",
                    "etat",
                    "fini_le",
                    "empreinte",
                    "resultats",
                    "source",
                    "choix",
                    "provenance",
                ),  # type: ignore[no-untyped-call]
                condition=pgtrigger.Q(old__etat="fait"),
                func="RAISE EXCEPTION 'Un calcul fait ne change plus.' USING ERRCODE = 'restrict_violation';",
            )
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["collectivite", "genre"], name="calcul_un_a_la_fois",
                condition=Q(etat__in=["demande", "en_cours"]),
                violation_error_message="Un calcul est déjà demandé : attendez qu'il finisse.",
            ),
            models.CheckConstraint(
                name="calcul_fait_dit_quoi",
                condition=~Q(etat="fait") | Q(fini_le__isnull=False, resultats__isnull=False, chaines__isnull=False),
            ),
        ]  # fmt: skip
        indexes = [
            models.Index(fields=["collectivite", "genre", "source", "choix", "etat", "-fini_le"], name="calcul_dernier")
        ]

    def __str__(self) -> str:
        return f"calcul n° {self.pk}"


from jalons.application.observatoire.imports.models import (  # noqa: E402, F401 - Django finds the models of sub-packages here
    DecisionFaute,
    FichierImporte,
    Importation,
    ReglageImports,
)
from jalons.application.observatoire.publications.models import FichierDePublication, Publication  # noqa: E402, F401
from jalons.application.observatoire.tableaux.models import FichierDrees  # noqa: E402, F401 - Django finds it here
