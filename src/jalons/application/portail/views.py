"""Search, help, catalogue of law."""

from __future__ import annotations

from itertools import groupby

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from jalons import droit
from jalons.application.acces.gate import ouverte, requiert
from jalons.application.acces.http import Requete
from jalons.application.acces.permissions import Permission
from jalons.application.contrats.locaux import objectifs as objectifs_locaux
from jalons.application.portail import catalogue
from jalons.application.ui.registre import REGISTRE


@require_safe
@ouverte("la recherche ne répond que ce que les droits de chacun laissent voir")
def recherche(requete: Requete) -> HttpResponse:
    """Answers of every module, by category."""
    texte = requete.GET.get("q", "").strip()[:100]
    reponses = REGISTRE.chercher(requete, texte)
    groupes = [(categorie, list(lignes)) for categorie, lignes in groupby(reponses, key=lambda r: r.categorie)]
    contexte = {
        "texte": texte, "groupes": groupes, "nombre": len(reponses),
        "cherche_enfants": requete.droits.peut(Permission.ENFANTS_RECHERCHER),
    }  # fmt: skip
    return render(requete, "portail/recherche.html", contexte)


@require_safe
@ouverte("l'aide ne montre aucune donnée")
def aide(requete: Requete) -> HttpResponse:
    """First steps, roles, whom to ask."""
    return render(requete, "portail/aide.html")


@require_safe
@requiert(Permission.DROIT_VOIR)
def catalogue_du_droit(requete: Requete) -> HttpResponse:
    """Every regime, and what they have in common; with ``?q=``, the facts that hold these words."""
    texte = requete.GET.get("q", "").strip()[:100]
    contexte = {
        "texte": texte,
        "faits": catalogue.chercher(texte),
        "regimes": droit.regimes(),
        "termes": droit.tous_les_termes(),
        "parametres": droit.parametres().values(),
        "unites": droit.unites(),
        "cofinancement": droit.regle_cofinancement(),
        "sources": droit.sources_financement(),
        "indicateurs": droit.indicateurs_nationaux(),
        "montants": droit.montants_nationaux(),
        "locaux": objectifs_locaux(requete.droits.perimetre(Permission.DROIT_VOIR)),
    }
    return render(requete, "portail/droit/catalogue.html", contexte)


@require_safe
@requiert(Permission.DROIT_VOIR)
def regime(requete: Requete, regime: str) -> HttpResponse:
    """One regime, with the source and the confidence of each fact."""
    try:
        trouve = droit.regime(regime)
    except droit.DroitInapplicable as erreur:
        raise Http404(str(erreur)) from erreur
    indicateurs = {o.code: [i for i in droit.indicateurs_nationaux() if i.objectif == o.code] for o in trouve.objectifs}
    objectifs = [(o, indicateurs[o.code]) for o in trouve.objectifs]
    return render(requete, "portail/droit/regime.html", {"regime": trouve, "objectifs": objectifs})
