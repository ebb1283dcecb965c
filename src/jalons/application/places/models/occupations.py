"""What takes a place: a stay, a reservation, an unavailability; and the absences of a child who keeps his."""

from __future__ import annotations

from datetime import date, timedelta

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, IntegerRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q

from jalons.application.enfants.models import Enfant
from jalons.application.etablissements.models import UniteAccueil
from jalons.application.places import listes
from jalons.application.places.models.demandes import Demande
from jalons.application.socle.historique import historiser
from jalons.application.territoires.models import Territorial

DEJA_PRISE = "Cette place vient d'être prise : choisissez-en une autre."
DEJA_AILLEURS = (
    "Cet enfant a déjà un accueil ou une réservation à ces dates : terminez-le d'abord, ou dites que c'est un relais."
)
_JOURS = Func(F("du"), F("au"), function="daterange", output_field=DateRangeField())
_PART = Func(F("part_debut"), F("part_fin"), function="int4range", output_field=IntegerRangeField())


@historiser()
class Occupation(Territorial):
    """A numbered place of a unit, taken from one day to another (the last one not included).

    A place is whole, or shared by two children who each have a half: never two things in the same half at once.
    ``str`` gives a number, never a name.
    """

    changements_marques = True

    unite = models.ForeignKey(UniteAccueil, models.PROTECT, related_name="occupations", verbose_name="unité")
    rang = models.PositiveSmallIntegerField("place", help_text="Son numéro dans l'unité.")
    nature = models.CharField("nature", max_length=20, choices=listes.choix(listes.NATURES))
    enfant = models.ForeignKey(
        Enfant, models.PROTECT, related_name="accueils", verbose_name="enfant", null=True, blank=True
    )
    demande = models.ForeignKey(
        Demande, models.PROTECT, related_name="occupations", verbose_name="demande", null=True, blank=True
    )
    numero = models.CharField("repère", max_length=12, help_text="Celui des faits du séjour.")
    du = models.DateField("à partir du")
    au = models.DateField("jusqu'au", null=True, blank=True, help_text="Non compris ; vide : sans fin connue.")
    part_debut = models.PositiveSmallIntegerField("part : de", default=0)
    part_fin = models.PositiveSmallIntegerField("part : à", default=2, help_text="0 à 2 : entière ; sinon une moitié.")
    relais = models.BooleanField("relais ou répit", default=False, help_text="L'enfant garde une autre place.")
    motif = models.CharField(
        "raison", max_length=30, blank=True, default="", help_text="De l'indisponibilité ou du départ."
    )
    cause = models.CharField(
        "raison de la réorientation", max_length=20, blank=True, default="", choices=listes.choix(listes.CAUSES)
    )
    annulee_le = models.DateTimeField("annulée le", null=True, blank=True)
    motif_annulation = models.CharField("raison de l'annulation", max_length=200, blank=True, default="")
    version = models.PositiveIntegerField("version", default=1, help_text="Augmente à chaque acte.")
    cree_le = models.DateTimeField("saisie le", auto_now_add=True)

    class Meta:
        verbose_name = "occupation"
        ordering = ["rang", "du", "id"]
        constraints = [
            ExclusionConstraint(
                name="occupation_place_une_fois",
                expressions=[
                    ("collectivite", RangeOperators.EQUAL), ("unite", RangeOperators.EQUAL),
                    ("rang", RangeOperators.EQUAL), (_PART, RangeOperators.OVERLAPS), (_JOURS, RangeOperators.OVERLAPS),
                ],
                condition=Q(annulee_le=None), violation_error_message=DEJA_PRISE,
            ),
            ExclusionConstraint(
                name="occupation_enfant_une_fois",
                expressions=[
                    ("collectivite", RangeOperators.EQUAL), ("enfant", RangeOperators.EQUAL),
                    ("nature", RangeOperators.EQUAL), (_JOURS, RangeOperators.OVERLAPS),
                ],
                condition=Q(annulee_le=None, relais=False, enfant__isnull=False),
                violation_error_message=DEJA_AILLEURS,
            ),
            models.CheckConstraint(
                name="occupation_finit_apres", condition=Q(au=None) | Q(au__gte=F("du")),
                violation_error_message="La fin ne peut précéder le début.",
            ),
            models.CheckConstraint(
                name="occupation_part_possible", condition=Q(part_debut__lt=F("part_fin"), part_fin__lte=2),
                violation_error_message="Une place est entière ou partagée en deux moitiés.",
            ),
            models.CheckConstraint(
                name="occupation_de_quelqu_un",
                condition=Q(nature=listes.INDISPONIBILITE, enfant=None)
                | (~Q(nature=listes.INDISPONIBILITE) & Q(enfant__isnull=False)),
                violation_error_message="Un accueil ou une réservation a un enfant ; une indisponibilité n'en a pas.",
            ),
            models.CheckConstraint(
                name="reservation_expire", condition=~Q(nature=listes.RESERVATION) | Q(au__isnull=False),
                violation_error_message="Une réservation a un dernier jour.",
            ),
        ]  # fmt: skip
        indexes = [
            models.Index(fields=["collectivite", "unite", "du"], name="occupation_par_unite"),
            models.Index(fields=["collectivite", "enfant"], name="occupation_par_enfant"),
        ]

    def __str__(self) -> str:
        return f"{self.get_nature_display().lower()} {self.numero}"

    @property
    def dernier_jour(self) -> date | None:
        """The last day, included; ``None`` when no end is known."""
        return None if self.au is None else max(self.au - timedelta(days=1), self.du)

    @property
    def raison(self) -> str:
        """Why the place is out of use, or why the child left."""
        return listes.INDISPONIBLES.get(self.motif) or listes.DEPARTS.get(self.motif, "")

    @property
    def partagee(self) -> bool:
        """Whether it takes half of the place only."""
        return self.part_fin - self.part_debut == 1


@historiser()
class Absence(Territorial):
    """A child away from a place that stays his: running away, hospital, family; from a day to another, not included."""

    changements_marques = True

    occupation = models.ForeignKey(Occupation, models.PROTECT, related_name="absences", verbose_name="accueil")
    motif = models.CharField("raison", max_length=20, choices=listes.choix(listes.ABSENCES))
    du = models.DateField("à partir du")
    au = models.DateField("revenu le", null=True, blank=True)

    class Meta:
        verbose_name = "absence"
        ordering = ["-du", "-id"]
        constraints = [
            models.CheckConstraint(
                name="absence_finit_apres", condition=Q(au=None) | Q(au__gte=F("du")),
                violation_error_message="Le retour ne peut précéder le départ.",
            ),
            models.UniqueConstraint(
                fields=["collectivite", "occupation"], name="absence_en_cours_unique", condition=Q(au=None),
                violation_error_message="Cet enfant est déjà noté absent : notez d'abord son retour.",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"absence n° {self.pk}"
