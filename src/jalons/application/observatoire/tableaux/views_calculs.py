"""Ask for a run, follow it, take its figures away; files of DREES."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from jalons.analyse.graphiques import Figure, en_png
from jalons.application.acces.gate import exiger, obtenir, requiert
from jalons.application.acces.http import Requete
from jalons.application.acces.permissions import Permission
from jalons.application.observatoire.models import Calcul
from jalons.application.observatoire.tableaux import contexte as contextes
from jalons.application.observatoire.tableaux import page, presentation, provenance, selectors, services, taches, views
from jalons.application.observatoire.tableaux.calculs.choix import Choix
from jalons.application.observatoire.tableaux.calculs.modele import figure_lue
from jalons.application.observatoire.tableaux.forms import FichiersForm, ParcoursForm, ScenarioForm
from jalons.application.socle.journal import journaliser_lecture
from jalons.application.socle.taches import differer
from jalons.application.ui.envoi import envoyer, forme_demandee
from jalons.noyau.saisie import EntreeRefusee
from jalons.noyau.tableur import Tableau

FORMES = {"svg": "image/svg+xml", "png": "image/png"}


def _genre(genre: str) -> str:
    if genre not in services.GENRES:
        raise Http404("Ce calcul n'existe pas : revenez aux tableaux de l'observatoire.")
    return genre


def _formulaire(request: Requete, genre: str, code: str) -> forms.Form | None:
    """The parameters of this kind of run, when it has some."""
    if genre == "parcours":
        return ParcoursForm(request.POST if "mois" in request.POST else ParcoursForm.par_defaut())
    if genre == "projection":
        types = views.types_de(selectors.dernier(code, genre))
        return ScenarioForm(request.POST if "champ" in request.POST else {"champ": "accueil"}, types=types)
    return None


@require_POST
@requiert(Permission.OBSERVATOIRE_CALCULER)
def calculer(request: Requete, genre: str) -> HttpResponse:
    """Ask for a run; the page tells when it is done."""
    code = selectors.collectivite_lue(request)
    exiger(request, Permission.OBSERVATOIRE_CALCULER, code)
    formulaire = _formulaire(request, _genre(genre), code)
    if formulaire is not None and not formulaire.is_valid():
        contexte = contextes.contexte_de(request, genre) | {"formulaire": formulaire, "calcul": None}
        return render(request, f"observatoire/tableaux/{genre}.html", contexte, status=422)
    parametres: dict[str, Any] = formulaire.parametres() if formulaire is not None else {}  # type: ignore[attr-defined]
    source, choix = _demandes(request, genre, code)
    parametres |= {"choix": choix.en_json()} if choix.cle else {}
    try:
        calcul = services.demander(
            collectivite=code, genre=genre, au=timezone.localdate(), maintenant=timezone.now(), par=request.user,
            parametres=parametres, source=source,
        )  # fmt: skip
    except EntreeRefusee as refus:
        messages.warning(request, " ".join(f.message for f in refus.fautes))
    else:
        differer(taches.commencer, collectivites=[code], par=request.user, calcul=calcul.pk)
        messages.success(request, "Le calcul est demandé : la page dira quand il est fait.")
    return redirect(f"{reverse(f'observatoire:tableaux_{genre}')}{contextes.suite(source, choix)}")


def _demandes(request: Requete, genre: str, code: str) -> tuple[provenance.Source, Choix]:
    """The source and the choice that the address says, among those that the agent may read."""
    source = provenance.choisie(contextes.sources_lues(request, code, genre), request.GET.get("source", ""))
    if genre not in selectors.D_UN_SEUL_TENANT:
        return source, Choix()
    return source, contextes.filtre_de(request, genre, source, code).choix()


@require_safe
@requiert(Permission.OBSERVATOIRE_LIRE)
def avancement(request: Requete, genre: str) -> HttpResponse:
    """Where the run stands; once it has ended, htmx opens the page again."""
    vif = selectors.en_cours(selectors.collectivite_lue(request), _genre(genre))
    if not request.htmx:
        return redirect(f"observatoire:tableaux_{genre}")
    reponse = render(request, "observatoire/tableaux/_avancement.html", {"en_cours": vif, "genre": genre})
    if vif is None:
        reponse["HX-Refresh"] = "true"
    return reponse


@require_safe
@requiert(Permission.OBSERVATOIRE_LIRE)
def exporter(request: Requete, pk: int, quoi: str, forme: str) -> HttpResponse:
    """A table as a file, or a picture; only what the page itself shows to this agent."""
    runs = Calcul.objects.defer("extrait", "comptees", "vues").filter(etat=Calcul.Etat.FAIT, genre__in=services.GENRES)
    calcul = obtenir(runs, requete=request, voir=Permission.OBSERVATOIRE_LIRE, pk=pk)
    public = calcul.genre == Calcul.Genre.COMPARAISON or quoi == "effectifs-publics"
    if not public:
        exiger(request, Permission.OBSERVATOIRE_VOIR, calcul.collectivite_id)
    if calcul.genre in selectors.D_UN_SEUL_TENANT or calcul.source:
        selectors.exiger_tout(request, calcul.collectivite_id)
    nom = f"{calcul.genre}-{quoi}-{calcul.au:%Y-%m-%d}"
    journaliser_lecture("observatoire:exporter", objet=calcul, par=request.user, quoi=quoi, forme=forme)
    if forme not in FORMES:
        return envoyer(_tableau(request, calcul, quoi), nom, forme_demandee(forme))
    figure = _figure(request, calcul, quoi)
    if figure is None:
        raise Http404("Cette image n'existe plus : un calcul plus récent l'a remplacée. Revenez à la page.")
    reponse = HttpResponse(figure.svg if forme == "svg" else en_png(figure.svg), content_type=FORMES[forme])
    reponse["Content-Disposition"] = f'attachment; filename="{nom}.{forme}"'
    return reponse


def _tableau(request: Requete, calcul: Calcul, quoi: str) -> Tableau:
    note = f"Source : {provenance.dire(calcul)} Vide : inconnu ou non calculable."
    if quoi == "effectifs-publics":
        if not (calcul.resultats or {}).get("publics"):
            raise Http404("Ce calcul n'a pas de tableau ouvert à tous.")
        return presentation.tableau_public((calcul.resultats or {})["publics"])
    if quoi == "indicateurs":
        return presentation.tableau_des_indicateurs(page.lire(request, calcul).indicateurs, note)
    if quoi == "enquete":
        return presentation.tableau_drees(page.lire(request, calcul).ase, note)
    if quoi == "comparaison":
        return presentation.tableau_des_comparaisons((calcul.resultats or {})["comparaisons"], note)
    figure = _figure(request, calcul, quoi)
    if figure is None:
        raise Http404("Ces chiffres n'existent plus : un calcul plus récent les a remplacés. Revenez à la page.")
    return presentation.tableau_de_figure(figure, note)


def _figure(request: Requete, calcul: Calcul, quoi: str) -> Figure | None:
    """A picture of the run by its identifier."""
    if calcul.genre == Calcul.Genre.CHIFFRES:
        return next((f for f in page.lire(request, calcul).images() if f.identifiant == quoi), None)
    if calcul.genre == Calcul.Genre.COMPARAISON:
        dites = [f for liste in (selectors.vue(calcul, "figures") or {}).values() for f in liste]
    else:
        dites = list((selectors.vue(calcul, "figures") or {}).values())
    return next((figure_lue(f) for f in dites if f["identifiant"] == quoi), None)


@require_POST
@requiert(Permission.OBSERVATOIRE_CALCULER)
def fichiers(request: Requete) -> HttpResponse:
    """Load files of DREES, then ask for the comparison."""
    code = selectors.collectivite_lue(request)
    exiger(request, Permission.OBSERVATOIRE_CALCULER, code)
    formulaire = FichiersForm(request.POST, request.FILES)
    fautes: list[str] = []
    if formulaire.is_valid():
        try:
            services.deposer_drees(collectivite=code, fichiers=formulaire.cleaned_data["fichiers"], par=request.user)
        except EntreeRefusee as refus:
            fautes = [f.message for f in refus.fautes]
    else:
        fautes = [str(e) for e in formulaire.errors["fichiers"]]
    if fautes:
        messages.error(request, " ".join(fautes))
        return redirect("observatoire:tableaux_comparaison")
    messages.success(request, "Les fichiers sont déposés.")
    return calculer(request, "comparaison")
