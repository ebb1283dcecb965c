"""The matching rule, on cases worked by hand."""

import pytest

from jalons.lecture.evaluation.concordance import apparier, concorde, meme_parent, meme_valeur, similitude


def element(genre, texte="", **champs):
    return {"genre": genre, "texte": texte, **champs}


@pytest.mark.parametrize(
    ("lu", "attendu", "pareils"),
    [
        # 20 characters, two changed: 18/20 = 0.9, still the same
        ("abcdefghijklmnopqrst", "abcdefghijklmnopqrXY", True),
        # three of 20 changed: 0.85
        ("abcdefghijklmnopqrst", "abcdefghijklmnopqXYZ", False),
        ("L'ÉVEIL DES TOUT-PETITS", "l’éveil des tout petits.", True),
        ("Œuvrer pour les familles", "oeuvrer pour les familles", True),
        ("Soutenir les familles", "", False),
    ],
)
def test_deux_textes_sont_les_memes_a_neuf_dixiemes_de_leurs_lettres(lu, attendu, pareils):
    assert (concorde(element("fiche", lu), element("fiche", attendu)) is not None) == pareils


def test_la_similitude_compte_les_lettres_communes_dans_l_ordre():
    assert similitude("abcd", "abxd") == pytest.approx(6 / 8)


@pytest.mark.parametrize(
    ("lue", "attendue", "pareilles"),
    [
        (1_248_352, 1248352, True),
        (1_248_352, 1_248_353, False),
        (12.5, 12.5, True),
        ("2022-06", "2022-06-24", False),
        ("2022-06-24", "2022-06-24", True),
        ("Début septembre 2020", "début septembre 2020", True),
        (None, 3, False),
    ],
)
def test_une_valeur_est_la_meme_ou_ne_l_est_pas(lue, attendue, pareilles):
    assert meme_valeur(lue, attendue) == pareilles
    trouve = concorde(element("chiffre", "x", valeur=lue), element("chiffre", "tout autre libellé", valeur=attendue))
    assert (trouve is not None) == pareilles


def test_un_montant_se_reconnait_a_sa_valeur_et_a_son_unite_pas_au_libelle_de_la_cle():
    attendu = element("montant", "Part de l'État", valeur=5_000_000, unite="EUR")

    assert concorde(element("montant", "5 M€ pour", valeur=5_000_000.0, unite="€"), attendu) is not None
    assert concorde(element("montant", "Part de l'État", valeur=5_000_000, unite="ETP"), attendu) is None
    assert concorde(element("montant", "Part de l'État"), attendu) is None


@pytest.mark.parametrize(
    ("lu", "attendu", "bon"),
    [
        ("fiche 2", "fiche 2", True),
        ("fiche 2", "fiche 3", False),
        ("Fiche n°2", "fiche 2", True),
        ("fiche 2", "fiche 2 action 1", False),
        (None, "fiche 2", False),
        (None, "actions_deja_entreprises", True),
        ("engagement 1", None, True),
    ],
)
def test_un_enfant_pend_sous_son_parent(lu, attendu, bon):
    assert meme_parent(lu, attendu) == bon


def test_le_numero_doit_etre_le_bon_quand_les_deux_en_ont_un():
    assert concorde(element("fiche", "Soutenir", numero=2), element("fiche", "Soutenir", numero=3)) is None
    assert concorde(element("fiche", "Soutenir", numero="2"), element("fiche", "Soutenir", numero=2)) is not None
    assert concorde(element("fiche", "Soutenir"), element("fiche", "Soutenir", numero=2)) is not None


def test_un_statut_invente_est_une_erreur():
    attendu = element("bilan_action", "Créer une équipe", statut="inconnu")

    assert concorde(element("bilan_action", "Créer une équipe"), attendu) is not None
    assert concorde(element("bilan_action", "Créer une équipe", statut="réalisé"), attendu) is None


def test_chaque_element_ne_sert_qu_une_fois():
    montants = [element("montant", valeur=100_000, unite="EUR")]

    assert apparier(montants * 2, montants) == [(0, 0)]
    assert apparier(montants, montants * 3) == [(0, 0)]


def test_le_plus_grand_nombre_de_paires_l_emporte_sur_la_plus_ressemblante():
    # the first read could be either; the second can only be the first expected
    lus = [element("pilote", "abcdefghijklmnopqrst"), element("pilote", "abcdefghijklmnopqXY")]
    attendus = [element("pilote", "abcdefghijklmnopqrst"), element("pilote", "bcdefghijklmnopqrstu")]
    assert concorde(lus[1], attendus[1]) is None

    assert concorde(lus[0], attendus[0]) == 1
    assert apparier([lus[0], lus[0]], attendus) == [(0, 0), (1, 1)]


def test_parmi_deux_choix_aussi_nombreux_la_plus_ressemblante_l_emporte():
    attendus = [element("pilote", "Service de la prévention"), element("pilote", "Services de la prévention")]

    assert apparier(list(reversed(attendus)), attendus) == [(0, 1), (1, 0)]
