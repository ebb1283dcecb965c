"""An establishment: its page, its data, its managing body, its units."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from jalons.application.acces.gate import requiert
from jalons.application.acces.http import Requete
from jalons.application.acces.selectors import entre_temps
from jalons.application.etablissements import forms, porte, selectors, services
from jalons.application.etablissements.constats import evenements
from jalons.application.etablissements.models import Etablissement, Organisme, UniteAccueil
from jalons.application.etablissements.views.listes import MODIFIER, VOIR, organismes
from jalons.application.faits import selectors as faits
from jalons.application.socle.version import VersionDepassee
from jalons.noyau.saisie import EntreeRefusee


def ouvrir(requete: Requete, pk: int, *, faire: Any = None) -> Etablissement:
    """The establishment, if the agent may see it, then do the act."""
    lignes = Etablissement.objects.select_related("organisme", "unite", "commune", "collectivite")
    return porte.obtenir(lignes, requete=requete, voir=VOIR, faire=faire, pk=pk)


def ouvrir_unite(requete: Requete, pk: int, *, faire: Any = None) -> UniteAccueil:
    """The unit, if the agent may see its establishment, then do the act."""
    lignes = UniteAccueil.objects.select_related("etablissement__organisme", "collectivite")
    return porte.obtenir(lignes, requete=requete, voir=VOIR, faire=faire, organisme=selectors.VIA_ETABLISSEMENT, pk=pk)


@require_safe
@requiert(VOIR)
def etablissement(request: Requete, pk: int) -> HttpResponse:
    """An establishment with its units, their acts, what happened to it, its deadlines."""
    objet, jour = ouvrir(request, pk), timezone.localdate()
    ligne, actes = selectors.avec_actes(objet, jour)
    objet.unites_du_jour = ligne.unites  # type: ignore[attr-defined]  # for the panels: no need to read them again
    connus = evenements()
    constats = faits.faits_de(objet).order_by("-survenu_le", "-id")
    contexte = {
        "etablissement": objet,
        "collectivite": objet.collectivite,
        "ligne": ligne,
        "actes": actes,
        "constats": [(f, connus[f.evenement].libelle if f.evenement in connus else f.evenement) for f in constats],
        "echeances": faits.pour_panneau(faits.echeances_de(objet), au=jour),
        "peut_modifier": porte.peut(request, MODIFIER, objet, objet.organisme.code),
    }
    return render(request, "etablissements/etablissement.html", contexte)


@require_http_methods(["GET", "POST"])
@requiert(MODIFIER)
def nouveau(request: Requete) -> HttpResponse:
    """Create an establishment on the territory of the agent."""
    objet = Etablissement(collectivite_id=_territoire(request))
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
    objet = Organisme(collectivite_id=_territoire(request))
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
        services.enregistrer_unite, "unite", titre="Nouvelle unité", retour=_page_de(maison),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@requiert(MODIFIER)
def modifier_unite(request: Requete, pk: int) -> HttpResponse:
    """Change a unit."""
    objet = ouvrir_unite(request, pk, faire=MODIFIER)
    return _editer(
        request, objet, forms.UniteForm, services.enregistrer_unite, "unite", titre="Modifier l'unité",
        retour=_page_de(objet.etablissement),
    )  # fmt: skip


def _page_de(etablissement: Etablissement) -> str:
    return reverse("etablissements:etablissement", args=[etablissement.pk])


def _territoire(requete: Requete) -> str:
    """The collectivité where a new row goes: the one chosen, else the only one where the agent may write."""
    codes = requete.droits.perimetre(MODIFIER)
    code = requete.territoire if requete.territoire in codes else min(codes, default="")
    if not code:
        raise Http404("Choisissez d'abord un territoire.")
    return code


def _editer(
    requete: Requete, objet: Any, classe: type[forms.FicheForm], service: Callable[..., Any], nom: str, *, titre: str,
    retour: str, **options: Any,
) -> HttpResponse:  # fmt: skip
    """The form of a row, new or not; saved, back to where it is shown."""
    recu = requete.POST if requete.method == "POST" else None
    formulaire: Any = classe(recu, initial=forms.depart(objet, classe), **options)
    depassee = None
    if formulaire.is_bound and formulaire.is_valid():
        try:
            ecrit = service(**{nom: objet}, par=requete.user, **formulaire.champs())
        except EntreeRefusee as refus:
            formulaire.refuser(refus)
        except VersionDepassee as erreur:
            depassee = erreur
            formulaire.reprendre(erreur.actuelle)
        else:
            messages.success(requete, f"« {ecrit} » est enregistré.")
            return redirect(_page_de(ecrit) if isinstance(ecrit, Etablissement) else retour)
    return page_de_formulaire(requete, formulaire, titre=titre, retour=retour, depassee=depassee)


def page_de_formulaire(
    requete: Requete, formulaire: Any, *, titre: str, retour: str, depassee: VersionDepassee | None = None,
    sous_titre: str = "", bouton: str = "Enregistrer",
) -> HttpResponse:  # fmt: skip
    """A form as a page, with the status that its faults call for."""
    code = 409 if depassee else 422 if formulaire.is_bound and formulaire.errors else 200
    contexte = {
        "formulaire": formulaire,
        "titre": titre,
        "sous_titre": sous_titre,
        "bouton": bouton,
        "retour": retour,
        "depassee": depassee,
        "changements": entre_temps(depassee) if depassee else [],
    }
    return render(requete, "etablissements/formulaire.html", contexte, status=code)
