"""What follows: decisions, referrals to the prosecutor and his answers, transfers between départements."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from jalons.application.crip.models.situation import Situation
from jalons.application.socle.historique import historiser
from jalons.application.territoires.models import Collectivite, Territorial


@historiser(en_lot=True)
class Suite(Territorial):
    """A decision: classement, aide, or a referral to the prosecutor (before or after the evaluation)."""

    class Nature(models.TextChoices):
        CLASSEMENT = "classement", "Classement sans suite"
        AIDE = "aide", "Aide proposée"
        SIGNALEMENT = "signalement", "Signalement au procureur"
        SAISINE = "saisine", "Saisine de l'autorité judiciaire"

    class Danger(models.TextChoices):
        GRAVE = "grave", "Danger grave et immédiat"
        INSUFFISANT = "insuffisant", "Les aides ont été insuffisantes"
        REFUS = "refus", "Refus de l'aide, ou impossibilité de collaborer"
        IMPOSSIBLE = "impossible", "Évaluation impossible"

    class Retour(models.TextChoices):
        ENQUETE = "enquete", "Enquête ouverte"
        JUGE = "juge", "Juge des enfants saisi"
        OPP = "opp", "Placement provisoire ordonné"
        SANS_SUITE = "sans_suite", "Sans suite"
        EVALUATION = "evaluation", "Évaluation à poursuivre"
        AUTRE = "autre", "Autre"

    JUDICIAIRES = (Nature.SIGNALEMENT, Nature.SAISINE)
    """Referrals to which the prosecutor answers."""

    situation = models.ForeignKey(
        Situation, models.PROTECT, related_name="suites", verbose_name="situation préoccupante"
    )
    nature = models.CharField("nature", max_length=12, choices=Nature)
    decidee_le = models.DateField("décidée le")
    danger = models.CharField("motif de la saisine", max_length=12, choices=Danger, blank=True, default="")
    aide = models.CharField("aide proposée", max_length=200, blank=True, default="")
    parents_informes_le = models.DateField("parents informés de la décision le", null=True, blank=True)
    retour_le = models.DateField("retour reçu le", null=True, blank=True)
    retour = models.CharField("retour du procureur", max_length=12, choices=Retour, blank=True, default="")
    retour_precision = models.TextField("précision sur le retour", blank=True, default="")

    class Meta:
        verbose_name = "suite"
        ordering = ["decidee_le", "id"]
        constraints = [
            models.CheckConstraint(
                name="suite_retour_complet",
                condition=Q(retour_le=None, retour="") | Q(retour_le__isnull=False) & ~Q(retour=""),
            )
        ]

    def __str__(self) -> str:
        return f"suite n° {self.pk}"


@historiser()
class Transfert(Territorial):
    """A situation sent to another département, or received from one."""

    class Sens(models.TextChoices):
        SORTANT = "sortant", "Vers un autre département"
        ENTRANT = "entrant", "D'un autre département"

    situation = models.ForeignKey(
        Situation, models.PROTECT, related_name="transferts", verbose_name="situation préoccupante"
    )
    sens = models.CharField("sens", max_length=8, choices=Sens)
    autre = models.ForeignKey(Collectivite, models.PROTECT, related_name="+", verbose_name="autre département")
    connu_le = models.DateField("départ connu le")
    transmis_le = models.DateField("dossier transmis le", null=True, blank=True)
    danger = models.BooleanField("l'interruption met en danger", default=False)

    class Meta:
        verbose_name = "transfert"
        ordering = ["connu_le", "id"]
        constraints = [
            models.UniqueConstraint(fields=["collectivite", "situation", "sens"], name="transfert_unique_par_sens")
        ]

    def __str__(self) -> str:
        return f"transfert n° {self.pk}"
