"""What the document is, and the import of the whole or of a part."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from jalons.application.acces.gate import requiert
from jalons.application.acces.http import Requete
from jalons.application.acces.permissions import Permission
from jalons.application.acces.selectors import entre_temps
from jalons.application.relecture import rules, selectors, services
from jalons.application.relecture.forms import DescriptionForm, ImportForm
from jalons.application.relecture.models import Relecture
from jalons.application.relecture.rules import Section
from jalons.application.relecture.services.importation import importables
from jalons.application.socle.version import VersionDepassee
from jalons.noyau.saisie import EntreeRefusee

RELIRE = Permission.RELECTURE_RELIRE
ECRIRE = {"schema": Permission.SCHEMA_MODIFIER, "contrat": Permission.CONTRATS_MODIFIER}
"""The right that importing asks for, by nature of the document, beside that of reviewing."""


@require_http_methods(["GET", "POST"])
@requiert(RELIRE)
def decrire(request: Requete, pk: int) -> HttpResponse:
    """Say what the document is: its kind, as recognised or not, its title, its period."""
    lue = selectors.ouvrable(request, pk)
    initial = {c: getattr(lue, c) for c in ("nature", "intitule", "debut", "fin", "regime", "version")}
    form = DescriptionForm(request.POST or None, initial=initial)
    plus: dict[str, Any] = {}
    statut = 422 if form.is_bound else 200
    if request.method == "POST" and form.is_valid():
        try:
            services.decrire(relecture=lue, par=request.user, **form.cleaned_data)
        except VersionDepassee as depassee:
            plus, statut = {"depassee": True, "changements": entre_temps(depassee)}, 409
            form.reprendre(depassee.actuelle)
        except EntreeRefusee as refus:
            form.refuser(refus)
        else:
            messages.success(request, "La description est enregistrée.")
            return redirect("relecture:importer", pk=pk)
    return render(request, "relecture/decrire.html", {"relecture": lue, "form": form} | plus, status=statut)


@require_http_methods(["GET", "POST"])
@requiert(RELIRE)
def importer(request: Requete, pk: int) -> HttpResponse:
    """Choose what to import, see what it changes, then write it."""
    lue = selectors.ouvrable(request, pk, ECRIRE)
    parties = importables(rules.sections(selectors.elements(lue)), lue.nature)
    prete = [s.cle for s in parties if s.fiche is None or s.fiche.retenu]
    form = ImportForm(
        request.POST or None, choix=[(s.cle, s.titre) for s in parties],
        initial={"sections": prete, "version": lue.version},
    )  # fmt: skip
    plus: dict[str, Any] = {}
    if request.method == "POST" and form.is_valid():
        try:
            if "apercu" not in request.POST:
                return _importe(request, lue, form)
            plus = {"changements_prevus": _apercevoir(request, lue, form), "statut": 200}
        except VersionDepassee as depassee:
            plus = {"depassee": True, "changements": entre_temps(depassee), "statut": 409}
            form.reprendre(depassee.actuelle)
        except EntreeRefusee as refus:
            form.refuser(refus)
    return _page(request, lue, form, _cases(form, parties, prete), plus)


def _page(
    request: Requete, lue: Relecture, form: ImportForm, cases: list[tuple[Section, bool]], plus: dict[str, Any]
) -> HttpResponse:
    statut = plus.pop("statut", 422 if form.is_bound else 200)
    contexte = {"relecture": lue, "form": form, "parties": cases} | plus
    return render(request, "relecture/importer.html", contexte, status=statut)


def _cases(form: ImportForm, parties: list[Section], prete: list[str]) -> list[tuple[Section, bool]]:
    """Each section, and whether its box is ticked."""
    coches = set(form.data.getlist("sections")) if form.is_bound else set(prete)  # type: ignore[attr-defined]
    return [(s, s.cle in coches) for s in parties]


def _apercevoir(request: Requete, lue: Relecture, form: ImportForm) -> list[Any]:
    choisies = form.cleaned_data["sections"]
    return services.previsualiser(relecture=lue, choisies=choisies, avec_cibles=_avec_cibles(request, lue))


def _avec_cibles(request: Requete, lue: Relecture) -> bool:
    """Whether the agent may define indicators and their targets."""
    return request.droits.peut(Permission.INDICATEURS_MODIFIER, lue.collectivite_id)


def _importe(request: Requete, lue: Relecture, form: ImportForm) -> HttpResponse:
    bilan = services.importer(
        relecture=lue, choisies=form.cleaned_data["sections"], version=form.cleaned_data["version"], par=request.user,
        maintenant=timezone.now(), avec_cibles=_avec_cibles(request, lue),
    )  # fmt: skip
    deja = len(bilan.fiches) - bilan.nouvelles
    suite = f" {deja} y étaient déjà : elles ne sont pas doublées." if deja else ""
    cibles = f" Cibles d'indicateurs fixées : {bilan.cibles}." if bilan.cibles else ""
    messages.success(request, f"Import fait : {bilan.nouvelles} fiches créées.{suite}{cibles}")
    return redirect("schema:schema" if lue.nature == "schema" else "contrats:contrat", pk=bilan.cadre)
