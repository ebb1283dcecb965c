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
from jalons.application.relecture.arrivee import INDICATEURS, MONTANTS
from jalons.application.relecture.forms import DescriptionForm, ImportForm
from jalons.application.relecture.models import Relecture
from jalons.application.relecture.rules import Section
from jalons.application.relecture.services.importation import Apercu, a_choisir, importables, proposees
from jalons.application.socle.version import VersionDepassee
from jalons.noyau.accord import compter
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
    prete = proposees(parties, lue.nature)
    form = ImportForm(
        request.POST or None, choix=[(s.cle, s.titre) for s in parties],
        initial={"sections": prete, "version": lue.version},
    )  # fmt: skip
    plus: dict[str, Any] = {}
    if request.method == "POST" and form.is_valid():
        try:
            if "apercu" not in request.POST:
                return _importe(request, lue, form)
            plus = {"apercu": _apercevoir(request, lue, form), "statut": 200}
        except VersionDepassee as depassee:
            plus = {"depassee": True, "changements": entre_temps(depassee), "statut": 409}
            form.reprendre(depassee.actuelle)
        except EntreeRefusee as refus:
            form.refuser(refus)
    return _page(request, lue, form, _cases(lue, form, parties, prete), plus)


def _page(
    request: Requete, lue: Relecture, form: ImportForm, cases: list[tuple[Section, bool, bool]], plus: dict[str, Any]
) -> HttpResponse:
    statut = plus.pop("statut", 422 if form.is_bound else 200)
    contexte = {"relecture": lue, "form": form, "parties": cases} | plus
    return render(request, "relecture/importer.html", contexte, status=statut)


def _cases(
    lue: Relecture, form: ImportForm, parties: list[Section], prete: list[str]
) -> list[tuple[Section, bool, bool]]:
    """Each section, whether its box is ticked, whether it is left to be chosen."""
    coches = set(form.data.getlist("sections")) if form.is_bound else set(prete)  # type: ignore[attr-defined]
    return [(s, s.cle in coches, a_choisir(s, lue.nature)) for s in parties]


def _apercevoir(request: Requete, lue: Relecture, form: ImportForm) -> Apercu:
    choisies = form.cleaned_data["sections"]
    return services.previsualiser(relecture=lue, choisies=choisies, sans_droit=_sans_droit(request, lue))


def _sans_droit(request: Requete, lue: Relecture) -> list[str]:
    """What the agent may not write beside the schéma or the contract."""
    droits = {INDICATEURS: Permission.INDICATEURS_MODIFIER, MONTANTS: Permission.FINANCES_MODIFIER}
    if lue.nature == Relecture.Nature.CONTRAT:
        del droits[MONTANTS]  # its amounts are a part of its file
    return [quoi for quoi, droit in droits.items() if not request.droits.peut(droit, lue.collectivite_id)]


def _importe(request: Requete, lue: Relecture, form: ImportForm) -> HttpResponse:
    bilan = services.importer(
        relecture=lue, choisies=form.cleaned_data["sections"], version=form.cleaned_data["version"], par=request.user,
        maintenant=timezone.now(), sans_droit=_sans_droit(request, lue),
    )  # fmt: skip
    deja = len(bilan.fiches) - bilan.nouvelles
    phrases = [
        f"Import fait : {compter(bilan.nouvelles, 'fiche créée')}.",
        f"{compter(deja, 'fiche')} déjà là, non doublée{'s' if deja > 1 else ''}." if deja else "",
        f"{compter(bilan.indicateurs, 'indicateur')}, {compter(bilan.cibles, 'cible')}."
        if bilan.indicateurs or bilan.cibles
        else "",
        f"{compter(bilan.montants, 'montant')} aux finances du schéma." if bilan.montants else "",
    ]
    messages.success(request, " ".join(filter(None, phrases)))
    if bilan.laisses:
        reste = " ; ".join(map(str, bilan.laisses))
        messages.warning(request, f"Resté dans la relecture, où vous pouvez le compléter : {reste}.")
    return redirect("schema:schema" if lue.nature == "schema" else "contrats:contrat", pk=bilan.cadre)
