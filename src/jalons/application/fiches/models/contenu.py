"""What a fiche is made of: who takes part, actions and their steps, expected results, links."""

from __future__ import annotations

from django.db import models

from jalons.application.acces.models import Agent
from jalons.application.fiches.models.fiche import Fiche
from jalons.application.socle.champs import ChampDateCivile
from jalons.application.socle.historique import historiser
from jalons.application.territoires.models import Territorial


@historiser()
class Intervenant(Territorial):
    """A service or body that takes part in a fiche; an agent when it is somebody who logs in."""

    changements_marques = True

    class Role(models.TextChoices):
        PILOTE = "pilote", "Pilote"
        PARTENAIRE = "partenaire", "Partenaire"
        ACTEUR = "acteur", "Acteur"

    fiche = models.ForeignKey(Fiche, models.PROTECT, related_name="intervenants", verbose_name="fiche")
    role = models.CharField("rôle", max_length=12, choices=Role)
    nom = models.CharField("nom", max_length=200)
    agent = models.ForeignKey(Agent, models.PROTECT, related_name="+", verbose_name="agent", null=True, blank=True)
    ordre = models.PositiveSmallIntegerField("ordre", default=0)

    class Meta:
        verbose_name = "intervenant"
        ordering = ["role", "ordre", "id"]

    def __str__(self) -> str:
        return self.nom


@historiser()
class Action(Territorial):
    """A numbered action of a fiche."""

    changements_marques = True

    fiche = models.ForeignKey(Fiche, models.PROTECT, related_name="actions", verbose_name="fiche")
    numero = models.PositiveSmallIntegerField("numéro")
    titre = models.CharField("titre", max_length=400)
    statut = models.CharField("statut", max_length=12, choices=Fiche.Statut, default=Fiche.Statut.INCONNU)
    debut = ChampDateCivile("début", null=True, blank=True)
    fin = ChampDateCivile("fin", null=True, blank=True)

    class Meta:
        verbose_name = "action"
        ordering = ["numero"]
        constraints = [
            models.UniqueConstraint(
                fields=["collectivite", "fiche", "numero"], name="action_numero_unique",
                violation_error_message="Ce numéro d'action existe déjà dans la fiche.",
            )
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.numero}. {self.titre}"


@historiser()
class Etape(Territorial):
    """A step (point) of an action; level 2 details the last step of level 1."""

    changements_marques = True

    action = models.ForeignKey(Action, models.PROTECT, related_name="etapes", verbose_name="action")
    ordre = models.PositiveSmallIntegerField("ordre", default=0)
    niveau = models.PositiveSmallIntegerField("niveau", default=1)
    texte = models.CharField("texte", max_length=500, blank=True, default="")
    prevue_le = ChampDateCivile("prévue le", null=True, blank=True)
    faite_le = ChampDateCivile("faite le", null=True, blank=True)

    class Meta:
        verbose_name = "étape"
        ordering = ["ordre", "id"]

    def __str__(self) -> str:
        return self.texte


@historiser()
class Resultat(Territorial):
    """An expected result of a fiche."""

    changements_marques = True

    fiche = models.ForeignKey(Fiche, models.PROTECT, related_name="resultats", verbose_name="fiche")
    ordre = models.PositiveSmallIntegerField("ordre", default=0)
    texte = models.CharField("résultat attendu", max_length=500)

    class Meta:
        verbose_name = "résultat attendu"
        verbose_name_plural = "résultats attendus"
        ordering = ["ordre", "id"]

    def __str__(self) -> str:
        return self.texte


@historiser()
class Lien(Territorial):
    """A link from a fiche to another one, or to an action outside Jalons, in words."""

    changements_marques = True

    fiche = models.ForeignKey(Fiche, models.PROTECT, related_name="liens", verbose_name="fiche")
    vers = models.ForeignKey(Fiche, models.PROTECT, related_name="+", verbose_name="vers", null=True, blank=True)
    texte = models.CharField("lien", max_length=300, blank=True, default="")
    ordre = models.PositiveSmallIntegerField("ordre", default=0)

    class Meta:
        verbose_name = "lien"
        ordering = ["ordre", "id"]

    def __str__(self) -> str:
        return self.texte or str(self.vers)
