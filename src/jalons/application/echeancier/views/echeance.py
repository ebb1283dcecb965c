"""One deadline: its computation, why it is late, what moves its last day."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from jalons.application.acces.gate import requiert
from jalons.application.acces.http import Requete
from jalons.application.acces.permissions import Permission
from jalons.application.acces.selectors import entre_temps
from jalons.application.echeancier import actes, catalogue, selectors, services
from jalons.application.echeancier.forms import ActeForm, MotifForm
from jalons.application.echeancier.models import Suivi
from jalons.application.echeancier.porte import SUIVRE, Ouverte, ouvrir
from jalons.application.faits.locaux import regles_de
from jalons.application.faits.models import Echeance
from jalons.application.socle.version import VersionDepassee
from jalons.noyau.saisie import EntreeRefusee, Faute

PAGE = "echeancier:echeance"


def _page(request: Requete, ouverte: Ouverte, **contexte: Any) -> HttpResponse:
    jour, echeance, peut = timezone.localdate(), ouverte.echeance, ouverte.suivre
    [ligne] = selectors.presenter([echeance], au=jour)
    offerts = ouverte.possibles() if peut else []
    # none once it is fulfilled
    tenus = ouverte.a_tenir() if peut and not echeance.tenue_le else []
    initial, regle = depart(ligne.suivi), regles_de(echeance.collectivite_id).par_code.get(echeance.regle)
    complet = {
        "ligne": ligne, "echeance": echeance, "sujet": ouverte.sujet, "jour": jour, "peut_suivre": peut,
        "notes": selectors.actes_de(echeance) if ouverte.sujet is not None else [],
        "annule_tout": ouverte.reprendre, "regle": regle, "effet": catalogue.effet_de(regle) if regle else "",
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
    return _page(request, ouvrir(request, pk, page=PAGE, maintenant=timezone.now()))


@require_http_methods(["GET", "POST"])
@requiert(SUIVRE)
def motiver(request: Requete, pk: int) -> HttpResponse:
    """Say why the act is late."""
    ouverte = ouvrir(request, pk, page=PAGE, maintenant=timezone.now(), faire=SUIVRE)
    lue, sujet = ouverte.echeance, ouverte.sujet
    if request.method != "POST" or sujet is None:
        return _page(request, ouverte)
    formulaire = MotifForm(request.POST, initial=depart(selectors.suivi_de(lue)))
    formulaire.controle = services.fautes_du_motif
    if formulaire.is_valid():
        try:
            services.dire_motif(echeance=lue, sujet=sujet, par=request.user, **formulaire.cleaned_data)
        except EntreeRefusee as refus:
            formulaire.refuser(refus)
        except VersionDepassee as depassee:
            return _page(request, ouverte, motif_form=formulaire, **_depassee(formulaire, depassee))
        else:
            messages.success(request, "Le motif est enregistré ; un nouveau calcul ne l'efface pas.")
            return redirect(PAGE, pk)
    return _page(request, ouverte, motif_form=formulaire)


@require_POST
@requiert(SUIVRE)
def vue(request: Requete, pk: int) -> HttpResponse:
    """Say that one has seen the deadline."""
    ouverte = ouvrir(request, pk, page=PAGE, maintenant=timezone.now(), faire=SUIVRE)
    if ouverte.sujet is not None:
        services.prendre_connaissance(echeance=ouverte.echeance, sujet=ouverte.sujet, par=request.user)
    messages.success(request, "C'est noté : vous avez pris connaissance de cette échéance.")
    return redirect(PAGE, pk)


@require_http_methods(["GET", "POST"])
@requiert(SUIVRE)
def deplacer(request: Requete, pk: int) -> HttpResponse:
    """Record the prolongation or suspension that the rule foresees."""
    ouverte = ouvrir(request, pk, page=PAGE, maintenant=timezone.now(), faire=SUIVRE)
    return _enregistrer(request, ouverte, ouverte.possibles(), "deplacer")


@require_http_methods(["GET", "POST"])
@requiert(SUIVRE)
def tenir(request: Requete, pk: int) -> HttpResponse:
    """Record that the act took place, when no register does."""
    ouverte = ouvrir(request, pk, page=PAGE, maintenant=timezone.now(), faire=SUIVRE)
    # what was typed while a colleague fulfilled it is shown again beside what she did, not dropped
    return _enregistrer(request, ouverte, ouverte.a_tenir(), "tenir")


def vers_l_echeance(echeance: Echeance) -> HttpResponse:
    """Back to the deadline as it is now; to the list when the act has left none of that name."""
    reste = Echeance.objects.filter(pk=echeance.pk).exists()
    return redirect(PAGE, echeance.pk) if reste else redirect("echeancier:miennes")


def _fautes_de_l_acte(lue: Echeance, offerts: list[actes.Acte], lus: Mapping[str, Any]) -> list[Faute]:
    """What the service would refuse of what could be read."""
    acte = next((a for a in offerts if a.evenement == lus.get("acte")), None)
    if acte is None:
        return []
    return actes.fautes(
        acte, survenu_le=lus.get("survenu_le"), ouverte_le=services.au_plus_tot(lue), au=timezone.localdate(),
        motif=lus.get("motif") or "",
    )  # fmt: skip


FORMULAIRES = {"deplacer": "acte_form", "tenir": "fait_form"}


def _enregistrer(request: Requete, ouverte: Ouverte, offerts: list[actes.Acte], quoi: str) -> HttpResponse:
    lue, sujet = ouverte.echeance, ouverte.sujet
    if request.method != "POST" or not offerts or sujet is None:
        return _page(request, ouverte)
    formulaire = ActeForm(request.POST, actes=offerts, initial=depart(selectors.suivi_de(lue)))
    formulaire.controle = lambda lus: _fautes_de_l_acte(lue, offerts, lus)
    if formulaire.is_valid():
        recu = {"motif": "", **formulaire.cleaned_data}
        acte = {a.evenement: a for a in offerts}[recu.pop("acte")]
        try:
            services.enregistrer_acte(
                echeance=lue, sujet=sujet, acte=acte, au=timezone.localdate(), par=request.user, quoi=quoi, **recu
            )
        except EntreeRefusee as refus:
            formulaire.refuser(refus)
        except VersionDepassee as depassee:
            return _page(request, ouverte, **{FORMULAIRES[quoi]: formulaire}, **_depassee(formulaire, depassee))
        else:
            messages.success(request, f"« {acte.libelle} » : enregistré, le délai est recalculé.")
            return vers_l_echeance(lue)
    return _page(request, ouverte, **{FORMULAIRES[quoi]: formulaire})
