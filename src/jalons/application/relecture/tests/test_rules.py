"""The state of a review, by cases worked by hand."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jalons.application.relecture.etiquettes import proposer
from jalons.application.relecture.passages import decouper, surligner
from jalons.application.relecture.rattachement import pages, propre, rattacher
from jalons.application.relecture.rules import (
    Etat,
    Lu,
    arbre,
    avancement,
    manques,
    sections,
    suivant,
    trop_longs,
)
from jalons.application.relecture.tests import scene
from jalons.application.relecture.verification import fautes_de, situer
from jalons.lecture.modele import Source


def lus():
    rattaches = rattacher(scene.elements(), pages(scene.source()))
    return [
        Lu(rang, rang, r.element.genre, r.element.texte, str(r.element.numero or ""), str(r.element.valeur or ""),
           parent=r.parent, page=r.page, confiance=r.element.confiance.value)
        for rang, r in enumerate(rattaches)
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("confiance", "texte", "suite", "attendu"),
    # what the reader says, what it read, what a person decided
    [
        ("sûr",      "CAF", "",          Etat.SUR),
        ("probable", "CAF", "",          Etat.A_VERIFIER),
        ("douteux",  "CAF", "",          Etat.A_VERIFIER),
        ("sûr",      "",    "",          Etat.NON_LU),
        ("douteux",  "CAF", "acceptee",  Etat.ACCEPTE),
        ("sûr",      "CAF", "refusee",   Etat.REFUSE),
        ("douteux",  "CAF", "corrigee",  Etat.CORRIGE),
        ("",         "CAF", "ajoutee",   Etat.AJOUTE),
    ],
)  # fmt: skip
def test_l_etat_est_la_decision_sinon_ce_que_dit_le_lecteur(confiance, texte, suite, attendu):
    assert Lu(1, 0, "partenaire", texte, confiance=confiance, suite=suite).etat is attendu


def test_un_montant_sans_valeur_n_est_pas_lu_et_ne_compte_pas_pour_zero():
    muet = Lu(1, 0, "montant", "Part de l'État", confiance="sûr")

    assert (muet.etat, muet.retenu, muet.attend) == (Etat.NON_LU, False, True)


def test_chaque_element_pend_sous_celui_que_le_lecteur_nomme():
    par_texte = {x.texte: x for x in lus()}

    def sous(texte):
        parent = par_texte[texte].parent
        return lus()[parent].texte if parent is not None else None

    assert sous("Aller vers les familles") == "Prévenir tôt"
    assert sous("CAF") == "Visites à domicile"
    assert sous("Recenser les besoins") == "Former les équipes"
    assert sous("Direction de l'enfance") == "Accueil de jour"
    assert sous("Visites à domicile") is None


def test_un_parent_que_rien_ne_porte_est_le_nom_d_une_liste():
    (seul,) = rattacher([scene.lu("action", "Former les équipes", parent="actions_phares")], pages(scene.source()))

    assert (seul.parent, seul.liste) == (None, "actions_phares")


def test_le_numero_d_une_priorite_repete_designe_la_derniere_avant():
    paires = [("bilan_priorite", "A", 1, None), ("bilan_action", "a", 1, "priorite 1"),
              ("bilan_priorite", "B", 1, None), ("bilan_action", "b", 1, "priorite 1")]  # fmt: skip
    rattaches = rattacher([scene.lu(g, t, numero=n, parent=p) for g, t, n, p in paires], pages(scene.source()))

    assert [r.parent for r in rattaches] == [None, 0, None, 2]


def test_les_parties_suivent_la_structure_puis_les_fiches_puis_les_faits():
    parties = sections(lus())

    assert [(s.cle, s.avancement.total, s.avancement.restent) for s in parties] == [
        ("structure", 2, 0), ("fiche-2", 5, 2), ("fiche-7", 3, 1), ("effectif", 1, 0),
    ]  # fmt: skip
    assert [p for p, _ in parties[1].lignes] == [0, 1, 1, 1, 2]


def test_le_suivant_fait_le_tour_et_finit():
    parties = sections(lus())

    premier = suivant(parties)
    dernier = suivant(parties, 6)

    assert (premier.texte, dernier.texte) == ("CAF", "Accueil de jour")
    assert suivant(parties, 7).texte == "CAF"
    assert suivant(sections([x for x in lus() if not x.attend])) is None


def test_une_fiche_sans_ce_que_la_moitie_des_autres_portent_le_dit():
    parties = sections(lus())

    assert manques(parties[2], parties) == ["action", "partenaire", "point"]
    assert manques(parties[1], parties) == ["resultat_attendu"]
    assert manques(parties[0], parties) == []


def test_l_avancement_n_arrive_a_cent_que_lorsque_rien_n_attend():
    presque = [Lu(n, n, "constat", "x", confiance="sûr") for n in range(999)] + [Lu(999, 999, "constat", "y")]

    assert (avancement(presque).pourcent, avancement(presque).restent) == (99, 1)
    assert avancement([]).pourcent == 100


def test_un_anneau_de_parents_ne_perd_personne():
    anneau = [Lu(1, 0, "action", "a", parent=2), Lu(2, 1, "action", "b", parent=1), Lu(3, 2, "point", "c", parent=1)]

    assert sorted(x.cle for n in arbre(anneau) for x in n.tous()) == [1, 2, 3]


def test_un_texte_trop_long_est_dit_jamais_coupe():
    sur = Lu(1, 0, "partenaire", "x" * 201, confiance="sûr", page=4)
    accepte = replace(sur, cle=2, suite="acceptee")

    (ecart,) = trop_longs([sur, accepte])

    assert sur.etat is Etat.A_VERIFIER
    assert (ecart.objet, ecart.chiffres) == ("2", {"longueur": 201, "limite": 200})
    assert "page 4" in ecart.message


@given(st.text(alphabet="ab \n", max_size=400), st.integers(1, 50))
def test_un_document_sans_pages_est_coupe_sans_rien_perdre(texte, longueur):
    bornes = decouper(texte, longueur)

    assert "".join(texte[a:b] for a, b in bornes) == texte
    assert all(0 < b - a <= longueur for a, b in bornes)


@given(st.text(max_size=60), st.integers(0, 100), st.integers(0, 100), st.integers(0, 100))
def test_surligner_rend_le_texte_de_la_page(texte, page, debut, longueur):
    morceaux = surligner(texte, page, debut, debut + longueur)

    assert "".join(m.texte for m in morceaux) == texte
    assert sum(m.marque for m in morceaux) <= 1


@given(st.text(min_size=1, max_size=200), st.lists(st.integers(1, 199), max_size=5))
def test_les_pages_couvrent_tout_le_texte_quels_que_soient_leurs_trous(texte, coupes):
    from jalons.lecture.modele import Page

    debuts = sorted({min(c, len(texte)) for c in coupes})
    trouees = tuple(Page(n, d, min(len(texte), d + 1)) for n, d in enumerate(debuts, 1))

    faites = pages(Source("a.txt", "txt", texte, trouees))

    assert "".join(texte[p.debut : p.fin] for p in faites) == texte
    assert len(propre(texte)) == len(texte)


@pytest.mark.parametrize(
    ("code", "champs", "attendus"),
    [
        ("fiche",   {"texte": "", "numero": "0"},                     ["texte", "numero"]),
        ("fiche",   {"texte": "x" * 301, "numero": "12"},             ["texte"]),
        ("montant", {"texte": "Part", "valeur": "beaucoup"},          ["valeur"]),
        ("montant", {"texte": "Part", "valeur": "1 248 352,50"},      []),
        ("date",    {"texte": "signature", "valeur": "hier"},         ["valeur"]),
        ("date",    {"texte": "signature", "valeur": "2022-06"},      []),
        ("places",  {"texte": "MECS", "valeur": "4,5"},               ["valeur"]),
        ("pilote",  {"texte": "PMI", "parent": 0},                    ["parent"]),
        ("pilote",  {"texte": "PMI", "parent": 2},                    []),
    ],
)  # fmt: skip
def test_chaque_valeur_fausse_est_dite_d_une_phrase(code, champs, attendus):
    fautes = fautes_de(code, champs, lus(), None)

    assert [f.lieu for f in fautes] == attendus
    assert all(f.message.endswith(".") for f in fautes)


def test_un_texte_recopie_retrouve_son_passage_malgre_les_espaces():
    assert situer("Pilote :  Service\nde PMI", "service de PMI", 50) == (60, 74)
    assert situer("Pilote", "absent", 50) == (50, 50)


@pytest.mark.parametrize(
    ("avant", "code", "attendue"),
    [
        ("Fiche 1\nQui conduit ?\n", "pilote", "Qui conduit ?"),
        ("Nos alliés de toujours :\n• CAF\n• ", "partenaire", None),
        ("Nos alliés de toujours : ", "partenaire", "Nos alliés de toujours"),
        ("Ce qui nous a alertés |", "constat", "Ce qui nous a alertés"),
        ("Partenaires : ", "partenaire", None),
        ("Une phrase entière qui dit bien plus de choses qu'une étiquette n'en dit :\n", "constat", None),
        ("Qui conduit ?\n", "engagement", None),
    ],
)
def test_l_etiquette_proposee_est_celle_qui_annonce_et_que_la_lecture_ignore(avant, code, attendue):
    assert proposer(avant, code) == attendue
