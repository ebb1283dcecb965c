"""What ``secret`` publishes, ``attaque`` never breaks: random tables, hierarchies, linked tables, successive editions.

The two packages share no line. Full counts (500 tables, 60 sets of three editions) with ``make test-long``.
"""

import itertools
import os
from collections import Counter

import numpy as np
import pytest

from jalons.analyse.attaque import Exigence, Publie, attaquer
from jalons.analyse.secret import Hierarchie, Regles, Tableau, proteger
from jalons.noyau.saisie import EntreeRefusee

LONG = os.environ.get("JALONS_TESTS_LONGS") == "oui"
TABLES, SUITES = (500, 60) if LONG else (40, 6)
REGLES = (Regles(), Regles(seuil=5), Regles(largeur=1), Regles(zeros="masquables"), Regles(zeros="masques"))
ARBRE = {f"l{i}": f"L{i // 3}" for i in range(6)}


def exigence(regles, *, entier=False):
    return Exigence(regles.seuil, regles.largeur_exigee, plancher=regles.plancher, entier=entier)


def publie(protection, rang=0, nom="publie"):
    """The published form: numbers, and marks without their reason."""
    cellules = protection.publies[rang]
    return Publie(
        nom, protection.dimensions[rang], {c: v if isinstance(v, int) else None for c, v in cellules.items()},
        frozenset(c for c, v in cellules.items() if v == "nd"),
    )  # fmt: skip


def edition(protection, nom):
    """The same, as the next edition reads it."""
    cellules = protection.publies[0]
    return Tableau(
        nom, protection.dimensions[0], {c: v if isinstance(v, int) else None for c, v in cellules.items()}, {},
        frozenset(c for c, v in cellules.items() if v == "s"),
    )  # fmt: skip


def table_au_hasard(graine):
    """Two to four dimensions, from nearly empty to well filled; some zeros written, others absent."""
    hasard = np.random.default_rng(graine)
    nombre = int(hasard.integers(2, 5))
    tailles = [int(hasard.integers(2, 7 if nombre < 4 else 4)) for _ in range(nombre)]
    moyenne, valeurs = float(hasard.choice([1, 4, 12, 40])), {}
    for place in itertools.product(*map(range, tailles)):
        effectif = int(hasard.poisson(moyenne * hasard.gamma(0.7) * 1.3))
        if effectif or hasard.random() < 0.5:
            valeurs[tuple(f"{d}{i}" for d, i in zip("abcd", place, strict=False))] = effectif
    return Tableau("hasard", tuple("abcd"[:nombre]), valeurs)


def editions_au_hasard(graine):
    """Three tables of the same people, places nested."""
    hasard = np.random.default_rng(graine)
    tailles = {"lieu": 6, "age": 5, "sexe": 2, "type": 4}
    nombre, personnes = int(hasard.choice([60, 150, 400, 1500])), {}
    for dimension, taille in tailles.items():
        poids = hasard.gamma(0.8, size=taille) + 0.05
        personnes[dimension] = [f"{dimension[0]}{i}" for i in hasard.choice(taille, size=nombre, p=poids / poids.sum())]
    for rang in range(3):
        tirees = sorted(hasard.choice(list(tailles), size=int(hasard.integers(1, 4)), replace=False).tolist())
        comptes = Counter(zip(*(personnes[d] for d in tirees), strict=True))
        yield Tableau(f"edition-{rang}", tuple(tirees), dict(comptes))


@pytest.mark.parametrize("graine", range(TABLES))
def test_un_tableau_protege_n_est_pas_retrouve(graine):
    tableau, regles = table_au_hasard(graine), REGLES[graine % len(REGLES)]
    protection = proteger([tableau], regles=regles, essais=1)

    verdict = attaquer([publie(protection)], exigence=exigence(regles, entier=graine % 8 == 1))

    assert verdict.resiste, verdict.cassees[:3]


def test_masquer_les_seuls_petits_effectifs_ne_suffit_pas():
    trouvees = 0
    for graine in range(12):
        tableau = table_au_hasard(graine)
        naif = proteger([tableau], regles=Regles(), essais=1)
        secondaires = {m.cle for m in naif.masques if m.nature == "secondaire"}
        vraies = {m.cle: m.valeur for m in naif.masques}
        rendue = publie(naif)
        montrees = dict(rendue.cellules)
        for codes in montrees:
            cle = tuple(sorted((d, c) for d, c in zip(rendue.dimensions, codes, strict=True) if c != "Total"))
            if cle in secondaires:
                montrees[codes] = vraies[cle]
        trouvees += not attaquer([Publie("naif", rendue.dimensions, montrees)]).resiste
    assert trouvees >= 6


@pytest.mark.parametrize("graine", range(SUITES))
def test_trois_editions_successives_ensemble_ne_livrent_rien(graine):
    regles, deja, publies = Regles() if graine % 2 else Regles(seuil=5), [], []
    for tableau in editions_au_hasard(graine):
        try:
            protection = proteger([tableau], {"lieu": Hierarchie("lieu", ARBRE)}, regles, editions=deja, essais=1)
        except EntreeRefusee:  # refusing an edition that nothing can protect any more is an answer too
            continue
        deja.append(edition(protection, tableau.nom))
        publies.append(publie(protection, nom=tableau.nom))

    verdict = attaquer(publies, {"lieu": ARBRE}, exigence(regles))

    assert len(publies) >= 2
    assert verdict.resiste, verdict.cassees[:3]


@pytest.mark.parametrize("graine", range(100, 100 + SUITES))
def test_trois_tableaux_lies_proteges_ensemble_ne_livrent_rien(graine):
    regles = Regles(zeros="masquables") if graine % 2 else Regles()
    protection = proteger(list(editions_au_hasard(graine)), {"lieu": Hierarchie("lieu", ARBRE)}, regles, essais=1)

    publies = [publie(protection, rang, f"t{rang}") for rang in range(3)]

    assert attaquer(publies, {"lieu": ARBRE}, exigence(regles)).resiste


def test_la_meme_entree_donne_la_meme_sortie():
    tableau = table_au_hasard(5)
    assert proteger([tableau]).publies == proteger([tableau]).publies
