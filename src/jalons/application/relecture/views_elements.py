"""Decisions on elements, from the page of a review: accept, refuse, correct, add, undo."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from jalons.application.acces.gate import requiert
from jalons.application.acces.http import Requete
from jalons.application.acces.permissions import Permission
from jalons.application.acces.selectors import entre_temps
from jalons.application.relecture import page as pages
from jalons.application.relecture import rules, selectors, services
from jalons.application.relecture.forms import DecisionForm, ElementForm, GenreForm, LotForm
from jalons.application.relecture.genres import genre
from jalons.application.relecture.models import ElementLu, Relecture
from jalons.application.socle.version import VersionDepassee
from jalons.noyau.accord import compter
from jalons.noyau.saisie import EntreeRefusee

RELIRE = Permission.RELECTURE_RELIRE


def _vers(relecture: Relecture, **demande: Any) -> HttpResponse:
    """Back to the review, on what is asked for."""
    suite = f"?{urlencode(demande)}" if demande else ""
    return redirect(f"{reverse('relecture:relecture', args=[relecture.pk])}{suite}")


def _au_suivant(relecture: Relecture, apres: int) -> HttpResponse:
    """To the next element that waits, or to the one just decided when none does."""
    suite = rules.suivant(rules.sections(selectors.elements(relecture)), apres)
    return _vers(relecture, element=suite.cle if suite else apres)


def _depassee(request: Requete, relecture: Relecture, element: int, depassee: VersionDepassee) -> HttpResponse:
    """The review as it stands, and what a colleague did."""
    contexte = pages.contexte(relecture, {"element": str(element)})
    contexte |= {"depassee": True, "changements": entre_temps(depassee)}
    reponse = render(request, "relecture/relecture.html", contexte, status=409)
    # an act has no page of its own: the address stays one that can be opened again
    reponse["HX-Push-Url"] = f"{reverse('relecture:relecture', args=[relecture.pk])}?element={element}"
    return reponse


@require_POST
@requiert(RELIRE)
def decider(request: Requete, pk: int, element: int) -> HttpResponse:
    """Accept or refuse one element, then go to the next."""
    lue = selectors.ouvrable(request, pk)
    selectors.element(lue, element)
    form = DecisionForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Cette décision n'a pas été comprise : recommencez depuis cette page.")
        return _vers(lue, element=element)
    try:
        _decider(request, lue, element, form.cleaned_data)
    except VersionDepassee as depassee:
        return _depassee(request, lue, element, depassee)
    except EntreeRefusee as refus:
        messages.error(request, refus.fautes[0].message)
        return _vers(lue, element=element)
    return _au_suivant(lue, element)


def _decider(request: Requete, lue: Relecture, element: int, dit: dict[str, Any]) -> None:
    maintenant = timezone.now()
    if dit["acte"] == "accepter":
        services.accepter(
            relecture=lue, elements=[element], version=dit["version"], par=request.user, maintenant=maintenant
        )
    else:
        services.refuser(
            relecture=lue, element=element, version=dit["version"], par=request.user, maintenant=maintenant
        )


@require_http_methods(["GET", "POST"])
@requiert(RELIRE)
def corriger(request: Requete, pk: int, element: int) -> HttpResponse:
    """Write what an element should have been, in place."""
    lue = selectors.ouvrable(request, pk)
    lu = selectors.element(lue, element)
    if request.method == "GET":
        return _vers(lue, element=element)
    form = pages.formulaire(lu, selectors.elements(lue), request.POST)
    if form.is_valid():
        try:
            services.corriger(
                relecture=lue, element=element, version=form.cleaned_data["version"], champs=form.valeurs(),
                par=request.user, maintenant=timezone.now(),
            )  # fmt: skip
        except VersionDepassee as depassee:
            return _depassee(request, lue, element, depassee)
        except EntreeRefusee as refus:
            form.refuser(refus)
        else:
            return _au_suivant(lue, element)
    contexte = pages.contexte(lue, {"element": str(element)}, form)
    return render(request, "relecture/relecture.html", contexte, status=422)


@require_POST
@requiert(RELIRE)
def accepter_section(request: Requete, pk: int, section: str) -> HttpResponse:
    """Accept everything that waits in a section, as it stands."""
    lue = selectors.ouvrable(request, pk)
    parties = rules.sections(selectors.elements(lue))
    cles = [x.cle for s in parties if s.cle == section for _, x in s.lignes if x.attend]
    try:
        faits = services.accepter(relecture=lue, elements=cles, par=request.user, maintenant=timezone.now())
    except EntreeRefusee as refus:
        messages.error(request, refus.fautes[0].message)
    else:
        vides = len(cles) - faits
        reste = f" {vides} restent à lire : un champ vide ne s'accepte pas." if vides else ""
        messages.success(request, f"Éléments acceptés : {faits}.{reste}")
    return _vers(lue, section=section)


@require_POST
@requiert(RELIRE)
def refuser_section(request: Requete, pk: int, section: str) -> HttpResponse:
    """Refuse everything of a section that nobody has decided of."""
    lue = selectors.ouvrable(request, pk)
    parties = rules.sections(selectors.elements(lue))
    cles = [x.cle for s in parties if s.cle == section for x in s.sans_decision]
    try:
        faits = services.refuser_le_reste(relecture=lue, elements=cles, par=request.user, maintenant=timezone.now())
    except EntreeRefusee as refus:
        messages.error(request, refus.fautes[0].message)
    else:
        messages.success(request, f"Éléments refusés : {faits}. Un seul acte : il s'annule dans les derniers actes.")
    return _vers(lue, section=section)


@require_POST
@requiert(RELIRE)
def annuler(request: Requete, pk: int) -> HttpResponse:
    """Undo one act of the review."""
    lue = selectors.ouvrable(request, pk)
    form = LotForm(request.POST)
    lot = form.cleaned_data["lot"] if form.is_valid() else 0
    try:
        faits = services.annuler(relecture=lue, lot=lot, par=request.user, maintenant=timezone.now())
    except EntreeRefusee as refus:
        messages.error(request, refus.fautes[0].message)
        return _vers(lue)
    reste = " Ce qui est importé reste en place tant que vous n'importez pas de nouveau." if lue.cadre_id else ""
    messages.success(request, f"L'acte est annulé ({compter(faits, 'élément')}).{reste}")
    cle = pages.entier(request.POST.get("element"))
    return _vers(lue, element=cle) if cle else _vers(lue)


@require_http_methods(["GET", "POST"])
@requiert(RELIRE)
def ajouter(request: Requete, pk: int) -> HttpResponse:
    """Add what the reader has missed: its kind and page first, then what it says."""
    lue = selectors.ouvrable(request, pk)
    demande = request.POST if request.method == "POST" else request.GET
    ici = pages.entier(demande.get("page")) or 1
    choix = GenreForm(demande if "genre" in demande else None, initial={"page": ici})
    if not choix.is_valid():
        contexte = {"relecture": lue, "choix": choix, "page": selectors.page(lue, ici)}
        return render(request, "relecture/ajouter.html", contexte, status=422 if choix.is_bound else 200)
    form = ElementForm(
        request.POST or None, code=choix.cleaned_data["genre"], lus=selectors.elements(lue), avec_version=False,
        initial={"parent": request.GET.get("sous", "")},
    )  # fmt: skip
    neuf = _ajouter(request, lue, choix, form) if request.method == "POST" and form.is_valid() else None
    if neuf is not None:
        messages.success(request, "L'élément est ajouté.")
        return _vers(lue, element=neuf.pk)
    numero = choix.cleaned_data["page"]
    contexte = {"relecture": lue, "form": form, "sorte": genre(form.code), "numero": numero}
    contexte["adresse"] = f"{urlencode({'genre': form.code, 'sous': request.GET.get('sous', '')})}&"
    contexte["page"] = selectors.page(lue, numero)
    return render(request, "relecture/ajouter.html", contexte, status=422 if form.is_bound else 200)


def _ajouter(request: Requete, lue: Relecture, choix: GenreForm, form: ElementForm) -> ElementLu | None:
    """The element added; ``None`` when it is refused, its faults being on the form."""
    try:
        return services.ajouter(
            relecture=lue, genre_ajoute=form.code, page=choix.cleaned_data["page"], champs=form.valeurs(),
            par=request.user, maintenant=timezone.now(),
        )  # fmt: skip
    except EntreeRefusee as refus:
        form.refuser(refus)
    return None
