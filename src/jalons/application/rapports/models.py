"""Yearly execution reports: written by the département, reviewed by préfet and ARS, agreed jointly, locked."""

from __future__ import annotations

import pgtrigger
from django.db import models
from django.db.models import Q
from django.urls import reverse

from jalons.application.acces.models import Agent
from jalons.application.contrats.models import Contrat
from jalons.application.socle.historique import historiser
from jalons.application.territoires.models import Territorial


class Cote(models.TextChoices):
    """The three sides that agree a report."""

    DEPARTEMENT = "departement", "Département"
    PREFECTURE = "prefecture", "Préfecture"
    ARS = "ars", "ARS"


VERROUILLE = "Rapport arrêté conjointement : il ne change plus."


def _verrou(nom: str, chemin: str) -> pgtrigger.Trigger:
    """A trigger that refuses to write in what belongs to an agreed report, whoever asks.

    Args:
        chemin: SQL expression of the report's key in the row being written (``LIGNE`` stands for it).
    """
    return pgtrigger.Trigger(
        name=nom,
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
        declare=[("ligne", "record")],
        func=f"""
            ligne := CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
            IF EXISTS (SELECT 1 FROM rapports_rapport r WHERE r.id = {chemin} AND r.etat = 'arrete') THEN
                RAISE EXCEPTION '{VERROUILLE}' USING ERRCODE = 'restrict_violation';
            END IF;
            RETURN ligne;
        """,  # noqa: S608 - our own expression, no input
    )


@historiser()
class Rapport(Territorial):
    """The report of a contract for one exercice."""

    changements_marques = True

    class Etat(models.TextChoices):
        BROUILLON = "brouillon", "Brouillon"
        PARTAGE = "partage", "Partagé"
        RENVOYE = "renvoye", "Renvoyé"
        ARRETE = "arrete", "Arrêté conjointement"

    contrat = models.ForeignKey(Contrat, models.PROTECT, related_name="rapports", verbose_name="contrat")
    exercice = models.PositiveSmallIntegerField("exercice")
    etat = models.CharField("état", max_length=10, choices=Etat, default=Etat.BROUILLON)
    tour = models.PositiveSmallIntegerField("tour de relecture", default=1)
    connu_au = models.DateTimeField(
        "chiffres connus au", null=True, blank=True, help_text="Instant auquel les chiffres sont figés."
    )
    fige = models.JSONField("chiffres figés", null=True, blank=True)
    empreinte = models.CharField("empreinte des chiffres figés", max_length=64, blank=True, default="")
    partage_le = models.DateTimeField("partagé le", null=True, blank=True)
    arrete_le = models.DateTimeField("arrêté le", null=True, blank=True)
    version = models.PositiveIntegerField("version", default=1)

    class Meta:
        verbose_name = "rapport d'exécution"
        verbose_name_plural = "rapports d'exécution"
        ordering = ["-exercice"]
        triggers = [
            pgtrigger.Trigger(
                name="rapport_arrete_intangible",
                when=pgtrigger.Before,
                operation=pgtrigger.Update | pgtrigger.Delete,
                condition=pgtrigger.Q(old__etat="arrete"),
                func=f"RAISE EXCEPTION '{VERROUILLE}' USING ERRCODE = 'restrict_violation';",
            )
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["collectivite", "contrat", "exercice"], name="rapport_unique_par_exercice",
                violation_error_message="Ce contrat a déjà un rapport pour cet exercice : ouvrez-le.",
            ),
            models.CheckConstraint(
                name="rapport_arrete_est_fige",
                condition=~Q(etat="arrete")
                | (Q(arrete_le__isnull=False, connu_au__isnull=False, fige__isnull=False) & ~Q(empreinte="")),
                violation_error_message="Un rapport arrêté porte sa date et ses chiffres figés.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"Rapport d'exécution {self.exercice}"

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("rapports:detail", args=[self.pk])


@historiser()
class Section(Territorial):
    """A section of a report: its heading comes from the catalogue, its text from the département."""

    changements_marques = True

    rapport = models.ForeignKey(Rapport, models.PROTECT, related_name="sections", verbose_name="rapport")
    code = models.CharField("code", max_length=40)
    titre = models.CharField("titre", max_length=200)
    texte = models.TextField("texte", blank=True, default="")
    ordre = models.PositiveSmallIntegerField("ordre", default=0)
    version = models.PositiveIntegerField("version", default=1)

    class Meta:
        verbose_name = "section"
        triggers = [_verrou("section_intangible", "ligne.rapport_id")]
        ordering = ["ordre"]
        constraints = [models.UniqueConstraint(fields=["collectivite", "rapport", "code"], name="section_code_unique")]

    def __str__(self) -> str:
        return self.titre


@historiser()
class Commentaire(Territorial):
    """A comment of one side on a section."""

    changements_marques = True

    section = models.ForeignKey(Section, models.PROTECT, related_name="commentaires", verbose_name="section")
    cote = models.CharField("côté", max_length=12, choices=Cote)
    auteur = models.ForeignKey(Agent, models.PROTECT, related_name="+", verbose_name="auteur", null=True)
    texte = models.TextField("commentaire")
    quand = models.DateTimeField("quand", auto_now_add=True)
    resolu_le = models.DateTimeField("résolu le", null=True, blank=True)

    class Meta:
        verbose_name = "commentaire"
        triggers = [
            _verrou(
                "commentaire_intangible", "(SELECT rapport_id FROM rapports_section s WHERE s.id = ligne.section_id)"
            )
        ]
        ordering = ["quand", "id"]

    def __str__(self) -> str:
        return self.texte[:60]


@historiser()
class Visa(Territorial):
    """The answer of one side in one round: accepted, or sent back with a reason."""

    changements_marques = True

    class Decision(models.TextChoices):
        ACCEPTE = "accepte", "Accepté"
        RENVOYE = "renvoye", "Renvoyé"

    rapport = models.ForeignKey(Rapport, models.PROTECT, related_name="visas", verbose_name="rapport")
    tour = models.PositiveSmallIntegerField("tour")
    cote = models.CharField("côté", max_length=12, choices=Cote)
    decision = models.CharField("décision", max_length=10, choices=Decision)
    motif = models.TextField("motif", blank=True, default="")
    par = models.ForeignKey(Agent, models.PROTECT, related_name="+", verbose_name="par", null=True)
    le = models.DateTimeField("le", auto_now_add=True)

    class Meta:
        verbose_name = "visa"
        triggers = [_verrou("visa_intangible", "ligne.rapport_id")]
        ordering = ["tour", "le"]
        constraints = [
            models.UniqueConstraint(fields=["collectivite", "rapport", "tour", "cote"], name="visa_unique_par_tour"),
            models.CheckConstraint(
                name="visa_renvoi_motive", condition=Q(decision="accepte") | ~Q(motif=""),
                violation_error_message="Un renvoi dit pourquoi.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.get_cote_display()} : {self.get_decision_display()}"
