"""Finding a child written otherwise; telling twins apart."""

from datetime import date

import pytest
from django.db import connection

from jalons.application.enfants import recherche
from jalons.application.enfants.cles import Identite, cles_de
from jalons.application.enfants.phonetique import sonner, squelette
from jalons.application.enfants.rapprochement import Verdict, comparer
from jalons.application.enfants.tests.factories import EnfantFactory
from jalons.noyau.dates import DateCivile
from jalons.noyau.textes import cle_tri

NEE = DateCivile(2015, 3, 12)


@pytest.mark.parametrize(
    "alike",
    [
        "Lefèvre Lefebvre", "Thibault Thibaud Tibo Thibaut", "Dupont Dupond", "Renault Renaud Reynaud",
        "Rousseau Roussaud Roussot", "Garnier Garnié", "Philippe Filipe", "Durand Durant Durend",
        "Clément Cléman", "Yanis Yannis Ianis", "Aymeric Émeric", "Lucas Luka Loucas", "Hugo Ugo", "Benoît Benoist",
        "Schmitt Schmidt",
    ],
)  # fmt: skip
def test_ce_qui_se_prononce_de_meme_a_le_meme_code(alike):
    assert len({sonner(nom) for nom in alike.split()}) == 1


@pytest.mark.parametrize("alike", ["Mohamed Mohammed Mouhamed Muhammad", "Catherine Kathrine", "Guillaume Guilhaume"])
def test_les_variantes_ont_le_meme_squelette(alike):
    assert len({squelette(nom) for nom in alike.split()}) == 1


@pytest.mark.parametrize(("a", "b"), [("Martin", "Bernard"), ("Léa", "Zoé"), ("Petit", "Grand"), ("Hugo", "Inès")])
def test_deux_noms_differents_ne_se_confondent_pas(a, b):
    assert squelette(a) != squelette(b)


@pytest.mark.parametrize(
    ("cherche", "verdict", "raison"),
    [
        (Identite(("Vasseline",), "Ondine", NEE), Verdict.PROBABLE, "nom : identique"),
        (Identite(("VASELINE",), "Ondyne", NEE), Verdict.PROBABLE, "nom : se prononce de même"),
        (Identite(("Vasseline",), "Ondine", DateCivile(2015, 12, 3)), Verdict.PROBABLE, "jour et mois inversés"),
        (Identite(("Ondine",), "Vasseline", NEE), Verdict.PROBABLE, "nom et prénom inversés"),
        (Identite(("Vasseline",), "Théophraste", NEE), Verdict.JUMEAU, "prénom différent"),
        (Identite(("V",), "O", NEE), Verdict.PROBABLE, "nom : même initiale"),
        (Identite(("Vasseline",), "Ondine", DateCivile(2015)), Verdict.PROBABLE, "dates de naissance compatibles"),
        (Identite(("Vasseline-Brume",), "Ondine", NEE), Verdict.PROBABLE, "nom : une partie est la même"),
        (Identite(("Vasseline",), "", None), Verdict.POSSIBLE, "nom : identique"),
        (Identite(("Crépuscule",), "Ondine", DateCivile(2009, 1, 1)), Verdict.ELOIGNE, "nom différent"),
    ],
)  # fmt: skip
def test_un_verdict_dit_pourquoi(cherche, verdict, raison):
    note = comparer(cherche, Identite(("Vasseline",), "Ondine", NEE))

    assert (note.verdict, raison in note.raisons) == (verdict, True), note


@pytest.mark.parametrize(
    "autre",
    [
        Identite(("Vaseline",), "Ondyne", NEE), Identite(("Ondine",), "Vasseline", None),
        Identite(("Vasseline",), "Ondine", DateCivile(2015, 12, 3)), Identite(("V",), "O", NEE),
    ],
)  # fmt: skip
def test_une_variante_partage_au_moins_une_cle(autre):
    assert cles_de(Identite(("Vasseline",), "Ondine", NEE)) & cles_de(autre)


@pytest.mark.parametrize(
    ("texte", "prenom", "noms", "naissance"),
    [
        ("Léo Martin 12/03/2015", "Léo", ("Martin",), NEE),
        ("martin léo 03/2015", "martin", ("léo",), DateCivile(2015, 3)),
        ("Martin 2015", "", ("Martin",), DateCivile(2015)),
        ("Léo Martin 31/02/2015", "Léo", ("Martin",), DateCivile(2015)),
        ("Léo Martin 03/26/2015", "Léo", ("Martin",), DateCivile(2015, 3, 26)),
    ],
)
def test_une_saisie_libre_se_lit(texte, prenom, noms, naissance):
    lue = recherche.lire_texte(texte)[0]

    assert (lue.prenom, lue.noms, lue.naissance) == (prenom, noms, naissance)


@pytest.mark.parametrize(
    ("texte", "phrase"),
    [
        ("a", "Une lettre seule"), ("É", "Une lettre seule"), ("%", "ni lettre"), ("😀", "ni lettre"), ("0", "ni lettre"),
        ("01/01/20255", "ni date possible"), ("2015", "le jour de la naissance"), ("03/2015", "le jour de la naissance"),
        ("ab", ""), ("a 2015", ""), ("12/03/2015", ""), ("E777-TEST", ""), ("'; DROP TABLE enfants;--", ""),
    ],
)  # fmt: skip
def test_une_saisie_ou_rien_ne_se_cherche_dit_pourquoi(texte, phrase):
    assert phrase in recherche.a_redire(texte)
    assert bool(phrase) == bool(recherche.a_redire(texte))


@pytest.mark.parametrize(
    ("texte", "phrase"),
    [
        ("Léo 31/02/2015", "février 2015 a 28 jours. Cherché avec : 2015."),
        ("Léo 03/26/2015", "il n'y a pas de mois 26 : le jour s'écrit avant le mois. Cherché avec : 26 mars 2015."),
        ("Léo 12/03/2015", ""), ("Léo 2015", ""), ("Léo", ""),
    ],
)  # fmt: skip
def test_une_date_lue_autrement_le_dit(texte, phrase):
    assert recherche.lu_autrement(texte).endswith(phrase)
    assert bool(phrase) == bool(recherche.lu_autrement(texte))


@pytest.mark.django_db
@pytest.mark.parametrize("nom", ["Œuvrard-Lévêque", "ÉLOÏSE", "Ça  va?", "d'Arc", "Ægir", "Noël 2e"])
def test_la_cle_de_tri_est_la_meme_en_python_et_dans_la_base(nom):
    with connection.cursor() as curseur:
        curseur.execute("SELECT cle_tri(%s)", [nom])
        assert curseur.fetchone()[0] == cle_tri(nom)


@pytest.mark.django_db
class TestDansLaBase:
    @pytest.fixture(autouse=True)
    def _lieu(self, territoire):
        territoire("15", "63")

    @pytest.mark.parametrize(
        "texte",
        ["ondine vaseline", "VASSELINE Ondine", "Vasseline 2015", "ondyne 12/03/2015", "vassel", "E777-TEST",
         "o v 12/03/2015", "ondine vasseline 03/12/2015", "vaslne", "vasselin", "ondine vasseline 03/26/2015"],
    )  # fmt: skip
    def test_un_enfant_se_trouve_de_plusieurs_facons(self, texte):
        enfant = EnfantFactory(nom="Vasseline", prenom="Ondine", numero="E777-TEST")
        EnfantFactory(nom="Crépuscule", prenom="Barnabé", naissance=DateCivile(2009, 1, 1))

        assert enfant.pk in [c.enfant.pk for c in recherche.trouver(["15"], texte)]

    @pytest.mark.parametrize("texte", ["ondine vasseline", "vasseline ondine"])
    def test_l_ordre_des_mots_n_est_pas_une_inversion(self, texte):
        EnfantFactory(nom="Vasseline", prenom="Ondine")

        raisons = recherche.trouver(["15"], texte)[0].ressemblance.raisons

        assert raisons == ("nom : identique", "prénom : identique")

    @pytest.mark.parametrize("texte", ["ondyne vaseline", "vaseline ondyne"])
    def test_ni_quand_on_ne_sait_pas_l_ecrire(self, texte):
        EnfantFactory(nom="Vasseline", prenom="Ondine")

        assert "inversés" not in " ".join(recherche.trouver(["15"], texte)[0].ressemblance.raisons)

    def test_ailleurs_on_ne_trouve_rien(self):
        EnfantFactory(nom="Vasseline", prenom="Ondine")

        assert recherche.trouver(["63"], "ondine vasseline") == []

    def test_le_plus_ressemblant_vient_le_premier(self):
        EnfantFactory(nom="Vasseline", prenom="Ondin", naissance=DateCivile(2012))
        exact = EnfantFactory(nom="Vasseline", prenom="Ondine")

        assert recherche.trouver(["15"], "ondine vasseline 12/03/2015")[0].enfant.pk == exact.pk

    def test_un_doublon_reuni_mene_au_dossier_conserve(self):
        garde = EnfantFactory(nom="Crépuscule", prenom="Ondine")
        EnfantFactory(nom="Vasseline", prenom="Ondine", fusionne_dans=garde)

        assert recherche.trouver(["15"], "ondine vasseline")[0].nommable.pk == garde.pk

    def test_une_recherche_tient_en_trois_requetes(self, django_assert_max_num_queries):
        EnfantFactory.create_batch(5)

        with django_assert_max_num_queries(3):
            recherche.candidats(["15"], Identite(("Vasseline",), "Prénom", NEE))

    def test_chercher_une_date_impossible_ne_casse_rien(self):
        assert recherche.trouver(["15"], f"martin 99/99/{date(2015, 1, 1).year}") == []
