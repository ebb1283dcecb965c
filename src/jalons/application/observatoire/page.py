"""The page of the chain of delays: what the agent asked for, inside what she may read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.paginator import Page as PageDeListe

from jalons.analyse.graphiques import Figure, PointDeCourbe
from jalons.analyse.parcours.delais import AXES, LIENS_PAR_CODE, Lien, Resultat, reperes
from jalons.application.acces.http import Requete
from jalons.application.enfants.models import Enfant
from jalons.application.faits.locaux import regles_de
from jalons.application.observatoire import lecture, presentation, selectors
from jalons.application.observatoire.forms import FiltreForm, nom
from jalons.application.observatoire.lecture import Filtres
from jalons.application.observatoire.models import Calcul
from jalons.application.observatoire.presentation import Ligne
from jalons.application.ui.listes import page_demandee


@dataclass(frozen=True, slots=True)
class Page:
    """One run, narrowed.

    Attributes:
        octets: waits of the run; empty only if a later one has just replaced it.
        noms: names of local units by key.
    """

    calcul: Calcul
    octets: bytes
    filtre: FiltreForm
    filtres: Filtres
    noms: dict[str, str]
    lien: Lien
    par: str

    @property
    def bornee(self) -> bool:
        """Whether the agent reads some units only."""
        return self.filtres.permises is not None

    def lignes(self, par: str = "") -> list[Ligne]:
        """Results, for everybody or by group."""
        lus = self._resultats(par)
        groupes = {r.groupe for r in lus}
        return presentation.lignes(lus, {g: nom((par, g), self.noms) if par else "Ensemble" for g in groupes})

    def _resultats(self, par: str) -> Sequence[Resultat]:
        """From what the run has prepared when nothing is narrowed, else measured."""
        c = self.calcul
        if self.filtres == Filtres():
            dits = selectors.vue(c, "par", par) if par else c.resultats
            if dits is not None:
                return [Resultat.lire(d) for d in dits]
        return lecture.resultats(self.octets, self.filtres, c.au, c.collectivite_id, par)

    def _points(self) -> Sequence[PointDeCourbe]:
        dits = selectors.vue(self.calcul, "points", self.lien.code) if self.filtres == Filtres() else None
        if dits is not None:
            return [PointDeCourbe(*p) for p in dits]
        return lecture.points(self.octets, self.filtres, self.lien.code)

    def image(self) -> Figure:
        """The picture of the whole chain."""
        return presentation.image([x.r for x in self.lignes()])

    def courbe(self) -> Figure:
        """The curve of the delay chosen."""
        c = self.calcul
        repere = reperes(regles_de(c.collectivite_id), c.au).get(self.lien.code)
        return presentation.image_de(self.lien, self._points(), repere, c.au)

    def comparaison(self) -> list[Ligne]:
        """The delay chosen, for each group of the axis; empty when none is asked."""
        return [x for x in self.lignes(self.par) if x.lien is self.lien] if self.par else []

    @property
    def axe(self) -> str:
        """Name of the axis compared."""
        return AXES.get(self.par, "")


def lire(requete: Requete, calcul: Calcul) -> Page | None:
    """The page of a run; ``None`` when a later one has replaced its rows. Three queries."""
    octets, unites = selectors.extrait(calcul), selectors.unites(calcul.collectivite_id)
    if not octets:
        return None
    permises = selectors.unites_permises(requete.droits, calcul.collectivite_id, unites)
    noms = {str(u.pk): u.nom for u in unites}
    preparees = selectors.vue(calcul, "valeurs") if permises is None else None
    filtre = FiltreForm(requete.GET, valeurs=preparees or lecture.valeurs(octets, permises), unites=noms)
    lien = LIENS_PAR_CODE[filtre.lien_choisi()]
    return Page(calcul, octets, filtre, filtre.filtres(permises), noms, lien, filtre.lus()["par"])


@dataclass(frozen=True, slots=True)
class Attendent:
    """Those who wait for a step: one page of those that the agent may open, and how many there are.

    Attributes:
        lignes: child, day since when, days, local unit.
    """

    page: PageDeListe[Any]
    lignes: list[tuple[Enfant, date, int, str]]
    nombre: int
    lisibles: int

    @property
    def cachees(self) -> int:
        """Those outside her perimeter."""
        return self.nombre - self.lisibles


def attendent(requete: Requete, page: Page, lien: str, *, maintenant: datetime) -> Attendent:
    """Those who wait for the next step of ``lien``, the longest first. One query."""
    toutes = lecture.qui_attendent(page.octets, page.filtres, lien)
    ouvrables = selectors.lisibles(requete, toutes["enfant"].unique().to_list(), maintenant)
    siennes = [x for x in toutes.iter_rows(named=True) if x["enfant"] in ouvrables]
    montrees = page_demandee(requete.GET, siennes, par_page=25)
    lignes = [
        (ouvrables[x["enfant"]], x["depuis"], x["jours"], page.noms.get(x["territoire"], "Inconnue")) for x in montrees
    ]
    return Attendent(montrees, lignes, toutes.height, len(siennes))
