"""Imports, their files, what was decided of their faults, and how long they are kept."""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from jalons.application.acces.models import Agent
from jalons.application.socle.historique import historiser
from jalons.application.territoires.models import Territorial

CONSERVATION = 36
"""Months that an import is kept unless the département says otherwise: the year, and two to compare it with."""


@historiser(exclude=["resume", "fautes", "correspondance"])
class Importation(Territorial):
    """One extract received: its rows are outside the database, in a folder of its own (see ``lieux``).

    Attributes:
        regime: ``2016``, ``2011``, or the declared table that a file of correspondences fills; empty: not known yet.
        verification: name of the folder of the last check; ``tables``: that of the tables retained, once written.
        resume: what was read and found, without a row of a child.
    """

    changements_marques = True

    class Etat(models.TextChoices):
        DEPOSE = "depose", "Déposé"
        EN_VERIFICATION = "en_verification", "En vérification"
        VERIFIE = "verifie", "Vérifié"
        REFUSE = "refuse", "Refusé"
        RETENU = "retenu", "Retenu"
        REMPLACE = "remplace", "Remplacé"
        ECARTE = "ecarte", "Écarté"

    annee = models.PositiveSmallIntegerField("année", help_text="Année des événements.")
    regime = models.CharField("régime", max_length=40, blank=True, default="")
    etat = models.CharField("état", max_length=20, choices=Etat, default=Etat.DEPOSE)
    depose_le = models.DateTimeField("déposé le")
    par = models.ForeignKey(Agent, models.PROTECT, related_name="+", verbose_name="déposé par", null=True)
    verifie_le = models.DateTimeField("vérifié le", null=True, blank=True)
    retenu_le = models.DateTimeField("retenu le", null=True, blank=True)
    retenu_par = models.ForeignKey(
        Agent, models.PROTECT, related_name="+", verbose_name="retenu par", null=True, blank=True
    )
    corrige = models.ForeignKey(
        "self", models.SET_NULL, related_name="+", verbose_name="corrige l'import", null=True, blank=True
    )
    correspondance = models.TextField("fichier de correspondance", blank=True, default="")
    verification = models.CharField("dossier de la vérification", max_length=40, blank=True, default="")
    tables = models.CharField("dossier des tables retenues", max_length=40, blank=True, default="")
    lignes = models.PositiveIntegerField("lignes lues", null=True, blank=True)
    nombre_fautes = models.PositiveIntegerField("fautes", null=True, blank=True)
    bloquantes = models.PositiveIntegerField("fautes bloquantes", null=True, blank=True)
    resume = models.JSONField("ce qui a été lu", null=True, blank=True)
    fautes = models.JSONField("raisons du refus", default=list, blank=True)
    version = models.PositiveIntegerField("version", default=0)

    class Meta:
        verbose_name = "import de l'observatoire"
        verbose_name_plural = "imports de l'observatoire"
        ordering = ["-depose_le", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["collectivite", "annee", "regime"], name="importation_un_retenu", condition=Q(etat="retenu"),
                violation_error_message="Un import est déjà retenu pour cette année et ce régime.",
            ),
            models.CheckConstraint(
                name="importation_lue_dit_quoi",
                condition=~Q(etat__in=["verifie", "retenu"]) | Q(verifie_le__isnull=False, resume__isnull=False),
            ),
        ]  # fmt: skip
        indexes = [models.Index(fields=["collectivite", "-depose_le"], name="importation_recentes")]

    def __str__(self) -> str:
        return f"import n° {self.pk}"


class FichierImporte(Territorial):
    """One file of an import; its bytes are ``fichiers/<rang>.<extension>`` of the import's folder."""

    importation = models.ForeignKey(Importation, models.CASCADE, related_name="fichiers", verbose_name="import")
    rang = models.PositiveSmallIntegerField("rang")
    nom = models.CharField("nom du fichier", max_length=200)
    extension = models.CharField("extension", max_length=5)
    taille = models.PositiveBigIntegerField("taille en octets")
    empreinte = models.CharField("empreinte SHA-256", max_length=64)

    class Meta:
        verbose_name = "fichier importé"
        verbose_name_plural = "fichiers importés"
        ordering = ["importation", "rang"]
        constraints = [
            models.UniqueConstraint(fields=["collectivite", "importation", "rang"], name="fichier_importe_unique")
        ]

    def __str__(self) -> str:
        return self.nom


@historiser(exclude=["identifiant", "valeur", "apres"])
class DecisionFaute(Territorial):
    """What was decided of one fault, or of every fault of a check (``groupe``), of one team when ``equipe`` says it.

    Its history keeps who, when, what and why, never the cell: it outlives the file.
    """

    class Suite(models.TextChoices):
        ACCEPTEE = "acceptee", "Acceptée"
        REFUSEE = "refusee", "Refusée"
        REPAREE = "reparee", "Réparée"

    importation = models.ForeignKey(Importation, models.CASCADE, related_name="decisions", verbose_name="import")
    controle = models.CharField("contrôle", max_length=10)
    cle = models.CharField("clé", max_length=64, help_text="Empreinte de ce qui désigne la faute.")
    groupe = models.BooleanField("tout le contrôle", default=False)
    equipe = models.CharField("équipe", max_length=500, blank=True, default="")
    identifiant = models.CharField("identifiant", max_length=500, blank=True, default="")
    ligne = models.PositiveBigIntegerField("ligne", default=0)
    variable = models.CharField("variable", max_length=40, blank=True, default="")
    valeur = models.CharField("valeur", max_length=500, blank=True, default="")
    suite = models.CharField("suite", max_length=10, choices=Suite)
    apres = models.CharField("nouvelle valeur", max_length=500, null=True, blank=True)
    motif = models.TextField("motif")
    par = models.ForeignKey(Agent, models.PROTECT, related_name="+", verbose_name="décidé par", null=True)
    le = models.DateTimeField("décidé le")
    reprise = models.BooleanField("reprise de l'import corrigé", default=False)
    version = models.PositiveIntegerField("version", default=1)

    class Meta:
        verbose_name = "décision sur une faute"
        verbose_name_plural = "décisions sur les fautes"
        ordering = ["-le", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["collectivite", "importation", "cle"], name="decision_faute_unique",
                violation_error_message="Cette faute a déjà une décision.",
            )
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.get_suite_display()}, contrôle {self.controle}"


@historiser()
class ReglageImports(Territorial):
    """How long a département keeps its imports."""

    conservation = models.PositiveSmallIntegerField(
        "durée de conservation, en mois", default=CONSERVATION,
        validators=[MinValueValidator(1, "Au moins un mois."), MaxValueValidator(120, "Dix ans au plus.")],
        help_text="Passé ce délai après le dépôt, l'import et ses fichiers sont supprimés.",
    )  # fmt: skip

    class Meta:
        verbose_name = "réglage des imports"
        verbose_name_plural = "réglages des imports"
        constraints = [models.UniqueConstraint(fields=["collectivite"], name="reglage_imports_unique")]

    def __str__(self) -> str:
        return f"{self.conservation} mois"
