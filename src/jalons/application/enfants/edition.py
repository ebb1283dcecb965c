"""What every edition of a file has in common: writing a section without writing over a colleague's text, one page."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from jalons.application.acces.http import Requete
from jalons.application.acces.selectors import entre_temps
from jalons.application.enfants.forms import Versionnee, empreinte
from jalons.application.enfants.models import Enfant
from jalons.application.socle.conflit import Divergence, comparer
from jalons.application.socle.version import VersionDepassee
from jalons.application.ui.composants.metier import Changement
from jalons.noyau.saisie import EntreeRefusee, Faute


def depart(version: int, valeurs: Mapping[str, Any]) -> dict[str, Any]:
    """Initial values of a versioned form."""
    return {**valeurs, "version": version, "empreinte": empreinte(valeurs)}


@dataclass(frozen=True, slots=True)
class Conflit:
    """A colleague saved the same section in between: nothing is written.

    Attributes:
        divergences: each field on which the two texts differ.
        changements: who changed what, and when, since the form was opened.
    """

    divergences: list[Divergence]
    changements: list[Changement]


def section(
    requete: Requete,
    enfant: Enfant,
    *,
    construire: Callable[[Any, dict[str, Any]], Versionnee],
    courant: Callable[[], tuple[int, Mapping[str, Any]]],
    ecrire: Callable[[int, dict[str, Any]], object],
    titre: str,
    retour: str = "",
    controle: Callable[[Mapping[str, Any]], list[Faute]] | None = None,
    **contexte: Any,
) -> HttpResponse:
    """Show a section, or write it and go back to the file.

    Args:
        construire: the form, from the data received and the initial values.
        courant: version and values of the section, for this reader.
        ecrire: the service, from the version to check and the values.
        controle: what it would refuse of what could be read.
    """
    recu = requete.POST if requete.method == "POST" else None
    formulaire = construire(recu, depart(*courant()))
    formulaire.controle = controle or formulaire.controle
    conflit = None
    if recu is not None and formulaire.is_valid():
        fait, conflit = enregistrer(formulaire, actuelles=lambda: courant()[1], ecrire=ecrire)
        if fait:
            messages.success(requete, f"{titre} : enregistré.")
            return redirect(retour or reverse("enfants:dossier", args=[enfant.pk]))
        if conflit:
            formulaire = construire(None, depart(*courant()) | saisie(formulaire))
    return page(requete, enfant, formulaire, titre=titre, retour=retour, conflit=conflit, **contexte)


def saisie(formulaire: Versionnee) -> dict[str, Any]:
    """What the agent typed, without what the form knows of the text it started from."""
    return {c: v for c, v in formulaire.cleaned_data.items() if c not in ("version", "empreinte")}


def enregistrer(
    formulaire: Versionnee,
    *,
    actuelles: Callable[[], Mapping[str, Any]],
    ecrire: Callable[[int, dict[str, Any]], object],
) -> tuple[bool, Conflit | None]:
    """Write a valid form; whether it is done, and the conflict when a colleague changed the same section otherwise.

    When only another section of the row has changed, both texts are kept; as often as colleagues save meanwhile.

    Args:
        actuelles: the section as it stands now, for this reader.
        ecrire: the service, from the version to check and the values.
    """
    champs = dict(formulaire.cleaned_data)
    version, partie_de = champs.pop("version", None) or 0, champs.pop("empreinte", "")
    while True:
        try:
            ecrire(version, dict(champs))
        except EntreeRefusee as refus:
            formulaire.refuser(refus)
            return False, None
        except VersionDepassee as depassee:
            enregistrees = actuelles()
            if empreinte(enregistrees) != partie_de:
                libelles = {nom: str(c.label) for nom, c in formulaire.fields.items()}
                divergences = comparer(libelles, champs, enregistrees)
                return not divergences, Conflit(divergences, entre_temps(depassee)) if divergences else None
            version = depassee.actuelle
        else:
            return True, None


def page(
    requete: Requete,
    enfant: Enfant,
    formulaire: Any,
    *,
    titre: str,
    bouton: str = "Enregistrer",
    intro: str = "",
    conflit: Conflit | None = None,
    retour: str = "",
    **contexte: Any,
) -> HttpResponse:
    """The page of a form about a child."""
    statut = 409 if conflit else 422 if formulaire.is_bound and formulaire.errors else 200
    complet = {
        "enfant": enfant, "collectivite": enfant.collectivite, "formulaire": formulaire, "titre": titre,
        "bouton": bouton, "intro": intro, "conflit": conflit,
        "retour": retour or reverse("enfants:dossier", args=[enfant.pk]), **contexte,
    }  # fmt: skip
    return render(requete, "enfants/formulaire.html", complet, status=statut)
