"""Two files of one child made one, and made two again."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from jalons.application.acces.gate import requiert
from jalons.application.acces.http import Requete
from jalons.application.acces.permissions import Permission
from jalons.application.enfants import porte, services
from jalons.application.enfants.forms import FusionForm
from jalons.application.enfants.models import Enfant, Fusion
from jalons.application.enfants.rapprochement import comparer
from jalons.application.enfants.services.fusion import MEME_DOSSIER
from jalons.application.enfants.views.famille import par_numero
from jalons.noyau.saisie import EntreeRefusee, Faute

COMPARES = (
    "numero", "nom", "nom_usage", "prenom", "autres_prenoms", "naissance", "sexe", "lieu_naissance", "pays_naissance",
    "decede_le", "statut", "ecole", "unite", "fratrie",
)  # fmt: skip


@require_http_methods(["GET", "POST"])
@requiert(Permission.ENFANTS_FUSIONNER)
def fusionner(request: Requete, pk: int) -> HttpResponse:
    """Ask for the duplicate, show both files side by side, then merge."""
    enfant = porte.ouvrir(request, pk, page="fusion", maintenant=timezone.now(), faire=Permission.ENFANTS_FUSIONNER)
    formulaire = FusionForm(request.POST if request.method == "POST" else None)
    contexte = {"enfant": enfant, "collectivite": enfant.collectivite, "formulaire": formulaire}
    if formulaire.is_bound and formulaire.is_valid():
        try:
            double = _double_de(request, enfant, formulaire.cleaned_data["numero"])
            porte.lire(request, double, page="fusion")
            if request.POST.get("confirme"):
                services.fusionner(garde=enfant, absorbe=double, par=request.user)
                messages.success(request, f"Le {double} est réuni à celui-ci. La fusion peut être défaite.")
                return redirect("enfants:dossier", pk)
            contexte |= {
                "double": double,
                "lignes": _cote_a_cote(enfant, double),
                "avis": comparer(services.identite_de(enfant), services.identite_de(double)),
            }
        except EntreeRefusee as refus:
            formulaire.refuser(refus)
    return render(request, "enfants/fusion.html", contexte, status=422 if formulaire.errors else 200)


def _double_de(request: Requete, enfant: Enfant, numero: str) -> Enfant:
    double = par_numero(request, numero, Permission.ENFANTS_FUSIONNER)
    if double == enfant:
        raise EntreeRefusee([Faute("numero", MEME_DOSSIER)])
    return double


def _cote_a_cote(garde: Enfant, absorbe: Enfant) -> list[tuple[str, object, object, bool]]:
    """Each field of the two files, and whether they differ."""
    lignes = []
    for nom in COMPARES:
        lire = f"get_{nom}_display"
        valeurs = [getattr(e, lire)() if hasattr(e, lire) else getattr(e, nom) for e in (garde, absorbe)]
        libelle = str(getattr(Enfant._meta.get_field(nom), "verbose_name", nom))
        lignes.append((libelle[:1].upper() + libelle[1:], valeurs[0], valeurs[1], valeurs[0] != valeurs[1]))
    return lignes


@require_POST
@requiert(Permission.ENFANTS_FUSIONNER)
def separer(request: Requete, pk: int, fusion: int) -> HttpResponse:
    """Undo a merge."""
    enfant = porte.ouvrir(request, pk, page="séparation", maintenant=timezone.now(), faire=Permission.ENFANTS_FUSIONNER)
    objet = get_object_or_404(Fusion, pk=fusion, garde=enfant)
    try:
        perdus = services.separer(fusion=objet, par=request.user)
    except EntreeRefusee as refus:
        messages.error(request, str(refus))
    else:
        messages.success(request, "Les deux dossiers sont de nouveau séparés, chacun avec ce qu'il avait.")
        if perdus:
            messages.warning(request, f"Retiré ou déplacé depuis, à revoir : {', '.join(perdus)}.")
    return redirect("enfants:dossier", pk)
