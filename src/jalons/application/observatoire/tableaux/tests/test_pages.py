"""The pages: who opens them, what each reads, in how many queries, what files hold."""

import html
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from python_calamine import CalamineWorkbook

from jalons.application.acces.permissions import Niveau, Role
from jalons.application.acces.tests.factories import AffectationFactory
from jalons.application.observatoire.models import Calcul
from jalons.application.observatoire.tableaux.calculs import FAIRE
from jalons.application.observatoire.tableaux.calculs.modele import Demande
from jalons.application.observatoire.tableaux.models import FichierDrees
from jalons.application.observatoire.tableaux.tests.conftest import AU, PARAMETRES, produit, tables
from jalons.application.socle.models import Entree
from jalons.application.territoires.tests.factories import UniteLocaleFactory

pytestmark = pytest.mark.django_db
GENRES = ("chiffres", "parcours", "projection")


@pytest.fixture(autouse=True)
def _lieux(territoire):
    territoire("15", "63")


def connecter(role=Role.DIRECTION, niveau=Niveau.COLLECTIVITE, collectivite="15", **lieu):
    agent = AffectationFactory(role=role, niveau=niveau, collectivite_id=collectivite, **lieu).agent
    client = Client()
    client.force_login(agent)
    return client


def adresse(nom, *args):
    return reverse(f"observatoire:tableaux_{nom}", args=args)


@pytest.mark.parametrize("genre", [*GENRES, "comparaison"])
def test_sans_calcul_la_page_dit_quoi_faire(genre):
    texte = connecter().get(adresse(genre)).text

    assert "Aucun calcul" in texte or "Aucun fichier n'est déposé" in texte


@pytest.mark.parametrize(
    ("role", "genre", "attendu"),
    [
        (Role.DIRECTION, "parcours", 200),
        (Role.OBSERVATOIRE, "projection", 200),
        (Role.PREFECTURE, "chiffres", 200),
        (Role.ARS, "comparaison", 200),
        (Role.PREFECTURE, "parcours", 403),
        (Role.ELU_LECTEUR, "projection", 403),
        (Role.REFERENT, "chiffres", 403),
    ],
)
def test_chacun_n_ouvre_que_ce_que_son_role_lit(role, genre, attendu):
    assert connecter(role).get(adresse(genre)).status_code == attendu


@pytest.mark.parametrize("genre", GENRES)
def test_une_page_tient_en_douze_requetes(genre, faire, requetes_max):
    faire(genre)
    client = connecter()
    client.get(adresse(genre))

    with requetes_max(12):
        lue = client.get(adresse(genre))

    assert lue.text.count("<svg") >= 2


@pytest.mark.parametrize("genre", ["parcours", "projection"])
def test_les_images_viennent_dans_l_ordre_du_calcul(genre, faire):
    calcul = faire(genre)

    montrees = [f.identifiant for f in connecter().get(adresse(genre)).context["figures"]]

    assert montrees == calcul.resultats["images"]
    assert len(montrees) == len(calcul.vues["figures"]) > 1
    assert genre == "parcours" or montrees[0] == "prevision-ensemble"


def test_les_chiffres_cles_se_lisent_avec_l_annee_d_avant_et_ouvrent_leur_regle(faire):
    faire("chiffres")

    texte = connecter().get(adresse("chiffres")).text

    assert "Un an avant" in texte
    assert adresse("indicateur", "ase1_confies") in texte
    assert "Tableaux de l&#x27;enquête Aide sociale" in texte or "Tableaux de l'enquête Aide sociale" in texte


def test_la_regle_d_un_indicateur_dit_ce_qu_il_compte():
    texte = connecter().get(adresse("indicateur", "ase1_confies")).text

    assert "Numérateur" in texte
    assert connecter().get(adresse("indicateur", "ase7_3_5")).status_code == 200
    assert connecter().get(adresse("indicateur", "rien")).status_code == 404


def test_un_filtre_prepare_et_un_autre_disent_la_meme_chose_que_le_calcul(faire):
    calcul = faire("chiffres")
    client = connecter()

    prepare = client.get(adresse("chiffres"), {"groupe": "confie"}).context["page"]
    croise = client.get(adresse("chiffres"), {"groupe": "confie", "age": "3 à 5 ans", "annee": "2024"}).context["page"]

    assert prepare.effectifs.personnes == calcul.vues["effectifs"]["|confie|"]["personnes"]
    assert 0 < croise.effectifs.personnes < prepare.effectifs.personnes
    assert croise.effectifs.jour == 20241231
    assert set(croise.effectifs.groupes) == {"confie"}


def test_qui_n_a_qu_une_unite_ne_lit_que_la_sienne(faire):
    unite = UniteLocaleFactory(collectivite_id="15")
    dits = produit("chiffres").vues
    faire("chiffres", vues=dits | {"valeurs": dits["valeurs"] | {"territoires": ["0", "1", unite.code]}})

    page = connecter(Role.CADRE_ASE, Niveau.UNITE, unite=unite).get(adresse("chiffres")).context["page"]

    assert page.filtres.territoires == frozenset({unite.code})
    assert [v for v, _ in page.filtre.fields["territoire"].choices] == ["", unite.code]
    seule = dits["effectifs"].get(f"{unite.code}||", {"personnes": 0})
    assert page.effectifs.personnes == seule["personnes"] < dits["effectifs"]["||"]["personnes"]


def test_la_prefecture_ne_lit_aucun_petit_nombre(faire):
    calcul = faire("chiffres")
    publics = calcul.resultats["publics"]
    reponse = connecter(Role.PREFECTURE).get(adresse("chiffres"), {"groupe": "confie"})
    montres = [c for ligne in publics["lignes"] for c in ligne["cellules"] if c != publics["masque"]]

    assert "Petits effectifs masqués" in reponse.text
    assert "page" not in reponse.context
    assert all(n == 0 or n >= publics["seuil"] for n in montres)
    assert publics["masquees"] > 0


def test_la_prefecture_n_emporte_que_le_tableau_masque(faire):
    calcul = faire("chiffres")
    client = connecter(Role.PREFECTURE)

    assert client.get(adresse("exporter", calcul.pk, "effectifs-publics", "csv")).status_code == 200
    for quoi, forme in (("indicateurs", "csv"), ("ages-par-aide", "svg"), ("enquete", "xlsx")):
        assert client.get(adresse("exporter", calcul.pk, quoi, forme)).status_code == 403


@pytest.mark.parametrize("genre", ["parcours", "projection"])
def test_qui_ne_lit_qu_une_unite_n_ouvre_pas_les_chiffres_de_tout_le_departement(genre, faire):
    calcul, unite = faire(genre), UniteLocaleFactory(collectivite_id="15")
    client = connecter(Role.CADRE_ASE, Niveau.UNITE, unite=unite)
    quoi = next(iter(calcul.vues["figures"]))

    assert client.get(adresse(genre)).status_code == 403
    assert client.get(adresse("exporter", calcul.pk, quoi, "csv")).status_code == 403


@pytest.mark.parametrize(
    ("genre", "quoi", "forme", "debut"),
    [
        ("chiffres", "indicateurs", "csv", b"\xef\xbb\xbfCode;"),
        ("chiffres", "ages-par-aide", "svg", b"<svg"),
        ("chiffres", "mouvements", "png", b"\x89PNG"),
        ("parcours", "chronogramme", "csv", b"\xef\xbb\xbf"),
        ("projection", "prevision-ensemble", "svg", b"<svg"),
    ],
)
def test_chaque_image_et_chaque_table_s_emporte(genre, quoi, forme, debut, faire):
    calcul = faire(genre)

    reponse = connecter().get(adresse("exporter", calcul.pk, quoi, forme))

    assert reponse.content.startswith(debut)
    assert Entree.objects.filter(acte="observatoire:exporter").exists()


def test_le_classeur_de_l_enquete_a_les_tableaux_de_la_drees(faire):
    calcul = faire("chiffres")

    reponse = connecter().get(adresse("exporter", calcul.pk, "enquete", "xlsx"))
    lignes = CalamineWorkbook.from_filelike(io.BytesIO(reponse.content)).get_sheet_by_index(0).to_python()

    assert lignes[0][:3] == ["Tableau", "Colonne", "Valeur"]
    assert len(lignes) > 30


def test_une_image_inconnue_est_introuvable(faire):
    calcul = faire("parcours")

    assert connecter().get(adresse("exporter", calcul.pk, "rien", "svg")).status_code == 404
    assert connecter().get(adresse("exporter", calcul.pk, "chronogramme", "exe")).status_code == 404


def test_un_autre_departement_ne_lit_pas_ce_calcul(faire):
    calcul = faire("parcours")
    client = connecter(collectivite="63")

    assert "Aucun calcul" in client.get(adresse("parcours")).text
    assert client.get(adresse("exporter", calcul.pk, "chronogramme", "svg")).status_code == 404


def test_les_previsions_passees_accompagnent_toujours_la_prevision(faire):
    faire("projection")

    texte = connecter().get(adresse("projection")).text

    assert "Ce que valaient les prévisions passées" in texte
    assert "Trente places" in texte
    assert "Cours des choses" in texte


def test_demander_un_calcul_le_met_en_attente_une_seule_fois():
    client = connecter()

    premier = client.post(adresse("calculer", "chiffres"), follow=True)
    second = client.post(adresse("calculer", "chiffres"), follow=True)

    assert "Le calcul est demandé" in premier.text
    assert "Un calcul est déjà en cours" in second.text
    assert Calcul.objects.filter(genre="chiffres").count() == 1


def test_un_scenario_incomplet_est_refuse_avec_toutes_ses_fautes():
    reponse = connecter().post(
        adresse("calculer", "projection"), {"champ": "accueil", "entrees": "90", "places": "30", "le": "septembre"}
    )

    assert reponse.status_code == 422
    assert "Dites à partir de quel mois" in reponse.text
    assert "Une ouverture demande un type" in reponse.text
    assert not Calcul.objects.exists()


def test_un_scenario_garde_ses_parametres():
    connecter().post(
        adresse("calculer", "projection"),
        {"champ": "accueil", "entrees": "90", "entrees_le": "2027-01", "places_etablissement": "25"},
    )

    assert Calcul.objects.get().parametres["scenario"] == {
        "titre": "Scénario", "entrees": [{"type": "tous", "facteur": 0.9, "a_partir": "2027-01"}],
        "places": {"etablissement": 25},
    }  # fmt: skip


def test_les_sorties_et_les_couts_du_formulaire_arrivent_au_scenario_et_a_la_page(faire):
    client = connecter()
    faire("projection")  # its types are those that the form offers

    client.post(
        adresse("calculer", "projection"),
        {"champ": "accueil", "titre": "Départs", "sorties": "150", "sorties_de": "assistant_familial",
         "sorties_le": "2026-01", "cout_etablissement": "210,50", "cout_assistant_familial": "130"},
    )  # fmt: skip

    scenario = Calcul.objects.get(etat=Calcul.Etat.DEMANDE).parametres["scenario"]
    assert scenario == {
        "titre": "Départs", "sorties": [{"type": "assistant_familial", "facteur": 1.5, "a_partir": "2026-01"}],
        "places": {}, "couts": {"etablissement": 210.5, "assistant_familial": 130.0},
    }  # fmt: skip


@pytest.mark.parametrize(
    ("saisie", "dit"),
    [
        ({"sorties": "110"}, "Dites à partir de quel mois les sorties changent"),
        ({"sorties": "-1", "sorties_le": "2026-01"}, "supérieure ou égale à 0"),
        ({"sorties": "110", "sorties_le": "2026-13"}, "saisissez une valeur valide"),
        ({"cout_etablissement": "cher"}, "aisissez un nombre"),
        ({"cout_etablissement": "-3"}, "supérieure ou égale à 0"),
        ({"sorties": "110", "sorties_le": "2026-01", "sorties_de": "château"}, "choix valide"),
    ],
)
def test_une_sortie_ou_un_cout_mal_dit_est_refuse_et_rien_n_est_demande(faire, saisie, dit):
    faire("projection")

    reponse = connecter().post(adresse("calculer", "projection"), {"champ": "accueil", **saisie})

    assert reponse.status_code == 422
    assert dit.lower() in html.unescape(reponse.text).lower()
    assert not Calcul.objects.exclude(etat=Calcul.Etat.FAIT).exists()


def test_plus_de_sorties_font_moins_d_enfants_et_les_couts_suivent():
    """The run itself: exits of one type doubled from the first month, and what a day costs."""
    sorties = [{"type": "tous", "facteur": 2.0, "a_partir": "2025-07"}]
    scenario = {"titre": "Départs", "sorties": sorties, "couts": {"etablissement": 200.0}}
    parametres = PARAMETRES["projection"] | {"scenario": scenario}

    faite = FAIRE["projection"](Demande(tables(), "15", AU, parametres)).resultats

    cours, departs = faite["scenarios"]
    finals = [[p for p in s["points"] if p["type"] == "ensemble"][-1]["median"] for s in (cours, departs)]
    assert finals[1] < finals[0]
    assert [set(s["couts"]) for s in (cours, departs)] == [{"etablissement"}] * 2
    assert departs["couts"]["etablissement"][0] < cours["couts"]["etablissement"][0]


def test_un_echec_dit_pourquoi():
    Calcul.objects.create(
        collectivite_id="15", genre="parcours", au=AU, etat=Calcul.Etat.ECHOUE, raison="Il manque tout."
    )

    assert "Il manque tout." in connecter().get(adresse("parcours")).text


def test_les_fichiers_de_la_drees_se_deposent_et_demandent_la_comparaison():
    fichier = SimpleUploadedFile("series.csv", b"annee;code_departement\n", content_type="text/csv")

    lue = connecter().post(adresse("fichiers"), {"fichiers": [fichier]}, follow=True)

    assert "series.csv" in lue.text
    assert FichierDrees.objects.get().taille == 23
    assert Calcul.objects.get().genre == "comparaison"


@pytest.mark.parametrize(
    ("nom", "contenu", "dit"),
    [
        ("series.exe", b"MZ", "n'est pas un fichier CSV"),
        ("vide.csv", b" \n", "est vide"),
        ("zeros.csv", b"\0" * 5000, "octets nuls"),
        ("latin.csv", "annee;é\n".encode("latin-1"), "n'est pas en UTF-8"),
        ("grand.csv", b"x" * 20_000_001, "pèse plus de 20 Mo"),
    ],
)
def test_un_fichier_qui_n_est_pas_une_serie_est_refuse_avec_une_phrase(nom, contenu, dit):
    bon = SimpleUploadedFile("bon.csv", b"annee;code_departement\n")

    lue = connecter().post(
        adresse("fichiers"), {"fichiers": [bon, SimpleUploadedFile(nom, contenu)]}, follow=True
    )  # fmt: skip

    assert dit in html.unescape(lue.text)
    assert not FichierDrees.objects.exists()


def test_l_avancement_se_suit_et_la_page_se_rouvre_a_la_fin():
    client = connecter()
    client.post(adresse("calculer", "chiffres"))
    pendant = client.get(adresse("avancement", "chiffres"), headers={"HX-Request": "true"})
    Calcul.objects.update(etat=Calcul.Etat.ABANDONNE)
    apres = client.get(adresse("avancement", "chiffres"), headers={"HX-Request": "true"})

    assert "Un calcul est en cours" in pendant.text
    assert apres["HX-Refresh"] == "true"
