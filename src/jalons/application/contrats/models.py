"""Contracts: what is signed with the State and the ARS, step by step, and their avenants."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from jalons.application.contrats.dossier import Etape, NaturePartie, UniteDuree
from jalons.application.fiches.models import Cadre
from jalons.application.socle.champs import ChampDateCivile
from jalons.application.socle.historique import historiser
from jalons.application.territoires.models import Territorial


@historiser()
class Contrat(Territorial):
    """A contract; its title, period, objectives, actions and amounts hang on its ``cadre``."""

    changements_marques = True

    cadre = models.OneToOneField(Cadre, models.PROTECT, primary_key=True, related_name="contrat", verbose_name="cadre")
    regime = models.CharField("régime", max_length=20)
    duree_valeur = models.PositiveSmallIntegerField("durée annoncée", null=True, blank=True)
    duree_unite = models.CharField(
        "unité de durée", max_length=5, choices=[(u.value, u.value) for u in UniteDuree], blank=True, default=""
    )
    finances_completes = models.BooleanField(
        "montants complets", default=False, help_text="Le document donne tous les montants de l'État et de l'ARS."
    )
    declarations = models.JSONField(
        "autres déclarations", default=dict, blank=True,
        help_text="Ce que le document dit encore : source, places, chiffres clés, schéma lié.",
    )  # fmt: skip
    repris = models.BooleanField("antérieur à Jalons", default=False)

    class Meta:
        verbose_name = "contrat"

    def __str__(self) -> str:
        return str(self.cadre)


@historiser()
class Partie(Territorial):
    """A body that signs, pays or sits."""

    changements_marques = True

    contrat = models.ForeignKey(Contrat, models.PROTECT, related_name="parties", verbose_name="contrat")
    nom = models.CharField("nom", max_length=200)
    nature = models.CharField("nature", max_length=12, choices=[(n.value, n.value) for n in NaturePartie])
    roles = ArrayField(models.CharField(max_length=12), verbose_name="rôles", default=list, blank=True)
    ordre = models.PositiveSmallIntegerField("ordre", default=0)

    class Meta:
        verbose_name = "partie"
        ordering = ["ordre", "id"]

    def __str__(self) -> str:
        return self.nom


@historiser()
class EtapeContrat(Territorial):
    """A step of a contract and its date; a step may come several times."""

    changements_marques = True

    contrat = models.ForeignKey(Contrat, models.PROTECT, related_name="etapes", verbose_name="contrat")
    etape = models.CharField("étape", max_length=20, choices=[(e.value, e.libelle) for e in Etape])
    le = ChampDateCivile("date")
    commentaire = models.CharField("commentaire", max_length=300, blank=True, default="")
    ordre = models.PositiveSmallIntegerField("ordre", default=0)

    class Meta:
        verbose_name = "étape du contrat"
        verbose_name_plural = "étapes des contrats"
        ordering = ["ordre", "le", "id"]

    def __str__(self) -> str:
        return f"{self.etape} {self.le}"


@historiser()
class Avenant(Territorial):
    """A change of a contract that touches only named fields, and shows before and after."""

    changements_marques = True

    class Etat(models.TextChoices):
        PROJET = "projet", "Projet"
        SIGNE = "signe", "Signé"
        ABANDONNE = "abandonne", "Abandonné"

    contrat = models.ForeignKey(Contrat, models.PROTECT, related_name="avenants", verbose_name="contrat")
    numero = models.PositiveSmallIntegerField("numéro")
    objet = models.CharField("objet", max_length=300)
    exercice = models.PositiveSmallIntegerField("exercice", null=True, blank=True)
    etat = models.CharField("état", max_length=10, choices=Etat, default=Etat.PROJET)
    signe_le = ChampDateCivile("signé le", null=True, blank=True)
    champs = ArrayField(
        models.CharField(max_length=30), verbose_name="champs ouverts", default=list,
        help_text="periode, montants, objectifs, parties, fiches.",
    )  # fmt: skip
    changements = models.JSONField("changements", default=list, blank=True, help_text="Avant et après, par champ.")

    class Meta:
        verbose_name = "avenant"
        ordering = ["numero"]
        constraints = [
            models.UniqueConstraint(fields=["collectivite", "contrat", "numero"], name="avenant_numero_unique"),
            models.CheckConstraint(
                name="avenant_signe_est_date", condition=~Q(etat="signe") | Q(signe_le__isnull=False),
                violation_error_message="Un avenant signé porte sa date de signature.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"Avenant n° {self.numero}"
