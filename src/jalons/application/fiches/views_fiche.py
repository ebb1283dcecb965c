"""The page of a fiche: reading, editing in place, noting, undoing."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from jalons.application.acces.gate import requiert
from jalons.application.acces.http import Requete
from jalons.application.acces.models import Agent
from jalons.application.acces.permissions import Permission
from jalons.application.acces.rendus import page_gardee
from jalons.application.fiches import droits_fiche, page_fiche, selectors, services
from jalons.application.fiches.changements import changements
from jalons.application.fiches.forms import NoteForm
from jalons.application.fiches.models import Fiche, Placement
from jalons.application.fiches.sections import SECTIONS, Section
from jalons.application.socle.conflit import Divergence, comparer
from jalons.noyau.saisie import EntreeRefusee


@require_safe
@requiert(Permission.FICHES_VOIR)
@page_gardee
def fiche(request: Requete, pk: int) -> HttpResponse:
    """Everything about a fiche."""
    return render(request, "fiches/fiche.html", page_fiche.contexte(request, page_fiche.lire(request, pk)))


@require_http_methods(["GET", "POST"])
@requiert(Permission.FICHES_NOTER)
def section(request: Requete, pk: int, code: str, cle: int = 0) -> HttpResponse:
    """Edit a section; htmx receives the form, or the section once written."""
    objet, trouvee = _section(request, pk, code, cle)
    if request.method == "GET":
        return _formulaire(request, objet, trouvee, cle, trouvee.construire(request, objet, cle))
    lie = trouvee.construire(request, objet, cle, request.POST)
    if not lie.is_valid():
        return _formulaire(request, objet, trouvee, cle, lie)
    divergences = _ecrire(request, objet, trouvee, cle, lie)
    if divergences is not None:
        return _formulaire(request, page_fiche.lire(request, pk), trouvee, cle, lie, divergences)
    return _ecrite(request, pk, "actions" if code == "etapes" else code)


def _section(request: Requete, pk: int, code: str, cle: int) -> tuple[Fiche, Section]:
    objet = page_fiche.lire(request, pk)
    if code not in SECTIONS or (code == "etapes") != bool(cle):
        raise Http404("Cette rubrique n'existe pas.")
    if cle and all(a.pk != cle for a in objet.actions.all()):
        raise Http404("Cette action n'existe pas.")
    droits_fiche.exiger(request, SECTIONS[code].permission, objet)
    return objet, SECTIONS[code]


def _ecrire(request: Requete, objet: Fiche, trouvee: Section, cle: int, lie: Any) -> list[Divergence] | None:
    """Write; ``None`` when done, the differences when somebody saved the same section, ``[]`` when it is refused."""
    donnees = trouvee.donnees(lie)
    version = objet.version
    if _entier(request.POST.get("version")) != version and request.POST.get("empreinte") != trouvee.empreinte(
        objet, cle
    ):
        libelles = {} if trouvee.liste else {nom: str(c.label) for nom, c in lie.fields.items()}
        divergences = comparer(libelles, donnees, trouvee.lire(objet, cle))
        if divergences:
            return divergences
    try:
        trouvee.ecrire(objet, version, cle, donnees, request.user)
    except EntreeRefusee as refus:
        _refuser(lie, refus, liste=trouvee.liste)
        return []
    except services.VersionDepassee:
        return comparer({}, donnees, trouvee.lire(page_fiche.lire(request, objet.pk), cle))
    return None


def _entier(texte: str | None) -> int | None:
    return int(texte) if texte and texte.isdecimal() and len(texte) < 10 else None


def _refuser(lie: Any, refus: EntreeRefusee, *, liste: bool) -> None:
    if not liste:
        lie.refuser(refus)
        return
    lie._non_form_errors.extend(f.message for f in refus.fautes)


def _formulaire(
    request: Requete, objet: Fiche, trouvee: Section, cle: int, lie: Any, divergences: list[Divergence] | None = None
) -> HttpResponse:
    contexte = page_fiche.bloc(request, objet, trouvee) | {
        "fiche": objet,
        "cle": cle,
        "adresse": request.path,
        "formulaire": lie,
        "liste": trouvee.liste,
        "divergences": divergences,
        "empreinte": trouvee.empreinte(objet, cle),
        "ancre": "actions" if trouvee.code == "etapes" else trouvee.code,
        "auteur": _dernier_auteur(objet) if divergences else "",
    }
    if request.htmx:
        return render(request, "fiches/_section_formulaire.html", contexte)
    faux = bool(divergences) or lie.is_bound
    statut = 409 if divergences else 422 if faux else 200
    return render(request, "fiches/section.html", contexte, status=statut)


def _dernier_auteur(objet: Fiche) -> str:
    change = services.dernier_changement(objet)
    return str(Agent.objects.filter(pk=change.agent_id).first() or "") if change and change.agent_id else ""


def _ecrite(request: Requete, pk: int, code: str) -> HttpResponse:
    if not request.htmx:
        messages.success(request, f"{SECTIONS[code].titre} : enregistré.")
        return redirect(f"{reverse('fiches:fiche', args=[pk])}#section-{code}")
    fraiche = page_fiche.lire(request, pk)
    contexte = {"fiche": fraiche, "section": page_fiche.bloc(request, fraiche, SECTIONS[code]), "enregistree": True}
    return render(request, "fiches/_section.html", contexte)


@require_http_methods(["GET", "POST"])
@requiert(Permission.FICHES_NOTER)
def noter(request: Requete, pk: int) -> HttpResponse:
    """The pilote's act: status, progress, note and proof, in one short form."""
    objet = page_fiche.lire(request, pk)
    droits_fiche.exiger(request, Permission.FICHES_NOTER, objet)
    depart = {c: getattr(objet, c) for c in ("version", "statut", "avancement", "blocage", "deblocage")}
    propose = depart | {"statut": request.GET.get("statut", depart["statut"])}
    formulaire = NoteForm(request.POST or None, request.FILES or None, initial=propose)
    divergences: list[Divergence] = []
    if request.method == "POST" and formulaire.is_valid():
        recu = dict(formulaire.cleaned_data)
        piece = recu.pop("fichier")
        try:
            services.noter(fiche=objet, par=request.user, fichiers=[piece] if piece else [], **recu)
        except EntreeRefusee as refus:
            formulaire.refuser(refus)
        except services.VersionDepassee:
            divergences = comparer(
                {c: str(f.label) for c, f in formulaire.fields.items()}, recu, depart | {"texte": ""}
            )
            formulaire = NoteForm(initial=recu | {"version": objet.version})
        else:
            messages.success(request, "L'avancement est noté.")
            return redirect(f"{reverse('fiches:fiche', args=[pk])}#journal")
    contexte = {"fiche": objet, "formulaire": formulaire, "divergences": divergences}
    return render(
        request, "fiches/noter.html", contexte, status=409 if divergences else 422 if formulaire.errors else 200
    )


@require_safe
@requiert(Permission.FICHES_VOIR)
def historique(request: Requete, pk: int) -> HttpResponse:
    """Who changed what and when; the last change can be undone."""
    objet = page_fiche.lire(request, pk)
    contexte = {
        "fiche": objet,
        "changements": changements(objet),
        "annulable": objet.version > 1 and droits_fiche.peut(request, Permission.FICHES_MODIFIER, objet),
    }
    return render(request, "fiches/historique.html", contexte)


@require_http_methods(["GET", "POST"])
@requiert(Permission.FICHES_MODIFIER)
def annuler(request: Requete, pk: int) -> HttpResponse:
    """Undo the last change, after showing what will come back."""
    objet = page_fiche.lire(request, pk)
    droits_fiche.exiger(request, Permission.FICHES_MODIFIER, objet)
    if request.method == "GET":
        contexte = {"fiche": objet, "dernier": services.dernier_changement(objet)}
        return render(request, "fiches/annuler.html", contexte)
    try:
        services.annuler_le_dernier_changement(
            fiche=objet, version=_entier(request.POST.get("version")) or 0, par=request.user
        )
    except (EntreeRefusee, services.VersionDepassee) as refus:
        messages.error(request, str(refus))
    else:
        messages.success(request, "Le dernier changement est annulé.")
    return redirect("fiches:fiche", pk)


@require_POST
@requiert(Permission.FICHES_MODIFIER)
def retirer(request: Requete, pk: int, placement: int) -> HttpResponse:
    """Take a fiche out of a frame."""
    objet = page_fiche.lire(request, pk)
    droits_fiche.exiger(request, Permission.FICHES_MODIFIER, objet)
    place = next((p for p in objet.placements.all() if p.pk == placement), None)
    if place is None:
        raise Http404("La fiche n'est plus dans ce cadre.")
    services.retirer(placement=Placement.objects.get(pk=place.pk), par=request.user)
    messages.success(request, f"La fiche n'est plus dans « {place.cadre} ».")
    return redirect(f"{reverse('fiches:fiche', args=[pk])}#section-placements")


def trouver_pour_voir(requete: Requete, pk: int) -> Fiche:
    """The fiche whose files an agent reads."""
    return page_fiche.lire(requete, pk)


def trouver_pour_deposer(requete: Requete, pk: int) -> Fiche:
    """The fiche on which an agent puts a file."""
    objet = page_fiche.lire(requete, pk)
    droits_fiche.exiger(requete, Permission.FICHES_NOTER, objet)
    return objet


def trouver_note(requete: Requete, pk: int) -> Any:
    """The note whose files an agent reads."""
    trouvee = selectors.notes_visibles(requete).filter(pk=pk).first()
    if trouvee is None:
        raise Http404("Cette note n'existe pas, ou n'est pas de votre périmètre.")
    return trouvee


def trouver_note_pour_retirer(requete: Requete, pk: int) -> Any:
    """The note from which its author takes a file off."""
    note = trouver_note(requete, pk)
    if note.auteur_id != requete.user.pk:
        raise PermissionDenied("Seul l'auteur d'une note en retire les pièces.")
    return note
