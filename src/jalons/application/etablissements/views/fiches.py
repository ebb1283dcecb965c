"""An establishment: its page, its data, its managing body, its units."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from jalons.application.acces.gate import requiert
from jalons.application.acces.http import Requete
from jalons.application.etablissements import forms, porte, selectors, services
from jalons.application.etablissements.constats import evenements, tenu_par_une_ligne
from jalons.application.etablissements.models import Etablissement, Organisme, UniteAccueil
from jalons.application.etablissements.views.commun import (
    MODIFIER,
    VOIR,
    editer,
    onglets,
    ouvrir,
    ouvrir_unite,
    page_de,
    recu,
    territoire,
)
from jalons.application.etablissements.views.listes import organismes
from jalons.application.faits import selectors as faits


@require_safe
@requiert(VOIR)
def etablissement(request: Requete, pk: int) -> HttpResponse:
    """An establishment with its units on the day asked (today by default), their acts, what happened, its deadlines."""
    objet, jour, choix = ouvrir(request, pk), timezone.localdate(), forms.AuJourForm(request.GET or None)
    au = choix.lu(jour)
    ligne, actes = selectors.avec_actes(objet, jour)
    objet.unites_du_jour = ligne.unites  # type: ignore[attr-defined]  # for the panels: no need to read them again
    connus = evenements()
    tous = faits.faits_de(objet).order_by("-survenu_le", "-id")
    constats = [f for f in tous if not tenu_par_une_ligne(f.attributs)]
    contexte = {
        "etablissement": objet,
        "onglets_de_la_page": onglets(request, objet, "places"),
        "collectivite": objet.collectivite,
        "ligne": ligne if au == jour else selectors.avec_actes(objet, au)[0],
        "actes": actes,
        "choix": choix,
        "au": None if au == jour else au,
        "constats": [(f, connus[f.evenement].libelle if f.evenement in connus else f.evenement) for f in constats],
        "echeances": faits.pour_panneau(faits.echeances_de(objet), au=jour),
        "peut_modifier": porte.peut(request, MODIFIER, objet, objet.organisme.code),
    }
    return render(request, "etablissements/etablissement.html", contexte)


@require_http_methods(["GET", "POST"])
@requiert(MODIFIER)
def nouveau(request: Requete) -> HttpResponse:
    """Create an establishment on the territory of the agent."""
    objet = Etablissement(collectivite_id=territoire(request))
    return _editer(
        request, objet, forms.EtablissementForm, services.enregistrer_etablissement, "etablissement",
        titre="Nouvel établissement", retour=reverse("etablissements:liste"),
        organismes=organismes(request, MODIFIER), collectivite=objet.collectivite_id,
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@requiert(MODIFIER)
def modifier(request: Requete, pk: int) -> HttpResponse:
    """Change an establishment."""
    objet = ouvrir(request, pk, faire=MODIFIER)
    return _editer(
        request, objet, forms.EtablissementForm, services.enregistrer_etablissement, "etablissement",
        titre="Modifier l'établissement", retour=reverse("etablissements:etablissement", args=[pk]),
        organismes=organismes(request, MODIFIER), collectivite=objet.collectivite_id,
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@requiert(MODIFIER)
def nouvel_organisme(request: Requete) -> HttpResponse:
    """Create a managing body."""
    objet = Organisme(collectivite_id=territoire(request))
    return _editer(
        request, objet, forms.OrganismeForm, services.enregistrer_organisme, "organisme",
        titre="Nouvel organisme gestionnaire", retour=reverse("etablissements:organismes"),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@requiert(MODIFIER)
def modifier_organisme(request: Requete, pk: int) -> HttpResponse:
    """Change a managing body."""
    objet = porte.obtenir(Organisme.objects.all(), requete=request, voir=VOIR, faire=MODIFIER, organisme="code", pk=pk)
    return _editer(
        request, objet, forms.OrganismeForm, services.enregistrer_organisme, "organisme",
        titre="Modifier l'organisme", retour=reverse("etablissements:organismes"),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@requiert(MODIFIER)
def nouvelle_unite(request: Requete, pk: int) -> HttpResponse:
    """Add a unit to an establishment."""
    maison = ouvrir(request, pk, faire=MODIFIER)
    return _editer(
        request, UniteAccueil(collectivite_id=maison.collectivite_id, etablissement=maison), forms.UniteForm,
        services.enregistrer_unite, "unite", titre="Nouvelle unité", retour=page_de(maison),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@requiert(MODIFIER)
def modifier_unite(request: Requete, pk: int) -> HttpResponse:
    """Change a unit."""
    objet = ouvrir_unite(request, pk, faire=MODIFIER)
    return _editer(
        request, objet, forms.UniteForm, services.enregistrer_unite, "unite", titre="Modifier l'unité",
        retour=page_de(objet.etablissement),
    )  # fmt: skip


def _editer(
    requete: Requete, objet: Any, classe: type[forms.FicheForm], service: Callable[..., Any], nom: str, *, titre: str,
    retour: str, **options: Any,
) -> HttpResponse:  # fmt: skip
    """The form of a row, new or not; saved, back to where it is shown."""
    formulaire: Any = classe(recu(requete), initial=forms.depart(objet, classe), **options)
    return editer(
        requete, formulaire, lambda **champs: service(**{nom: objet}, par=requete.user, **champs), titre=titre,
        retour=retour, vers=lambda ecrit: page_de(ecrit) if isinstance(ecrit, Etablissement) else retour,
    )  # fmt: skip
