"""The real-estate plan: operations, and who pays how much in which year."""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from jalons.application.etablissements import nomenclatures
from jalons.application.etablissements.immobilier import Tranche
from jalons.application.etablissements.models.lieux import Etablissement
from jalons.application.socle.champs import ChampDateCivile
from jalons.application.socle.historique import historiser
from jalons.application.territoires.models import Territorial
from jalons.noyau.montants import Montant, PrecisionMontant


@historiser()
class Operation(Territorial):
    """Works on an establishment, with the places they create or keep."""

    class Etat(models.TextChoices):
        ETUDE = "etude", "À l'étude"
        DECIDEE = "decidee", "Décidée"
        TRAVAUX = "travaux", "En travaux"
        LIVREE = "livree", "Livrée"
        ABANDONNEE = "abandonnee", "Abandonnée"

    etablissement = models.ForeignKey(
        Etablissement, models.PROTECT, related_name="operations", verbose_name="établissement"
    )
    intitule = models.CharField("intitulé", max_length=150)
    nature = models.CharField("nature", max_length=16, choices=list(nomenclatures.liste("operations").items()))
    etat = models.CharField("état", max_length=12, choices=Etat, default=Etat.ETUDE)
    debut = ChampDateCivile("début des travaux", null=True, blank=True)
    livraison = ChampDateCivile("livraison", null=True, blank=True)
    places = models.PositiveSmallIntegerField(
        "places créées", null=True, blank=True, help_text="0 : aucune ; vide : inconnu."
    )
    version = models.PositiveIntegerField("version", default=1, help_text="Augmente à chaque modification.")

    class Meta:
        verbose_name = "opération immobilière"
        verbose_name_plural = "opérations immobilières"
        ordering = ["livraison", "id"]

    def __str__(self) -> str:
        return self.intitule


@historiser()
class Financement(Territorial):
    """What one funder pays for an operation in one year."""

    operation = models.ForeignKey(Operation, models.PROTECT, related_name="financements", verbose_name="opération")
    annee = models.PositiveSmallIntegerField("année", validators=[MinValueValidator(1990), MaxValueValidator(2100)])
    financeur = models.CharField("financeur", max_length=16, choices=list(nomenclatures.liste("financeurs").items()))
    valeur = models.DecimalField(
        "montant en euros", max_digits=16, decimal_places=2, null=True, blank=True, help_text="Vide : à préciser."
    )
    precision = models.CharField(
        "précision", max_length=10, choices=[(p.value, p.libelle.strip() or "exact") for p in PrecisionMontant],
        default=PrecisionMontant.EXACT.value,
    )  # fmt: skip
    version = models.PositiveIntegerField("version", default=1, help_text="Augmente à chaque modification.")

    class Meta:
        verbose_name = "financement d'une opération"
        verbose_name_plural = "financements d'une opération"
        ordering = ["annee", "financeur", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["collectivite", "operation", "annee", "financeur"], name="financement_unique",
                violation_error_message="Ce financeur a déjà un montant cette année-là : modifiez-le.",
            ),
            models.CheckConstraint(
                name="financement_positif", condition=models.Q(valeur=None) | models.Q(valeur__gte=0),
                violation_error_message="Un montant ne peut être négatif.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"financement n° {self.pk}"

    @property
    def montant(self) -> Montant | None:
        """The amount with its word; ``None`` when it is not known yet."""
        return None if self.valeur is None else Montant(self.valeur, PrecisionMontant(self.precision))

    def tranche(self) -> Tranche:
        """What the sums read."""
        return Tranche(self.annee, self.get_financeur_display(), self.montant)
