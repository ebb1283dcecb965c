"""Amounts of a frame: who pays, who receives, when, how far it has gone, how exact it is."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from jalons.application.fiches.models import Cadre, Fiche, Rubrique
from jalons.application.finances.lignes import Beneficiaire, Version
from jalons.application.socle.champs import ChampDateCivile
from jalons.application.socle.historique import historiser
from jalons.application.territoires.models import Territorial
from jalons.noyau.montants import PrecisionMontant, euros


@historiser()
class Montant(Territorial):
    """One amount. Same content as ``lignes.LigneFinanciere``, which the rules read."""

    changements_marques = True

    cadre = models.ForeignKey(Cadre, models.PROTECT, related_name="montants", verbose_name="cadre")
    fiche = models.ForeignKey(Fiche, models.PROTECT, related_name="+", verbose_name="fiche", null=True, blank=True)
    rubrique = models.ForeignKey(
        Rubrique, models.PROTECT, related_name="+", verbose_name="objectif ou liste financée", null=True, blank=True
    )
    cle = models.CharField("nom court", max_length=80)
    libelle = models.CharField("libellé", max_length=250)
    valeur = models.DecimalField("montant en euros", max_digits=16, decimal_places=2)
    precision = models.CharField(
        "précision", max_length=10, choices=[(p.value, p.libelle.strip() or "exact") for p in PrecisionMontant],
        default=PrecisionMontant.EXACT.value,
    )  # fmt: skip
    source = models.CharField("source", max_length=20, blank=True, default="", help_text="Vide pour un total annoncé.")
    beneficiaire = models.CharField(
        "versé à", max_length=12, choices=[(b.value, b.libelle) for b in Beneficiaire], null=True, blank=True,
        help_text="Vide : le document ne le dit pas.",
    )  # fmt: skip
    beneficiaire_nom = models.CharField("nom du bénéficiaire", max_length=200, blank=True, default="")
    version = models.CharField("version", max_length=10, choices=[(v.value, v.libelle) for v in Version])
    debut = ChampDateCivile("début", null=True, blank=True)
    fin = ChampDateCivile("fin", null=True, blank=True)
    annee = models.PositiveSmallIntegerField("exercice", null=True, blank=True)
    par_an = models.BooleanField("chaque année", default=False)
    perenne = models.BooleanField("pérenne", default=False)
    est_total = models.BooleanField("total annoncé", default=False)
    somme_de = models.JSONField("lignes additionnées", default=list, blank=True)
    inclus_dans = models.ForeignKey(
        "self", models.PROTECT, related_name="+", verbose_name="inclus dans", null=True, blank=True
    )
    commentaire = models.TextField("commentaire", blank=True, default="")
    ordre = models.PositiveSmallIntegerField("ordre", default=0)

    class Meta:
        verbose_name = "montant"
        ordering = ["ordre", "id"]
        constraints = [
            models.UniqueConstraint(fields=["collectivite", "cadre", "cle"], name="montant_cle_unique"),
            models.CheckConstraint(
                name="montant_total_sans_source", condition=Q(est_total=True) | ~Q(source=""),
                violation_error_message="Indiquez la source de financement ; seul un total annoncé n'en a pas.",
            ),
        ]  # fmt: skip
        indexes = [models.Index(fields=["collectivite", "cadre", "version"], name="montant_par_version")]

    def __str__(self) -> str:
        return f"{self.libelle} : {euros(self.valeur)}"
