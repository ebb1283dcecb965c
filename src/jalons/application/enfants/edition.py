"""What every edition of a file has in common: writing a section without writing over a colleague's text, one page."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from jalons.application.acces.http import Requete
from jalons.application.enfants.forms import Versionnee, empreinte
from jalons.application.enfants.models import Enfant
from jalons.application.socle.conflit import Divergence, comparer
from jalons.application.socle.version import VersionDepassee
from jalons.noyau.saisie import EntreeRefusee


def depart(version: int, valeurs: Mapping[str, Any]) -> dict[str, Any]:
    """Initial values of a versioned form."""
    return {**valeurs, "version": version, "empreinte": empreinte(valeurs)}


def section(
    requete: Requete,
    enfant: Enfant,
    *,
    construire: Callable[[Any, dict[str, Any]], Versionnee],
    courant: Callable[[], tuple[int, Mapping[str, Any]]],
    ecrire: Callable[[int, dict[str, Any]], object],
    titre: str,
    retour: str = "",
    **contexte: Any,
) -> HttpResponse:
    """Show a section, or write it and go back to the file.

    Args:
        construire: the form, from the data received and the initial values.
        courant: version and values of the section, for this reader.
        ecrire: the service, from the version to check and the values.
    """
    recu = requete.POST if requete.method == "POST" else None
    formulaire = construire(recu, depart(*courant()))
    divergences: list[Divergence] = []
    if recu is not None and formulaire.is_valid():
        fait, divergences = enregistrer(formulaire, actuelles=lambda: courant()[1], ecrire=ecrire)
        if fait:
            messages.success(requete, f"{titre} : enregistré.")
            return redirect(retour or reverse("enfants:dossier", args=[enfant.pk]))
        if divergences:
            mien = {c: v for c, v in formulaire.cleaned_data.items() if c not in ("version", "empreinte")}
            formulaire = construire(None, depart(*courant()) | mien)
    return page(requete, enfant, formulaire, titre=titre, retour=retour, divergences=divergences, **contexte)


def enregistrer(
    formulaire: Versionnee,
    *,
    actuelles: Callable[[], Mapping[str, Any]],
    ecrire: Callable[[int, dict[str, Any]], object],
) -> tuple[bool, list[Divergence]]:
    """Write a valid form; whether it is done, and the differences when a colleague changed the same section.

    Args:
        actuelles: the section as it stands now, for this reader.
        ecrire: the service, from the version to check and the values.
    """
    champs = dict(formulaire.cleaned_data)
    version, partie_de = champs.pop("version", None) or 0, champs.pop("empreinte", "")
    try:
        ecrire(version, champs)
    except EntreeRefusee as refus:
        formulaire.refuser(refus)
        return False, []
    except VersionDepassee as depassee:
        enregistrees = actuelles()
        if empreinte(enregistrees) != partie_de:
            libelles = {nom: str(c.label) for nom, c in formulaire.fields.items()}
            return False, comparer(libelles, champs, enregistrees)
        return _a_la_version(formulaire, ecrire, depassee.actuelle, champs)
    return True, []


def _a_la_version(
    formulaire: Versionnee, ecrire: Callable[[int, dict[str, Any]], object], version: int, champs: dict[str, Any]
) -> tuple[bool, list[Divergence]]:
    """Only another section had changed: both texts are kept."""
    try:
        ecrire(version, champs)
    except EntreeRefusee as refus:
        formulaire.refuser(refus)
        return False, []
    return True, []


def page(
    requete: Requete,
    enfant: Enfant,
    formulaire: Any,
    *,
    titre: str,
    bouton: str = "Enregistrer",
    intro: str = "",
    divergences: list[Divergence] | None = None,
    retour: str = "",
    **contexte: Any,
) -> HttpResponse:
    """The page of a form about a child."""
    statut = 409 if divergences else 422 if formulaire.is_bound and formulaire.errors else 200
    complet = {
        "enfant": enfant, "collectivite": enfant.collectivite, "formulaire": formulaire, "titre": titre,
        "bouton": bouton, "intro": intro, "divergences": divergences,
        "retour": retour or reverse("enfants:dossier", args=[enfant.pk]), **contexte,
    }  # fmt: skip
    return render(requete, "enfants/formulaire.html", complet, status=statut)
