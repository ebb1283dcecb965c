"""What a patient reader finds out, worked by hand on small tables."""

import pytest

from jalons.analyse.attaque import Exigence, Publie, attaquer
from jalons.analyse.attaque.encadrement import encadrer
from jalons.analyse.attaque.entier import resserrer
from jalons.analyse.attaque.lecture import lire_parents, lire_publie
from jalons.analyse.attaque.relations import Savoir
from jalons.noyau.saisie import EntreeRefusee

#            F     G   Total
# Nord       s    20     23      the row gives F: 3
# Sud        s     s     44      the column then gives the rest
# Total     17    50     67
SEUL_EN_LIGNE = {
    ("Nord", "F"): None, ("Nord", "G"): 20, ("Nord", "Total"): 23, ("Sud", "F"): None, ("Sud", "G"): None,
    ("Sud", "Total"): 44, ("Total", "F"): 17, ("Total", "G"): 50, ("Total", "Total"): 67,
}  # fmt: skip


def table(cellules, dimensions=("lieu", "sexe"), nom="t"):
    return Publie(nom, dimensions, cellules)


def test_une_seule_cellule_masquee_dans_une_ligne_se_retrouve():
    verdict = attaquer([table(SEUL_EN_LIGNE)])

    assert [(dict(c.cellule), c.bas, c.haut, c.exacte) for c in verdict.cassees] == [
        ({"lieu": "Nord", "sexe": "F"}, 3, 3, True)
    ]  # the two others are 14 and 30: nobody is given away by a count above the threshold


def test_le_rectangle_resiste():
    #        F   G  Total
    # Nord   s   s    23
    # Sud    s   s    44
    # Total 17  50    67
    cellules = SEUL_EN_LIGNE | {("Nord", "G"): None}
    verdict = attaquer([table(cellules)])

    assert verdict.resiste
    assert (verdict.masquees, verdict.publiees) == (4, 5)


def test_le_doute_exige_se_regle():
    cellules = SEUL_EN_LIGNE | {("Nord", "G"): None}  # Nord F is between 1 and 16
    assert attaquer([table(cellules)], exigence=Exigence(largeur=15)).resiste
    assert not attaquer([table(cellules)], exigence=Exigence(seuil=20, largeur=16)).resiste


def test_onze_cellules_d_au_moins_un_sous_un_total_de_onze_valent_un():
    cellules = {(f"c{i}",): None for i in range(11)} | {("Total",): 11}
    sait_les_zeros = attaquer([table(cellules, ("code",))])
    les_ignore = attaquer([table(cellules, ("code",))], exigence=Exigence(plancher=0))

    assert len(sait_les_zeros.cassees) == 11
    assert all(c.bas == c.haut == 1 for c in sait_les_zeros.cassees)
    assert les_ignore.resiste


def test_une_edition_passee_rend_ce_que_la_nouvelle_masque():
    nouvelle = SEUL_EN_LIGNE | {("Nord", "G"): None}
    ancienne = {("G", "Nord"): 20, ("F", "Total"): 17, ("G", "Total"): 50, ("Total", "Total"): 67}
    verdict = attaquer([table(nouvelle), table(ancienne, ("sexe", "lieu"), "2023")])
    assert [c.bas for c in verdict.cassees] == [3]


def test_le_total_d_une_hierarchie_rend_le_quartier_masque():
    cellules = {("Arras",): None, ("Lens",): 30, ("Artois",): 34, ("Calais",): 40, ("Total",): 74}
    parents = {"Arras": "Artois", "Lens": "Artois"}
    assert [c.bas for c in attaquer([table(cellules, ("lieu",))], {"lieu": parents}).cassees] == [4]


def test_deux_tableaux_dont_un_troisieme_dit_qu_ils_sont_le_meme():
    # every girl of "c" is in "b" and conversely (the zeros of the third table), so the two first tables are one:
    # what one hides, the other prints. Their shared totals alone do not tell.
    lignes = {1: (12, 30), 2: (3, 40), 3: (15, 50)}

    def croisee(dimension, cachees):
        cellules = {
            (f"a{i}", f"{dimension}{j + 1}"): None if i in cachees else v[j] for i, v in lignes.items() for j in (0, 1)
        }
        return Publie(dimension, ("a", dimension), cellules | {(f"a{i}", "Total"): sum(v) for i, v in lignes.items()}
                      | {("Total", f"{dimension}{j + 1}"): sum(v[j] for v in lignes.values()) for j in (0, 1)})  # fmt: skip

    diagonale = Publie("bc", ("b", "c"), {("b1", "c1"): 30, ("b1", "c2"): 0, ("b2", "c1"): 0, ("b2", "c2"): 120})
    tables = [croisee("b", (1, 2)), croisee("c", (2, 3)), diagonale]

    assert attaquer(tables, croiser=False).resiste
    assert {c.bas for c in attaquer(tables).cassees} == {3}


def test_qui_connait_sa_cellule_retrouve_celle_du_voisin():
    cellules = {("A",): None, ("B",): None, ("C",): 900, ("Total",): 1000}
    exigence = Exigence(None, plancher=0)
    assert attaquer([table(cellules, ("etablissement",))], exigence=exigence).resiste

    connue = {frozenset({("etablissement", "A")}): 60}
    (cassee,) = attaquer([table(cellules, ("etablissement",))], exigence=exigence, connues=connue).cassees
    assert (dict(cassee.cellule), cassee.bas) == ({"etablissement": "B"}, 40)


def test_un_inconnu_n_est_ni_zero_ni_juge():
    cellules = {("A",): None, ("B",): 20, ("Total",): 23}
    t = Publie("t", ("lieu",), cellules, frozenset({("A",)}))
    assert attaquer([t]).masquees == 0


def test_les_nombres_entiers_resserrent_ce_que_les_fractions_laissent():
    # twice x and y make 5: y may be 0 with halves (x = 2.5), never with whole numbers
    x, y, somme = (frozenset({("c", nom)}) for nom in ("x", "y", "somme"))
    tout = Savoir({somme: 5}, [x, y], [], [(somme, (x, x, y))])
    cadre = encadrer(tout, {x: 0.0, y: 0.0}, {}, lambda bas, haut: False)
    assert cadre.sur[y] == (0, 5)

    resserrer(tout, cadre, [x, y], lambda bas, haut: False)

    assert cadre.sur[y] == (1, 5)


def test_l_attaque_en_nombres_entiers_trouve_au_moins_autant():
    verdict = attaquer([table(SEUL_EN_LIGNE)], exigence=Exigence(entier=True))
    assert [(c.bas, c.haut) for c in verdict.cassees] == [(3, 3)]


def test_un_code_protege_des_tableurs_est_relu_tel_quel():
    lu, _ = lire_publie(b"lieu,nombre\n'-1,20\n", "t", ["lieu"], "nombre")
    assert list(lu.cellules) == [("-1",)]


def test_deux_fichiers_qui_se_contredisent_sont_refuses_ensemble():
    faux = {("Nord", "F"): 3, ("Nord", "G"): 5, ("Nord", "Total"): 9}
    autre = {("Nord", "Total"): 10}
    with pytest.raises(EntreeRefusee) as refus:
        attaquer([table(faux), table(autre, nom="autre")])
    assert len(refus.value.fautes) == 2


def test_un_tableau_impossible_est_dit():
    with pytest.raises(EntreeRefusee, match="Aucun tableau"):
        attaquer([table({("A",): None, ("B",): 30, ("Total",): 20}, ("lieu",))])


def test_lire_dit_toutes_les_fautes_d_un_fichier():
    brut = "lieu,nombre\nNord,douze\nSud\nEst,3\nEst,4\n"
    lu, fautes = lire_publie(brut.encode(), "t", ["lieu"], "nombre")
    assert lu is None
    assert [f.ligne for f in fautes] == [2, 3, 5]


@pytest.mark.parametrize(
    ("brut", "attendu"), [("12", 12), ("1 234", 1234), ("s", None), ("ND", None), ("", None), ("0", 0)]
)
def test_lire_distingue_le_nombre_le_masque_l_inconnu_et_le_zero(brut, attendu):
    lu, fautes = lire_publie(f"lieu;nombre\nNord;{brut}\n".encode(), "t", ["lieu"], "nombre")
    assert not fautes
    assert lu.cellules["Nord",] == attendu
    assert (("Nord",) in lu.inconnues) == (brut in ("", "ND"))


def test_lire_des_euros_en_centimes():
    lu, _ = lire_publie(b"lieu,montant\nNord,12.5\nSud,3\n", "t", ["lieu"], "montant", decimales=2)
    assert lu.cellules == {("Nord",): 1250, ("Sud",): 300}


def test_une_hierarchie_en_boucle_est_refusee():
    _, fautes = lire_parents(b"code,parent\nA,B\nB,A\n", "h")
    assert {f.recu for f in fautes} == {"A", "B"}
