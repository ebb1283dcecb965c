"""What is hidden, and why, on tables small enough to be checked by eye."""

import pytest

from jalons.analyse.secret import Contributions, Hierarchie, Regles, Tableau, proteger
from jalons.analyse.secret.journal import en_json, en_page
from jalons.noyau.saisie import EntreeRefusee

#          F   G  Total
# Nord     3  20    23
# Sud     14  30    44
# Est     50  60   110
# Total   67 110   177
DEUX = {("Nord", "F"): 3, ("Nord", "G"): 20, ("Sud", "F"): 14, ("Sud", "G"): 30, ("Est", "F"): 50, ("Est", "G"): 60}


def lieux(valeurs=DEUX, nom="t", **autres):
    return Tableau(nom, ("lieu", "sexe"), valeurs, **autres)


def masquees(protection, rang=0):
    return {c for c, v in protection.publies[rang].items() if v == "s"}


def test_une_petite_cellule_demande_trois_compagnes():
    protection = proteger([lieux()])

    assert ("Nord", "F") in masquees(protection)
    assert len(masquees(protection)) == 4
    assert protection.publies[0]["Total", "Total"] == 177
    assert [m.nature for m in protection.masques if m.valeur == 3] == ["primaire"]
    assert {m.pour for m in protection.masques if m.nature == "secondaire"} == {(("lieu", "Nord"), ("sexe", "F"))}


def test_ce_qui_est_publie_ne_dit_pas_pourquoi():
    assert {v for v in proteger([lieux()]).publies[0].values() if not isinstance(v, int)} == {"s"}


def test_rien_n_est_masque_quand_rien_n_est_petit():
    assert masquees(proteger([lieux({c: v + 20 for c, v in DEUX.items()})])) == set()


def test_un_zero_est_montre_par_defaut_et_masque_si_on_le_veut():
    valeurs = DEUX | {("Ouest", "F"): 0, ("Ouest", "G"): 25}
    assert proteger([lieux(valeurs)]).publies[0]["Ouest", "F"] == 0
    assert proteger([lieux(valeurs)], regles=Regles(zeros="masques")).publies[0]["Ouest", "F"] == "s"


def test_un_inconnu_reste_inconnu_et_n_est_pas_zero():
    protection = proteger([lieux({("Nord", "F"): None, ("Nord", "G"): 20, ("Sud", "F"): 14, ("Sud", "G"): 30})])
    assert protection.publies[0]["Nord", "F"] == "nd"
    assert protection.publies[0]["Nord", "Total"] == "nd"
    assert protection.publies[0]["Total", "G"] == 50


def test_un_inconnu_que_les_totaux_donnent_est_protege_comme_un_autre():
    #       F    G  Total
    # Nord  nd  20    23        readers would work out 3
    # Sud   14  30    44
    valeurs = {**DEUX, ("Nord", "F"): None, ("Nord", "Total"): 23}
    protection = proteger([lieux(valeurs)])
    assert protection.publies[0]["Nord", "F"] == "nd"
    assert masquees(protection)


def test_un_detail_sans_ligne_vaut_zero_ou_inconnu_selon_ce_que_l_on_dit():
    valeurs = {c: v for c, v in DEUX.items() if c != ("Nord", "F")}
    assert proteger([lieux(valeurs)]).publies[0]["Nord", "F"] == 0
    assert proteger([lieux(valeurs)]).vides == 1
    assert proteger([lieux(valeurs)], absentes=None).publies[0]["Nord", "F"] == "nd"


def test_la_hierarchie_protege_chaque_niveau():
    arbre = {"lieu": Hierarchie("lieu", {"Arras": "Artois", "Lens": "Artois", "Calais": "Cote", "Berck": "Cote"})}
    valeurs = {("Arras",): 4, ("Lens",): 30, ("Calais",): 40, ("Berck",): 50}
    protection = proteger([Tableau("t", ("lieu",), valeurs)], arbre)
    assert len(masquees(protection)) == 2
    assert ("Arras",) in masquees(protection)
    assert protection.publies[0]["Total",] == 124


def test_un_total_faux_est_refuse_avec_les_deux_chiffres():
    with pytest.raises(EntreeRefusee) as refus:
        proteger([lieux(DEUX | {("Nord", "Total"): 24, ("Total", "F"): 68})])
    assert {(f.recu, f.attendu) for f in refus.value.fautes} >= {("24", "23"), ("68", "67")}


def test_deux_tableaux_lies_masquent_la_meme_cellule():
    ages = Tableau("ages", ("lieu", "age"), {("Nord", "0-5"): 10, ("Nord", "6-17"): 13, ("Sud", "0-5"): 20,
                                             ("Sud", "6-17"): 24, ("Est", "0-5"): 60, ("Est", "6-17"): 50})  # fmt: skip
    protection = proteger([lieux(), ages])
    communes = [("Nord", "Total"), ("Sud", "Total"), ("Est", "Total"), ("Total", "Total")]
    assert [protection.publies[0][c] for c in communes] == [protection.publies[1][c] for c in communes]
    assert protection.publies[1]["Nord", "0-5"] == "s"


def test_deux_tableaux_qui_se_contredisent_sont_refuses():
    autre = Tableau("autre", ("lieu",), {("Nord",): 24, ("Sud",): 44, ("Est",): 110})
    with pytest.raises(EntreeRefusee, match="24 ici et 23 dans t"):
        proteger([lieux(), autre])


def test_ce_qu_une_edition_a_montre_n_est_plus_masque():
    edition = Tableau("2023", ("lieu",), {("Nord",): 23, ("Sud",): 44, ("Est",): 110, ("Total",): 177})
    protection = proteger([lieux()], editions=[edition])
    assert [protection.publies[0][c, "Total"] for c in ("Nord", "Sud", "Est", "Total")] == [23, 44, 110, 177]
    assert protection.publies[0]["Nord", "F"] == "s"


def test_une_petite_cellule_deja_montree_est_signalee():
    edition = Tableau("2023", ("lieu", "sexe"), {("Nord", "F"): 3})
    protection = proteger([lieux()], editions=[edition])
    assert protection.publies[0]["Nord", "F"] == 3
    assert list(protection.deja_publiees) == [(("lieu", "Nord"), ("sexe", "F"))]


def test_ce_qu_une_edition_a_masque_reste_protege():
    # it hid the rectangle of Nord and Est; hiding Nord and Sud today would give 3 back by difference
    cachees = frozenset({("Nord", "F"), ("Nord", "G"), ("Est", "F"), ("Est", "G")})
    valeurs = {**DEUX, ("Nord", "Total"): 23, ("Sud", "Total"): 44, ("Est", "Total"): 110, ("Total", "F"): 67,
               ("Total", "G"): 110, ("Total", "Total"): 177}  # fmt: skip
    passee = lieux({c: None if c in cachees else v for c, v in valeurs.items()}, "2023", caches=cachees)
    assert ("Sud", "F") in masquees(proteger([lieux()], cout="valeur"))

    assert masquees(proteger([lieux()], editions=[passee], cout="valeur")) == cachees


def test_une_edition_que_rien_ne_protege_plus_est_refusee():
    edition = Tableau("2023", ("lieu",), {("Nord",): 12, ("Total",): 12})
    un_par_mois = {("Nord", f"m{i:02d}"): 1 for i in range(12)}
    with pytest.raises(EntreeRefusee, match="ne peut plus être protégée"):
        proteger([Tableau("t", ("lieu", "mois"), un_par_mois)], editions=[edition])


def test_un_montant_de_peu_de_contributeurs_ou_domine_est_masque():
    valeurs = {("A",): 100_000, ("B",): 90_000, ("C",): 80_000, ("D",): 70_000}
    qui = {("A",): Contributions(2, 60_000, 40_000), ("B",): Contributions(9, 89_000, 200),
           ("C",): Contributions(12, 9_000, 8_000), ("D",): Contributions(20, 8_000, 7_000)}  # fmt: skip
    protection = proteger(
        [Tableau("euros", ("lieu",), valeurs, qui)], regles=Regles(seuil=3, dominance=(1, 85)), montant=True
    )
    motifs = {m.cle: m.motif for m in protection.masques if m.nature == "primaire"}
    assert motifs == {
        (("lieu", "A"),): "moins de 3 contributeurs",
        (("lieu", "B"),): "dominance : 1 contributeur fait plus de 85 %",
    }
    assert protection.publies[0]["Total",] == 340_000


def test_qui_est_seul_dans_sa_cellule_ne_retrouve_pas_son_voisin():
    # A and B, one establishment each: with both hidden and the rest shown, each would subtract itself
    valeurs = {("A",): 3_000, ("B",): 3_000, ("C",): 20_000, ("D",): 60_000}
    qui = {("A",): Contributions(1), ("B",): Contributions(1), ("C",): Contributions(30), ("D",): Contributions(30)}
    protection = proteger([Tableau("euros", ("lieu",), valeurs, qui)], regles=Regles(seuil=3), montant=True)
    assert len(masquees(protection)) == 3


def test_le_journal_dit_tout_et_previent():
    protection = proteger([lieux()])
    journal = en_json(protection, Regles())
    assert (journal["primaires"], journal["secondaires"]) == (1, 3)
    secondaire = next(m for m in journal["masques"] if m["nature"] == "secondaire")
    assert secondaire["pour"] == "lieu = Nord, sexe = F"
    assert all(m["doute_au_moins"][0] <= m["valeur"] <= m["doute_au_moins"][1] for m in journal["masques"])
    page = en_page(proteger([lieux({("<b>", "F"): 3, ("Sud", "F"): 30, ("<b>", "G"): 30, ("Sud", "G"): 30})]), Regles())
    assert "&lt;b&gt;" in page
    assert "<b>" not in page


def test_trop_de_cellules_est_refuse_avant_de_calculer():
    valeurs = {(f"a{i}", f"b{i}"): 20 for i in range(600)}
    with pytest.raises(EntreeRefusee, match="361201 cellules"):
        proteger([Tableau("t", ("a", "b"), valeurs)])
