"""From tables, hierarchies, rules and earlier editions to one system; every fault of them at once."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from jalons.analyse.secret.completion import Sommes, completer_inconnues
from jalons.analyse.secret.hierarchies import Hierarchie
from jalons.analyse.secret.regles import Regles, ecart_exige, motif_effectif, motif_montant
from jalons.analyse.secret.systeme import Entiers, Systeme, sans_doublon
from jalons.analyse.secret.tableaux import (
    Cle,
    Codes,
    Contributions,
    Plan,
    Tableau,
    completer,
    fautes_de_somme,
    plan,
)  # fmt: skip
from jalons.noyau.saisie import EntreeRefusee, Faute

CELLULES = 200_000
"""Cells beyond which a set of tables is refused."""


@dataclass
class Assemblage:
    """One system and what it came from.

    Attributes:
        plans: plan of each table to protect, then of each earlier edition.
        rangs: rank of each cell in the system.
        vides: details that the tables did not have.
        deja_publiees: cells under the rule that an earlier edition shows: nothing can hide them now.
    """

    systeme: Systeme
    plans: list[Plan]
    rangs: dict[Cle, int]
    inconnues: frozenset[Cle]
    vides: int
    deja_publiees: dict[Cle, str]
    hierarchies: dict[str, Hierarchie]


def assembler(
    tableaux: Sequence[Tableau], hierarchies: Mapping[str, Hierarchie], regles: Regles,
    editions: Sequence[Tableau] = (), *, montant: bool = False, absentes: int | None = 0, cout: str = "nombre",
    cacher: Collection[Cle] = (),
) -> Assemblage:  # fmt: skip
    """One system for all.

    Args:
        cacher: cells that are hidden whatever the rules say, but for those that are shown already or are zero.

    Raises:
        EntreeRefusee: totals that do not add up, tables or editions that contradict each other, too many cells.
    """
    noms = {d for t in (*tableaux, *editions) for d in t.dimensions}
    arbres = {d: hierarchies.get(d) or Hierarchie(d) for d in sorted(noms)}
    recueil = _Recueil(arbres, regles, montant, absentes)
    recueil.taille((*tableaux, *editions))
    for tableau in tableaux:
        recueil.tableau(tableau)
    for edition in editions:
        recueil.edition(edition)
    recueil.jamais.update(c for c in cacher if recueil.valeurs.get(c) and c not in recueil.publiees)
    return recueil.systeme(cout)


class _Recueil:
    def __init__(self, arbres: dict[str, Hierarchie], regles: Regles, montant: bool, absentes: int | None) -> None:
        self.arbres, self.regles, self.montant, self.absentes = arbres, regles, montant, absentes
        self.plans: list[Plan] = []
        self.valeurs: dict[Cle, int | None] = {}
        self.ou: dict[Cle, str] = {}
        self.qui: dict[Cle, Contributions] = {}
        self.sommes: list[tuple[Cle, tuple[Cle, ...]]] = []
        self.publiees: dict[Cle, int] = {}
        self.jamais: set[Cle] = set()
        self.inconnues: set[Cle] = set()
        self.vides = 0
        self.codes: dict[str, set[str]] = {}
        self.fautes: list[Faute] = []

    def taille(self, tableaux: Sequence[Tableau]) -> None:
        for tableau in tableaux:
            for j, dimension in enumerate(tableau.dimensions):
                self.codes.setdefault(dimension, set()).update(codes[j] for codes in tableau.valeurs)
        nombre = sum(plan(t, self.arbres).nombre() for t in tableaux)
        if nombre > CELLULES:
            message = (
                f"Ces tableaux ont {nombre} cellules, totaux compris, pour {CELLULES} au plus : publiez moins de "
                "croisements."
            )
            raise EntreeRefusee([Faute("", message, str(nombre), f"{CELLULES} cellules au plus")])

    def tableau(self, tableau: Tableau) -> None:
        """Cells of a table to protect."""
        ici, valeurs = self._plan(tableau, self.absentes)
        for codes, valeur in valeurs.items():
            cle = ici.cle(codes)
            if valeur is None:
                self.inconnues.add(cle)
                self.jamais.add(cle)
            self._poser(cle, valeur, tableau.nom, codes)
            if codes in tableau.contributions:
                self.qui[cle] = tableau.contributions[codes]

    def edition(self, edition: Tableau) -> None:
        """Cells of an edition that readers hold already."""
        sien, valeurs = self._plan(edition, None, self.codes)
        for codes, valeur in valeurs.items():
            cle = sien.cle(codes)
            if valeur is not None:
                self.publiees[cle] = valeur
            else:
                if cle not in self.valeurs:
                    self.jamais.add(cle)
                    if codes not in edition.caches:
                        self.inconnues.add(cle)
            self._poser(cle, valeur, edition.nom, codes)

    def _plan(
        self, tableau: Tableau, absentes: int | None, ailleurs: dict[str, set[str]] | None = None
    ) -> tuple[Plan, dict[Codes, int | None]]:
        ici = plan(tableau, self.arbres, ailleurs)
        valeurs, vides = completer(tableau, ici, absentes=absentes)
        self.plans.append(ici)
        self.vides += vides
        self.fautes += fautes_de_somme(tableau.nom, ici, valeurs)
        self.sommes += [(ici.cle(t), tuple(ici.cle(d) for d in detail)) for t, detail in ici.sommes()]
        return ici, valeurs

    def _poser(self, cle: Cle, valeur: int | None, nom: str, codes: Codes) -> None:
        connue = self.valeurs.get(cle)
        if connue is None:
            self.valeurs[cle] = valeur
            if valeur is not None:
                self.ou[cle] = nom
        elif valeur is not None and valeur != connue:
            message = (
                f"La cellule vaut {valeur} ici et {connue} dans {self.ou[cle]} : des tableaux protégés ensemble "
                "portent sur la même population au même jour. Accordez-les, ou protégez à part un chiffre révisé."
            )
            self.fautes.append(Faute(f"{nom}, {' × '.join(codes)}", message, str(valeur), str(connue)))

    def systeme(self, cout: str) -> Assemblage:
        """Everything together."""
        if self.fautes:
            raise EntreeRefusee(self.fautes)
        cles = list(self.valeurs)
        rangs = {cle: i for i, cle in enumerate(cles)}
        sommes = sans_doublon((rangs[t], [rangs[d] for d in detail]) for t, detail in self.sommes)
        brutes = np.array([self.valeurs[c] or 0 for c in cles], np.int64)
        trous = np.array([self.valeurs[c] is None for c in cles])
        plancher = 0 if self.montant else self.regles.plancher
        planchers = np.array([0 if c in self.inconnues else plancher for c in cles], np.int64)
        complet = completer_inconnues(brutes, trous, planchers, sommes)
        if complet is None:
            message = (
                "Aucune valeur des cellules inconnues ou masquées ne rend les totaux exacts : vérifiez les totaux, "
                "et que les éditions passées portent sur la même population."
            )
            raise EntreeRefusee([Faute("", message, "", "des totaux possibles")])
        return self._assemblage(cles, rangs, sommes, complet[0], planchers, cout)

    def _assemblage(
        self, cles: list[Cle], rangs: dict[Cle, int], sommes: Sommes, valeurs: Entiers, planchers: Entiers, cout: str
    ) -> Assemblage:
        motifs = {c: m for c in cles if c not in self.inconnues and (m := self._motif(c, int(valeurs[rangs[c]])))}
        connues = np.array([c in self.publiees for c in cles])
        zeros = (valeurs == 0) & (self.regles.zeros == "publies")
        caches = np.array([c in self.jamais for c in cles])
        largeurs, ecarts = self._exigences(cles, valeurs)
        dimensions = len(self.arbres)
        poids = (
            np.array([1 + 0.05 * (dimensions - len(c)) for c in cles])
            if cout == "nombre"
            else 1.0 + valeurs.astype(np.float64)
        )
        systeme = Systeme(
            cles, valeurs, planchers, sommes, connues, caches & ~connues, zeros & ~caches, largeurs, ecarts,
            {rangs[c]: m for c, m in motifs.items() if c not in self.publiees},
            None if self.montant else self.regles.seuil, poids,
        )  # fmt: skip
        deja = {c: m for c, m in motifs.items() if c in self.publiees}
        return Assemblage(systeme, self.plans, rangs, frozenset(self.inconnues), self.vides, deja, self.arbres)

    def _motif(self, cle: Cle, valeur: int) -> str | None:
        if self.montant:
            return motif_montant(self.regles, valeur, self.qui.get(cle, Contributions()))
        return motif_effectif(self.regles, valeur)

    def _exigences(self, cles: list[Cle], valeurs: Entiers) -> tuple[Entiers, Entiers]:
        """Width or distance that each cell would keep, were it hidden."""
        rien = np.zeros(len(cles), np.int64)
        if self.montant:
            ecarts = [
                0
                if c in self.inconnues or not v
                else ecart_exige(self.regles, int(v), self.qui.get(c, Contributions()))
                for c, v in zip(cles, valeurs, strict=True)
            ]
            return rien, np.array(ecarts, np.int64)
        largeur = self.regles.largeur_exigee
        bas = 1 if self.regles.zeros == "publies" else 0
        demandent = (valeurs >= bas) & (valeurs < self.regles.seuil + largeur)
        demandent &= np.array([c not in self.inconnues for c in cles]) | (valeurs > 0)
        return np.where(demandent, largeur, 0), rien
