"""The offer: places by group and by unit, one unit place by place, its places out of use."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from jalons.application.acces.gate import requiert
from jalons.application.acces.http import Requete
from jalons.application.acces.permissions import Permission
from jalons.application.etablissements import porte
from jalons.application.etablissements import selectors as etablissements
from jalons.application.etablissements.models import UniteAccueil
from jalons.application.places import export, forms, memoire, selectors, services
from jalons.application.places.views.commun import DECLARER, DEMANDER, OCCUPER, VOIR, codes, page_de_formulaire
from jalons.application.ui.envoi import envoyer, forme_demandee
from jalons.application.ui.listes import page_demandee
from jalons.noyau.saisie import EntreeRefusee


def ouvrir_unite(requete: Requete, pk: int, *, faire: Permission | None = None) -> UniteAccueil:
    """The unit, if the agent may see its places, then do the act."""
    lignes = UniteAccueil.objects.select_related("etablissement__organisme", "collectivite")
    return porte.obtenir(
        lignes, requete=requete, voir=VOIR, faire=faire, organisme=etablissements.VIA_ETABLISSEMENT, pk=pk
    )


def lire_offre(requete: Requete) -> tuple[forms.FiltreForm, memoire.OffreGardee]:
    """The filters of the address, and the units that they keep."""
    lieux, jour = codes(requete), timezone.localdate()
    filtre = forms.FiltreForm(requete.GET, codes=lieux)
    criteres, au = filtre.criteres(), filtre.lu(jour)
    if au != jour:  # another day is asked once: nothing of it is kept
        lignes = selectors.offre(selectors.filtrer(selectors.unites_visibles(requete), **criteres), lieux, au)
        return filtre, memoire.OffreGardee([x for x in lignes if x.compte.libres or not filtre.seulement_libres])
    if len(lieux) == 1 and selectors.voit_toutes(requete):
        for gardee in memoire.offre_entiere(lieux, jour):
            if not criteres and not filtre.seulement_libres:
                return filtre, gardee
            return filtre, gardee.filtree(lieux[0], criteres, libres=filtre.seulement_libres)
    lignes = memoire.offre_du_jour(selectors.filtrer(selectors.unites_visibles(requete), **criteres), lieux, jour)
    if filtre.seulement_libres:
        lignes = [x for x in lignes if x.compte.libres]
    return filtre, memoire.OffreGardee(lignes)


@require_safe
@requiert(VOIR)
def offre(request: Requete) -> HttpResponse:
    """What is authorised, opened, occupied, reserved, unavailable and free on a day; htmx receives the tables only."""
    filtre, lue = lire_offre(request)
    groupes = lue.par_axe(filtre.axe)
    contexte = {
        "filtre": filtre,
        "axe": dict(forms.AXES)[filtre.axe],
        "ensemble": selectors.ensemble(groupes.values()),
        "groupes": groupes,
        "page": page_demandee(request.GET, lue.lignes, par_page=25),
        "filtree": filtre.has_changed(),
        "parametres": request.GET.urlencode(),
        "jour": filtre.lu(timezone.localdate()),
        "peut_demander": request.droits.peut(DEMANDER),
    }
    return render(request, "places/_offre.html" if request.htmx else "places/offre.html", contexte)


@require_safe
@requiert(VOIR)
def exporter(request: Requete, forme: str) -> HttpResponse:
    """The same units as a file, every one of them; no child in it."""
    forme = forme_demandee(forme)
    filtre, lue = lire_offre(request)
    return envoyer(export.tableau(lue.lignes), f"places-{filtre.lu(timezone.localdate()):%Y-%m-%d}", forme)


@require_safe
@requiert(VOIR)
def unite(request: Requete, pk: int) -> HttpResponse:
    """A unit place by place; children are named to those who may open their file."""
    objet, jour, maintenant = ouvrir_unite(request, pk), timezone.localdate(), timezone.now()
    lignes = selectors.offre(UniteAccueil.objects.filter(pk=pk), [objet.collectivite_id], jour)
    organisme = objet.etablissement.organisme.code
    contexte = {
        "unite": objet,
        "collectivite": objet.collectivite,
        "ligne": lignes[0] if lignes else None,
        "occupations": selectors.nommees(request, selectors.en_cours(objet, jour), maintenant),
        "jour": jour,
        "peut_declarer": porte.peut(request, DECLARER, objet, organisme),
        "peut_occuper": porte.peut(request, OCCUPER, objet, organisme),
    }
    return render(request, "places/unite.html", contexte)


@require_http_methods(["GET", "POST"])
@requiert(DECLARER)
def indisponibles(request: Requete, pk: int) -> HttpResponse:
    """Put places of a unit out of use."""
    objet, jour = ouvrir_unite(request, pk, faire=DECLARER), timezone.localdate()
    retour = reverse("places:unite", args=[pk])
    formulaire = forms.IndisponiblesForm(request.POST if request.method == "POST" else None, initial={"du": jour})
    if formulaire.is_bound and formulaire.is_valid():
        try:
            services.declarer_indisponibles(unite=objet, par=request.user, **formulaire.cleaned_data)
        except EntreeRefusee as refus:
            formulaire.refuser(refus)
        else:
            messages.success(request, "Les places sont notées indisponibles.")
            return redirect(retour)
    return page_de_formulaire(
        request, formulaire, titre="Déclarer des places indisponibles", sous_titre=f"{objet.etablissement}, {objet}.",
        retour=retour,
    )  # fmt: skip
