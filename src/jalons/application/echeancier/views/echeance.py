"""One deadline: its computation, why it is late, what moves its last day."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from jalons.application.acces.gate import requiert
from jalons.application.acces.http import Requete
from jalons.application.acces.permissions import Permission
from jalons.application.acces.selectors import entre_temps
from jalons.application.echeancier import actes, catalogue, selectors, services
from jalons.application.echeancier.forms import ActeForm, MotifForm
from jalons.application.echeancier.models import Suivi
from jalons.application.enfants import porte
from jalons.application.enfants.models import Enfant
from jalons.application.faits.locaux import regles_de
from jalons.application.faits.models import Echeance
from jalons.application.faits.selectors import du_perimetre
from jalons.application.socle.version import VersionDepassee
from jalons.noyau.saisie import EntreeRefusee, Faute

PAGE = "echeancier:echeance"


def _lire(request: Requete, pk: int) -> Echeance:
    echeance = get_object_or_404(du_perimetre(request).select_related("fait"), pk=pk)
    request.lieu = echeance.collectivite_id
    return echeance


def a_suivre(request: Requete, pk: int) -> tuple[Echeance, Enfant]:
    """The deadline and its child, for somebody who may follow them; the reading is journalled."""
    echeance = _lire(request, pk)
    if echeance.sujet_type != selectors.ENFANT:
        raise Http404("Les échéances d'un contrat ou d'un schéma se justifient sur sa page.")
    suivre = Permission.ECHEANCIER_SUIVRE
    enfant = porte.ouvrir(request, echeance.sujet_id, page=PAGE, maintenant=timezone.now(), faire=suivre)
    return echeance, enfant


def _page(request: Requete, echeance: Echeance, enfant: Enfant | None, **contexte: Any) -> HttpResponse:
    jour = timezone.localdate()
    [ligne] = selectors.presenter([echeance], au=jour)
    voulues = [Permission.ECHEANCIER_SUIVRE, Permission.ECHEANCIER_REPRENDRE]
    tenues = porte.permissions_sur(request, enfant, voulues, maintenant=timezone.now()) if enfant else frozenset()
    peut = Permission.ECHEANCIER_SUIVRE in tenues
    offerts = actes.possibles(regles_de(echeance.collectivite_id), echeance.regle) if peut else []
    tenus = _a_tenir(echeance) if peut else []
    initial, regle = depart(ligne.suivi), regles_de(echeance.collectivite_id).par_code.get(echeance.regle)
    complet = {
        "ligne": ligne, "echeance": echeance, "enfant": enfant, "jour": jour, "peut_suivre": peut, "actes": offerts,
        "notes": selectors.actes_de(echeance) if enfant is not None else [],
        "annule_tout": Permission.ECHEANCIER_REPRENDRE in tenues,
        "regle": regle, "effet": catalogue.effet_de(regle) if regle is not None else "",
        "motif_form": MotifForm(initial=initial) if peut else None,
        "acte_form": ActeForm(actes=offerts, initial=initial | {"motif": "", "survenu_le": jour}) if offerts else None,
        "fait_form": ActeForm(actes=tenus, initial=initial | {"motif": "", "survenu_le": jour}) if tenus else None,
        **contexte,
    }  # fmt: skip
    refuse = any(getattr(f, "errors", None) for f in contexte.values())
    code = 409 if "depassee" in contexte else 422 if refuse else 200
    return render(request, "echeancier/echeance.html", complet, status=code)


def depart(suivi: Suivi | None) -> dict[str, Any]:
    """What the forms start from: nothing said yet is version 0."""
    if suivi is None:
        return {"version": 0, "motif": "", "precision": ""}
    return {"version": suivi.version, "motif": suivi.motif, "precision": suivi.precision}


def _depassee(formulaire: Any, depassee: VersionDepassee) -> dict[str, Any]:
    """What a colleague did in between; the next post starts from there, with what was typed."""
    formulaire.reprendre(depassee.actuelle)
    return {"depassee": depassee, "changements": entre_temps(depassee)}


@require_safe
@requiert(Permission.FAITS_VOIR)
def echeance(request: Requete, pk: int) -> HttpResponse:
    """What is due, for whom, by when, how it was computed; the reading of a child's is journalled."""
    lue = _lire(request, pk)
    enfant = None
    if lue.sujet_type == selectors.ENFANT:
        enfant = porte.ouvrir(request, lue.sujet_id, page=PAGE, maintenant=timezone.now())
    return _page(request, lue, enfant)


@require_http_methods(["GET", "POST"])
@requiert(Permission.ECHEANCIER_SUIVRE)
def motiver(request: Requete, pk: int) -> HttpResponse:
    """Say why the act is late."""
    lue, enfant = a_suivre(request, pk)
    if request.method != "POST":
        return _page(request, lue, enfant)
    formulaire = MotifForm(request.POST, initial=depart(selectors.suivi_de(lue)))
    formulaire.controle = services.fautes_du_motif
    if formulaire.is_valid():
        try:
            services.dire_motif(echeance=lue, enfant=enfant, par=request.user, **formulaire.cleaned_data)
        except EntreeRefusee as refus:
            formulaire.refuser(refus)
        except VersionDepassee as depassee:
            return _page(request, lue, enfant, motif_form=formulaire, **_depassee(formulaire, depassee))
        else:
            messages.success(request, "Le motif est enregistré ; un nouveau calcul ne l'efface pas.")
            return redirect(PAGE, pk)
    return _page(request, lue, enfant, motif_form=formulaire)


@require_POST
@requiert(Permission.ECHEANCIER_SUIVRE)
def vue(request: Requete, pk: int) -> HttpResponse:
    """Say that one has seen the deadline."""
    lue, enfant = a_suivre(request, pk)
    services.prendre_connaissance(echeance=lue, enfant=enfant, par=request.user)
    messages.success(request, "C'est noté : vous avez pris connaissance de cette échéance.")
    return redirect(PAGE, pk)


@require_http_methods(["GET", "POST"])
@requiert(Permission.ECHEANCIER_SUIVRE)
def deplacer(request: Requete, pk: int) -> HttpResponse:
    """Record the prolongation or suspension that the rule foresees."""
    lue, enfant = a_suivre(request, pk)
    return _enregistrer(request, lue, enfant, actes.possibles(regles_de(lue.collectivite_id), lue.regle), "deplacer")


@require_http_methods(["GET", "POST"])
@requiert(Permission.ECHEANCIER_SUIVRE)
def tenir(request: Requete, pk: int) -> HttpResponse:
    """Record that the act took place, when no register does."""
    lue, enfant = a_suivre(request, pk)
    # what was typed while a colleague fulfilled it is shown again beside what she did, not dropped
    offerts = actes.a_tenir(regles_de(lue.collectivite_id), lue.regle)
    return _enregistrer(request, lue, enfant, offerts, "tenir")


def _a_tenir(echeance: Echeance) -> list[actes.Acte]:
    """The acts that would fulfil it; none once it is fulfilled."""
    return [] if echeance.tenue_le else actes.a_tenir(regles_de(echeance.collectivite_id), echeance.regle)


def vers_l_echeance(echeance: Echeance) -> HttpResponse:
    """Back to the deadline as it is now; to the list when the act has left none of that name."""
    reste = Echeance.objects.filter(pk=echeance.pk).exists()
    return redirect(PAGE, echeance.pk) if reste else redirect("echeancier:miennes")


def _fautes_de_l_acte(lue: Echeance, offerts: list[actes.Acte], lus: Mapping[str, Any]) -> list[Faute]:
    """What the service would refuse of what could be read."""
    acte = next((a for a in offerts if a.evenement == lus.get("acte")), None)
    if acte is None:
        return []
    debut = lue.fait.survenu_le.debut if lue.fait is not None else None
    return actes.fautes(
        acte, survenu_le=lus.get("survenu_le"), ouverte_le=debut, au=timezone.localdate(), motif=lus.get("motif") or ""
    )


FORMULAIRES = {"deplacer": "acte_form", "tenir": "fait_form"}


def _enregistrer(
    request: Requete, lue: Echeance, enfant: Enfant, offerts: list[actes.Acte], quoi: str
) -> HttpResponse:  # fmt: skip
    if request.method != "POST" or not offerts:
        return _page(request, lue, enfant)
    formulaire = ActeForm(request.POST, actes=offerts, initial=depart(selectors.suivi_de(lue)))
    formulaire.controle = lambda lus: _fautes_de_l_acte(lue, offerts, lus)
    if formulaire.is_valid():
        recu = {"motif": "", **formulaire.cleaned_data}
        acte = {a.evenement: a for a in offerts}[recu.pop("acte")]
        try:
            services.enregistrer_acte(
                echeance=lue, enfant=enfant, acte=acte, au=timezone.localdate(), par=request.user, quoi=quoi, **recu
            )
        except EntreeRefusee as refus:
            formulaire.refuser(refus)
        except VersionDepassee as depassee:
            return _page(request, lue, enfant, **{FORMULAIRES[quoi]: formulaire}, **_depassee(formulaire, depassee))
        else:
            messages.success(request, f"« {acte.libelle} » : enregistré, le délai est recalculé.")
            return vers_l_echeance(lue)
    return _page(request, lue, enfant, **{FORMULAIRES[quoi]: formulaire})
