"""The lists: table, kanban, calendar, export, creation."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from jalons.application.acces.gate import exiger, requiert
from jalons.application.acces.http import Requete
from jalons.application.acces.permissions import Permission
from jalons.application.acces.rendus import page_gardee
from jalons.application.fiches import droits_fiche, export, listes_pages, page_fiche, services, suivi
from jalons.application.fiches.entrees import IntervenantEntree
from jalons.application.fiches.forms import CreationForm, DeplacementForm, FiltreForm
from jalons.application.fiches.models import Fiche
from jalons.application.territoires.models import Collectivite
from jalons.application.ui.composants.listes import Onglet
from jalons.application.ui.envoi import envoyer, forme_demandee
from jalons.application.ui.listes import ordre_demande, page_demandee
from jalons.noyau.saisie import EntreeRefusee

PAR_PAGE, PAR_TABLEAU = 25, 60


def _contexte(request: Requete, jour: date, vue: str) -> tuple[dict[str, Any], QuerySet[Fiche]]:
    filtre = FiltreForm(
        request.GET,
        cadres=listes_pages.cadres(request).values_list("pk", "titre"),
        rubriques=listes_pages.rubriques(request, request.GET.get("cadre", "")),
        pilotes=listes_pages.pilotes(request),
    )
    criteres = filtre.criteres()
    suite = f"?{request.GET.urlencode()}" if request.GET else ""
    vues = (("Tableau", "liste"), ("Kanban", "kanban"), ("Calendrier", "calendrier"))
    contexte = {
        "filtre": filtre,
        "filtree": bool(criteres),
        "cadre_choisi": criteres.get("cadre", ""),
        "jour": jour,
        "suite": suite,
        "onglets": [Onglet(nom, reverse(f"fiches:{code}") + suite, code == vue) for nom, code in vues],
        "peut_creer": request.droits.peut(Permission.FICHES_MODIFIER),
    }
    return contexte, listes_pages.filtrer(listes_pages.en_lignes(request), criteres, au=jour)


@require_safe
@requiert(Permission.FICHES_VOIR)
@page_gardee
def liste(request: Requete) -> HttpResponse:
    """Fiches as a table, filtered and sorted by the database; htmx receives the table only."""
    jour = timezone.localdate()
    contexte, lignes = _contexte(request, jour, "liste")
    triees = listes_pages.trier(lignes, ordre_demande(request.GET, listes_pages.TRIS, "titre"))
    page = page_demandee(request.GET, triees.only(*listes_pages.D_UNE_LIGNE), par_page=PAR_PAGE)
    contexte |= {"page": page, "fiches": listes_pages.completer(page.object_list, au=jour), "tri_par_defaut": "titre"}
    return render(request, "fiches/_tableau.html" if request.htmx else "fiches/liste.html", contexte)


@require_safe
@requiert(Permission.FICHES_VOIR)
@page_gardee
def kanban(request: Requete) -> HttpResponse:
    """Fiches in columns, one a status."""
    jour = timezone.localdate()
    contexte, lignes = _contexte(request, jour, "kanban")
    lues = lignes.only(*listes_pages.D_UNE_CARTE)[: PAR_TABLEAU + 1]
    fiches = listes_pages.completer(lues, au=jour)
    deplacables = droits_fiche.permises(request, Permission.FICHES_NOTER, fiches)
    contexte |= {"colonnes": listes_pages.colonnes(fiches[:PAR_TABLEAU]), "deplacables": deplacables}
    contexte |= {"vide": not fiches, "coupe": len(fiches) > PAR_TABLEAU, "maximum": PAR_TABLEAU}
    contexte |= {"statuts": Fiche.Statut.choices}
    return render(request, "fiches/_kanban.html" if request.htmx else "fiches/kanban.html", contexte)


@require_safe
@requiert(Permission.FICHES_VOIR)
@page_gardee
def calendrier(request: Requete) -> HttpResponse:
    """Fiches in time, with the table of their dates."""
    jour = timezone.localdate()
    contexte, lignes = _contexte(request, jour, "calendrier")
    triees = listes_pages.trier(lignes, listes_pages.TRIS["debut"]).only(*listes_pages.D_UNE_LIGNE)
    page = page_demandee(request.GET, triees, par_page=PAR_PAGE)
    contexte |= {"page": page, "figure": listes_pages.calendrier(list(page.object_list), au=jour)}
    return render(request, "fiches/_calendrier.html" if request.htmx else "fiches/calendrier.html", contexte)


@require_safe
@requiert(Permission.FICHES_VOIR)
def exporter(request: Requete, forme: str) -> HttpResponse:
    """The same list as a file, every line of it."""
    forme, jour = forme_demandee(forme), timezone.localdate()
    _, lignes = _contexte(request, jour, "liste")
    triees = listes_pages.trier(lignes, ordre_demande(request.GET, listes_pages.TRIS, "titre"))
    donnees = [export.ligne(f) for f in listes_pages.completer(triees, au=jour)]
    return envoyer(export.tableau(donnees), f"fiches-{jour:%Y-%m-%d}", forme)


@require_POST
@requiert(Permission.FICHES_NOTER)
def deplacer(request: Requete, pk: int) -> HttpResponse:
    """Move a card; a status that must say what blocks goes through the note."""
    fiche = page_fiche.lire(request, pk)
    droits_fiche.exiger(request, Permission.FICHES_NOTER, fiche)
    formulaire = DeplacementForm(request.POST)
    retour = request.POST.get("retour", "")
    destination = reverse("fiches:kanban") + (retour if retour.startswith("?") else "")
    if not formulaire.is_valid():
        messages.error(request, "Le statut choisi n'existe pas : choisissez-en un dans la liste.")
        return redirect(destination)
    statut = formulaire.cleaned_data["statut"]
    if statut in suivi.BLOQUES and not fiche.blocage:
        messages.info(request, f"Dites ce qui bloque « {fiche} » : une fiche {suivi.LIBELLES[statut]} le demande.")
        return redirect(f"{reverse('fiches:noter', args=[pk])}?statut={statut}")
    try:
        version = formulaire.cleaned_data["version"]
        services.modifier(fiche=fiche, version=version, par=request.user, statut=statut)
    except (EntreeRefusee, services.VersionDepassee) as refus:
        messages.error(request, f"« {fiche} » n'a pas bougé. {refus}")
    else:
        messages.success(request, f"« {fiche} » est {suivi.LIBELLES[statut]}.")
    return redirect(destination)


@require_http_methods(["GET", "POST"])
@requiert(Permission.FICHES_MODIFIER)
def creer(request: Requete) -> HttpResponse:
    """A new fiche, placed at once in a frame when one is chosen."""
    codes = request.droits.perimetre(Permission.FICHES_MODIFIER)
    cadres = listes_pages.cadres(request).filter(collectivite__in=codes)
    formulaire = CreationForm(
        request.POST or None, collectivites=Collectivite.objects.filter(pk__in=codes), cadres=cadres,
        initial={"cadre": request.GET.get("cadre", "")},
    )  # fmt: skip
    if request.method == "POST" and formulaire.is_valid():
        try:
            fiche = _creee(request, formulaire.cleaned_data, cadres)
        except EntreeRefusee as refus:
            formulaire.refuser(refus)
        else:
            messages.success(request, f"« {fiche} » est créée. Complétez ses rubriques.")
            return redirect("fiches:fiche", fiche.pk)
    statut = 422 if formulaire.errors else 200
    return render(request, "fiches/creer.html", {"formulaire": formulaire}, status=statut)


@transaction.atomic
def _creee(request: Requete, recu: dict[str, Any], cadres: Any) -> Fiche:
    exiger(request, Permission.FICHES_MODIFIER, recu["collectivite"])
    pilotes = [IntervenantEntree("pilote", recu["pilote"])] if recu["pilote"] else []
    fiche = services.creer_fiche(
        collectivite=recu["collectivite"], titre=recu["titre"], par=request.user, objet=recu["objet"],
        debut=recu["debut"], fin=recu["fin"], intervenants=pilotes, statut=Fiche.Statut.A_ENGAGER.value,
    )  # fmt: skip
    if recu["cadre"]:
        cadre = cadres.get(pk=recu["cadre"])
        services.placer(fiche=fiche, cadre=cadre, numero=recu["numero"], par=request.user)
    return fiche
