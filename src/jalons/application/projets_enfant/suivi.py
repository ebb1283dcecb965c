"""Lists over all the children of a place: projets and reports due, late or done, and coverage by team."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from django.db.models import Exists, F, OuterRef, QuerySet

from jalons.application.acces.gate import visibles
from jalons.application.acces.http import Requete
from jalons.application.acces.permissions import Permission
from jalons.application.enfants import porte
from jalons.application.enfants.models import Enfant
from jalons.application.faits import selectors as faits
from jalons.application.faits.models import Echeance
from jalons.application.projets_enfant import rules
from jalons.application.projets_enfant.models import Projet, VersionProjet
from jalons.application.projets_enfant.selectors import REGLE_ETABLIR, REGLES_ACTU

A_FAIRE = ("en_retard", "bientot", "a_venir", "non_verifiable")
"""Statuses of what is still to be done."""


def enfants(requete: Requete, maintenant: datetime) -> QuerySet[Enfant]:
    """Children whose projet the agent may read."""
    permis = porte.visibles(requete, Permission.PROJETS_VOIR, maintenant=maintenant)
    return permis.filter(fusionne_dans=None)


def _des_enfants(requete: Requete, au: date, regles: Sequence[str], maintenant: datetime) -> QuerySet[Echeance]:
    lignes = Echeance.objects.filter(
        sujet_type="enfant", regle__in=regles, sujet_id__in=enfants(requete, maintenant).order_by().values("pk")
    )
    return faits.avec_statut(visibles(lignes, requete=requete, permission=Permission.PROJETS_VOIR), au)


def echeances(
    requete: Requete, *, au: date, regles: Sequence[str], statuts: Iterable[str] = (), unite: int | None = None,
    maintenant: datetime,
) -> QuerySet[Echeance]:  # fmt: skip
    """Deadlines of these rules, by date; those still to be met when no status is asked."""
    lignes = _des_enfants(requete, au, regles, maintenant)
    lignes = lignes.filter(statut__in=list(statuts) or A_FAIRE)  # type: ignore[misc]  # annotated
    if unite is not None:
        lignes = lignes.filter(sujet_id__in=Enfant.objects.filter(unite_id=unite).values("pk"))
    return lignes.order_by(F("due_le").asc(nulls_last=True), "id")


def avec_enfants(lignes: Iterable[Echeance], *, au: date) -> list[tuple[Any, Enfant | None]]:
    """Each deadline with its situation and its child. One query."""
    lues = faits.presenter_sans_sujet(lignes, au=au)
    par_cle = Enfant.objects.select_related("unite").in_bulk([x.echeance.sujet_id for x in lues])
    return [(ligne, par_cle.get(ligne.echeance.sujet_id)) for ligne in lues]


def couverture(requete: Requete, *, au: date, maintenant: datetime) -> list[rules.Couverture]:
    """Coverage by local unit, for the children of the agent's place. Three queries."""
    statuts: dict[int, tuple[list[str], list[str]]] = defaultdict(lambda: ([], []))
    for cle, regle, statut in _des_enfants(requete, au, (REGLE_ETABLIR, *REGLES_ACTU), maintenant).values_list(
        "sujet_id",
        "regle",
        "statut",  # type: ignore[misc]  # annotated
    ):
        statuts[cle][regle in REGLES_ACTU].append(statut)
    signes = VersionProjet.objects.filter(projet=OuterRef("pk"))
    projets = {
        cle: (etat, signe)
        for cle, etat, signe in Projet.objects.exclude(etat=Projet.Etat.CLOS)
        .annotate(deja_signe=Exists(signes)).values_list("enfant_id", "etat", "deja_signe")
    }  # fmt: skip
    equipes = enfants(requete, maintenant).order_by().values_list("pk", "unite__nom")
    return rules.couverture(
        rules.Suivi(nom or "", tuple(statuts[cle][0]), tuple(statuts[cle][1]), *projets.get(cle, ("", False)))
        for cle, nom in equipes
        if cle in statuts
    )
