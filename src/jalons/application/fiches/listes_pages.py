"""Reads of the list pages: filters, sorts, columns of the kanban, lines of the calendar."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Case, CharField, Exists, F, Func, IntegerField, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import Concat, JSONObject, Left, Length

from jalons.analyse.graphiques import Figure, LigneGantt, gantt
from jalons.application.acces.gate import visibles as visibles_pour
from jalons.application.acces.http import Requete
from jalons.application.acces.permissions import Permission
from jalons.application.fiches import selectors, suivi
from jalons.application.fiches.models import Cadre, Fiche, Intervenant, Placement, Rubrique

TRIS = {
    "titre": ("_tri", "pk"),
    "statut": ("_rang_statut", "_tri"),
    "avancement": ("avancement", "_tri"),
    "debut": ("debut", "_tri"),
    "fin": ("fin", "_tri"),
    "modifiee": ("modifiee_le", "_tri"),
}
ORDRE_DES_STATUTS = tuple(Fiche.Statut.values)


def cadres(requete: Requete) -> QuerySet[Cadre]:
    """Frames that the agent may see, the latest first."""
    return visibles_pour(Cadre.objects.all(), requete=requete, permission=Permission.FICHES_VOIR)


def rubriques(requete: Requete, cadre: str) -> QuerySet[Rubrique]:
    """Headings of one frame (its key, as received); none when it is not a key."""
    toutes = visibles_pour(Rubrique.objects.all(), requete=requete, permission=Permission.FICHES_VOIR)
    return toutes.filter(cadre=int(cadre), retire_le=None) if cadre.isdecimal() and len(cadre) < 19 else toutes.none()


def pilotes(requete: Requete) -> list[str]:
    """Names of the pilotes of the perimeter."""
    tous = visibles_pour(Intervenant.objects.all(), requete=requete, permission=Permission.FICHES_VOIR)
    noms = tous.filter(role=Intervenant.Role.PILOTE).order_by("nom").values_list("nom", flat=True).distinct()
    return list(noms[:500])


def en_lignes(requete: Requete, *, au: date) -> QuerySet[Fiche]:
    """Visible fiches with what a line shows: ``pilotes``, ``cadres`` (title, number), ``en_retard`` on the day."""
    noms = Intervenant.objects.filter(fiche=OuterRef("pk"), role=Intervenant.Role.PILOTE).order_by("ordre", "id")
    places = Placement.objects.filter(fiche=OuterRef("pk")).order_by("cadre_id", "ordre", "id").distinct("cadre_id")
    lignes = selectors.visibles(requete).annotate(
        pilotes=ArraySubquery(noms.values("nom")),
        cadres=ArraySubquery(
            places.values(ligne=JSONObject(titre=F("cadre__titre"), court=_titre_court(), numero=F("numero")))
        ),
        en_retard=Case(When(_retard(au), then=Value(True)), default=Value(False)),
        _tri=Func(F("titre"), function="cle_tri", output_field=CharField()),
        _rang_statut=Case(
            *(When(statut=s, then=Value(i)) for i, s in enumerate(ORDRE_DES_STATUTS)),
            output_field=IntegerField(), default=Value(99),
        ),
    )  # fmt: skip
    return lignes.order_by("_tri", "pk")


def _titre_court() -> Case:
    """Kind and years of a frame ("Contrat 2022-2024"), or its title when its years are not known."""
    nature = Case(*(When(cadre__nature=n.value, then=Value(n.label)) for n in Cadre.Nature), default=Value(""))
    annees = Concat(nature, Value(" "), Left("cadre__debut", 4), Value("-"), Left("cadre__fin", 4))
    connues = Q(cadre__debut__isnull=False, cadre__fin__isnull=False)
    return Case(When(connues, then=annees), default=F("cadre__titre"), output_field=CharField())


def _retard(au: date) -> Q:
    """``suivi.en_retard`` for the database: a date known to the month or the year is compared to that precision."""
    depasse = Q(fin__lt=Left(Value(au.isoformat()), Length("fin")))
    return Q(statut="retardee") | (~Q(statut__in=suivi.CLOS) & Q(fin__isnull=False) & depasse)


def filtrer(lignes: QuerySet[Fiche], criteres: dict[str, Any]) -> QuerySet[Fiche]:
    """Lines that answer every criterion of ``forms.FiltreForm``."""
    if q := criteres.get("q"):
        cherche = Func(Value(q), function="cle_tri", output_field=CharField())
        lignes = lignes.filter(_tri__contains=cherche)  # type: ignore[misc]  # annotated
    if cadre := criteres.get("cadre"):
        lignes = lignes.filter(Exists(Placement.objects.filter(fiche=OuterRef("pk"), cadre=cadre)))
    if rubrique := criteres.get("rubrique"):
        sous = Q(rubrique=rubrique) | Q(rubrique__parent=rubrique)
        lignes = lignes.filter(Exists(Placement.objects.filter(sous, fiche=OuterRef("pk"))))
    if statut := criteres.get("statut"):
        lignes = lignes.filter(statut=statut)
    if pilote := criteres.get("pilote"):
        avec = Intervenant.objects.filter(fiche=OuterRef("pk"), role=Intervenant.Role.PILOTE, nom=pilote)
        lignes = lignes.filter(Exists(avec))
    if nature := criteres.get("nature"):
        lignes = lignes.filter(nature_depense=nature)
    if criteres.get("retard"):
        lignes = lignes.filter(en_retard=True)  # type: ignore[misc]  # annotated
    return lignes


def colonnes(fiches: list[Fiche]) -> list[tuple[str, str, list[Fiche]]]:
    """Columns of the kanban: code, label, cards; every status has its column."""
    return [(s.value, s.label, [f for f in fiches if f.statut == s.value]) for s in Fiche.Statut]


def calendrier(fiches: list[Fiche], *, au: date) -> Figure:
    """Fiches in time; a date known to the month or the year is drawn at its bounds."""
    lignes = [
        LigneGantt(
            f.titre, f.debut.debut if f.debut else None, f.fin.fin if f.fin else None, f.avancement,
            f.get_statut_display(),
        )
        for f in fiches
    ]  # fmt: skip
    return gantt("calendrier-fiches", titre="Calendrier des fiches actions", lignes=lignes, aujourd_hui=au)
