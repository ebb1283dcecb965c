"""Pages that act on editions. A form sent late answers 409, keeps what was typed and says what a colleague did."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from jalons.application.acces.gate import obtenir, requiert
from jalons.application.acces.http import Requete
from jalons.application.acces.permissions import Permission
from jalons.application.acces.selectors import entre_temps
from jalons.application.observatoire.publications import cycle, pages, selectors, services, sources, taches
from jalons.application.observatoire.publications.forms import EnteteForm, ReponseForm, TableauForm
from jalons.application.observatoire.publications.models import Publication
from jalons.application.socle.journal import journaliser_lecture
from jalons.application.socle.taches import differer
from jalons.application.socle.version import VersionDepassee
from jalons.application.territoires.models import Collectivite
from jalons.noyau.ecarts import RegleNonRespectee
from jalons.noyau.saisie import EntreeRefusee

DOSSIER = "observatoire/publications"


def _lue(request: Requete, pk: int, faire: Permission) -> Publication:
    """The edition, if the agent holds ``faire`` on the whole of its collectivité."""
    lue = obtenir(
        selectors.lisibles(request), requete=request, voir=Permission.PUBLICATION_VOIR, faire=faire, pk=pk
    )  # fmt: skip
    if not selectors.peut(request.droits, faire, lue.collectivite_id):
        raise PermissionDenied("Une édition porte sur tout le département : cet acte demande un droit sur lui entier.")
    return lue


def _faire(formulaire: forms.Form, acte: Callable[[], object]) -> tuple[bool, dict[str, Any] | None]:
    """Do an act; whether it is done, and what a colleague did when it came late. Refusals join the form."""
    try:
        acte()
    except VersionDepassee as depassee:
        formulaire.data = {**formulaire.data.dict(), "version": str(depassee.actuelle)}  # type: ignore[attr-defined]
        return False, {"changements": entre_temps(depassee)}
    except EntreeRefusee as refus:
        for faute in refus.fautes:
            formulaire.add_error(faute.lieu if faute.lieu in formulaire.fields else None, str(faute.message))
        return False, None
    except RegleNonRespectee as refus:
        for ecart in refus.ecarts:
            formulaire.add_error(None, ecart.message)
        return False, None
    return True, None


def _statut(formulaire: forms.Form, conflit: dict[str, Any] | None) -> int:
    return 409 if conflit else 422 if formulaire.is_bound and formulaire.errors else 200


def _collectivite(request: Requete) -> str:
    """Where a new edition stands: the territory chosen, else the first where the agent prepares."""
    codes = request.droits.perimetre(Permission.PUBLICATION_PREPARER)
    siens = [c for c in codes if selectors.peut(request.droits, Permission.PUBLICATION_PREPARER, c)]
    if not siens:
        raise PermissionDenied("Une édition porte sur tout le département : cet acte demande un droit sur lui entier.")
    return request.territoire if request.territoire in siens else min(siens)


@require_http_methods(["GET", "HEAD", "POST"])
@requiert(Permission.PUBLICATION_PREPARER)
def creer(request: Requete) -> HttpResponse:
    """Begin an edition."""
    code = _collectivite(request)
    formulaire = EnteteForm(
        request.POST or None, corrigeables=selectors.corrigeables(code), initial={"jour": timezone.localdate()}
    )
    if request.method == "POST" and formulaire.is_valid():
        creees: list[Publication] = []
        departement = Collectivite.objects.get(code=code).nom_complet
        fait, _ = _faire(formulaire, lambda: creees.append(services.creer(
            collectivite=code, departement=departement, entete=formulaire.entete(),
            corrige=_corrigee(formulaire, code), par=request.user)))  # fmt: skip
        if fait:
            messages.success(request, "L'édition est ouverte : ajoutez ses tableaux, puis calculez l'aperçu.")
            return redirect(creees[0])
    contexte = {"formulaire": formulaire, "publication": None}
    return render(request, f"{DOSSIER}/entete.html", contexte, status=_statut(formulaire, None))


def _corrigee(formulaire: EnteteForm, code: str) -> Publication | None:
    cle = formulaire.cleaned_data["publication_corrigee"]
    return Publication.objects.defer(*selectors.LOURDS).get(pk=cle, collectivite_id=code) if cle else None


@require_http_methods(["GET", "HEAD", "POST"])
@requiert(Permission.PUBLICATION_PREPARER)
def modifier(request: Requete, pk: int) -> HttpResponse:
    """Change the heading and the texts."""
    lue, conflit = _lue(request, pk, Permission.PUBLICATION_PREPARER), None
    formulaire = EnteteForm(
        request.POST or None, corrigeables=selectors.corrigeables(lue.collectivite_id), initial=EnteteForm.depart(lue)
    )
    if request.method == "POST" and formulaire.is_valid():
        fait, conflit = _faire(formulaire, lambda: services.modifier(
            publication=lue, version=formulaire.cleaned_data["version"] or 0, entete=formulaire.entete(),
            corrige=_corrigee(formulaire, lue.collectivite_id), par=request.user))  # fmt: skip
        if fait:
            messages.success(request, "L'édition est enregistrée : refaites son aperçu.")
            return redirect(lue)
    contexte = {"formulaire": formulaire, "publication": lue, "conflit": conflit}
    return render(request, f"{DOSSIER}/entete.html", contexte, status=_statut(formulaire, conflit))


@require_http_methods(["GET", "HEAD", "POST"])
@requiert(Permission.PUBLICATION_PREPARER)
def tableau(request: Requete, pk: int) -> HttpResponse:
    """Add a table."""
    lue, conflit = _lue(request, pk, Permission.PUBLICATION_PREPARER), None
    formulaire = TableauForm(
        request.POST or None, request.FILES or None, sources=sources.disponibles(lue.collectivite_id),
        initial={"version": lue.version},
    )  # fmt: skip
    if request.method == "POST" and formulaire.is_valid():
        fichiers, ajouts = formulaire.ajouts(lue.version)
        fait, conflit = _faire(formulaire, lambda: services.ajouter_tableau(
            publication=lue, version=formulaire.cleaned_data["version"], fichiers=fichiers, ajouts=ajouts,
            par=request.user))  # fmt: skip
        if fait:
            messages.success(request, "Le tableau est ajouté : refaites l'aperçu quand l'édition est complète.")
            return redirect(lue)
    contexte = {"formulaire": formulaire, "publication": lue, "conflit": conflit}
    return render(request, f"{DOSSIER}/tableau.html", contexte, status=_statut(formulaire, conflit))


def _bouton(request: Requete, lue: Publication, acte: Callable[[int], object], dit: str) -> HttpResponse:
    """An act of one button: done, refused with a sentence, or late (409)."""
    recue = request.POST.get("version", "")
    try:
        acte(int(recue) if recue.isdigit() else 0)
    except VersionDepassee as depassee:
        contexte = {"publication": lue, "changements": entre_temps(depassee)}
        return render(request, f"{DOSSIER}/depassee.html", contexte, status=409)
    except EntreeRefusee as refus:
        for faute in refus.fautes:
            messages.error(request, faute.message)
    except RegleNonRespectee as refus:
        for ecart in refus.ecarts:
            messages.error(request, ecart.message)
    else:
        messages.success(request, dit)
    return redirect(lue)


@require_POST
@requiert(Permission.PUBLICATION_PREPARER)
def retirer(request: Requete, pk: int, code: str) -> HttpResponse:
    """Take a table out."""
    lue = _lue(request, pk, Permission.PUBLICATION_PREPARER)
    return _bouton(request, lue, lambda version: services.retirer_tableau(
        publication=lue, version=version, code=code, par=request.user), "Le tableau est retiré.")  # fmt: skip


@require_POST
@requiert(Permission.PUBLICATION_PREPARER)
def apercevoir(request: Requete, pk: int) -> HttpResponse:
    """Ask for the preview; a job makes it."""
    lue = _lue(request, pk, Permission.PUBLICATION_PREPARER)

    def acte(version: int) -> None:
        services.demander_apercu(publication=lue, version=version, par=request.user)
        differer(taches.apercevoir, collectivites=[lue.collectivite_id], par=request.user, publication=lue.pk)

    return _bouton(request, lue, acte, "L'aperçu se calcule : il prend quelques secondes.")


@require_POST
@requiert(Permission.PUBLICATION_PREPARER)
def demander(request: Requete, pk: int) -> HttpResponse:
    """Ask a second person to release it."""
    lue = _lue(request, pk, Permission.PUBLICATION_PREPARER)
    return _bouton(request, lue, lambda version: services.demander(
        publication=lue, version=version, maintenant=timezone.now(), par=request.user),
        "La publication est demandée : une autre personne doit maintenant l'examiner.")  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@requiert(Permission.PUBLICATION_VALIDER)
def examiner(request: Requete, pk: int) -> HttpResponse:
    """The attack, the log of what is hidden, the edition as it would leave; then release or refuse."""
    lue, conflit = _lue(request, pk, Permission.PUBLICATION_VALIDER), None
    formulaire = ReponseForm(request.POST or None, initial={"version": lue.version, "empreinte": lue.empreinte})
    if request.method == "POST" and formulaire.is_valid():
        lu = formulaire.cleaned_data
        commun = {"publication": lue, "version": lu["version"], "maintenant": timezone.now(), "par": request.user}
        fait, conflit = _faire(formulaire, lambda: services.publier(vue=lu["empreinte"], **commun)
            if lu["decision"] == "publier" else services.refuser(motif=lu["motif"], **commun))  # fmt: skip
        if fait:
            messages.success(
                request, "L'édition est publiée." if lu["decision"] == "publier" else "L'édition est refusée."
            )
            return redirect(lue)
    journaliser_lecture("publications:examiner", objet=lue, par=request.user)
    ecarts = cycle.refus_de_repondre(cycle.Etat(lue.etat), qui=request.user.pk, auteurs=lue.auteurs)
    contexte = {
        "publication": lue, "formulaire": formulaire, "conflit": conflit, "ecarts": ecarts, "dossier": lue.dossier,
        "fragment": pages.fragment(lue), "sorties": selectors.sorties(lue), "masques_montres": pages.MASQUES_MONTRES,
    }  # fmt: skip
    return render(request, f"{DOSSIER}/examiner.html", contexte, status=_statut(formulaire, conflit))
