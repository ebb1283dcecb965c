"""Pages of documents: list, deposit, reading under way, review, what disagrees, where a fiche was read."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from jalons.application.acces.gate import exiger, obtenir, requiert
from jalons.application.acces.http import Requete
from jalons.application.acces.permissions import Permission
from jalons.application.fiches.models import Fiche
from jalons.application.relecture import page as pages
from jalons.application.relecture import selectors, services, taches
from jalons.application.relecture.forms import DepotForm
from jalons.application.relecture.models import Relecture
from jalons.application.relecture.services.depot import EN_ATTENTE
from jalons.application.socle.journal import journaliser_lecture
from jalons.application.ui.listes import page_demandee
from jalons.noyau.saisie import EntreeRefusee

RELIRE = Permission.RELECTURE_RELIRE


@require_safe
@requiert(RELIRE)
def liste(request: Requete) -> HttpResponse:
    """The documents of the perimeter, the latest first."""
    return render(
        request, "relecture/liste.html", {"page": page_demandee(request.GET, selectors.liste(request), par_page=25)}
    )


@require_http_methods(["GET", "POST"])
@requiert(RELIRE)
def deposer(request: Requete) -> HttpResponse:
    """Drop a document: a job reads it."""
    form = DepotForm(request.POST or None, request.FILES or None, codes=request.droits.perimetre(RELIRE))
    if request.method == "POST" and form.is_valid():
        lu = form.cleaned_data
        exiger(request, RELIRE, lu["collectivite"])
        try:
            recue = services.deposer(
                collectivite=lu["collectivite"], fichier=lu["fichier"], par=request.user, maintenant=timezone.now()
            )
        except EntreeRefusee as refus:
            form.refuser(refus)
        else:
            taches.demander(recue)
            messages.success(request, "Le document est reçu : sa lecture commence.")
            return redirect("relecture:relecture", pk=recue.pk)
    return render(request, "relecture/deposer.html", {"form": form}, status=422 if form.is_bound else 200)


@require_safe
@requiert(RELIRE)
def relecture(request: Requete, pk: int) -> HttpResponse:
    """The review; or how far the reading is, or why the document was refused."""
    lue = selectors.ouvrable(request, pk)
    if lue.etat in EN_ATTENTE:
        return render(request, "relecture/attente.html", _attente(lue))
    if lue.nombre_pages is None or lue.etat == Relecture.Etat.REFUSE:
        return render(request, "relecture/refus.html", {"relecture": lue})
    journaliser_lecture("relecture:ouvrir", objet=lue, par=request.user)
    return render(request, "relecture/relecture.html", pages.contexte(lue, request.GET.dict()))


def _attente(lue: Relecture) -> dict[str, Any]:
    pourcent, phase = pages.ou_en_est(lue)
    return {
        "relecture": lue, "en_cours": lue.etat in EN_ATTENTE, "pourcent": pourcent, "phase": phase,
        "arretee": selectors.arretee(lue, timezone.now()),
    }  # fmt: skip


@require_safe
@requiert(RELIRE)
def avancement(request: Requete, pk: int) -> HttpResponse:
    """How far the reading is; once it has ended, htmx opens the page again."""
    lue = selectors.ouvrable(request, pk)
    if not request.htmx:
        return redirect("relecture:relecture", pk=pk)
    contexte = _attente(lue)
    reponse = render(request, "relecture/_avancement.html", contexte)
    if not contexte["en_cours"]:
        reponse["HX-Refresh"] = "true"
    return reponse


@require_POST
@requiert(RELIRE)
def relancer(request: Requete, pk: int) -> HttpResponse:
    """Ask again for a reading that was stopped; one that runs is left alone by its job."""
    lue = selectors.ouvrable(request, pk)
    if lue.etat in EN_ATTENTE:
        taches.demander(lue)
        messages.success(request, "La lecture est redemandée.")
    return redirect("relecture:relecture", pk=pk)


@require_http_methods(["GET", "POST"])
@requiert(RELIRE)
def ecarter(request: Requete, pk: int) -> HttpResponse:
    """Set a document aside, after confirmation; the fiches that it gave stay."""
    lue = selectors.ouvrable(request, pk)
    if request.method == "POST":
        try:
            services.ecarter(relecture=lue, par=request.user)
        except EntreeRefusee as refus:
            messages.error(request, refus.fautes[0].message)
        else:
            messages.success(request, f"« {lue} » est écarté. Les fiches qu'il a données restent.")
        return redirect("relecture:liste")
    contexte = {
        "titre": "Écarter ce document ?", "libelle": "Écarter", "retour": request.path.removesuffix("ecarter/"),
        "message": f"« {lue} » quitte la liste ; rien de plus n'en sera importé. Les fiches qu'il a données restent.",
    }  # fmt: skip
    return render(request, "ui/confirmer.html", contexte)


@require_safe
@requiert(RELIRE)
def desaccords(request: Requete, pk: int) -> HttpResponse:
    """What disagrees inside the document."""
    lue = selectors.ouvrable(request, pk)
    faits = pages.desaccords(lue, selectors.elements(lue))
    return render(request, "relecture/desaccords.html", {"relecture": lue, "desaccords": faits})


@require_safe
@requiert(Permission.FICHES_VOIR)
def provenance(request: Requete, fiche: int) -> HttpResponse:
    """The page of the document where a fiche was read, for whoever may read the fiche."""
    lue = obtenir(Fiche.objects.all(), requete=request, voir=Permission.FICHES_VOIR, pk=fiche)
    sources = selectors.provenances(lue)
    if not sources:
        raise Http404("Cette fiche n'a été lue dans aucun document.")
    source = sources[0]
    numero = pages.entier(request.GET.get("page"), source.element.page) or 1
    texte = selectors.page(source.relecture, numero, debut=source.element.debut, fin=source.element.fin)
    journaliser_lecture("relecture:lire_passage", objet=source.relecture, par=request.user)
    contexte = {"fiche": lue, "source": source, "page": texte, "relecture": source.relecture}
    return render(request, "relecture/provenance.html", contexte)
