"""Calls for projects; the real-estate plan."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import Count
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from jalons.application.acces.gate import obtenir, requiert, visibles
from jalons.application.acces.http import Requete
from jalons.application.acces.permissions import Permission
from jalons.application.etablissements import cycles, immobilier, nomenclatures, porte, services, suivi
from jalons.application.etablissements import formulaires_projets as forms
from jalons.application.etablissements.models import AppelProjets, Candidature, Financement, Operation
from jalons.application.etablissements.views.commun import (
    MODIFIER,
    PILOTER,
    SUIVRE,
    editer,
    ouvrir,
    recu,
    territoire,
    vie_de,
)
from jalons.application.ui.listes import page_demandee

VIA_OPERATION = "operation__etablissement__organisme__code"


@require_safe
@requiert(PILOTER)
def appels(request: Requete) -> HttpResponse:
    """Calls for projects, with their calendar and how many candidates answered."""
    lus = visibles(AppelProjets.objects.select_related("territoire"), requete=request, permission=PILOTER)
    page = page_demandee(
        request.GET, lus.annotate(nombre=Count("candidatures")).order_by("-publie_le", "-pk"), par_page=30
    )
    lignes = [(a, nomenclatures.libelle_type(a.type), nomenclatures.libelle_public(a.public)) for a in page]
    return render(request, "etablissements/appels.html", {"page": page, "lignes": lignes})


@require_safe
@requiert(PILOTER)
def appel(request: Requete, pk: int) -> HttpResponse:
    """A call: its calendar, its candidates, what came out of it."""
    objet = _ouvrir_appel(request, pk)
    candidatures = objet.candidatures.select_related("organisme", "acte__unite__etablissement")
    contexte = {
        "appel": objet,
        "collectivite": objet.collectivite,
        "type": nomenclatures.libelle_type(objet.type),
        "public": nomenclatures.libelle_public(objet.public),
        "candidatures": list(candidatures),
        "actes": [(c, x) for c, x in cycles.APPEL.possibles(objet.etat) if c != "decider"],
        "peut_decider": cycles.APPEL.apres(objet.etat, "decider") is not None,
        "ouvert": objet.etat not in cycles.APPEL.finis,
        "publie": objet.etat == cycles.PUBLIE,
    }
    return render(request, "etablissements/appel.html", contexte)


def _ouvrir_appel(requete: Requete, pk: int) -> AppelProjets:
    lignes = AppelProjets.objects.select_related("territoire", "collectivite")
    return obtenir(lignes, requete=requete, voir=PILOTER, faire=PILOTER, pk=pk)


def _page_appel(objet: AppelProjets) -> str:
    return reverse("etablissements:appel", args=[objet.pk])


@require_http_methods(["GET", "POST"])
@requiert(PILOTER)
def nouvel_appel(request: Requete) -> HttpResponse:
    """Prepare a call for projects."""
    objet = AppelProjets(collectivite_id=territoire(request, PILOTER))
    return _editer_appel(request, objet, "Nouvel appel à projets", reverse("etablissements:appels"))


@require_http_methods(["GET", "POST"])
@requiert(PILOTER)
def modifier_appel(request: Requete, pk: int) -> HttpResponse:
    """Change a call that is not decided."""
    objet = _ouvrir_appel(request, pk)
    return _editer_appel(request, objet, "Modifier l'appel à projets", _page_appel(objet))


def _editer_appel(requete: Requete, objet: AppelProjets, titre: str, retour: str) -> HttpResponse:
    depart = forms.depart_projet(objet, forms.AppelForm)
    formulaire = forms.AppelForm(recu(requete), initial=depart, collectivite=objet.collectivite_id)
    return editer(
        requete, formulaire, lambda **c: services.enregistrer_appel(appel=objet, par=requete.user, **c), titre=titre,
        retour=retour, vers=_page_appel,
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@requiert(PILOTER)
def passer_appel(request: Requete, pk: int, code: str) -> HttpResponse:
    """Publish a call, or end it without any choice."""
    if code not in cycles.APPEL.actes or code == "decider":
        raise Http404("Cet acte n'existe pas.")
    objet, jour = _ouvrir_appel(request, pk), timezone.localdate()
    formulaire = forms.ActeAppelForm(recu(request), initial={"version": objet.version, "le": jour})
    return editer(
        request, formulaire, lambda **c: services.passer_appel(appel=objet, acte=code, au=jour, par=request.user, **c),
        titre=cycles.APPEL.actes[code], retour=_page_appel(objet), sous_titre=f"{objet}.",
        dit=f"{cycles.APPEL.actes[code]} : c'est enregistré.",
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@requiert(PILOTER)
def nouvelle_candidature(request: Requete, pk: int) -> HttpResponse:
    """Record a candidate."""
    lieu = _ouvrir_appel(request, pk)
    objet = Candidature(collectivite_id=lieu.collectivite_id, appel=lieu)
    return _editer_candidature(request, objet, "Nouvelle candidature")


@require_http_methods(["GET", "POST"])
@requiert(PILOTER)
def modifier_candidature(request: Requete, pk: int) -> HttpResponse:
    """Record what the commission thinks of a candidate."""
    lignes = Candidature.objects.select_related("appel", "organisme")
    objet = obtenir(lignes, requete=request, voir=PILOTER, faire=PILOTER, pk=pk)
    return _editer_candidature(request, objet, "Modifier la candidature")


def _editer_candidature(requete: Requete, objet: Candidature, titre: str) -> HttpResponse:
    depart, jour = forms.depart_projet(objet, forms.CandidatureForm), timezone.localdate()
    formulaire = forms.CandidatureForm(recu(requete), initial=depart, collectivite=objet.collectivite_id)
    return editer(
        requete, formulaire,
        lambda **c: services.enregistrer_candidature(candidature=objet, au=jour, par=requete.user, **c),
        titre=titre, retour=_page_appel(objet.appel), sous_titre=f"{objet.appel}.",
        dit="La candidature est enregistrée.",
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@requiert(PILOTER)
def retenir(request: Requete, pk: int) -> HttpResponse:
    """Choose a candidate: its unit is created, with the act that opens its places."""
    objet, jour = _ouvrir_appel(request, pk), timezone.localdate()
    depart = {"version": objet.version, "le": jour, "effet_le": objet.ouverture_le, "nom": objet.intitule[:120]}
    formulaire = forms.RetenirForm(recu(request), initial=depart, appel=objet)
    return editer(
        request, formulaire, lambda **c: services.retenir(appel=objet, au=jour, par=request.user, **c),
        titre="Retenir un candidat", retour=_page_appel(objet), sous_titre=f"{objet}.", bouton="Retenir",
        dit="Le candidat est retenu : son unité et l'acte qui autorise ses places sont créés.",
    )  # fmt: skip


@require_safe
@requiert(SUIVRE)
def plan_immobilier(request: Requete) -> HttpResponse:
    """The real-estate plan of the perimeter: operations, amounts by year and funder."""
    operations = list(suivi.avec_tranches(suivi.operations_du_perimetre(request)))
    contexte = {
        "lignes": [(o, immobilier.croiser(suivi.tranches(o)).ensemble) for o in operations],
        "plan": immobilier.croiser(t for o in operations if o.etat != "abandonnee" for t in suivi.tranches(o)),
    }
    return render(request, "etablissements/immobilier.html", contexte)


def _ouvrir_operation(requete: Requete, pk: int, *, faire: Permission | None = None) -> Operation:
    lignes = Operation.objects.select_related("etablissement__organisme", "collectivite")
    return porte.obtenir(lignes, requete=requete, voir=SUIVRE, faire=faire, organisme=suivi.VIA_LIEU, pk=pk)


def _page_operation(objet: Operation) -> str:
    return reverse("etablissements:operation", args=[objet.pk])


@require_safe
@requiert(SUIVRE)
def operation(request: Requete, pk: int) -> HttpResponse:
    """An operation and who pays for it."""
    objet = _ouvrir_operation(request, pk)
    financements = list(objet.financements.all())
    contexte = {
        "operation": objet,
        "collectivite": objet.collectivite,
        "financements": financements,
        "plan": immobilier.croiser(f.tranche() for f in financements),
        "peut_modifier": porte.peut(request, MODIFIER, objet, objet.etablissement.organisme.code),
    }
    return render(request, "etablissements/operation.html", contexte)


@require_http_methods(["GET", "POST"])
@requiert(MODIFIER)
def nouvelle_operation(request: Requete, pk: int) -> HttpResponse:
    """Record an operation on an establishment."""
    lieu = ouvrir(request, pk, voir=SUIVRE, faire=MODIFIER)
    objet = Operation(collectivite_id=lieu.collectivite_id, etablissement=lieu)
    return _editer_operation(request, objet, "Nouvelle opération", vie_de(pk))


@require_http_methods(["GET", "POST"])
@requiert(MODIFIER)
def modifier_operation(request: Requete, pk: int) -> HttpResponse:
    """Change an operation."""
    objet = _ouvrir_operation(request, pk, faire=MODIFIER)
    return _editer_operation(request, objet, "Modifier l'opération", _page_operation(objet))


def _editer_operation(requete: Requete, objet: Operation, titre: str, retour: str) -> HttpResponse:
    formulaire = forms.OperationForm(recu(requete), initial=forms.depart_projet(objet, forms.OperationForm))
    return editer(
        requete, formulaire, lambda **c: services.enregistrer_operation(operation=objet, par=requete.user, **c),
        titre=titre, retour=retour, sous_titre=f"{objet.etablissement}.", vers=_page_operation,
    )  # fmt: skip


def _ouvrir_financement(requete: Requete, pk: int) -> Financement:
    lignes = Financement.objects.select_related("operation__etablissement__organisme")
    return porte.obtenir(lignes, requete=requete, voir=SUIVRE, faire=MODIFIER, organisme=VIA_OPERATION, pk=pk)


@require_http_methods(["GET", "POST"])
@requiert(MODIFIER)
def nouveau_financement(request: Requete, pk: int) -> HttpResponse:
    """Record what a funder pays in a year."""
    lieu = _ouvrir_operation(request, pk, faire=MODIFIER)
    objet = Financement(collectivite_id=lieu.collectivite_id, operation=lieu)
    return _editer_financement(request, objet, "Nouveau financement")


@require_http_methods(["GET", "POST"])
@requiert(MODIFIER)
def modifier_financement(request: Requete, pk: int) -> HttpResponse:
    """Change an amount."""
    return _editer_financement(request, _ouvrir_financement(request, pk), "Modifier le financement")


def _editer_financement(requete: Requete, objet: Financement, titre: str) -> HttpResponse:
    formulaire = forms.FinancementForm(recu(requete), initial=forms.depart_projet(objet, forms.FinancementForm))
    return editer(
        requete, formulaire, lambda **c: services.enregistrer_financement(financement=objet, par=requete.user, **c),
        titre=titre, retour=_page_operation(objet.operation), sous_titre=f"{objet.operation}.",
        dit="Le financement est enregistré.",
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@requiert(MODIFIER)
def retirer_financement(request: Requete, pk: int) -> HttpResponse:
    """Take an amount away, once confirmed."""
    objet = _ouvrir_financement(request, pk)
    retour = _page_operation(objet.operation)
    if request.method == "POST":
        services.retirer_financement(financement=objet, version=None, par=request.user)
        messages.success(request, "Le financement est retiré.")
        return redirect(retour)
    contexte = {
        "titre": "Retirer un financement",
        "message": f"{objet.get_financeur_display()}, {objet.annee} : retiré du plan, il reste dans l'historique.",
        "libelle": "Retirer",
        "retour": retour,
    }
    return render(request, "ui/confirmer.html", contexte)
