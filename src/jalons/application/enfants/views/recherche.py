"""Searching a child, the list of those one follows, opening a file."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from jalons.application.acces.gate import exiger, requiert
from jalons.application.acces.http import Requete
from jalons.application.acces.permissions import Niveau, Permission
from jalons.application.enfants import porte, recherche, selectors, services
from jalons.application.enfants.forms import CreationForm, RechercheForm
from jalons.application.enfants.models import Enfant
from jalons.application.enfants.recherche import Candidat
from jalons.application.enfants.taches import messagerie
from jalons.application.socle.journal import journaliser_lecture
from jalons.application.ui.listes import page_demandee
from jalons.noyau.saisie import EntreeRefusee, Faute


@require_http_methods(["GET", "POST"])
@requiert(Permission.ENFANTS_RECHERCHER)
def liste(request: Requete) -> HttpResponse:
    """Children of one's perimeter; by POST, those of the collectivité that answer a search."""
    maintenant = timezone.now()
    formulaire = RechercheForm(request.POST if request.method == "POST" else None)
    contexte: dict[str, Any] = {
        "formulaire": formulaire,
        "peut_creer": request.droits.peut(Permission.ENFANTS_MODIFIER),
        "supervise": request.droits.peut(Permission.ENFANTS_SUPERVISER),
        "jour": timezone.localdate(),
    }
    if formulaire.is_valid() and (texte := formulaire.cleaned_data["q"].strip()):
        contexte["trouves"] = _chercher(request, texte, maintenant)
        contexte["texte"], contexte["remarque"] = texte, recherche.lu_autrement(texte)
    else:
        siens = porte.visibles(request, Permission.ENFANTS_VOIR, maintenant=maintenant).filter(fusionne_dans=None)
        contexte["page"] = page_demandee(request.GET, siens.select_related("unite"), sans_fin=True)
    return render(request, "enfants/liste.html", contexte)


def _codes(requete: Requete, permission: Permission) -> list[str]:
    codes = requete.droits.perimetre(permission)
    return sorted(codes & {requete.territoire} if requete.territoire else codes)


def _chercher(requete: Requete, texte: str, maintenant: datetime) -> list[tuple[Candidat, bool]]:
    """Candidates, and whether the agent may open each; the search is written in the journal without its text."""
    codes = _codes(requete, Permission.ENFANTS_RECHERCHER)
    trouves = recherche.trouver(codes, texte)
    if codes:
        journaliser_lecture(
            "enfants:rechercher", objet=requete.user, par=requete.user, collectivite=codes[0], resultats=len(trouves)
        )
    return avec_droit(requete, trouves, maintenant)


def avec_droit(requete: Requete, trouves: list[Candidat], maintenant: datetime) -> list[tuple[Candidat, bool]]:
    """Each candidate with whether the agent may open the file: one query."""
    visibles = porte.visibles(requete, Permission.ENFANTS_VOIR, maintenant=maintenant)
    ouvrables = set(visibles.filter(pk__in=[c.nommable.pk for c in trouves]).values_list("pk", flat=True))
    return [(c, c.nommable.pk in ouvrables) for c in trouves]


@require_http_methods(["GET", "POST"])
@requiert(Permission.ENFANTS_MODIFIER)
def creer(request: Requete) -> HttpResponse:
    """Open a file; those that look like it are shown first."""
    codes, recu = _codes(request, Permission.ENFANTS_MODIFIER), request.POST if request.method == "POST" else None
    formulaire = CreationForm(recu, codes=codes, unite=_unite(request))
    formulaire.controle = _fautes
    doublons: list[Candidat] = []
    if recu is not None and formulaire.is_valid():
        try:
            enfant = _creer(request, formulaire)
        except EntreeRefusee as refus:
            formulaire.refuser(refus)
        except services.DoublonsPossibles as possibles:
            doublons = possibles.candidats
        else:
            return _cree(request, enfant)
    contexte = {
        "formulaire": formulaire,
        "doublons": avec_droit(request, doublons, timezone.now()) if doublons else [],
        "vus": ",".join(str(c.enfant.pk) for c in doublons),
    }
    statut = 409 if doublons else 422 if formulaire.errors else 200
    return render(request, "enfants/creer.html", contexte, status=statut)


def _fautes(lus: Mapping[str, Any]) -> list[Faute]:
    """What the service would refuse of what could be read."""
    ancien = bool(lus.get("dossier_ancien"))
    return services.fautes_de(Enfant(), lus, au=timezone.localdate(), dossier_ancien=ancien, neuf=True)


def _creer(requete: Requete, formulaire: CreationForm) -> Enfant:
    champs = {c: v for c, v in formulaire.cleaned_data.items() if c not in ("vus", "version", "empreinte")}
    code = champs.pop("collectivite").pk
    exiger(requete, Permission.ENFANTS_MODIFIER, code)
    return services.creer_enfant(
        collectivite=code, par=requete.user, au=timezone.localdate(), vus=formulaire.cles_vues(), **champs
    )


def _cree(requete: Requete, enfant: Enfant) -> HttpResponse:
    """An agent who only sees her own caseload becomes the référent of the child she opens."""
    maintenant = timezone.now()
    siennes = {p.niveau for p in requete.droits.places_avec(Permission.ENFANTS_VOIR)}
    if not porte.peut(requete, Permission.ENFANTS_VOIR, enfant, maintenant=maintenant) and Niveau.DOSSIERS in siennes:
        services.nommer_referent(enfant=enfant, agent=requete.user, debut=timezone.localdate(), par=requete.user)
    messages.success(requete, f"Le {enfant} est ouvert.")
    visible = porte.peut(requete, Permission.ENFANTS_VOIR, enfant, maintenant=maintenant)
    return redirect("enfants:dossier" if visible else "enfants:connu", enfant.pk)


def _unite(requete: Requete) -> int | None:
    """The local unit of an agent who has only one."""
    unites = {p.unite for p in requete.droits.places_avec(Permission.ENFANTS_MODIFIER) if p.unite}
    return unites.pop() if len(unites) == 1 else None


@require_http_methods(["GET"])
@requiert(Permission.ENFANTS_SUPERVISER)
def urgences(request: Requete) -> HttpResponse:
    """Emergency accesses that wait for a review."""
    codes = _codes(request, Permission.ENFANTS_SUPERVISER)
    page = page_demandee(request.GET, selectors.urgences_a_revoir(codes))
    return render(request, "enfants/urgences.html", {"page": page, "messagerie": messagerie()})
