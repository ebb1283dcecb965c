"""Paths: who is followed on the last day, who was before, who waits, and the measure that came before each.

Entries of a profile are a Poisson process in time, age and length. Split by what they have become on the last day, they
are three independent processes: still running, ended, decided but not begun. The first is drawn knowing its total: the
children requested, shared by profile and class of age as the solved rates expect (``Taux.quotas``). The two others are
drawn from the same rates. No row is added or removed afterwards to reach a figure.

A path is then told backwards: before an episode may come another, which ended as it began. An end so told takes the
place of one that the rates expected.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from jalons.synthese.calendrier import LOIN, anniversaire, plus_mois
from jalons.synthese.episodes import Episodes, reunir
from jalons.synthese.hasard import Booleens, Entiers, Hasard, Reels, arrondir, choisir, delais, tirer
from jalons.synthese.parametres import Parametres
from jalons.synthese.taux import JOURS_PAR_MOIS, MOIS_DE_VIE, Taux

PLUS_COURTE = 20
"""Days that an earlier measure needs before the next one, or it is not told."""


@dataclass(slots=True)
class Tirage:
    """One drawing of the paths.

    Attributes:
        au: number of the last day, included; ``depuis``: first day of the registers.
        fenetre: months between the two.
    """

    taux: Taux
    parametres: Parametres
    hasard: Hasard
    au: int
    depuis: int
    fenetre: int
    enfants: int = 0
    avant: dict[int, list[Episodes]] = field(default_factory=dict)

    def tous(self) -> Episodes:
        """Every episode that touches the window, from the last profiles of a path to the first ones."""
        resultat = []
        for k in range(len(self.taux.profils)):
            flux = self.hasard.flux(f"parcours {k}")
            precedents = self.avant.get(k, [])
            lot = reunir([self._presents(k, flux), self._en_attente(k, flux), self._sortis(k, flux), *precedents])
            self._precedents(k, lot, flux)
            resultat.append(lot)
        return reunir(resultat)

    def _presents(self, k: int, flux: np.random.Generator) -> Episodes:
        profil, attendus = self.taux.profils[k], self.taux.presents(k)
        a, x = np.divmod(np.arange(attendus.size), MOIS_DE_VIE)
        classe = self.taux.classe[np.minimum(a + x, MOIS_DE_VIE - 1)]
        poids = attendus.ravel()
        tires = np.concatenate(
            [choisir(flux, np.where(classe == c, poids, 0.0), int(n)) for c, n in enumerate(self.taux.quotas[k])]
        )
        a, x = a[tires], x[tires]
        au = np.full(tires.size, self.au)
        naissance = plus_mois(au, -(a + x)) - flux.integers(0, 28, tires.size)
        ecoule = self.taux.survies[k].ecoule(x, flux.random(tires.size)) * JOURS_PAR_MOIS
        debut = np.minimum(au - ecoule.astype(np.int64), self.au)
        plus_tot = anniversaire(naissance, profil.age_min)
        au_plus_jeune = (a == profil.age_min * 12) & (profil.age_min > 0)
        debut = np.where(au_plus_jeune, plus_tot, np.maximum(debut, plus_tot))
        return self._nouveaux(k, flux, naissance, debut, np.full(tires.size, LOIN))

    def _en_attente(self, k: int, flux: np.random.Generator) -> Episodes:
        """Decided on the last day or before, to begin after it: entries a day times the mean wait (Little's law)."""
        profil, etendue = self.taux.profils[k], self.parametres["delais"]["attente"]
        par_jour = float(self.taux.intensites[k].sum()) / JOURS_PAR_MOIS
        nombre = arrondir(flux, par_jour * profil.attente * float(np.exp(etendue**2 / 2)))
        attente = np.ceil(delais(flux, profil.attente * float(np.exp(etendue**2)), etendue, nombre)).astype(np.int64)
        debut = self.au + 1 + (flux.random(nombre) * attente).astype(np.int64)
        age = tirer(flux, self.taux.intensites[k], nombre)
        naissance = np.minimum(plus_mois(debut, -age) - flux.integers(0, 28, nombre), self.au - attente)
        lot = self._nouveaux(k, flux, naissance, debut, np.full(nombre, LOIN))
        lot.attente = attente
        return lot

    def _sortis(self, k: int, flux: np.random.Generator) -> Episodes:
        profil, courbe = self.taux.profils[k], self.taux.survies[k]
        deja = reunir(self.avant[k]).majorite if self.avant.get(k) else np.zeros(0, dtype=np.bool_)
        lots = []
        for limite, attendus in enumerate(self.taux.sortis(k, self.fenetre)):
            nombre = max(0, arrondir(flux, float(attendus.sum())) - int((deja == bool(limite)).sum()))
            tires = choisir(flux, attendus.ravel(), nombre)
            a, x = np.divmod(tires, attendus.shape[1])
            debut = self.au - ((x + flux.random(tires.size)) * JOURS_PAR_MOIS).astype(np.int64)
            naissance = plus_mois(debut, -a) - np.where(a == profil.age_min * 12, 0, flux.integers(0, 28, tires.size))
            butoir = anniversaire(naissance, profil.age_max)
            if limite:
                fin = butoir
            else:
                fin = debut + self._duree(courbe.moyenne, k, x, flux)
                fin = np.minimum(fin, butoir)
            garde = (fin > self.depuis) & (fin <= self.au) & (fin > debut)
            lot = self._nouveaux(k, flux, naissance[garde], debut[garde], fin[garde])
            lot.majorite = fin[garde] >= butoir[garde]
            lots.append(lot)
        return reunir(lots)

    def _duree(self, moyenne: Reels, k: int, x: Entiers, flux: np.random.Generator) -> Entiers:
        """Days of an episode begun ``x`` months ago that ended in the window."""
        haut = np.where(x < self.fenetre, 1.0, np.append(moyenne, np.zeros(self.fenetre))[x - self.fenetre])
        bas = np.append(moyenne, np.zeros(self.fenetre))[x]
        mois = self.taux.survies[k].duree(bas + (haut - bas) * flux.random(x.size))
        return np.maximum(1, (mois * JOURS_PAR_MOIS)).astype(np.int64)

    def _nouveaux(
        self, k: int, flux: np.random.Generator, naissance: Entiers, debut: Entiers, fin: Entiers
    ) -> Episodes:
        """Episodes of children not seen yet."""
        nombre = naissance.size
        enfant = np.arange(self.enfants, self.enfants + nombre)
        self.enfants += nombre
        return self._lot(k, flux, enfant, naissance, debut, fin)

    def _lot(
        self, k: int, flux: np.random.Generator, enfant: Entiers, naissance: Entiers, debut: Entiers, fin: Entiers
    ) -> Episodes:
        etendue = self.parametres["delais"]["attente"]
        attente = delais(flux, self.taux.profils[k].attente, etendue, enfant.size).astype(np.int64)
        return Episodes(
            enfant, naissance, np.full(enfant.size, k), debut, fin, attente,
            np.zeros(enfant.size, dtype=np.bool_), np.ones(enfant.size, dtype=np.bool_),
        )  # fmt: skip

    def _precedents(self, k: int, lot: Episodes, flux: np.random.Generator) -> None:
        """Tell what came just before the episodes of ``lot``, and mark those that something preceded."""
        suites = self.taux.profils[k].precede
        if not suites or not len(lot):
            return
        codes = list(suites)
        poids = np.array([*suites.values(), max(0.0, 1 - sum(suites.values()))])
        tires = tirer(flux, poids, len(lot))
        for rang, code in enumerate(codes):
            j = self.parametres.rang(code)
            precede, lesquels = self._precedent(j, lot.garder(tires == rang), flux)
            lot.premier[np.flatnonzero(tires == rang)[lesquels]] = False
            self.avant.setdefault(j, []).append(precede)

    def _precedent(self, j: int, lot: Episodes, flux: np.random.Generator) -> tuple[Episodes, Booleens]:
        profil, nombre = self.taux.profils[j], len(lot)
        retour = flux.random(nombre) < self.parametres["retour"]
        vide = np.where(retour, 30 + delais(flux, 240, 0.7, nombre), 0).astype(np.int64)
        # what is decided and not begun starts later: what came before is over, else it would still be running
        suite = np.where(lot.debut > self.au, self.au - lot.attente, lot.debut)
        butoir = anniversaire(lot.naissance, profil.age_max)
        fin = np.minimum(suite - vide, butoir)
        plus_tot = np.maximum(lot.naissance, anniversaire(lot.naissance, profil.age_min))
        possible = fin - plus_tot
        duree = delais(flux, profil.duree * JOURS_PAR_MOIS, profil.etendue, nombre)
        abregee = possible * (0.8 + 0.2 * flux.random(nombre))
        jours = np.where(duree > possible, abregee, duree).astype(np.int64)
        bons = (possible >= PLUS_COURTE) & (fin > self.depuis) & (jours >= 5) & (fin <= self.au)
        lot, fin, jours, butoir = lot.garder(bons), fin[bons], jours[bons], butoir[bons]
        avant = self._lot(j, flux, lot.enfant, lot.naissance, fin - jours, fin)
        avant.majorite = fin >= butoir
        return avant, bons
