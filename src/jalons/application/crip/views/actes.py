"""One page for every act that has a form of its own."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from jalons.application.acces.gate import exiger, requiert
from jalons.application.acces.http import Requete
from jalons.application.acces.permissions import Permission
from jalons.application.crip import actes, porte, rules, selectors
from jalons.application.crip.forms import FORMULAIRES, ActeForm
from jalons.application.crip.models import Passage, Situation
from jalons.application.crip.rules import Acte, Etat
from jalons.application.crip.services import controle
from jalons.application.enfants import porte as porte_enfants
from jalons.application.socle.version import VersionDepassee
from jalons.noyau.ecarts import RegleNonRespectee
from jalons.noyau.saisie import EntreeRefusee, Faute


@require_http_methods(["GET", "POST"])
@requiert(Permission.CRIP_VOIR)
def acte(request: Requete, pk: int, code: str) -> HttpResponse:
    """Do an act on a situation; an impossible one says why."""
    voulu = _acte(code)
    exiger(request, actes.PERMISSIONS[voulu])
    objet, jour = porte.obtenir(request, pk, faire=actes.PERMISSIONS[voulu]), timezone.localdate()
    formulaire = FORMULAIRES[voulu](request.POST if request.method == "POST" else None, situation=objet, au=jour)
    formulaire.controle = lambda lus: controle.acte(voulu, objet, lus, jour)
    attendu = voulu is not Acte.RETOUR_PROCUREUR or selectors.retour_attendu(selectors.suites_de(objet))
    contexte: dict[str, Any] = {"refus": rules.refus(Etat(objet.etat), voulu, retour_attendu=attendu)}
    if contexte["refus"]:
        contexte |= _vu_avant(objet, formulaire)
    if formulaire.is_bound and formulaire.is_valid() and not contexte["refus"]:
        contexte |= _tenter(request, voulu, formulaire, jour)
        if contexte.get("fait"):
            messages.success(request, f"{voulu.libelle} : c'est enregistré.")
            return redirect("crip:situation", objet.pk)
    statut = 409 if contexte["refus"] or "depassee" in contexte else 422 if formulaire.errors else 200
    statut = 422 if contexte.get("manques") else statut
    contexte |= {"situation": objet, "collectivite": objet.collectivite, "acte": voulu, "formulaire": formulaire}
    return render(request, "crip/acte.html", contexte, status=statut)


def _acte(code: str) -> Acte:
    if code not in {a.value for a in FORMULAIRES}:
        raise Http404("Cet acte n'existe pas.")
    return Acte(code)


def _tenter(requete: Requete, voulu: Acte, formulaire: ActeForm, jour: date) -> dict[str, Any]:
    """Do the act; ``fait`` when it is done, else what to show beside the form, which loses nothing."""
    objet = formulaire.situation
    lu = formulaire.cleaned_data
    try:
        champs = _champs(requete, voulu, formulaire)
        actes.faire(
            voulu,
            {"situation": objet, "version": lu["version"], "le": lu["le"], "au": jour, "par": requete.user},
            champs,
        )
    except EntreeRefusee as refus:
        formulaire.refuser(refus)
    except RegleNonRespectee as refus:
        return _refuse(voulu, formulaire, refus, jour)
    except VersionDepassee as depassee:
        return _depassee(objet, formulaire, depassee)
    else:
        return {"fait": True}
    return {}


def _refuse(voulu: Acte, formulaire: ActeForm, refus: RegleNonRespectee, jour: date) -> dict[str, Any]:
    """What the law asks and misses, or what a colleague did in between that makes the act impossible."""
    objet = formulaire.situation
    impossible = [e for e in refus.ecarts if e.code == "acte_impossible"]
    if not impossible:
        formulaire.refuser(EntreeRefusee(controle.acte(voulu, objet, formulaire.cleaned_data, jour)))
        return {"manques": refus.ecarts}
    objet.refresh_from_db(fields=["etat", "version"])
    return {"refus": impossible, **_vu_avant(objet, formulaire)}


def _depassee(objet: Situation, formulaire: ActeForm, depassee: VersionDepassee) -> dict[str, Any]:
    """What a colleague did in between; the next post starts from there."""
    formulaire.reprendre(depassee.actuelle)
    return {"depassee": str(depassee), "recents": _entre_temps(objet, depassee.recue, depassee.actuelle)}


def _vu_avant(objet: Situation, formulaire: ActeForm) -> dict[str, Any]:
    """What made an act impossible since the agent opened its form; nothing when she opens it now."""
    recue = str(formulaire.data.get("version", "")) if formulaire.is_bound else ""
    return {"recents": _entre_temps(objet, int(recue), objet.version)} if recue.isdecimal() else {}


def _entre_temps(objet: Situation, recue: int, actuelle: int) -> list[Passage]:
    """Each act adds one to the version, and one step."""
    return selectors.derniers_passages(objet, actuelle - recue) if actuelle > recue else []


def _champs(requete: Requete, voulu: Acte, formulaire: ActeForm) -> dict[str, Any]:
    champs = formulaire.champs()
    if voulu is Acte.AJOUTER_ENFANT:
        numero = champs.pop("numero").strip().upper()
        visibles = porte_enfants.visibles(requete, Permission.ENFANTS_RECHERCHER, maintenant=timezone.now())
        champs["enfant"] = visibles.filter(numero=numero).select_related("fusionne_dans").first()
        if champs["enfant"] is None:
            phrase = f"Aucun dossier ne porte le numéro « {numero} » dans votre périmètre. Vérifiez-le."
            raise EntreeRefusee([Faute("numero", phrase, numero)], quoi="l'enfant")
    return champs
