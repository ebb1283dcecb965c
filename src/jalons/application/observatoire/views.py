"""Pages of ``observatoire``: the chain of delays, those who wait, exports, runs."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from jalons.analyse.parcours.delais import LIENS_PAR_CODE
from jalons.application.acces.gate import exiger, obtenir, requiert
from jalons.application.acces.http import Requete
from jalons.application.acces.permissions import Permission
from jalons.application.acces.rendus import page_gardee
from jalons.application.observatoire import export, page, selectors, services, taches
from jalons.application.observatoire.models import Calcul
from jalons.application.observatoire.tableaux.contexte import onglets
from jalons.application.socle.journal import journaliser_lecture
from jalons.application.socle.taches import differer
from jalons.application.ui.envoi import envoyer, forme_demandee
from jalons.noyau.dates import texte_du_jour
from jalons.noyau.saisie import EntreeRefusee


@require_safe
@requiert(Permission.OBSERVATOIRE_VOIR)
@page_gardee
def delais(request: Requete) -> HttpResponse:
    """The chain of delays of the last run: picture, table, curve; htmx receives what is filtered."""
    code = selectors.collectivite_lue(request)
    calcul = selectors.dernier(code)
    lue = page.lire(request, calcul) if calcul is not None else None
    contexte: dict[str, Any] = {
        "onglets": onglets(request, "delais"), "page": lue, "en_cours": selectors.en_cours(code),
        "suite": request.GET.urlencode(),
        "peut_calculer": request.droits.peut(Permission.OBSERVATOIRE_CALCULER, code),
        "peut_ouvrir": request.droits.peut(Permission.ENFANTS_VOIR, code),
    }  # fmt: skip
    if lue is not None:
        contexte |= {"lignes": lue.lignes(), "image": lue.image(), "courbe": lue.courbe(), "groupes": lue.comparaison()}
    return render(request, "observatoire/_delais.html" if request.htmx else "observatoire/delais.html", contexte)


def lue_ou_depassee(request: Requete, pk: int, faire: Permission | None = None) -> page.Page | None:
    """A run of the perimeter; ``None`` when a later one has replaced its rows."""
    runs = Calcul.objects.defer("extrait", "comptees", "resultats", "vues").filter(etat=Calcul.Etat.FAIT)
    calcul = obtenir(runs, requete=request, voir=Permission.OBSERVATOIRE_VOIR, faire=faire, pk=pk)
    lue = page.lire(request, calcul)
    if lue is None:
        messages.info(request, "Ces chiffres ont été recalculés entre-temps : voici les derniers.")
    return lue


@require_safe
@requiert(Permission.OBSERVATOIRE_VOIR)
def exporter(request: Requete, pk: int, forme: str) -> HttpResponse:
    """The same figures as a file: the whole, then the groups compared. No row of a child."""
    forme, lue = forme_demandee(forme), lue_ou_depassee(request, pk)
    if lue is None:
        return redirect("observatoire:delais")
    lignes = [*lue.lignes(), *(lue.lignes(lue.par) if lue.par else [])]
    jour = lue.calcul.au
    journaliser_lecture("observatoire:exporter", objet=lue.calcul, par=request.user, lignes=len(lignes))
    note = f"Chaîne des délais au {texte_du_jour(jour)}. Ceux qui attendent encore comptent. Vide : inconnu."
    return envoyer(export.tableau(lignes, note), f"delais-{jour:%Y-%m-%d}", forme)


@require_safe
@requiert(Permission.OBSERVATOIRE_VOIR)
def attente(request: Requete, pk: int, lien: str) -> HttpResponse:
    """Those who wait for the next step, by number of file, the longest first; the others are counted."""
    if lien not in LIENS_PAR_CODE:
        raise Http404("Ce délai n'existe pas : revenez à la chaîne des délais.")
    lue = lue_ou_depassee(request, pk, Permission.ENFANTS_VOIR)
    if lue is None:
        return redirect("observatoire:delais")
    attendent = page.attendent(request, lue, lien, maintenant=timezone.now())
    journaliser_lecture(
        "observatoire:attente", objet=lue.calcul, par=request.user, lien=lien, lignes=attendent.lisibles
    )
    return render(request, "observatoire/attente.html", {"page": lue, "lien": LIENS_PAR_CODE[lien], "liste": attendent})


@require_POST
@requiert(Permission.OBSERVATOIRE_CALCULER)
def calculer(request: Requete) -> HttpResponse:
    """Ask for a run; the page tells when it is done."""
    code = selectors.collectivite_lue(request)
    exiger(request, Permission.OBSERVATOIRE_CALCULER, code)
    try:
        calcul = services.demander(
            collectivite=code, au=timezone.localdate(), maintenant=timezone.now(), par=request.user
        )
    except EntreeRefusee as refus:
        messages.warning(request, " ".join(f.message for f in refus.fautes))
    else:
        differer(taches.extraire, collectivites=[code], par=request.user, calcul=calcul.pk)
        messages.success(request, "Le calcul est demandé : il prend quelques secondes.")
    return redirect("observatoire:delais")


@require_safe
@requiert(Permission.OBSERVATOIRE_VOIR)
def avancement(request: Requete) -> HttpResponse:
    """Where the run stands; once it has ended, htmx opens the page again."""
    vif = selectors.en_cours(selectors.collectivite_lue(request))
    if not request.htmx:
        return redirect("observatoire:delais")
    reponse = render(request, "observatoire/_avancement.html", {"en_cours": vif})
    if vif is None:
        reponse["HX-Refresh"] = "true"
    return reponse
