"""What every dashboard shows: tabs, the source and the choice asked for, the run that answers, where it comes from."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.http import urlencode

from jalons.application.acces.gate import exiger
from jalons.application.acces.http import Requete
from jalons.application.acces.permissions import Permission
from jalons.application.observatoire.selectors import unites, unites_permises
from jalons.application.observatoire.tableaux import provenance, selectors
from jalons.application.observatoire.tableaux.calculs.choix import Choix
from jalons.application.observatoire.tableaux.forms import RestreindreForm, SourceForm, annees
from jalons.application.observatoire.tableaux.provenance import REGISTRE, Source
from jalons.application.ui.composants.listes import Onglet

ONGLETS = (
    ("chiffres", "Chiffres clés", Permission.OBSERVATOIRE_LIRE), ("parcours", "Parcours", Permission.OBSERVATOIRE_VOIR),
    ("projection", "Projection", Permission.OBSERVATOIRE_VOIR),
    ("comparaison", "Comparaison", Permission.OBSERVATOIRE_LIRE),
    ("delais", "Chaîne des délais", Permission.OBSERVATOIRE_VOIR),
)  # fmt: skip
A_SOURCES = ("chiffres", "parcours", "projection")
"""Kinds of runs that may read an import."""


def onglets(request: Requete, actif: str, source: str = "") -> list[Onglet]:
    """Tabs that the agent may open; those that may read an import keep the source."""
    code = selectors.collectivite_lue(request)
    dits = []
    for genre, nom, droit in ONGLETS:
        if request.droits.peut(droit, code):
            suite = f"?{urlencode({'source': source})}" if source and genre in A_SOURCES else ""
            adresse = reverse(f"observatoire:{genre if genre == 'delais' else f'tableaux_{genre}'}")
            dits.append(Onglet(nom, f"{adresse}{suite}", genre == actif))
    return dits


def sources_lues(request: Requete, collectivite: str, genre: str) -> list[Source]:
    """Sources that the agent may choose: imports hold the children of every unit, for those who read them all."""
    entier = selectors.lit_tout(request, collectivite) and unites_permises(request.droits, collectivite, ()) is None
    return provenance.offertes(collectivite) if entier and genre in A_SOURCES else [REGISTRE]


def filtre_de(request: Requete, genre: str, source: Source, collectivite: str) -> RestreindreForm:
    """The filters of paths and forecasts, with the values that the key figures of this source know. Three queries."""
    chiffres = selectors.dernier(collectivite, "chiffres", source.cle)
    valeurs = (selectors.vue(chiffres, "valeurs") if chiffres is not None else None) or {}
    noms = {u.code: u.nom for u in unites(collectivite)}
    lieux = {t: noms.get(t, "Inconnu" if t == "inconnu" else t) for t in valeurs.get("territoires", [])}
    dites = annees(valeurs["debut"][0], chiffres.au) if chiffres is not None and valeurs else []
    return RestreindreForm(request.GET, genre=genre, territoires=lieux, annees=dites)


def contexte_de(request: Requete, genre: str) -> dict[str, Any]:
    """Tabs, source, choice, the last run, the one under way, why the last one failed.

    Raises:
        PermissionDenied: the agent does not read this kind of figures there, or reads some units of it only.
    """
    code = selectors.collectivite_lue(request)
    exiger(request, next(droit for g, _, droit in ONGLETS if g == genre), code)
    if genre in selectors.D_UN_SEUL_TENANT:
        selectors.exiger_tout(request, code)
    sources = sources_lues(request, code, genre)
    source = provenance.choisie(sources, request.GET.get("source", ""))
    filtre = filtre_de(request, genre, source, code) if genre in selectors.D_UN_SEUL_TENANT else None
    choix = filtre.choix() if filtre is not None else Choix()
    calcul = selectors.dernier(code, genre, source.cle, choix.cle)
    en_cours, echec = selectors.suivi(code, genre, source.cle, choix.cle)
    return {
        "onglets": onglets(request, genre, source.cle), "genre": genre, "calcul": calcul, "source": source,
        "choix": choix, "filtre": filtre, "sources": _formulaire(request, sources),
        "provenance": provenance.dire(calcul) if calcul is not None else "",
        "reserves": calcul.provenance.get("reserves", ()) if calcul is not None else (),
        "en_cours": en_cours, "echec": echec,
        "peut_calculer": request.droits.peut(Permission.OBSERVATOIRE_CALCULER, code),
        "demande": suite(source, choix),
    }  # fmt: skip


def suite(source: Source, choix: Choix) -> str:
    """What an address carries of the source and of the choice: empty, or from the question mark on."""
    dits = ({"source": source.cle} if source.cle else {}) | choix.en_json()
    return f"?{urlencode(dits)}" if dits else ""


def _formulaire(request: Requete, sources: Sequence[Source]) -> SourceForm | None:
    if len(sources) < 2:
        return None
    return SourceForm(request.GET, sources=[(s.cle, s.libelle) for s in sources])
