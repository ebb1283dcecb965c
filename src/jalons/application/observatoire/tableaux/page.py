"""The page of key figures: what the agent asked for, inside what she may read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from jalons.analyse.effectifs import Effectifs, Filtres, mesurer
from jalons.analyse.effectifs.preparation import jour_de
from jalons.analyse.graphiques import Figure
from jalons.application.acces.http import Requete
from jalons.application.acces.permissions import Permission
from jalons.application.observatoire.models import Calcul
from jalons.application.observatoire.selectors import unites, unites_permises
from jalons.application.observatoire.tableaux import copie, presentation, selectors
from jalons.application.observatoire.tableaux.forms import FiltreForm, annees
from jalons.application.observatoire.tableaux.presentation import Ligne
from jalons.droit.mesures import natures


@dataclass(frozen=True)
class Page:
    """One run, narrowed.

    Attributes:
        permises: codes of the local units that the agent may read; ``None``: the whole collectivité.
        noms: of local units, by key.
        dossiers: whether she opens files of children.
    """

    calcul: Calcul
    filtre: FiltreForm
    permises: frozenset[str] | None
    noms: Mapping[str, str]
    dossiers: bool = False

    @cached_property
    def choix(self) -> dict[str, str]:
        """What was chosen."""
        return self.filtre.lus()

    @cached_property
    def filtres(self) -> Filtres:
        """The narrowing."""
        return self.filtre.filtres(self.permises)

    @property
    def bornee(self) -> bool:
        """Whether the agent reads some units only."""
        return self.permises is not None

    @property
    def jour(self) -> int:
        """Day of the stocks."""
        return jour_de(self.calcul.au, int(self.choix["annee"]) if self.choix["annee"] else None)

    @property
    def ouvre(self) -> bool:
        """Whether a figure may open its rows: they are files of Jalons, and the agent opens files."""
        return self.dossiers and bool((self.calcul.resultats or {}).get("dossiers"))

    @property
    def depuis(self) -> int:
        """First month (as 202401) that the source follows; 0: it says nothing of it."""
        dit = self.calcul.provenance.get("depuis", "")
        return int(dit[:7].replace("-", "")) if dit else 0

    @cached_property
    def effectifs(self) -> Effectifs | None:
        """From what the run has prepared when it has, else counted now; ``None``: a later run has replaced it."""
        if not self.choix["annee"] and not (self.bornee and not self.choix["territoire"]):
            dits = selectors.vue(self.calcul, "effectifs", self.filtres.cle)
            if dits is not None:
                return Effectifs.lire(dits)
        chemin = copie.fichier(self.calcul)
        return None if chemin is None else mesurer(chemin, self.jour, self.filtres)

    @cached_property
    def indicateurs(self) -> list[Ligne]:
        """Of the whole, or of one local unit; none for several units at once, which no run counts together."""
        if self.choix["territoire"]:
            dits = selectors.vue(self.calcul, "territoires", self.choix["territoire"]) or {}
            return presentation.lignes(dits, minimum=bool(self.depuis))
        if self.bornee:
            return []
        lus = self.calcul.resultats or {}
        return presentation.lignes(lus["indicateurs"], minimum=bool(self.depuis), reperes=lus.get("reperes"))

    @property
    def regards(self) -> list[Ligne]:
        """Those that DREES publishes too."""
        return [x for x in self.indicateurs if x.repere]

    @property
    def sans_reperes(self) -> str:
        """Why nothing published stands beside the figures of the whole; empty when something does."""
        entier = not self.bornee and not self.choix["territoire"]
        return str((self.calcul.resultats or {}).get("sans_reperes", "")) if entier else ""

    @property
    def cartes(self) -> list[Ligne]:
        """Those shown first."""
        return presentation.cartes(self.indicateurs)

    @property
    def familles(self) -> list[tuple[str, list[Ligne]]]:
        """All of them, by family."""
        return presentation.familles(self.indicateurs)

    @property
    def ase(self) -> list[Mapping[str, Any]]:
        """Tables in the layout of DREES, of the whole only."""
        entier = not self.bornee and not self.choix["territoire"]
        return list((self.calcul.resultats or {})["ase"]) if entier else []

    def images(self) -> list[Figure]:
        """The pictures of the choice."""
        return presentation.images(self.effectifs, self.depuis) if self.effectifs else []

    def natures(self) -> list[tuple[str, str]]:
        """Kinds of measures in words."""
        libelles = {code: nature.libelle for code, nature in natures().items()}
        return presentation.natures(self.effectifs, libelles) if self.effectifs else []

    def groupes(self) -> list[tuple[str, str]]:
        """Types of care in words."""
        return presentation.groupes(self.effectifs) if self.effectifs else []


def lire(requete: Requete, calcul: Calcul) -> Page:
    """The page of a run, as asked for. Two queries."""
    connues = unites(calcul.collectivite_id)
    siennes = unites_permises(requete.droits, calcul.collectivite_id, connues)
    permises = None if siennes is None else frozenset(u.code for u in connues if str(u.pk) in siennes)
    noms = {u.code: u.nom for u in connues}  # tables name a unit by its code
    valeurs = selectors.vue(calcul, "valeurs") or {"territoires": [], "debut": [calcul.au.year]}
    offerts = {t: noms.get(t, "Inconnu" if t == "inconnu" else t) for t in valeurs["territoires"]}
    if permises is not None:
        offerts = {t: nom for t, nom in offerts.items() if t in permises}
    filtre = FiltreForm(requete.GET, territoires=offerts, annees=annees(valeurs["debut"][0], calcul.au))
    return Page(calcul, filtre, permises, noms, requete.droits.peut(Permission.ENFANTS_VOIR, calcul.collectivite_id))
