"""What a place must respect for a child: needs, forbidden zones, children to keep apart. Each reading is journalled."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from jalons.application.acces.gate import requiert
from jalons.application.acces.http import Requete
from jalons.application.acces.permissions import Permission
from jalons.application.enfants import adresses, edition, porte, selectors, services
from jalons.application.enfants.forms import BesoinsForm, IncompatibiliteForm, ZoneForm
from jalons.application.enfants.models import Enfant, Incompatibilite, ZoneInterdite
from jalons.noyau.saisie import EntreeRefusee, Faute

BESOINS = Permission.ENFANTS_BESOINS
TITRE = "Besoins d'accueil"


def _ouvrir(requete: Requete, pk: int, page: str) -> Enfant:
    return porte.ouvrir(requete, pk, page=f"besoins {page}", maintenant=timezone.now(), voir=BESOINS, faire=BESOINS)


@require_safe
@requiert(BESOINS)
def besoins(request: Requete, pk: int) -> HttpResponse:
    """Needs, zones and incompatibilities of a child; where a zone is, for those who may read protected addresses."""
    enfant, jour = _ouvrir(request, pk, "lire"), timezone.localdate()
    tenues = porte.permissions_sur(request, enfant, [Permission.ENFANTS_ADRESSE_PROTEGEE], maintenant=timezone.now())
    contexte = {
        "enfant": enfant,
        "collectivite": enfant.collectivite,
        "besoins": selectors.compartiment_de("besoins", enfant),
        "zones": [(z, *adresses.dire_zone(z, tenues=tenues)) for z in selectors.zones_de(enfant, jour)],
        "separations": selectors.separations_de(enfant, jour),
        "jour": jour,
    }
    return render(request, "enfants/besoins.html", contexte)


@require_http_methods(["GET", "POST"])
@requiert(BESOINS)
def modifier(request: Requete, pk: int) -> HttpResponse:
    """Say what a place must offer."""
    enfant = _ouvrir(request, pk, "modifier")

    def courant() -> tuple[int, dict[str, Any]]:
        ligne: Any = selectors.compartiment_de("besoins", enfant)
        if ligne is None:
            return 0, {"besoins": [], "ecole_commune": "", "ecole_latitude": None, "ecole_longitude": None}
        return ligne.version, {
            "besoins": ligne.besoins, "ecole_commune": ligne.ecole_commune_id or "",
            "ecole_latitude": ligne.ecole_latitude, "ecole_longitude": ligne.ecole_longitude,
        }  # fmt: skip

    return edition.section(
        request, enfant, titre=TITRE, courant=courant, retour=_retour(enfant),
        construire=_formulaire,
        ecrire=lambda version, champs: services.ecrire_besoins(
            enfant=enfant, version=version, par=request.user, **champs
        ),
        intro="Seulement ce qu'un lieu doit offrir. Ni maladie, ni diagnostic.",
    )  # fmt: skip


def _formulaire(recu: Any, initial: dict[str, Any]) -> BesoinsForm:
    formulaire = BesoinsForm(recu, initial=initial)
    formulaire.controle = lambda lus: services.fautes_des_besoins(lus, illisibles=formulaire.errors)
    return formulaire


@require_http_methods(["GET", "POST"])
@requiert(BESOINS)
def zone(request: Requete, pk: int) -> HttpResponse:
    """Forbid a commune or a disc."""
    enfant = _ouvrir(request, pk, "zone")
    formulaire = ZoneForm(request.POST or None, initial={"depuis": timezone.localdate()})
    formulaire.controle = lambda lus: services.fautes_de_la_zone(lus, illisibles=formulaire.errors)
    if formulaire.is_bound and formulaire.is_valid():
        champs = formulaire.cleaned_data
        try:
            services.interdire_zone(enfant=enfant, par=request.user, **champs | {"commune": champs["commune"] or None})
        except EntreeRefusee as refus:
            formulaire.refuser(refus)
        else:
            messages.success(request, "La zone interdite est enregistrée.")
            return redirect(_retour(enfant))
    return edition.page(request, enfant, formulaire, titre="Interdire une zone", retour=_retour(enfant))


@require_http_methods(["GET", "POST"])
@requiert(BESOINS)
def separer(request: Requete, pk: int) -> HttpResponse:
    """Name a child with whom he must not live, by the number of a file that the agent may open."""
    enfant = _ouvrir(request, pk, "separer")
    formulaire = IncompatibiliteForm(request.POST or None, initial={"depuis": timezone.localdate()})
    formulaire.controle = lambda lus: _fautes_de_la_separation(request, enfant, lus)
    if formulaire.is_bound and formulaire.is_valid():
        champs = dict(formulaire.cleaned_data)
        numero = champs.pop("numero")
        try:
            autre = _autre(request, numero)
            if autre is None:
                raise EntreeRefusee(_fautes_de_la_separation(request, enfant, formulaire.cleaned_data))
            services.separer_de(enfant=enfant, autre=autre, par=request.user, **champs)
        except EntreeRefusee as refus:
            formulaire.refuser(refus)
        else:
            messages.success(request, "L'incompatibilité est enregistrée.")
            return redirect(_retour(enfant))
    return edition.page(request, enfant, formulaire, titre="Séparer d'un autre enfant", retour=_retour(enfant))


def _autre(requete: Requete, numero: str) -> Enfant | None:
    """The child of that number, in the agent's perimeter."""
    visibles = porte.visibles(requete, Permission.ENFANTS_RECHERCHER, maintenant=timezone.now())
    return visibles.filter(numero=numero.strip().upper(), fusionne_dans=None).first()


def _fautes_de_la_separation(requete: Requete, enfant: Enfant, lus: Mapping[str, Any]) -> list[Faute]:
    """Every fault of what could be read, the number of a file that the agent may not open included."""
    numero, fautes = lus.get("numero") or "", []
    autre = _autre(requete, numero) if numero else None
    if numero and autre is None:
        message = f"Aucun dossier « {numero} » dans votre périmètre : vérifiez le numéro."
        fautes.append(Faute("numero", message, numero, "le numéro d'un dossier"))
    return [*fautes, *services.fautes_de_la_separation(enfant, autre, lus)]


@require_POST
@requiert(BESOINS)
def lever_zone(request: Requete, pk: int, zone: int) -> HttpResponse:
    """End a forbidden zone."""
    enfant = _ouvrir(request, pk, "lever")
    return _lever(request, enfant, get_object_or_404(ZoneInterdite, enfant=enfant, pk=zone), "La zone est levée.")


@require_POST
@requiert(BESOINS)
def lever_separation(request: Requete, pk: int, ligne: int) -> HttpResponse:
    """End an incompatibility."""
    enfant = _ouvrir(request, pk, "lever")
    trouvee = get_object_or_404(Incompatibilite.objects.filter(selectors.concerne(enfant)), pk=ligne)
    return _lever(request, enfant, trouvee, "L'incompatibilité est levée.")


def _lever(requete: Requete, enfant: Enfant, ligne: ZoneInterdite | Incompatibilite, fait: str) -> HttpResponse:
    try:
        services.lever(enfant=enfant, ligne=ligne, jour=timezone.localdate(), par=requete.user)
    except EntreeRefusee as refus:
        messages.warning(requete, " ".join(f.message for f in refus.fautes))
    else:
        messages.success(requete, fait)
    return redirect(_retour(enfant))


def _retour(enfant: Enfant) -> str:
    return reverse("enfants:besoins", args=[enfant.pk])
