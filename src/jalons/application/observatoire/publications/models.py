"""Editions and their files. Once released, neither changes, whoever asks."""

from __future__ import annotations

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from jalons.application.acces.models import Agent
from jalons.application.socle.historique import historiser
from jalons.application.territoires.models import Territorial

PUBLIEE = "Édition publiée : elle ne change plus."


@historiser(exclude=["contenu", "dossier", "fautes"])
class Publication(Territorial):
    """One edition, from its draft to its release. The history leaves out what a job computed."""

    class Etat(models.TextChoices):
        PREPARATION = "preparation", "En préparation"
        DEMANDEE = "demandee", "Publication demandée"
        REFUSEE = "refusee", "Refusée"
        PUBLIEE = "publiee", "Publiée"

    titre = models.CharField("titre", max_length=120)
    declaration = models.JSONField("déclaration", help_text="Dans la forme de edition.schema.json.")
    etat = models.CharField("état", max_length=12, choices=Etat, default=Etat.PREPARATION)
    version = models.PositiveIntegerField("version", default=1)
    corrige = models.ForeignKey(
        "self", models.PROTECT, related_name="corrections", verbose_name="corrige", null=True, blank=True
    )
    auteurs = models.JSONField("ont préparé", default=list, help_text="Clés des agents : aucun d'eux ne peut publier.")
    demandee_par = models.ForeignKey(
        Agent, models.PROTECT, related_name="+", verbose_name="publication demandée par", null=True, blank=True
    )
    demandee_le = models.DateTimeField("demandée le", null=True, blank=True)
    decidee_par = models.ForeignKey(
        Agent, models.PROTECT, related_name="+", verbose_name="réponse de", null=True, blank=True
    )
    decidee_le = models.DateTimeField("réponse le", null=True, blank=True)
    motif = models.TextField("motif du refus", blank=True, default="")
    apercu_demande = models.BooleanField("aperçu en cours", default=False)
    contenu = models.JSONField("ce qui sort", null=True, blank=True)
    dossier = models.JSONField("ce qui reste", null=True, blank=True, help_text="Contient de vraies valeurs.")
    fautes = models.JSONField("fautes de l'aperçu", default=list, blank=True)
    empreinte = models.CharField("empreinte du contenu", max_length=64, blank=True, default="")
    prises_en_compte = models.JSONField("éditions passées de l'aperçu", default=list, blank=True)

    class Meta:
        verbose_name = "édition de l'observatoire"
        verbose_name_plural = "éditions de l'observatoire"
        ordering = ["-pk"]
        triggers = [
            pgtrigger.Trigger(
                name="publication_intangible", when=pgtrigger.Before, operation=pgtrigger.Update | pgtrigger.Delete,
                condition=pgtrigger.Q(old__etat="publiee"),
                func=f"RAISE EXCEPTION '{PUBLIEE}' USING ERRCODE = 'restrict_violation';",
            )
        ]  # fmt: skip
        constraints = [
            models.CheckConstraint(
                name="publication_par_une_autre_personne",
                condition=~Q(etat="publiee")
                | (
                    Q(contenu__isnull=False, dossier__isnull=False, decidee_le__isnull=False)
                    & Q(demandee_par__isnull=False, decidee_par__isnull=False)
                    & ~Q(decidee_par=F("demandee_par"))
                    & ~Q(empreinte="")
                ),
                violation_error_message="Une édition est publiée par une autre personne que celle qui le demande.",
            ),
        ]
        indexes = [models.Index(fields=["collectivite", "etat"], name="publication_etat")]

    def __str__(self) -> str:
        return self.titre

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("observatoire:publications_edition", args=[self.pk])


class FichierDePublication(Territorial):
    """A file of an edition, received or produced; its bytes, on disk under their fingerprint, never change.

    Not followed by the history: what was received or produced is in the journal with its fingerprint.
    """

    class Genre(models.TextChoices):
        ENTREE = "entree", "Fichier reçu"
        SORTIE = "sortie", "Fichier produit"

    publication = models.ForeignKey(Publication, models.PROTECT, related_name="fichiers", verbose_name="édition")
    genre = models.CharField("genre", max_length=8, choices=Genre)
    nom = models.CharField("nom", max_length=120)
    empreinte = models.CharField("empreinte (SHA-256)", max_length=64)
    octets = models.PositiveIntegerField("taille en octets")

    class Meta:
        verbose_name = "fichier d'une édition"
        verbose_name_plural = "fichiers d'une édition"
        ordering = ["nom"]
        constraints = [
            models.UniqueConstraint(
                fields=["collectivite", "publication", "genre", "nom"], name="fichier_de_publication_unique",
                violation_error_message="Cette édition a déjà un fichier de ce nom : donnez-en un autre.",
            ),
        ]  # fmt: skip
        triggers = [
            pgtrigger.Trigger(
                name="fichier_intangible", when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete, declare=[("ligne", "record")],
                func=f"""
                    ligne := CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
                    IF EXISTS (
                        SELECT 1 FROM observatoire_publication p
                        WHERE p.id = ligne.publication_id AND p.etat = 'publiee'
                    ) THEN
                        RAISE EXCEPTION '{PUBLIEE}' USING ERRCODE = 'restrict_violation';
                    END IF;
                    RETURN ligne;
                """,  # noqa: S608 - our own expression, no input
            )
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.nom
