"""Rates of entry solved from the targets, and the children that they put in the stock of the last day.

A profile receives entries at a rate that depends on the age at entry, grows with the years and follows the seasons; an
entry stays for a log-normal time, and leaves at the latest at the age that ends the profile. The number present on the
last day is then the rate times the mean time that is still running (Little's law); its ages follow. The rates are the
unknowns: their shape by age at entry comes from the hypotheses, and is bent, age by age, until the expected stock has
the total of every profile and the share of every class of age that the targets ask for.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from jalons.synthese.cibles import Cibles
from jalons.synthese.hasard import Entiers, Reels, repartir
from jalons.synthese.parametres import Parametres, Profil

MOIS_DE_VIE = 252
"""Months from birth to 21 years."""
FINESSE = 32
"""Steps in a month on which a survival curve is drawn."""
JOURS_PAR_MOIS = 30.4375


@dataclass(frozen=True, slots=True)
class Survie:
    """How long an entry of one profile stays.

    Attributes:
        fine: share still there after each step of 1/32 month.
        moyenne: mean share still there during each month since the entry.
    """

    fine: Reels
    moyenne: Reels

    def duree(self, restants: Reels) -> Reels:
        """Months after which the share ``restants`` is still there."""
        pas = np.arange(self.fine.size) / FINESSE
        return np.interp(restants, self.fine[::-1], pas[::-1])

    def ecoule(self, mois: Entiers, hasard: Reels) -> Reels:
        """Months since the entry, for one still there in its month ``mois``; ``hasard`` is uniform."""
        lignes = self.fine.reshape(-1, FINESSE)[mois]
        cumul = np.cumsum(lignes, axis=1)
        rang = (cumul < hasard[:, None] * cumul[:, -1:]).sum(axis=1)
        return np.asarray(mois + np.minimum(rang, FINESSE - 1) / FINESSE, dtype=np.float64)


@dataclass(frozen=True, slots=True)
class Taux:
    """The solved model.

    Attributes:
        intensites: entries per month at the last day, by profile and month of age at entry.
        quotas: children present on the last day, by profile and class of age.
        elan: factor on the entries by kind of growth and months before the last day.
        classe: class of age of each month of life.
    """

    profils: tuple[Profil, ...]
    survies: tuple[Survie, ...]
    intensites: Reels
    quotas: Entiers
    elan: dict[str, Reels]
    classe: Entiers

    def presents(self, k: int) -> Reels:
        """Expected stock of profile ``k`` by month of age at entry and months since the entry."""
        un = presence(self.profils[k], self.survies[k], self.elan[croissance(self.profils[k])])
        return np.asarray(un * self.intensites[k][:, None], dtype=np.float64)

    def sortis(self, k: int, fenetre: int) -> tuple[Reels, Reels]:
        """Expected ends of profile ``k`` in the last ``fenetre`` months, by age at entry and months since the entry.

        First those that ended before the age limit, then those that the age limit ended.
        """
        profil, survie = self.profils[k], self.survies[k].moyenne
        elan = self.elan[croissance(profil)]
        x = np.arange(elan.size)
        reste = np.concatenate([survie, np.zeros(elan.size)])
        tard, tot = reste[x], np.where(x < fenetre, 1.0, reste[np.maximum(x - fenetre, 0)])
        jusque_limite = (profil.age_max * 12 - np.arange(MOIS_DE_VIE)).clip(0)
        a_la_limite = reste[np.minimum(jusque_limite, reste.size - 1)][:, None]
        limite_passee = (x[None, :] >= jusque_limite[:, None]) & (x[None, :] - fenetre < jusque_limite[:, None])
        debut, fin = np.maximum(tot[None, :], 0), np.maximum(tard[None, :], a_la_limite)
        avant = np.where(x[None, :] - fenetre < jusque_limite[:, None], np.maximum(debut - fin, 0), 0)
        flux = self.intensites[k][:, None] * elan[None, :]
        return flux * avant, flux * np.where(limite_passee, a_la_limite, 0.0)


def croissance(profil: Profil) -> str:
    """The kind of growth of a profile."""
    return "domicile" if profil.cadre == "domicile" else "accueil"


def survie(profil: Profil) -> Survie:
    """The survival curve of a profile."""
    pas = np.arange(MOIS_DE_VIE * FINESSE) / FINESSE
    with np.errstate(divide="ignore"):
        z = (np.log(pas) - np.log(profil.duree)) / profil.etendue
    fine = 1 - _normale(z)
    return Survie(fine, fine.reshape(-1, FINESSE).mean(axis=1))


def presence(profil: Profil, courbe: Survie, elan: Reels) -> Reels:
    """For one entry a month at each month of age: how many are still there, by months since the entry."""
    a, x = np.arange(MOIS_DE_VIE)[:, None], np.arange(MOIS_DE_VIE)[None, :]
    return np.where(a + x < profil.age_max * 12, (elan[:MOIS_DE_VIE] * courbe.moyenne)[None, :], 0.0)


def elans(parametres: Parametres, dernier_mois: int, mois: int) -> dict[str, Reels]:
    """The factor of growth and season, by months before the last one (0 for the last month)."""
    x = np.arange(mois)
    saison = np.array(parametres["saisons"]["entrees"])
    saison = saison / saison.mean()
    return {
        nom: (1 + taux) ** (-x / 12) * saison[(dernier_mois - x) % 12]
        for nom, taux in parametres["croissance"].items()
        if nom != "ip"
    }


def resoudre(parametres: Parametres, cibles: Cibles, enfants: int, dernier_mois: int, fenetre: int) -> Taux:
    """The rates of entry under which ``enfants`` children are followed on the last day, as the targets say."""
    profils = parametres.profils
    elan = elans(parametres, dernier_mois, MOIS_DE_VIE + fenetre)
    courbes = tuple(survie(p) for p in profils)
    classe = np.searchsorted(cibles.bornes * 12, np.arange(MOIS_DE_VIE), side="right").clip(0, cibles.parts.size - 1)
    ages = (np.arange(MOIS_DE_VIE) + 0.5) / 12
    entrees = np.stack([p.poids_entree(ages) for p in profils])
    effets = np.stack(
        [
            _par_classe(presence(p, c, elan[croissance(p)]), classe, cibles.parts.size)
            for p, c in zip(profils, courbes, strict=True)
        ]
    )
    stocks = _stocks(profils, cibles.totaux(enfants))
    groupe = np.array([0 if p.cadre in ("accueil", "direct") else 1 for p in profils])
    intensites = _ajuster(entrees, effets, stocks, groupe, cibles.parts)
    attendus = np.einsum("ka,kac->kc", intensites, effets)
    return Taux(profils, courbes, intensites, _quotas(attendus, enfants), elan, classe)


def _stocks(profils: tuple[Profil, ...], totaux: dict[str, float]) -> Reels:
    nommees: dict[str, float] = {}
    for profil in profils:
        nommees[profil.groupe] = nommees.get(profil.groupe, 0.0) + (profil.part or 0.0)
    return np.array(
        [totaux[p.groupe] * (1 - nommees[p.groupe] if p.part is None else p.part) for p in profils], dtype=np.float64
    )


def _par_classe(present: Reels, classe: Entiers, nombre: int) -> Reels:
    a, x = np.arange(MOIS_DE_VIE)[:, None], np.arange(MOIS_DE_VIE)[None, :]
    atteint = classe[np.minimum(a + x, MOIS_DE_VIE - 1)]
    return np.stack([np.where(atteint == c, present, 0.0).sum(axis=1) for c in range(nombre)], axis=1)


def _ajuster(entrees: Reels, effets: Reels, stocks: Reels, groupe: Entiers, parts: Reels) -> Reels:
    """Bend the entries by age until stocks and ages are right (iterative proportional fitting on rates)."""
    intensites = entrees.copy()
    for _ in range(400):
        attendus = np.einsum("ka,kac->kc", intensites, effets)
        intensites *= (stocks / np.maximum(attendus.sum(axis=1), 1e-12))[:, None]
        attendus *= (stocks / np.maximum(attendus.sum(axis=1), 1e-12))[:, None]
        for g in (0, 1):
            membres = np.flatnonzero(groupe == g)
            vises = parts * stocks[membres].sum()
            ecart = vises / np.maximum(attendus[membres].sum(axis=0), 1e-9)
            poids = effets[membres]
            intensites[membres] *= (poids * ecart).sum(axis=2) / np.maximum(poids.sum(axis=2), 1e-12)
    attendus = np.einsum("ka,kac->kc", intensites, effets)
    return np.asarray(intensites * (stocks / np.maximum(attendus.sum(axis=1), 1e-12))[:, None], dtype=np.float64)


def _quotas(attendus: Reels, enfants: int) -> Entiers:
    """Whole children by profile and class: rows and columns add up, what one profile rounds off the next receives."""
    totaux = repartir(enfants, attendus.sum(axis=1))
    quotas = np.zeros(attendus.shape, dtype=np.int64)
    report = np.zeros(attendus.shape[1])
    for k in np.argsort(attendus.sum(axis=1), kind="stable"):
        poids = np.where(attendus[k] > 0, np.maximum(attendus[k] + report, 0), 0)
        quotas[k] = repartir(int(totaux[k]), poids if poids.sum() > 0 else attendus[k])
        report += attendus[k] - quotas[k]
    return quotas


def _normale(z: Reels) -> Reels:
    """The normal distribution function, to 1e-7 (Abramowitz and Stegun, 26.2.17)."""
    t = 1 / (1 + 0.2316419 * np.abs(np.clip(z, -40, 40)))
    somme = t * (0.319381530 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))))
    queue = np.exp(-(np.clip(z, -40, 40) ** 2) / 2) / np.sqrt(2 * np.pi) * somme
    return np.asarray(np.where(z > 0, 1 - queue, queue), dtype=np.float64)
