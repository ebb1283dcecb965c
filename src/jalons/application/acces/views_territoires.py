"""Pages of territories: reference lists, identity of a collectivité, local units."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from jalons.application.acces.gate import exiger, obtenir, ouverte, requiert
from jalons.application.acces.http import Requete
from jalons.application.acces.permissions import Permission
from jalons.application.territoires import selectors, services
from jalons.application.territoires.forms import MOTS_LOCAUX, IdentiteForm, UniteForm
from jalons.application.territoires.models import Collectivite, UniteLocale
from jalons.application.ui.listes import page_demandee
from jalons.application.ui.views import reponse_logo

MODIFIER = Permission.TERRITOIRES_MODIFIER


def _la_mienne(requete: Requete, code: str) -> Collectivite:
    """A collectivité of the agent's perimeter: 404 outside, 403 inside without the right."""
    if code not in requete.droits.collectivites:
        raise Http404("Cette collectivité n'est pas dans votre périmètre.")
    exiger(requete, MODIFIER, code)
    return get_object_or_404(Collectivite, pk=code)


@require_safe
@ouverte("liste publique des collectivités")
def collectivites(requete: Requete) -> HttpResponse:
    """Every collectivité, its nature and what it does for child protection."""
    texte, nature = requete.GET.get("q", "").strip()[:50], requete.GET.get("nature", "")
    lignes = selectors.collectivites(texte=texte, nature=nature if nature in Collectivite.Nature.values else "")
    page = page_demandee(requete.GET, lignes)
    for ligne in page.object_list:
        ligne.pouvoirs = selectors.POUVOIRS[ligne.nature]
    contexte = {"page": page, "texte": texte, "nature": nature, "natures": Collectivite.Nature.choices}
    contexte["miennes"] = (
        sorted(requete.droits.perimetre(MODIFIER)) if len(requete.droits.perimetre(MODIFIER)) < 10 else []
    )
    return render(requete, "territoires/collectivites.html", contexte)


@require_safe
@ouverte("référentiel public des communes")
def communes(requete: Requete) -> HttpResponse:
    """Search of communes and EPCI."""
    texte = requete.GET.get("q", "").strip()[:50]
    lignes = selectors.communes(texte) if texte else selectors.communes("").none()
    contexte = {
        "texte": texte,
        "page": page_demandee(requete.GET, lignes),
        "epci": selectors.epci(texte)[:20] if texte else [],
    }
    return render(requete, "territoires/communes.html", contexte)


@require_safe
@ouverte("référentiel public des communes")
def choix_de_communes(requete: Requete) -> HttpResponse:
    """Options of a list of suggestions: communes that begin with the words typed."""
    texte = (requete.GET.get("q") or requete.GET.get("commune_code") or "").strip()[:50]
    lignes = selectors.communes(texte)[:20] if len(texte) > 1 else []
    return render(requete, "territoires/_choix_communes.html", {"communes": lignes})


@require_safe
@ouverte("le logo d'une collectivité est public ; il n'est servi qu'à ses agents")
def logo(requete: Requete, code: str) -> HttpResponse:
    """The picture; 404 outside the perimeter and when there is none."""
    contenu = selectors.identite(code).logo if code in requete.droits.collectivites else None
    if not contenu:
        raise Http404("Cette collectivité n'a pas de logo dans Jalons.")
    return reponse_logo(bytes(contenu))


@require_http_methods(["GET", "HEAD", "POST"])
@requiert(MODIFIER)
def identite(requete: Requete, code: str) -> HttpResponse:
    """Colour, logo, own words."""
    collectivite = _la_mienne(requete, code)
    actuelle = selectors.identite(code)
    initial = {"couleur": actuelle.couleur} | {f"mot_{c}": actuelle.libelles.get(c, "") for c in MOTS_LOCAUX}
    formulaire = IdentiteForm(requete.POST or None, requete.FILES or None, initial=initial)
    if requete.method == "POST" and formulaire.is_valid():
        donnees = formulaire.cleaned_data
        services.changer_identite(
            actuelle, par=requete.user, couleur=donnees["couleur"], libelles=formulaire.libelles(),
            logo=donnees["logo"], retirer_logo=donnees["retirer_logo"],
        )  # fmt: skip
        messages.success(requete, "L'identité est enregistrée.")
        return redirect("territoires:identite", code)
    contexte = {"lieu": collectivite, "identite": actuelle, "formulaire": formulaire}
    return render(requete, "territoires/identite.html", contexte)


@require_safe
@requiert(MODIFIER)
def unites(requete: Requete, code: str) -> HttpResponse:
    """Local units, open then closed."""
    collectivite = _la_mienne(requete, code)
    lignes = UniteLocale.objects.filter(collectivite=collectivite).select_related("parent", "commune")
    page = page_demandee(requete.GET, lignes.order_by("fermee_le", "nom"))
    return render(requete, "territoires/unites.html", {"lieu": collectivite, "page": page})


@require_http_methods(["GET", "HEAD", "POST"])
@requiert(MODIFIER)
def unite(requete: Requete, code: str, unite: int | None = None) -> HttpResponse:
    """Create a local unit, or change it."""
    collectivite = _la_mienne(requete, code)
    existante = _unite(requete, code, unite) if unite is not None else None
    formulaire = UniteForm(requete.POST or None, instance=existante, collectivite=code)
    if requete.method == "POST" and formulaire.is_valid():
        nouvelle = formulaire.save(commit=False)
        nouvelle.commune_id = formulaire.cleaned_data["commune_code"]
        services.enregistrer_unite(nouvelle, par=requete.user)
        messages.success(requete, f"« {nouvelle} » est enregistrée.")
        return redirect("territoires:unites", code)
    contexte = {"lieu": collectivite, "unite": existante, "formulaire": formulaire}
    return render(requete, "territoires/unite.html", contexte)


@require_POST
@requiert(MODIFIER)
def fermer(requete: Requete, code: str, unite: int) -> HttpResponse:
    """Close a local unit today."""
    concernee = _unite(requete, code, unite)
    try:
        services.fermer_unite(concernee, par=requete.user, le=timezone.localdate())
    except ValueError as refus:
        messages.error(requete, str(refus))
    else:
        messages.success(requete, f"« {concernee} » est fermée. Elle garde son passé.")
    return redirect("territoires:unites", code)


@require_POST
@requiert(MODIFIER)
def rouvrir(requete: Requete, code: str, unite: int) -> HttpResponse:
    """Open a local unit again."""
    concernee = services.rouvrir_unite(_unite(requete, code, unite), par=requete.user)
    messages.success(requete, f"« {concernee} » est rouverte.")
    return redirect("territoires:unites", code)


def _unite(requete: Requete, code: str, cle: int) -> UniteLocale:
    return obtenir(UniteLocale.objects.filter(collectivite_id=code), requete=requete, voir=MODIFIER, pk=cle)
