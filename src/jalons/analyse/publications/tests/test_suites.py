"""Editions one after the other, corrections among them: whoever reads them all finds nobody. Random, by seeds."""

import os
from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from jalons.analyse.attaque import Exigence, Publie, attaquer, juger
from jalons.analyse.publications.assemblage import assembler
from jalons.analyse.publications.modele import Edition, Regle, TableauDeclare
from jalons.analyse.publications.revisions import cote_a_cote
from jalons.noyau.saisie import EntreeRefusee

SUITES = 200 if os.environ.get("JALONS_TESTS_LONGS") == "oui" else 8
DIMENSIONS = {"lieu": 5, "age": 4, "sexe": 2}


def personnes(hasard):
    nombre = int(hasard.choice([60, 150, 400]))
    return {d: hasard.integers(0, n, size=nombre) for d, n in DIMENSIONS.items()}


def tableau(eux, dimensions):
    lignes = {}
    for codes in zip(*(eux[d] for d in dimensions), strict=True):
        lignes[codes] = lignes.get(codes, 0) + 1
    rangees = "".join(
        f"{','.join(f'{d[0]}{c}' for d, c in zip(dimensions, k, strict=True))},{v}\n" for k, v in lignes.items()
    )
    return f"{','.join(dimensions)},nombre\n{rangees}".encode()


def edition(rang, dimensions, corrige=""):
    declare = TableauDeclare(
        "t", "T", "t.csv", dimensions, "nombre", "effectifs", "Eux", date(2024, 12, 31), "personnes", "Essai",
        Regle("", "T", "Essai."),
    )  # fmt: skip
    return Edition(f"n° {rang}", "", "Essai", date(2025, 1, 1), (declare,), corrige=corrige)


def lues(contenus):
    return [
        Publie(str(rang), t.dimensions, {c: v if isinstance(v, int) else None for c, v in t.cellules.items()},
               frozenset(c for c, v in t.cellules.items() if v == "nd"))
        for rang, contenu in enumerate(contenus) for t in contenu.tableaux
    ]  # fmt: skip


@pytest.mark.parametrize("graine", range(SUITES))
def test_trois_editions_ensemble_ne_livrent_rien(graine):
    hasard = np.random.default_rng(graine)
    eux, publiees = personnes(hasard), []
    for rang in range(3):
        dimensions = tuple(sorted(hasard.choice(list(DIMENSIONS), size=2, replace=False).tolist()))
        try:
            fait = assembler(edition(rang, dimensions), {"t.csv": tableau(eux, dimensions)}, anterieures=publiees)
        except EntreeRefusee:  # refusing what nothing can protect any more is an answer too
            continue
        if fait.dossier.resiste:
            publiees.append(fait.contenu)

    assert publiees
    assert attaquer(lues(publiees), exigence=Exigence()).resiste


@pytest.mark.parametrize("graine", range(SUITES))
def test_une_correction_ne_livre_rien_a_qui_garde_l_edition_corrigee(graine):
    hasard = np.random.default_rng(graine)
    eux, dimensions = personnes(hasard), ("age", "lieu")
    premiere = assembler(edition(0, dimensions), {"t.csv": tableau(eux, dimensions)})
    parti = int(hasard.integers(len(eux["lieu"])))
    corriges = {d: np.delete(v, parti) for d, v in eux.items()}
    ote = (f"a{eux['age'][parti]}", f"l{eux['lieu'][parti]}")
    corrigee = edition(1, dimensions, corrige="Un enfant compté deux fois.")
    fichiers = {"t.csv": tableau(corriges, dimensions)}

    fait = assembler(corrigee, fichiers, anterieures=[premiere.contenu])

    assert fait.dossier.groupes[0].revisees >= 1
    avant, apres = (c.contenu.tableau("t").cellules for c in (premiere, fait))
    if fait.dossier.resiste:
        montrees = {c: v for c, v in apres.items() if isinstance(v, int) and ote[0] != c[0] and ote[1] != c[1]}
        meles = avant | {c: v for c, v in montrees.items() if avant.get(c) == "s"}
        ensemble = Publie("mêlée", dimensions, {c: v if isinstance(v, int) else None for c, v in meles.items()})
        assert attaquer([ensemble], exigence=Exigence()).resiste
    with pytest.raises(EntreeRefusee):
        assembler(replace(corrigee, corrige=""), fichiers, anterieures=[premiere.contenu])


def test_lues_cote_a_cote_deux_editions_livrent_ce_que_chacune_cache():
    ancienne = {("a",): None, ("b",): None, ("c",): 15, ("Total",): 32}
    nouvelle = {("a",): None, ("b",): None, ("c",): None, ("Total",): 22}
    vraies = {("a",): 14, ("b",): 3, ("c",): 5, ("Total",): 22}
    tables = [Publie(nom, ("lieu",), cellules) for nom, cellules in (("ancienne", ancienne), ("nouvelle", nouvelle))]
    connues = {frozenset() if c == ("Total",) else frozenset({("lieu", *c)}): v for c, v in vraies.items()}

    seule = attaquer(tables[1:], exigence=Exigence())
    ensemble = juger(cote_a_cote(tables[1:], tables[:1], {}, connues), Exigence())

    assert seule.resiste
    assert [(dict(c.cellule), c.bas, c.haut) for c in ensemble.cassees] == [({"lieu": "c"}, 5, 5)]
