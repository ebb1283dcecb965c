"""Acts on one place: arrival, departure, absence, return, cancelled, in use again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from jalons.application.acces.gate import requiert
from jalons.application.acces.http import Requete
from jalons.application.enfants import porte as porte_enfants
from jalons.application.etablissements import porte
from jalons.application.places import forms, selectors, services
from jalons.application.places.models import Occupation
from jalons.application.places.views.commun import DECLARER, OCCUPER, VOIR, faire, page_de_formulaire
from jalons.application.socle.version import VersionDepassee
from jalons.noyau.saisie import EntreeRefusee


@dataclass(frozen=True, slots=True)
class Acte:
    """An act as a page. ``date``: the service asks what day it is."""

    titre: str
    fait: str
    formulaire: type[Any]
    service: Callable[..., object]
    champ: str = "le"
    date: bool = True


ACTES = {
    "entrer": Acte("Noter l'arrivée", "L'arrivée est notée.", forms.JourForm, services.entrer),
    "partir": Acte("Noter le départ", "Le départ est noté : la place est libre.", forms.PartirForm, services.partir),
    "absence": Acte("Noter une absence", "L'absence est notée.", forms.AbsenceForm, services.noter_absence, "du"),
    "retour": Acte("Noter le retour", "Le retour est noté.", forms.JourForm, services.noter_retour),
    "annuler": Acte("Annuler", "La ligne est annulée.", forms.AnnulerForm, services.annuler, "", date=False),
    "disponible": Acte(
        "Rendre la place disponible", "La place est de nouveau disponible.", forms.JourForm, services.rendre_disponible,
        date=False,
    ),
}  # fmt: skip


def _ouvrir(requete: Requete, pk: int, acte: str) -> Occupation:
    """The row, if the agent may see its unit, do the act and open its child; the reading is then journalled."""
    chemin = "unite__etablissement__organisme__code"
    faire = DECLARER if acte == "disponible" else OCCUPER
    lignes = Occupation.objects.select_related("unite__etablissement__organisme", "collectivite")
    objet = porte.obtenir(lignes, requete=requete, voir=VOIR, faire=faire, organisme=chemin, pk=pk)
    if objet.enfant_id is not None:
        if acte == "disponible":
            raise PermissionDenied("Cet acte ne porte que sur une place indisponible.")
        objet.enfant = porte_enfants.ouvrir(
            requete, objet.enfant_id, page=f"places:{acte}", maintenant=timezone.now(), voir=VOIR, faire=OCCUPER
        )
    return objet


def _acte(requete: Requete, pk: int, code: str) -> HttpResponse:
    """Show the form of an act, or do it and go back to the unit."""
    acte, jour = ACTES[code], timezone.localdate()
    objet = _ouvrir(requete, pk, code)
    depart = {"version": objet.version} | ({acte.champ: jour} if acte.champ else {})
    formulaire = acte.formulaire(requete.POST if requete.method == "POST" else None, initial=depart)
    retour, depassee = reverse("places:unite", args=[objet.unite_id]), None
    if formulaire.is_bound and formulaire.is_valid():
        options = {"jour": jour} if acte.date else {}
        try:
            acte.service(occupation=objet, par=requete.user, **options, **formulaire.cleaned_data)
        except EntreeRefusee as refus:
            formulaire.refuser(refus)
        except VersionDepassee as erreur:
            depassee = erreur
            formulaire.reprendre(erreur.actuelle)
        else:
            messages.success(requete, acte.fait)
            return redirect(retour)
    return page_de_formulaire(
        requete, formulaire, titre=acte.titre, sous_titre=_ou(objet), retour=retour, depassee=depassee
    )


def _ou(objet: Occupation) -> str:
    """Whose place it is, and which."""
    qui = f"{objet.enfant.nom_complet}, dossier {objet.enfant.numero}. " if objet.enfant else ""
    return f"{qui}{objet.unite.etablissement}, {objet.unite}, place {objet.rang}."


@require_http_methods(["GET", "POST"])
@requiert(OCCUPER)
def accueillir(request: Requete, enfant: int) -> HttpResponse:
    """A child arrives without a reservation: an emergency, a relay, a stay that nobody had recorded."""
    objet = porte_enfants.ouvrir(
        request, enfant, page="places:accueillir", maintenant=timezone.now(), voir=VOIR, faire=OCCUPER
    )
    jour, retour = timezone.localdate(), reverse("places:enfant", args=[objet.pk])
    unites = selectors.unites_visibles(request, OCCUPER).filter(collectivite_id=objet.collectivite_id)
    formulaire = forms.AccueillirForm(
        request.POST if request.method == "POST" else None, unites=unites, initial={"le": jour, "part": "entiere"}
    )
    fait, _ = faire(formulaire, lambda champs: services.accueillir(enfant=objet, par=request.user, jour=jour, **champs))
    if fait:
        messages.success(request, "L'arrivée est notée.")
        return redirect(retour)
    return page_de_formulaire(
        request, formulaire, titre="Noter une arrivée sans réservation", retour=retour,
        sous_titre=f"{objet.nom_complet}, dossier {objet.numero}. Une urgence, un relais, un accueil jamais saisi.",
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@requiert(OCCUPER)
def entrer(request: Requete, pk: int) -> HttpResponse:
    """The child of a reservation arrives."""
    return _acte(request, pk, "entrer")


@require_http_methods(["GET", "POST"])
@requiert(OCCUPER)
def partir(request: Requete, pk: int) -> HttpResponse:
    """A child leaves."""
    return _acte(request, pk, "partir")


@require_http_methods(["GET", "POST"])
@requiert(OCCUPER)
def absence(request: Requete, pk: int) -> HttpResponse:
    """A child is away."""
    return _acte(request, pk, "absence")


@require_http_methods(["GET", "POST"])
@requiert(OCCUPER)
def retour(request: Requete, pk: int) -> HttpResponse:
    """He is back."""
    return _acte(request, pk, "retour")


@require_http_methods(["GET", "POST"])
@requiert(OCCUPER)
def annuler(request: Requete, pk: int) -> HttpResponse:
    """A stay recorded by mistake, a reservation lifted."""
    return _acte(request, pk, "annuler")


@require_http_methods(["GET", "POST"])
@requiert(DECLARER)
def disponible(request: Requete, pk: int) -> HttpResponse:
    """A place is in use again."""
    return _acte(request, pk, "disponible")
