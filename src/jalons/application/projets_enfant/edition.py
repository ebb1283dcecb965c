"""What the forms have in common: one page, a colleague's text never written over, every fault shown at its place."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from jalons.application.acces.http import Requete
from jalons.application.enfants.forms import empreinte
from jalons.application.enfants.models import Enfant
from jalons.application.projets_enfant.actes import ActeOffert
from jalons.application.socle.conflit import Divergence, comparer
from jalons.application.socle.version import VersionDepassee
from jalons.noyau.saisie import EntreeRefusee

Courant = Callable[[], tuple[int, Mapping[str, Any]]]
Ecrire = Callable[[int, dict[str, Any]], object]


def section(
    requete: Requete, enfant: Enfant, *, formulaire: Callable[..., Any], courant: Courant, ecrire: Ecrire, titre: str,
    retour: str, **contexte: Any,
) -> HttpResponse:  # fmt: skip
    """Show a section, or write it and go back.

    Args:
        formulaire: the class of the form (a ``Versionnee``).
        courant: version and values as they stand.
        ecrire: the service, from the version to check and the values.
    """
    version, valeurs = courant()
    depart = {**valeurs, "version": version, "empreinte": empreinte(valeurs)}
    recu = requete.POST if requete.method == "POST" else None
    saisie = formulaire(recu, initial=depart)
    divergences: list[Divergence] = []
    if recu is not None and saisie.is_valid():
        fait, divergences = _enregistrer(saisie, courant, ecrire)
        if fait:
            messages.success(requete, f"{titre} : enregistré.")
            return redirect(retour)
        if divergences:
            mien = {c: v for c, v in saisie.cleaned_data.items() if c not in ("version", "empreinte")}
            saisie = formulaire(None, initial=depart | mien)
    return page(requete, enfant, saisie, titre=titre, retour=retour, divergences=divergences, **contexte)


def _enregistrer(saisie: Any, courant: Courant, ecrire: Ecrire) -> tuple[bool, list[Divergence]]:
    champs = dict(saisie.cleaned_data)
    version, partie_de = champs.pop("version", None) or 0, champs.pop("empreinte", "")
    try:
        try:
            ecrire(version, champs)
        except VersionDepassee as depassee:
            actuelles = courant()[1]
            if empreinte(actuelles) != partie_de:
                libelles = {nom: str(c.label) for nom, c in saisie.fields.items()}
                return False, comparer(libelles, champs, actuelles)
            ecrire(depassee.actuelle, champs)  # only another section had changed: both texts are kept
    except EntreeRefusee as refus:
        saisie.refuser(refus)
        return False, []
    return True, []


def acte(
    requete: Requete, enfant: Enfant, offert: ActeOffert, saisie: Any, faire: Callable[..., object], *, retour: str
) -> HttpResponse:
    """Ask what an act needs, or do it and go back; nothing is done when somebody saved in between."""
    statut = 0
    if saisie.is_bound and saisie.is_valid():
        try:
            faire(**saisie.cleaned_data)
        except EntreeRefusee as refus:
            saisie.refuser(refus)
        except VersionDepassee as depassee:
            saisie.add_error(None, f"{depassee} Revenez à la page, relisez-la, puis recommencez.")
            statut = 409
        else:
            messages.success(requete, offert.fait)
            return redirect(retour)
    return page(
        requete, enfant, saisie, titre=offert.titre, bouton=offert.bouton, intro=offert.intro, retour=retour,
        statut=statut,
    )  # fmt: skip


def page(
    requete: Requete, enfant: Enfant, saisie: Any, *, titre: str, retour: str, bouton: str = "Enregistrer",
    intro: str = "", divergences: list[Divergence] | None = None, statut: int = 0, **contexte: Any,
) -> HttpResponse:  # fmt: skip
    """The page of a form."""
    code = statut or (409 if divergences else 422 if saisie.is_bound and saisie.errors else 200)
    complet = {
        "enfant": enfant, "collectivite": enfant.collectivite, "formulaire": saisie, "titre": titre, "retour": retour,
        "bouton": bouton, "intro": intro, "divergences": divergences, **contexte,
    }  # fmt: skip
    return render(requete, "projets_enfant/formulaire.html", complet, status=code)
