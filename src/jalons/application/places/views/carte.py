"""The offer on a map: establishments by their coordinates, foster homes by territory; the table beside."""

from __future__ import annotations

from datetime import date

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from jalons.analyse.graphiques import Figure
from jalons.analyse.graphiques.lieux import FondSitue, Lieu, carte_des_lieux, classement
from jalons.application.acces.gate import requiert
from jalons.application.acces.http import Requete
from jalons.application.places import contours, forms, images, situer
from jalons.application.places.lignes import LigneOffre
from jalons.application.places.views.commun import VOIR, codes
from jalons.application.places.views.offre import lire_offre
from jalons.noyau.tableur import Tableau

COLONNES = ("Lieu", "Type", "Territoire", "Places ouvertes", "Places libres", "Longitude", "Latitude")
NOTE = (
    "Les familles d'accueil ne sont pas situées : elles sont comptées par territoire, ou pour tout le département "
    "quand elles y sont peu. Vide : inconnu."
)


@require_safe
@requiert(VOIR)
def carte(request: Requete) -> HttpResponse:
    """Where the places are; with the filters of the offer."""
    filtre, figure, lieux = _lue(request)
    contexte = {
        "filtre": filtre, "figure": figure, "lieux": lieux, "jour": timezone.localdate(),
        "filtree": filtre.has_changed(), "parametres": request.GET.urlencode(),
        "situes": sum(x.situe for x in lieux),
    }  # fmt: skip
    return render(request, "places/_carte.html" if request.htmx else "places/carte.html", contexte)


@require_safe
@requiert(VOIR)
def exporter(request: Requete, forme: str) -> HttpResponse:
    """The picture, or its table; no foster home has coordinates in it."""
    _, figure, lieux = _lue(request)
    lignes = [(x.nom, x.type, x.territoire, x.ouvertes, x.libres, *_point(x)) for x in lieux]
    tableau = Tableau("Carte des places", COLONNES, lignes, note=NOTE, largeurs=((0, 48), (1, 28), (2, 40)))
    return images.envoyer_figure(figure, tableau, f"carte-des-places-{timezone.localdate():%Y-%m-%d}", forme)


def _point(lieu: Lieu) -> tuple[float | None, float | None]:
    return (None, None) if lieu.groupe else (lieu.longitude, lieu.latitude)


def _lue(requete: Requete) -> tuple[forms.FiltreForm, Figure, list[Lieu]]:
    """The filters, the picture, what it shows; drawn once for the same units, day and ground."""
    filtre, lue = lire_offre(requete)
    vus, jour = codes(requete), timezone.localdate()
    fond = contours.fond(vus[0]) if len(vus) == 1 else None
    figure, lieux = lue.garder(("carte", jour, fond and fond.projeter), lambda: _dessiner(lue.lignes, jour, fond))
    return filtre, figure, lieux


def _dessiner(lignes: list[LigneOffre], jour: date, fond: FondSitue | None) -> tuple[Figure, list[Lieu]]:
    lieux, titre = situer.lieux(lignes), f"Places libres au {jour:%d/%m/%Y}"
    if not any(x.situe for x in lieux):
        return classement("places-par-territoire", titre=titre, lieux=lieux), lieux
    points = [(x.longitude or 0.0, x.latitude or 0.0) for x in lieux if x.situe]
    if fond is not None and not contours.convient(fond, points):
        fond = None
    milieux = situer.milieux(lieux)
    return carte_des_lieux("carte-des-places", titre=titre, lieux=lieux, territoires=milieux, fond=fond), lieux
