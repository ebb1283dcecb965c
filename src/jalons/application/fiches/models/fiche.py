"""The fiche action: the atom that contracts and schémas share, edited once."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from jalons.application.acces.models import Agent
from jalons.application.indicateurs.models import Indicateur
from jalons.application.socle.champs import ChampDateCivile
from jalons.application.socle.historique import historiser
from jalons.application.territoires.models import Territorial


@historiser()
class Fiche(Territorial):
    """A fiche action. Fields named after the circular's five (objet, public, acteurs, calendrier, financements)."""

    changements_marques = True

    class Statut(models.TextChoices):
        A_ENGAGER = "a_engager", "À engager"
        EN_COURS = "en_cours", "En cours"
        REALISEE = "realisee", "Réalisée"
        RETARDEE = "retardee", "Retardée"
        SUSPENDUE = "suspendue", "Suspendue"
        ABANDONNEE = "abandonnee", "Abandonnée"
        INCONNU = "inconnu", "Inconnu"

    class NatureDepense(models.TextChoices):
        NOUVELLE = "nouvelle", "Action nouvelle"
        RENFORCEE = "renforcee", "Action renforcée"
        EXISTANTE = "existante", "Action existante"

    titre = models.CharField("titre", max_length=300)
    objet = models.TextField("objet", blank=True, default="")
    public = models.TextField("public visé", blank=True, default="")
    constats = models.TextField("éléments de constat", blank=True, default="")
    calendrier = models.TextField("calendrier", blank=True, default="")
    financements = models.TextField("financements, en mots", blank=True, default="")
    debut = ChampDateCivile("début", null=True, blank=True)
    fin = ChampDateCivile("fin", null=True, blank=True)
    nature_depense = models.CharField(
        "nature", max_length=10, choices=NatureDepense, null=True, blank=True, help_text="Vide : non précisée."
    )
    statut = models.CharField("statut", max_length=12, choices=Statut, default=Statut.INCONNU)
    avancement = models.PositiveSmallIntegerField(
        "avancement (%)", null=True, blank=True, help_text="Par pas de 5 ; vide s'il est inconnu."
    )
    blocage = models.TextField("point de blocage", blank=True, default="")
    deblocage = models.TextField("ce qui débloquerait", blank=True, default="")
    rappel_le = models.DateField("rappel le", null=True, blank=True)
    version = models.PositiveIntegerField("version", default=1, help_text="Augmente à chaque modification.")
    modifiee_le = models.DateTimeField("modifiée le", auto_now=True)

    class Meta:
        verbose_name = "fiche action"
        verbose_name_plural = "fiches actions"
        ordering = ["titre"]
        constraints = [
            models.CheckConstraint(
                name="fiche_avancement_par_pas_de_cinq",
                condition=Q(avancement=None) | (Q(avancement__lte=100) & Q(avancement=F("avancement") / 5 * 5)),
                violation_error_message="L'avancement se note de 0 à 100, par pas de 5.",
            )
        ]
        indexes = [
            models.Index(fields=["collectivite", "statut"], name="fiche_par_statut"),
            # the national list reads its first page in order, without computing the key of every title
            models.Index(models.Func("titre", function="cle_tri"), "id", name="fiche_par_titre"),
            models.Index("debut", models.Func("titre", function="cle_tri"), name="fiche_par_debut"),
        ]

    def __str__(self) -> str:
        return self.titre


@historiser()
class Note(Territorial):
    """One line of a fiche's journal: what was done, how far it is, with files (``documents.Piece``)."""

    changements_marques = True

    fiche = models.ForeignKey(Fiche, models.PROTECT, related_name="notes", verbose_name="fiche")
    quand = models.DateTimeField("quand", auto_now_add=True)
    auteur = models.ForeignKey(Agent, models.PROTECT, related_name="+", verbose_name="auteur", null=True)
    texte = models.TextField("note")
    avancement = models.PositiveSmallIntegerField("avancement noté (%)", null=True, blank=True)
    statut = models.CharField("statut noté", max_length=12, choices=Fiche.Statut, null=True, blank=True)

    class Meta:
        verbose_name = "note"
        ordering = ["-quand", "-id"]

    def __str__(self) -> str:
        return self.texte[:60]


@historiser()
class FicheIndicateur(Territorial):
    """An indicator that measures a fiche."""

    changements_marques = True

    fiche = models.ForeignKey(Fiche, models.PROTECT, related_name="mesures", verbose_name="fiche")
    indicateur = models.ForeignKey(Indicateur, models.PROTECT, related_name="+", verbose_name="indicateur")

    class Meta:
        verbose_name = "indicateur d'une fiche"
        verbose_name_plural = "indicateurs des fiches"
        constraints = [
            models.UniqueConstraint(fields=["collectivite", "fiche", "indicateur"], name="fiche_indicateur_unique")
        ]

    def __str__(self) -> str:
        return f"{self.fiche_id} mesurée par {self.indicateur_id}"
