"""What the pages of ``etablissements`` share: opening a row through the gate, a form as a page, an act as a page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from jalons.application.acces.http import Requete
from jalons.application.acces.permissions import Permission
from jalons.application.acces.selectors import entre_temps
from jalons.application.etablissements import porte, selectors
from jalons.application.etablissements.models import Etablissement, UniteAccueil
from jalons.application.socle.version import VersionDepassee
from jalons.application.ui.composants.listes import Onglet
from jalons.noyau.saisie import EntreeRefusee

VOIR, MODIFIER = Permission.ETABLISSEMENTS_VOIR, Permission.ETABLISSEMENTS_MODIFIER
SUIVRE, DECLARER = Permission.ETABLISSEMENTS_SUIVRE, Permission.ETABLISSEMENTS_DECLARER
PILOTER = Permission.ETABLISSEMENTS_PILOTER


def ouvrir(requete: Requete, pk: int, *, faire: Any = None, voir: Permission = VOIR) -> Etablissement:
    """The establishment, if the agent may see it, then do the act."""
    lignes = Etablissement.objects.select_related("organisme", "unite", "commune", "collectivite")
    return porte.obtenir(lignes, requete=requete, voir=voir, faire=faire, pk=pk)


def ouvrir_unite(requete: Requete, pk: int, *, faire: Any = None) -> UniteAccueil:
    """The unit, if the agent may see its establishment, then do the act."""
    lignes = UniteAccueil.objects.select_related("etablissement__organisme", "collectivite")
    return porte.obtenir(lignes, requete=requete, voir=VOIR, faire=faire, organisme=selectors.VIA_ETABLISSEMENT, pk=pk)


def page_de(etablissement: Etablissement) -> str:
    """Address of an establishment."""
    return reverse("etablissements:etablissement", args=[etablissement.pk])


def vie_de(cle: int) -> str:
    """Address of the second part of the page of an establishment."""
    return reverse("etablissements:vie", args=[cle])


def onglets(requete: Requete, objet: Etablissement, actif: str) -> list[Onglet]:
    """Parts of the page of an establishment that the agent may open."""
    lus = [Onglet("Places", page_de(objet), actif=actif == "places")]
    if porte.peut(requete, SUIVRE, objet, objet.organisme.code):
        lus.append(Onglet("Vie de l'établissement", vie_de(objet.pk), actif=actif == "vie"))
    return lus


def territoire(requete: Requete, permission: Permission = MODIFIER) -> str:
    """The collectivité where a new row goes: the one chosen, else the only one where the agent may write."""
    codes = requete.droits.perimetre(permission)
    code = requete.territoire if requete.territoire in codes else min(codes, default="")
    if not code:
        raise Http404("Choisissez d'abord un territoire.")
    return code


def editer(
    requete: Requete, formulaire: Any, service: Callable[..., Any], *, titre: str, retour: str, sous_titre: str = "",
    vers: Callable[[Any], str] | None = None, bouton: str = "Enregistrer", dit: str = "",
    gabarit: str = "etablissements/formulaire.html",
) -> HttpResponse:  # fmt: skip
    """A form as a page; sent, ``service`` writes what it says, then back to where it is shown.

    Args:
        service: receives the values of the form.
        vers: address of what was written; ``None``: ``retour``.
        dit: what is said once it is done; empty: the name of what was written.
    """
    depassee = None
    if formulaire.is_bound and formulaire.is_valid():
        try:
            ecrit = service(**formulaire.champs() if hasattr(formulaire, "champs") else formulaire.cleaned_data)
        except EntreeRefusee as refus:
            formulaire.refuser(refus)
        except VersionDepassee as erreur:
            depassee = erreur
            formulaire.reprendre(erreur.actuelle)
        else:
            messages.success(requete, dit or f"« {ecrit} » est enregistré.")
            return redirect(vers(ecrit) if vers else retour)
    return page_de_formulaire(
        requete, formulaire, titre=titre, retour=retour, depassee=depassee, sous_titre=sous_titre, bouton=bouton,
        gabarit=gabarit,
    )  # fmt: skip


def page_de_formulaire(
    requete: Requete, formulaire: Any, *, titre: str, retour: str, depassee: VersionDepassee | None = None,
    sous_titre: str = "", bouton: str = "Enregistrer", gabarit: str = "etablissements/formulaire.html",
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
    return render(requete, gabarit, contexte, status=code)


def recu(requete: Requete) -> Any:
    """What was sent, if anything."""
    return requete.POST if requete.method == "POST" else None
