"""The engines below: exact algebra, optimum, rounding, anonymity, reading."""

import numpy as np
import polars as pl
import pytest

from jalons.analyse.secret import Hierarchie, Regles, Tableau
from jalons.analyse.secret.algebre import changements, elaguer
from jalons.analyse.secret.anonymat import examiner
from jalons.analyse.secret.arrondi import arrondir
from jalons.analyse.secret.assemblage import assembler
from jalons.analyse.secret.bornes import Doutes, cassees
from jalons.analyse.secret.lecture import lire_hierarchie, lire_tableau
from jalons.analyse.secret.mouvements import Treillis
from jalons.analyse.secret.optimum import prouver
from jalons.analyse.secret.suppression import cout, supprimer
from jalons.noyau.saisie import EntreeRefusee

GRILLE = {(f"l{i}", f"c{j}"): 20 + 7 * i + j for i in range(4) for j in range(4)} | {("l0", "c0"): 4, ("l2", "c3"): 9}


def systeme(valeurs=GRILLE, **regles):
    fait = assembler([Tableau("t", ("ligne", "colonne"), valeurs)], {}, Regles(**regles))
    return fait.systeme, Treillis.si_possible(fait.systeme, fait.plans, fait.hierarchies)


def test_un_rectangle_seul_bouge_et_trois_coins_ne_bougent_pas():
    s, _ = systeme()
    rang = {cle: i for i, cle in enumerate(s.cles)}
    coins = [rang[("colonne", c), ("ligne", ligne)] for ligne in ("l0", "l1") for c in ("c0", "c1")]
    assert changements(s, np.array(coins)).shape == (4, 1)
    assert changements(s, np.array(coins[:3])).shape == (3, 0)


def test_elaguer_montre_ce_dont_on_peut_se_passer():
    s, _ = systeme()
    tout = s.valeurs > 0
    reste = elaguer(s, tout, s.depart(), np.flatnonzero(tout & ~s.depart()))
    assert s.depart()[reste].sum() == 2
    assert not cassees(s, reste, Doutes(s.nombre)) or reste.sum() >= 6
    assert reste.sum() <= 7


def test_deux_petites_cellules_en_diagonale_partagent_un_rectangle():
    s, treillis = systeme()
    motif = supprimer(s, treillis)
    preuve = prouver(s, motif)
    assert motif.caches.sum() == 4
    assert preuve.optimal
    assert preuve.cout == pytest.approx(cout(s, motif))


def test_l_optimum_n_est_jamais_plus_cher_et_resiste():
    hasard = np.random.default_rng(3)
    valeurs = {(f"l{i}", f"c{j}"): int(hasard.integers(1, 40)) for i in range(6) for j in range(5)}
    s, treillis = systeme(valeurs)
    motif = supprimer(s, treillis, essais=1)
    preuve = prouver(s, motif)
    assert preuve.minorant <= preuve.cout <= cout(s, motif) + 1e-9
    assert not cassees(s, preuve.motif.caches, Doutes(s.nombre))


def test_sans_treillis_le_programme_general_suffit():
    s, _ = systeme()
    motif = supprimer(s, None)
    assert not cassees(s, motif.caches, Doutes(s.nombre))


def test_l_arrondi_garde_les_totaux_et_reste_proche():
    a = arrondir([Tableau("t", ("ligne", "colonne"), GRILLE)])
    publies = a.publies[0]
    assert a.prouve
    assert all(v % 5 == 0 for v in publies.values())
    assert all(abs(publies[c] - v) < 5 for c, v in GRILLE.items())
    assert sum(publies[c] for c in GRILLE) == publies["Total", "Total"]


def test_l_arrondi_refuse_l_inconnu():
    with pytest.raises(EntreeRefusee, match="demande toutes les valeurs"):
        arrondir([Tableau("t", ("ligne",), {("a",): None, ("b",): 3})])


def test_un_extrait_sans_ligne_ne_livre_personne():
    vide = examiner(pl.DataFrame({"age": []}), ["age"], k=5)
    assert vide.suffit(5)
    assert vide.k is None


def test_un_extrait_dit_ses_plus_petites_classes():
    extrait = pl.DataFrame({"age": [1, 1, 1, 2, 2, None], "motif": ["x", "x", "x", "y", "z", "x"]})
    a = examiner(extrait, ["age"], k=3, sensible="motif")
    assert [(c.valeurs["age"], c.effectif) for c in a.petites] == [(None, 1), (2, 2)]
    assert (a.k, a.l, a.personnes) == (1, 1, 3)
    assert not a.suffit(2)


def test_une_colonne_absente_est_dite_avec_celles_qui_y_sont():
    with pytest.raises(EntreeRefusee, match="il a : age"):
        examiner(pl.DataFrame({"age": [1]}), ["lieu"], k=3)


def test_lire_dit_toutes_les_fautes_a_la_fois():
    brut = "lieu;sexe;nombre\nNord;F;3,5\nNord;;4\nSud;F;-2\nSud;G;s\nSud;G;12\nEst;F\n"
    lu, fautes = lire_tableau(brut.encode(), "t", ["lieu", "sexe"], valeur="nombre")
    assert lu is None
    assert sorted(f.ligne for f in fautes) == [2, 3, 4, 5, 6, 7]


def test_lire_refuse_un_autre_encodage_et_un_fichier_vide():
    assert (
        "UTF-8"
        in lire_tableau("lieu,nombre\nÉpinal,3\n".encode("latin-1"), "t", ["lieu"], valeur="nombre")[1][0].message
    )
    assert "vide" in lire_tableau(b"", "t", ["lieu"], valeur="nombre")[1][0].message


def test_lire_nomme_la_colonne_qui_manque():
    _, fautes = lire_tableau(b"lieu,effectif\nNord,3\n", "t", ["age"], valeur="nombre")
    assert len(fautes) == 2
    assert all("effectif" in f.message for f in fautes)


def test_lire_des_euros_et_qui_les_fait():
    brut = "lieu,montant,contributeurs,premier,second\nNord,1 200,5,2,,\n"
    assert lire_tableau(brut.encode(), "t", ["lieu"], valeur="montant", montant=True)[0] is None
    brut = "lieu;montant;contributeurs;premier;second\nNord;1 200,50;2;900;\n"
    lu, _ = lire_tableau(brut.encode(), "t", ["lieu"], valeur="montant", montant=True)
    assert lu.valeurs["Nord",] == 120_050
    assert lu.contributions["Nord",] == (2, 90_000, None)


def test_une_hierarchie_en_boucle_ou_sous_le_total_est_refusee():
    _, fautes = lire_hierarchie(b"code,parent\nA,B\nB,A\nTotal,A\n", "h", "lieu")
    assert len(fautes) == 3
    arbre, fautes = lire_hierarchie(b"code,parent\nA,B\nB,\n", "h", "lieu")
    assert not fautes
    assert arbre == Hierarchie("lieu", {"A": "B"})
