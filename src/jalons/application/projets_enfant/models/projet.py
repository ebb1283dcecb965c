"""The projet pour l'enfant, its versions, who signed it or why not, who received it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.urls import reverse

from jalons.application.enfants.models import Enfant, Personne
from jalons.application.socle.historique import historiser
from jalons.application.territoires.models import Territorial


@historiser(en_lot=True)
class Projet(Territorial):
    """The projet of a child. One is open at a time; an avenant opens its next version."""

    class Etat(models.TextChoices):
        A_ETABLIR = "a_etablir", "À établir"
        PROJET = "projet", "Établi, avis à recueillir"
        SIGNE = "signe", "Signé"
        A_ACTUALISER = "a_actualiser", "À actualiser"
        CLOS = "clos", "Clos"

    class Confiance(models.TextChoices):
        DESIGNEE = "designee", "Une personne est désignée"
        REFUSEE = "refusee", "Le mineur ne le souhaite pas"
        DIFFEREE = "differee", "Le mineur y réfléchit"

    class Cloture(models.TextChoices):
        FIN = "fin", "Fin de la prise en charge"
        TRANSFERT = "transfert", "Transfert à un autre département"
        DECES = "deces", "Décès de l'enfant"
        ERREUR = "erreur", "Ouvert par erreur"

    enfant = models.ForeignKey(Enfant, models.PROTECT, related_name="+", verbose_name="enfant")
    etat = models.CharField("état", max_length=12, choices=Etat, default=Etat.A_ETABLIR)
    avenant = models.PositiveSmallIntegerField("avenant", default=0, help_text="0 : la première version.")
    mesures = models.JSONField("mesures couvertes", default=list, blank=True, help_text="Repères des mesures.")
    commence_le = models.DateField("élaboration commencée le")
    etabli_le = models.DateField("version établie le", null=True, blank=True)
    signe_le = models.DateField("version signée le", null=True, blank=True)
    lieu = models.CharField("lieu de vie", max_length=200, blank=True, default="", help_text="Jamais une adresse.")
    droits_de_visite = models.TextField("droits de visite et d'hébergement", blank=True, default="")
    parole_enfant = models.TextField("ce que dit l'enfant", blank=True, default="")
    parole_enfant_absente = models.CharField("pourquoi il ne s'est pas exprimé", max_length=300, blank=True, default="")
    parole_parents = models.TextField("ce que disent les parents", blank=True, default="")
    parole_parents_absente = models.CharField(
        "pourquoi ils ne se sont pas exprimés", max_length=300, blank=True, default=""
    )
    confiance_proposee_le = models.DateField("personne de confiance proposée le", null=True, blank=True)
    confiance_reponse = models.CharField("réponse du mineur", max_length=10, choices=Confiance, blank=True, default="")
    confiance_personne = models.ForeignKey(
        Personne, models.PROTECT, related_name="+", verbose_name="personne de confiance", null=True, blank=True
    )
    sante_jointe_le = models.DateField("bilan de santé et plan de soins joints le", null=True, blank=True)
    motif_actualisation = models.CharField("pourquoi l'actualiser", max_length=300, blank=True, default="")
    clos_le = models.DateField("clos le", null=True, blank=True)
    motif_cloture = models.CharField("motif de la clôture", max_length=10, choices=Cloture, blank=True, default="")
    version = models.PositiveIntegerField("version", default=1, help_text="Augmente à chaque modification.")

    class Meta:
        verbose_name = "projet pour l'enfant"
        verbose_name_plural = "projets pour l'enfant"
        ordering = ["-commence_le", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["collectivite", "enfant"], name="projet_ouvert_unique", condition=~Q(etat="clos"),
                violation_error_message="Cet enfant a déjà un projet ouvert.",
            ),
            models.CheckConstraint(
                name="projet_clos_dit_quand_et_pourquoi",
                condition=~Q(etat="clos") | (Q(clos_le__isnull=False) & ~Q(motif_cloture="")),
            ),
            models.CheckConstraint(
                name="projet_signe_a_ses_dates",
                condition=~Q(etat="signe") | Q(etabli_le__isnull=False, signe_le__isnull=False),
            ),
        ]  # fmt: skip
        indexes = [models.Index(fields=["collectivite", "etat"], name="projet_par_etat")]

    def __str__(self) -> str:
        return f"projet n° {self.pk} du dossier n° {self.enfant_id}"

    def get_absolute_url(self) -> str:
        """The page of the child's projets."""
        return reverse("projets_enfant:dossier", args=[self.enfant_id])

    @property
    def nom_version(self) -> str:
        """What the current version is called."""
        return f"Avenant n° {self.avenant}" if self.avenant else "Première version"


@historiser(en_lot=True)
class Signature(Territorial):
    """Somebody's agreement on one version, or the reason why it is not there."""

    class Qui(models.TextChoices):
        ENFANT = "enfant", "L'enfant"
        TITULAIRE = "titulaire", "Titulaire de l'autorité parentale"
        SERVICE = "service", "Le président du conseil départemental, par son délégué"
        AUTRE = "autre", "Autre personne associée"

    class Reponse(models.TextChoices):
        SIGNE = "signe", "A signé"
        REFUSE = "refuse", "Refuse de signer"
        ABSENT = "absent", "N'a pas pu signer"

    projet = models.ForeignKey(Projet, models.PROTECT, related_name="signatures", verbose_name="projet")
    avenant = models.PositiveSmallIntegerField("avenant", default=0)
    qui = models.CharField("qui", max_length=10, choices=Qui)
    personne = models.ForeignKey(
        Personne, models.PROTECT, related_name="+", verbose_name="personne", null=True, blank=True
    )
    precision = models.CharField("précision", max_length=120, blank=True, default="", help_text="Nom ou fonction.")
    reponse = models.CharField("réponse", max_length=8, choices=Reponse)
    le = models.DateField("le")
    motif = models.CharField("motif", max_length=300, blank=True, default="")

    class Meta:
        verbose_name = "signature"
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                name="sans_signature_un_motif", condition=Q(reponse="signe") | ~Q(motif=""),
                violation_error_message="Sans signature, dites pourquoi.",
            )
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"signature n° {self.pk} du projet n° {self.projet_id}"


@historiser(en_lot=True)
class Copie(Territorial):
    """One version of a projet, handed to somebody."""

    class A(models.TextChoices):
        ENFANT = "enfant", "L'enfant"
        TITULAIRE = "titulaire", "Représentant légal"
        ACCUEIL = "accueil", "Personne ou service qui l'accueille"
        JUGE = "juge", "Juge des enfants"
        AUTRE = "autre", "Autre personne désignée au projet"

    projet = models.ForeignKey(Projet, models.PROTECT, related_name="copies", verbose_name="projet")
    avenant = models.PositiveSmallIntegerField("avenant", default=0)
    a = models.CharField("remise à", max_length=10, choices=A)
    precision = models.CharField("précision", max_length=120, blank=True, default="")
    le = models.DateField("le")

    class Meta:
        verbose_name = "copie remise"
        verbose_name_plural = "copies remises"
        ordering = ["le", "id"]

    def __str__(self) -> str:
        return f"copie n° {self.pk} du projet n° {self.projet_id}"


@historiser(en_lot=True)
class VersionProjet(Territorial):
    """What a version said on the day it was signed; it does not change any more."""

    projet = models.ForeignKey(Projet, models.PROTECT, related_name="versions", verbose_name="projet")
    avenant = models.PositiveSmallIntegerField("avenant")
    etabli_le = models.DateField("établie le")
    signe_le = models.DateField("signée le")
    contenu = models.JSONField("contenu figé")
    empreinte = models.CharField("empreinte du contenu", max_length=64)

    class Meta:
        verbose_name = "version signée"
        verbose_name_plural = "versions signées"
        ordering = ["-avenant"]
        constraints = [
            models.UniqueConstraint(fields=["collectivite", "projet", "avenant"], name="version_projet_unique")
        ]

    def __str__(self) -> str:
        return f"version {self.avenant} du projet n° {self.projet_id}"
