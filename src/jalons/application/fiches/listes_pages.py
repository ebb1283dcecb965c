"""Reads of the list pages: filters, sorts, columns of the kanban, lines of the calendar."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Case, CharField, Exists, F, Func, IntegerField, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import Left, Length

from jalons.analyse.graphiques import Figure, LigneGantt, gantt
from jalons.application.acces.gate import visibles as visibles_pour
from jalons.application.acces.http import Requete
from jalons.application.acces.permissions import Permission
from jalons.application.fiches import selectors, suivi
from jalons.application.fiches.models import Cadre, Fiche, Intervenant, Placement, Rubrique
from jalons.noyau.dates import DateCivile

TRIS = {
    "titre": ("_tri", "pk"),
    "statut": ("_rang_statut", "_tri"),
    "avancement": ("avancement", "_tri"),
    "debut": ("debut", "_tri"),
    "fin": ("fin", "_tri"),
    "modifiee": ("modifiee_le", "_tri"),
}
D_UNE_LIGNE = ("collectivite_id", "titre", "statut", "avancement", "debut", "fin")
"""What a line shows of the fiche itself; its long texts stay in the base."""
D_UNE_CARTE = (*D_UNE_LIGNE, "blocage", "version")
CLE_TRI = Func(F("titre"), function="cle_tri", output_field=CharField())
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


def en_lignes(requete: Requete) -> QuerySet[Fiche]:
    """Visible fiches in the order of the alphabet; ``_tri`` is the title without accents nor capitals."""
    return selectors.visibles(requete).alias(_tri=CLE_TRI).order_by("_tri", "pk")


def trier(lignes: QuerySet[Fiche], ordre: Sequence[str]) -> QuerySet[Fiche]:
    """``lignes`` in one of the orders of ``TRIS``."""
    if ordre[0].endswith("_rang_statut"):
        rangs = (When(statut=s, then=Value(i)) for i, s in enumerate(ORDRE_DES_STATUTS))
        lignes = lignes.alias(_rang_statut=Case(*rangs, output_field=IntegerField(), default=Value(99)))
    return lignes.order_by(*ordre)


@dataclass(frozen=True, slots=True)
class Place:
    """A frame that holds a fiche: its title, a short name ("Contrat 2022-2024"), the number the fiche has there."""

    titre: str
    court: str
    numero: int | None

    def __str__(self) -> str:
        return f"{self.court} (n°\xa0{self.numero})" if self.numero else self.court


def completer(fiches: Iterable[Fiche], *, au: date) -> list[Fiche]:
    """The fiches of a page with what a line shows: ``pilotes``, ``cadres`` (``Place``), ``en_retard`` on the day.

    Two queries, whatever the number of fiches.
    """
    lues = list(fiches)
    pilotes, places = _pilotes_de(lues), _places_de(lues)
    for fiche in lues:
        fiche.pilotes = pilotes[fiche.pk]  # type: ignore[attr-defined]
        fiche.cadres = list(places[fiche.pk].values())  # type: ignore[attr-defined]
        fiche.en_retard = suivi.en_retard(fiche.statut, fiche.fin, au) is True  # type: ignore[attr-defined]
    return lues


def _pilotes_de(fiches: list[Fiche]) -> dict[int, list[str]]:
    noms: dict[int, list[str]] = defaultdict(list)
    lus = Intervenant.objects.filter(fiche__parmi=[f.pk for f in fiches], role=Intervenant.Role.PILOTE)
    for fiche, nom in lus.order_by("ordre", "id").values_list("fiche_id", "nom"):
        noms[fiche].append(nom)
    return noms


def _places_de(fiches: list[Fiche]) -> dict[int, dict[int, Place]]:
    """Frames of each fiche by key, each once, with the number that the fiche has there."""
    places: dict[int, dict[int, Place]] = defaultdict(dict)
    lus = Placement.objects.filter(fiche__parmi=[f.pk for f in fiches]).order_by("cadre_id", "ordre", "id")
    champs = ("cadre__titre", "cadre__nature", "cadre__debut", "cadre__fin", "numero")
    for fiche, cadre, titre, nature, debut, fin, numero in lus.values_list("fiche_id", "cadre_id", *champs):
        connue = places[fiche].get(cadre)
        if connue is None or (numero and not connue.numero):
            places[fiche][cadre] = Place(titre, _court(titre, nature, debut, fin), numero)
    return places


def _court(titre: str, nature: str, debut: DateCivile | None, fin: DateCivile | None) -> str:
    return f"{Cadre.Nature(nature).label} {debut.annee}-{fin.annee}" if debut and fin else titre


def nom_court(cadre: Cadre) -> str:
    """A frame where its title would not fit: "Contrat 2022-2024"."""
    return _court(cadre.titre, cadre.nature, cadre.debut, cadre.fin)


def _retard(au: date) -> Q:
    """``suivi.en_retard`` for the database: a date known to the month or the year is compared to that precision."""
    depasse = Q(fin__lt=Left(Value(au.isoformat()), Length("fin")))
    return Q(statut="retardee") | (~Q(statut__in=suivi.CLOS) & Q(fin__isnull=False) & depasse)


def filtrer(lignes: QuerySet[Fiche], criteres: dict[str, Any], *, au: date) -> QuerySet[Fiche]:
    """Lines that answer every criterion of ``forms.FiltreForm`` on the day ``au``."""
    if q := criteres.get("q"):
        cherche = Func(Value(q), function="cle_tri", output_field=CharField())
        lignes = lignes.filter(_tri__contains=cherche)  # type: ignore[misc]  # an alias
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
        lignes = lignes.filter(_retard(au))
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
