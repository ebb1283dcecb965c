"""Receiving an information; joining one to a situation."""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from jalons.application.acces.gate import exiger, requiert
from jalons.application.acces.http import Requete
from jalons.application.acces.permissions import Permission
from jalons.application.crip import porte, rules, selectors, services
from jalons.application.crip.forms import InformationForm
from jalons.application.crip.models import Situation
from jalons.application.crip.reception import Ligne, Reception
from jalons.application.crip.rules import Acte, Etat
from jalons.application.crip.services.reception import fautes_de_l_information
from jalons.application.enfants.services import DoublonsPossibles
from jalons.application.socle.journal import journaliser_lecture
from jalons.application.socle.version import VersionDepassee
from jalons.noyau.ecarts import RegleNonRespectee
from jalons.noyau.saisie import EntreeRefusee


@require_http_methods(["GET", "POST"])
@requiert(Permission.CRIP_RECEVOIR)
def recevoir(request: Requete) -> HttpResponse:
    """Record an information: children who look alike are shown, then everything is written at once."""
    jour, codes = timezone.localdate(), _codes(request)
    page = Reception(request.POST if request.method == "POST" else None, codes=codes, au=jour)
    statut = 200
    if request.method == "POST":
        statut = 422
        if page.valide():
            exiger(request, Permission.CRIP_RECEVOIR, page.code)
            journaliser_lecture("enfants:rechercher", objet=request.user, par=request.user, collectivite=page.code)
            statut = 409 if not page.identifier() else statut
            situation = _ecrire(request, page) if statut != 409 else None
            if situation is not None:
                messages.success(request, f"L'information est enregistrée : {situation}.")
                return redirect("crip:situation", situation.pk)
            statut = 409 if any(x.semblables for x in page.lignes) or page.ouvertes else 422
    return render(request, "crip/recevoir.html", {"reception": page}, status=statut)


def _codes(requete: Requete) -> list[str]:
    codes = requete.droits.perimetre(Permission.CRIP_RECEVOIR)
    return sorted(codes & {requete.territoire} if requete.territoire else codes)


def _ecrire(requete: Requete, page: Reception) -> Situation | None:
    """Write what is typed; ``None`` when it is refused, and the page says why."""
    dit: dict[str, Any] = {
        "information": page.recue(), "connus": page.connus(), "nouveaux": page.nouveaux(),
        "au": timezone.localdate(), "par": requete.user,
    }  # fmt: skip
    lieu = page.lieu.cleaned_data
    try:
        if (ouverte := page.a_joindre()) is not None:
            services.joindre(situation=ouverte, version=None, **dit)
            return ouverte
        return services.recevoir(collectivite=page.code, unite=lieu["unite"], meme_foyer=lieu["meme_foyer"], **dit)
    except EntreeRefusee as refus:
        page.information.refuser(refus)
    except RegleNonRespectee as refus:
        page.information.add_error(None, str(refus))
    except DoublonsPossibles:
        for ligne in page.remplies:
            _reposer(ligne)
        page.identifier()
    return None


def _reposer(ligne: Ligne) -> None:
    """A child was created by a colleague meanwhile: ask again about those who are not recognised."""
    if not ligne.choix.isdecimal():
        ligne.formulaire.cleaned_data["choix"] = ""


@require_http_methods(["GET", "POST"])
@requiert(Permission.CRIP_RECEVOIR)
def joindre(request: Requete, pk: int) -> HttpResponse:
    """Join an information to a situation under way."""
    objet, jour = porte.obtenir(request, pk, faire=Permission.CRIP_RECEVOIR), timezone.localdate()
    formulaire = InformationForm(request.POST if request.method == "POST" else None, initial={"recue_le": jour})
    formulaire.controle = lambda lus: fautes_de_l_information(lus, jour, objet.collectivite_id)
    contexte: dict[str, Any] = {"refus": rules.refus(Etat(objet.etat), Acte.JOINDRE)}
    if formulaire.is_bound and formulaire.is_valid() and not contexte["refus"]:
        contexte |= _joindre(request, objet, formulaire)
        if contexte.get("fait"):
            messages.success(request, "L'information est jointe à la situation.")
            return redirect("crip:situation", objet.pk)
    statut = 409 if contexte["refus"] or "depassee" in contexte else 422 if formulaire.errors else 200
    contexte |= {"situation": objet, "collectivite": objet.collectivite, "acte": Acte.JOINDRE, "formulaire": formulaire}
    return render(request, "crip/acte.html", contexte, status=statut)


def _joindre(requete: Requete, objet: Situation, formulaire: InformationForm) -> dict[str, Any]:
    recue = services.InformationRecue(**formulaire.valeurs(ZoneInfo(objet.collectivite.fuseau)))
    jour = timezone.localdate()
    try:
        services.joindre(situation=objet, version=None, information=recue, au=jour, par=requete.user)
    except EntreeRefusee as refus:
        formulaire.refuser(refus)
    except RegleNonRespectee as refus:
        return {"refus": refus.ecarts}
    except VersionDepassee as depassee:
        return {"depassee": str(depassee), "recents": selectors.derniers_passages(objet, 1)}
    else:
        return {"fait": True}
    return {}
