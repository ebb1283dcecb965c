"""The rows behind a key figure: files that the agent may open, by number; the others are counted."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import polars as pl
from django.contrib import messages
from django.core.paginator import Page as PageDeListe
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from jalons.analyse.indicateurs.modele import Indicateur
from jalons.application.acces.gate import obtenir, requiert
from jalons.application.acces.http import Requete
from jalons.application.acces.permissions import Permission
from jalons.application.enfants.models import Enfant
from jalons.application.observatoire.models import Calcul
from jalons.application.observatoire.selectors import lisibles, unites, unites_permises
from jalons.application.observatoire.tableaux import presentation, provenance, selectors
from jalons.application.socle.journal import journaliser_lecture
from jalons.application.ui.listes import page_demandee


@dataclass(frozen=True, slots=True)
class Comptees:
    """One page of the children counted.

    Attributes:
        lignes: child, how many rows of the figure are hers, local unit.
        nombre: children counted, of whom the agent may open ``lisibles``; ``comptes``: rows.
    """

    page: PageDeListe[Any]
    lignes: list[tuple[Enfant, int, str]]
    nombre: int
    lisibles: int
    comptes: int

    @property
    def cachees(self) -> int:
        """Those outside her perimeter."""
        return self.nombre - self.lisibles


def lire(requete: Requete, calcul: Calcul, code: str, octets: bytes) -> Comptees:
    """Children in the numerator of ``code``, in the units that the agent reads. Three queries."""
    connues = unites(calcul.collectivite_id)
    siennes = unites_permises(requete.droits, calcul.collectivite_id, connues)
    lues = pl.read_parquet(io.BytesIO(octets)).filter(pl.col("code") == code)
    if siennes is not None:
        lues = lues.filter(pl.col("territoire").is_in([u.code for u in connues if str(u.pk) in siennes]))
    if territoire := requete.GET.get("territoire", ""):
        lues = lues.filter(pl.col("territoire") == territoire)
    par = lues.group_by("enfant").agg(pl.len().alias("lignes"), pl.col("territoire").first()).sort("enfant")
    ouvrables = lisibles(requete, par["enfant"].to_list(), timezone.now())
    siens = [x for x in par.iter_rows(named=True) if x["enfant"] in ouvrables]
    page = page_demandee(requete.GET, siens, par_page=25)
    return Comptees(page, _dire(page, ouvrables, {u.code: u.nom for u in connues}), par.height, len(siens), lues.height)


def _dire(
    page: PageDeListe[Any], ouvrables: Mapping[int, Enfant], noms: Mapping[str, str]
) -> list[tuple[Enfant, int, str]]:
    return [(ouvrables[x["enfant"]], x["lignes"], noms.get(x["territoire"], "Inconnue")) for x in page]


@require_safe
@requiert(Permission.OBSERVATOIRE_VOIR)
def lignes(request: Requete, pk: int, code: str) -> HttpResponse:
    """The files that a figure counts; read by those who may open files, and journalled."""
    definition = presentation.definition(code)
    if definition is None:
        raise Http404("Cet indicateur n'existe pas : revenez aux chiffres clés.")
    runs = Calcul.objects.defer("extrait", "comptees", "vues").filter(
        etat=Calcul.Etat.FAIT, genre=Calcul.Genre.CHIFFRES
    )
    calcul = obtenir(runs, requete=request, voir=Permission.OBSERVATOIRE_VOIR, faire=Permission.ENFANTS_VOIR, pk=pk)
    octets = selectors.comptees(calcul)
    if not octets:
        messages.info(request, "Ce calcul ne garde plus ses lignes : voici le dernier.")
        return redirect("observatoire:tableaux_chiffres")
    liste = lire(request, calcul, code, octets)
    journaliser_lecture(
        "observatoire:lire_lignes", objet=calcul, par=request.user, indicateur=code, lignes=liste.lisibles
    )
    return render(request, "observatoire/tableaux/lignes.html", _contexte(calcul, definition, liste))


def _contexte(calcul: Calcul, definition: Indicateur, liste: Comptees) -> dict[str, Any]:
    dit = (calcul.resultats or {})["indicateurs"].get(definition.code, {})
    return {
        "calcul": calcul, "indicateur": definition, "libelle": dit.get("libelle", definition.libelle), "liste": liste,
        "provenance": provenance.dire(calcul),
    }  # fmt: skip
