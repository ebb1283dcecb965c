"""Reads: measures of the agent's perimeter with their state, those of one child, deadlines of one measure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import BooleanField, Exists, F, OuterRef, Q, QuerySet, Value

from jalons.application.acces.gate import visibles
from jalons.application.acces.http import Requete
from jalons.application.acces.permissions import Permission
from jalons.application.acces.preparees import ListeParDroits
from jalons.application.enfants import porte
from jalons.application.enfants.models import Enfant
from jalons.application.faits.models import Echeance
from jalons.application.mesures import rules
from jalons.application.mesures.etats import etat_de
from jalons.application.mesures.models import FaitDeMesure, Mesure
from jalons.application.socle.chiffres import LIGNES, garder
from jalons.application.socle.preparees import Parametre, Preparee
from jalons.droit.mesures import DECIDEURS, Fin, Nature, natures


@dataclass(frozen=True, slots=True)
class Ligne:
    """A measure as pages show it on a day.

    Attributes:
        nature: ``None`` when its code has left the catalogue.
        nommable: whether the reader may open the child's file, hence read his name.
        jours: days waited, for one that waits; ``None`` when the day of the decision is not known.
    """

    mesure: Mesure
    nature: Nature | None
    etat: str
    nommable: bool
    jours: int | None

    @property
    def libelle(self) -> str:
        """Name of the kind, or its code."""
        return self.nature.libelle if self.nature else self.mesure.nature

    @property
    def qui(self) -> str:
        """The child's name for those who may read it, else the number of the file."""
        return self.mesure.enfant.nom_complet if self.nommable else str(self.mesure.enfant)

    @property
    def decideur(self) -> str:
        """Who decided."""
        return DECIDEURS.get(self.mesure.decideur, self.mesure.decideur)

    @property
    def fin(self) -> str:
        """Why it ended."""
        connues: tuple[Fin, ...] = self.nature.fins if self.nature else ()
        return next((f.libelle for f in connues if f.code == self.mesure.motif_fin), self.mesure.motif_fin)


def d_etat(etat: str, au: date) -> Q:
    """Measures in a state on ``au``; the same answer as ``rules.etat``."""
    vivante = Q(annulee_le=None)
    en_cours = vivante & Q(fin_le=None, debut_le__isnull=False)
    return {
        rules.EN_ATTENTE: vivante & Q(debut_le=None, fin_le=None),
        rules.EN_COURS: en_cours & (Q(terme_le=None) | Q(terme_le__gte=au)),
        rules.ECHUE: en_cours & Q(terme_le__lt=au),
        rules.TERMINEE: vivante & Q(fin_le__isnull=False),
        rules.ANNULEE: Q(annulee_le__isnull=False),
    }[etat]


def du_perimetre(
    requete: Requete, maintenant: datetime, permission: Permission = Permission.MESURES_COMPTER
) -> QuerySet[Mesure]:
    """Measures of the children on whom the agent holds ``permission``; files merged into another are left out."""
    lignes = visibles(Mesure.objects.all(), requete=requete, permission=permission)
    if porte.sans_reserve(requete.droits, permission):  # a measure is of the collectivité of its child
        fusionnes = Enfant.objects.filter(fusionne_dans__isnull=False).order_by()  # few: cheaper than joining them all
        return lignes.exclude(enfant_id__in=fusionnes.values("pk"))
    condition = porte.filtre(
        requete.droits, permission, agent_id=requete.user.pk, maintenant=maintenant, prefixe="enfant__"
    )
    return lignes.filter(condition, enfant__fusionne_dans=None)


def nommees(requete: Requete, lignes: QuerySet[Mesure], maintenant: datetime) -> QuerySet[Mesure]:
    """Adds ``nommable``: whether the agent may open the file of each child."""
    voit = Permission.ENFANTS_VOIR
    if porte.sans_reserve(requete.droits, voit) and requete.droits.collectivites <= requete.droits.perimetre(voit):
        return lignes.annotate(nommable=Value(True, BooleanField()))
    ouvrables = porte.filtre(requete.droits, Permission.ENFANTS_VOIR, agent_id=requete.user.pk, maintenant=maintenant)
    return lignes.annotate(nommable=Exists(Enfant.objects.filter(ouvrables, pk=OuterRef("enfant_id"))))


def filtrer(
    lignes: QuerySet[Mesure],
    au: date,
    *,
    nature: str = "",
    etat: str = "",
    service: str = "",
    unite: int | None = None,
    referent: int | None = None,
) -> QuerySet[Mesure]:
    """Rows kept by the filters of the list; empty ones keep everything, but for cancelled measures."""
    lignes = lignes.filter(d_etat(etat, au) if etat else Q(annulee_le=None))
    criteres = {"nature": nature, "service": service, "unite_id": unite, "referent_id": referent}
    return lignes.filter(**{c: v for c, v in criteres.items() if v})


def lister(requete: Requete, maintenant: datetime, au: date, criteres: tuple[tuple[str, Any], ...]) -> QuerySet[Mesure]:
    """Measures of the perimeter that meet ``criteres`` (those of ``filtrer``), ready for ``en_lignes``."""
    lignes = filtrer(du_perimetre(requete, maintenant), au, **dict(criteres))
    return nommees(requete, lignes, maintenant).select_related("enfant", "unite", "referent")


LISTE = ListeParDroits(lister)
"""The same, read by pages."""


def en_lignes(mesures: Iterable[Mesure], au: date) -> list[Ligne]:
    """Rows for a page; ``nommable`` is read from the row when it was annotated, else it is no."""
    return [
        Ligne(
            m, natures().get(m.nature), etat_de(m, au), getattr(m, "nommable", False),
            (au - m.decidee_le).days if m.decidee_le is not None else None,
        )
        for m in mesures
    ]  # fmt: skip


def services_connus(codes: Iterable[str]) -> list[str]:
    """Names of services already written on measures of these collectivités, by name."""
    noms = Mesure.objects.filter(collectivite_id__in=list(codes)).exclude(service="")
    return sorted(noms.order_by().values_list("service", flat=True).distinct()[:200])


def services_gardes(codes: Iterable[str], maintenant: datetime) -> list[str]:
    """``services_connus``, kept for one minute where there are many measures: a name written since comes later."""
    lieux = tuple(codes)
    toutes = Mesure.objects.filter(collectivite_id__in=lieux).order_by().values("pk")
    return garder(
        ("services", lieux), lambda: services_connus(lieux), combien=lambda _: toutes[:LIGNES].count(),
        maintenant=maintenant,
    ).valeur  # fmt: skip


def mesures_de(enfant: Enfant | Parametre) -> QuerySet[Mesure]:
    """Measures of one child, the latest first, cancelled ones aside."""
    return Mesure.objects.filter(enfant=enfant, annulee_le=None).order_by(
        F("debut_le").desc(nulls_first=True), F("decidee_le").desc(nulls_last=True), "-id"
    )


def lire_mesures_de(enfant: Enfant) -> list[Mesure]:
    """The same with their référent, by a query prepared once: for the page of a file."""
    return _DE_L_ENFANT.lire(enfant=enfant.pk)


_DE_L_ENFANT = Preparee(lambda enfant: mesures_de(enfant).select_related("referent"), enfant="bigint")


def echeances_de(mesure: Mesure) -> QuerySet[Echeance]:
    """Deadlines that the acts on one measure opened, by date."""
    faits = FaitDeMesure.objects.filter(mesure=mesure).values("fait_id")
    return Echeance.objects.filter(fait_id__in=faits).order_by(F("due_le").asc(nulls_last=True), "id")
