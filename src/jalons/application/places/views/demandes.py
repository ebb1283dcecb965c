"""A place sought for a child: asked for, proposals, reserved, refused, withdrawn; who waits, what is missing."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from jalons.application.acces.gate import requiert
from jalons.application.acces.http import Requete
from jalons.application.acces.permissions import Permission
from jalons.application.enfants import ages, porte
from jalons.application.places import attente, forms, reorientations, selectors, services, suites
from jalons.application.places.models import Demande
from jalons.application.places.recherche import fratries, lecture, pages
from jalons.application.places.recherche.choix import Choix
from jalons.application.places.recherche.propositions import Recherche
from jalons.application.places.views.commun import DEMANDER, OCCUPER, PLANIFIER, VOIR, codes, faire, page_de_formulaire
from jalons.application.places.views.offre import ouvrir_unite
from jalons.application.socle.version import VersionDepassee
from jalons.application.ui.listes import page_demandee
from jalons.noyau.saisie import EntreeRefusee

DEPUIS = timedelta(days=365)
"""Refusals that the page of missing places counts."""


def _ouvrir(requete: Requete, pk: int, page: str, faire: Permission | None = None) -> Demande:
    """The request, if the agent may open its child; the reading is written in the journal."""
    lignes = Demande.objects.filter(collectivite_id__in=requete.droits.perimetre(VOIR)).select_related("territoire")
    demande = get_object_or_404(lignes, pk=pk)
    demande.enfant = porte.ouvrir(
        requete, demande.enfant_id, page=f"places:{page}", maintenant=timezone.now(), voir=VOIR, faire=faire
    )
    return demande


@require_safe
@requiert(DEMANDER)
def liste(request: Requete) -> HttpResponse:
    """Children for whom a place is sought, the oldest request first."""
    maintenant, jour = timezone.now(), timezone.localdate()
    demandes = attente.du_perimetre(request, DEMANDER, maintenant).filter(fin_le=None)
    page = page_demandee(request.GET, attente.annotees(request, demandes, maintenant), par_page=25)
    contexte = {"page": page, "lignes": attente.lignes(request, page.object_list, jour), "jour": jour}
    return render(request, "places/attente.html", contexte)


@require_safe
@requiert(PLANIFIER)
def manques(request: Requete) -> HttpResponse:
    """What refusals of the last twelve months and open requests show to be missing; no child is named."""
    jour = timezone.localdate()
    demandes = Demande.objects.filter(collectivite_id__in=codes(request, PLANIFIER), enfant__fusionne_dans=None)
    contexte = {
        "jour": jour, "depuis": jour - DEPUIS, "manques": attente.manques(demandes, jour - DEPUIS),
        "reorientations": reorientations.lire(codes(request, PLANIFIER), jour - DEPUIS, jour),
    }  # fmt: skip
    return render(request, "places/manques.html", contexte)


@require_safe
@requiert(DEMANDER)
def enfant(request: Requete, enfant: int) -> HttpResponse:
    """Where a child lives and has lived, and whether a place is sought for him."""
    objet = porte.ouvrir(request, enfant, page="places:enfant", maintenant=timezone.now(), voir=VOIR, faire=DEMANDER)
    contexte = {
        "enfant": objet,
        "collectivite": objet.collectivite,
        "lignes": page_demandee(request.GET, selectors.accueils_de(objet), par_page=25),
        "demande": Demande.objects.filter(enfant=objet, fin_le=None).first(),
        "peut_occuper": porte.peut(request, OCCUPER, objet, maintenant=timezone.now()),
        "ferme": ages.plus_d_aide(objet.naissance, objet.decede_le, timezone.localdate()),
    }
    return render(request, "places/enfant.html", contexte)


@require_http_methods(["GET", "POST"])
@requiert(DEMANDER)
def demander(request: Requete, enfant: int) -> HttpResponse:
    """Ask for a place for a child."""
    objet = porte.ouvrir(request, enfant, page="places:demander", maintenant=timezone.now(), voir=VOIR, faire=DEMANDER)
    jour = timezone.localdate()
    depart = {"demandee_le": jour, "territoire": objet.unite_id, "public": "tous"}
    formulaire = forms.DemandeForm(
        request.POST if request.method == "POST" else None, collectivite=objet.collectivite_id, initial=depart
    )
    if formulaire.is_bound and formulaire.is_valid():
        try:
            neuve = services.demander(enfant=objet, par=request.user, jour=jour, **formulaire.cleaned_data)
        except EntreeRefusee as refus:
            formulaire.refuser(refus)
        else:
            messages.success(request, "La demande est enregistrée : l'enfant attend une place.")
            return redirect("places:demande", neuve.pk)
    retour = reverse("places:enfant", args=[objet.pk])
    return page_de_formulaire(
        request, formulaire, titre="Demander une place", sous_titre=_qui(objet), retour=retour, bouton="Demander"
    )


@require_safe
@requiert(DEMANDER)
def demande(request: Requete, pk: int) -> HttpResponse:
    """A request: places that rules admit, ranked by its département's weights; for every other one, why not."""
    objet, jour = _ouvrir(request, pk, "demande"), timezone.localdate()
    contexte = {
        "demande": objet,
        "enfant": objet.enfant,
        "collectivite": objet.enfant.collectivite,
        "ligne": attente.lignes(request, [objet], jour)[0],
        "jour": jour,
        "peut_occuper": objet.fin_le is None and porte.peut(request, OCCUPER, objet.enfant, maintenant=timezone.now()),
        **suites.de_la_demande(objet),
    }
    if objet.fin_le is None:
        contexte |= pages.une_page(request.GET, chercher(request, objet, jour))
    return render(request, "places/demande.html", contexte)


def chercher(requete: Requete, objet: Demande, jour: date) -> Recherche:
    """The search for the child of a request, over the units that the agent may see, in the words she may read."""
    clair = porte.peut(requete, Permission.ENFANTS_BESOINS, objet.enfant, maintenant=timezone.now())
    lu = lecture.lire([objet], selectors.unites_visibles(requete), objet.collectivite_id, jour)
    return Recherche(lu, objet.enfant_id, clair=clair)


@require_http_methods(["GET", "POST"])
@requiert(OCCUPER)
def reserver(request: Requete, pk: int, unite: int) -> HttpResponse:
    """Keep a place of a unit for the child of a request, and the decision with its reason."""
    objet, jour = _ouvrir(request, pk, "reserver", OCCUPER), timezone.localdate()
    maison = ouvrir_unite(request, unite, faire=OCCUPER)
    trouvees = chercher(request, objet, jour)
    choix = trouvees.choix(unite)
    recu, initial = request.POST if request.method == "POST" else None, forms.ReserverForm.depart(jour)
    formulaire = forms.ReserverForm(recu, initial=initial, premiere=choix.proposee == unite)
    fait, _ = faire(
        formulaire,
        lambda champs: services.retenir(
            demande=objet, unite=maison, choix=choix, par=request.user, jour=jour, **champs
        ),
    )
    if fait:
        messages.success(request, f"Une place est réservée : {maison.etablissement}, {maison}.")
        return redirect("places:demande", pk)
    return page_de_formulaire(
        request, formulaire, titre="Réserver une place",
        sous_titre=f"{_qui(objet.enfant)} {maison.etablissement}, {maison}. {_dire_rang(choix)}",
        retour=reverse("places:demande", args=[pk]), bouton="Réserver", phrases=trouvees.phrases(unite),
    )  # fmt: skip


def _dire_rang(choix: Choix) -> str:
    if choix.rang is None:
        return "Ce lieu est écarté par une règle au moins."
    return "Première proposition." if choix.rang == 1 else f"Proposition n° {choix.rang} sur {choix.possibles}."


@require_safe
@requiert(DEMANDER)
def fratrie(request: Requete, pk: int) -> HttpResponse:
    """Houses that can receive together the siblings who wait, the best first; the best way to separate them."""
    objet, jour, maintenant = _ouvrir(request, pk, "fratrie"), timezone.localdate(), timezone.now()
    contexte = fratries.lire(request, objet, jour, maintenant) | {
        "demande": objet, "enfant": objet.enfant, "collectivite": objet.enfant.collectivite, "jour": jour,
    }  # fmt: skip
    porte.lire_plusieurs(request, contexte["freres"], page="places:fratrie")
    return render(request, "places/fratrie.html", contexte)


@require_http_methods(["GET", "POST"])
@requiert(OCCUPER)
def exclure(request: Requete, pk: int) -> HttpResponse:
    """Say that an establishment is not for this child."""
    objet, jour = _ouvrir(request, pk, "exclure", OCCUPER), timezone.localdate()
    formulaire = forms.ExclureForm(
        request.POST if request.method == "POST" else None, collectivite=objet.collectivite_id, initial={"depuis": jour}
    )
    if formulaire.is_bound and formulaire.is_valid():
        try:
            services.exclure_lieu(enfant=objet.enfant, par=request.user, **formulaire.cleaned_data)
        except EntreeRefusee as refus:
            formulaire.refuser(refus)
        else:
            messages.success(request, "Ce lieu est exclu pour cet enfant.")
            return redirect("places:demande", pk)
    return page_de_formulaire(
        request, formulaire, titre="Exclure un lieu", sous_titre=_qui(objet.enfant),
        retour=reverse("places:demande", args=[pk]), bouton="Exclure",
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
@requiert(OCCUPER)
def refuser(request: Requete, pk: int) -> HttpResponse:
    """Record that a place was refused, and why."""
    objet, jour = _ouvrir(request, pk, "refuser", OCCUPER), timezone.localdate()
    formulaire = forms.RefuserForm(
        request.POST if request.method == "POST" else None,
        unites=selectors.unites_visibles(request),
        initial={"le": jour},
    )
    return _finir(request, objet, formulaire, services.refuser, "Noter un refus", "Le refus est noté.", jour=jour)


@require_http_methods(["GET", "POST"])
@requiert(DEMANDER)
def retirer(request: Requete, pk: int) -> HttpResponse:
    """Withdraw a request."""
    objet, jour = _ouvrir(request, pk, "retirer", DEMANDER), timezone.localdate()
    formulaire = forms.RetirerForm(
        request.POST if request.method == "POST" else None, initial={"version": objet.version}
    )
    return _finir(
        request, objet, formulaire, services.retirer, "Retirer la demande", "La demande est retirée.", jour=jour
    )


def _finir(
    requete: Requete, objet: Demande, formulaire: Any, service: Any, titre: str, fait: str, *, jour: Any
) -> HttpResponse:
    """Show the form of an act on a request, or do it and go back to the request."""
    depassee = None
    if formulaire.is_bound and formulaire.is_valid():
        try:
            service(demande=objet, par=requete.user, jour=jour, **formulaire.cleaned_data)
        except EntreeRefusee as refus:
            formulaire.refuser(refus)
        except VersionDepassee as erreur:
            depassee = erreur
            formulaire.reprendre(erreur.actuelle)
        else:
            messages.success(requete, fait)
            return redirect("places:demande", objet.pk)
    return page_de_formulaire(
        requete, formulaire, titre=titre, sous_titre=_qui(objet.enfant), depassee=depassee,
        retour=reverse("places:demande", args=[objet.pk]),
    )  # fmt: skip


def _qui(enfant: Any) -> str:
    return f"{enfant.nom_complet}, dossier {enfant.numero}."
