"""What the forms have in common: one page, a colleague's text never written over, every fault shown at its place."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from jalons.application.acces.http import Requete
from jalons.application.acces.selectors import entre_temps
from jalons.application.enfants import edition
from jalons.application.enfants.models import Enfant
from jalons.application.projets_enfant.actes import ActeOffert
from jalons.application.socle.version import VersionDepassee
from jalons.noyau.saisie import EntreeRefusee, Faute

Courant = Callable[[], tuple[int, Mapping[str, Any]]]
Controle = Callable[[Mapping[str, Any]], list[Faute]]
Ecrire = Callable[[int, dict[str, Any]], object]


def section(
    requete: Requete, enfant: Enfant, *, formulaire: Callable[..., Any], courant: Courant, ecrire: Ecrire, titre: str,
    retour: str, controle: Controle | None = None, **contexte: Any,
) -> HttpResponse:  # fmt: skip
    """Show a section, or write it and go back.

    Args:
        formulaire: the class of the form (a ``Versionnee``).
        courant: version and values as they stand.
        ecrire: the service, from the version to check and the values.
        controle: what it would refuse of what could be read.
    """
    depart = edition.depart(*courant())
    recu = requete.POST if requete.method == "POST" else None
    saisie = formulaire(recu, initial=depart)
    saisie.controle = controle
    conflit = None
    if recu is not None and saisie.is_valid():
        fait, conflit = edition.enregistrer(saisie, actuelles=lambda: courant()[1], ecrire=ecrire)
        if fait:
            messages.success(requete, f"{titre} : enregistré.")
            return redirect(retour)
        if conflit:
            saisie = formulaire(None, initial=edition.depart(*courant()) | edition.saisie(saisie))
    return page(requete, enfant, saisie, titre=titre, retour=retour, conflit=conflit, **contexte)


def phrase_du_conflit(depassee: VersionDepassee) -> str:
    """What a colleague did, as one sentence, for an act that has no page of its own."""
    dits = [
        f"{c.par} le {timezone.localtime(c.le):%d/%m/%Y à %H:%M} ("
        + " ; ".join(f"{nom} : « {avant} » → « {apres} »" for nom, avant, apres in c.champs)
        + ")"
        for c in entre_temps(depassee)
    ]
    return f"Rien n'est retiré : le texte a changé entre-temps. {', '.join(dits)}. Relisez-le, puis recommencez."


def acte(
    requete: Requete, enfant: Enfant, offert: ActeOffert, saisie: Any, faire: Callable[..., object], *, retour: str
) -> HttpResponse:
    """Ask what an act needs, or do it and go back; nothing is done when somebody saved in between."""
    contexte: dict[str, Any] = {}
    if saisie.is_bound and saisie.is_valid():
        try:
            faire(**saisie.cleaned_data)
        except EntreeRefusee as refus:
            saisie.refuser(refus)
        except VersionDepassee as depassee:
            contexte = {"depassee": depassee, "changements": entre_temps(depassee)}
            saisie.reprendre(depassee.actuelle)
        else:
            messages.success(requete, offert.fait)
            return redirect(retour)
    return page(
        requete, enfant, saisie, titre=offert.titre, bouton=offert.bouton, intro=offert.intro, retour=retour,
        **contexte,
    )  # fmt: skip


def page(
    requete: Requete, enfant: Enfant, saisie: Any, *, titre: str, retour: str, bouton: str = "Enregistrer",
    intro: str = "", conflit: edition.Conflit | None = None, **contexte: Any,
) -> HttpResponse:  # fmt: skip
    """The page of a form."""
    depasse = conflit or contexte.get("depassee")
    code = 409 if depasse else 422 if saisie.is_bound and saisie.errors else 200
    complet = {
        "enfant": enfant, "collectivite": enfant.collectivite, "formulaire": saisie, "titre": titre, "retour": retour,
        "bouton": bouton, "intro": intro, "conflit": conflit, **contexte,
    }  # fmt: skip
    return render(requete, "projets_enfant/formulaire.html", complet, status=code)
