"""Each rule of the lint of delays refuses a bad entry and says where; so it does of a département's own file."""

import pytest

from jalons.droit.echeances import regles_du_departement
from jalons.droit.lint import verifier, verifier_cas, verifier_local
from jalons.droit.loader import CATALOGUE
from jalons.droit.tests.test_lint import ajouter, mettre, retirer
from jalons.noyau.saisie import EntreeRefusee

FICHIER = "echeances/contractualisation_instances.yaml"
EVENEMENTS = "nomenclatures/evenements/contractualisation_instances.yaml"
SOURCES = "nomenclatures/bibliographie/contractualisation_instances.yaml"
V = ("regles", 0, "versions", 0)
DEUX = [
    {"du": None, "au": "2024-01-01", "delai": {"valeur": 1, "unite": "an"}, "reference": "x"},
    {"du": "2024-01-01", "au": None, "delai": {"valeur": 1, "unite": "an"}, "reference": "x"},
]

CAS = [
    ("sans source", FICHIER, retirer("regles", 0, "provenance", "sources"), "La clé « sources » manque"),
    ("source inconnue", FICHIER, mettre(["x"], "regles", 0, "provenance", "sources"), "Source lue inconnue"),
    ("forme inconnue", FICHIER, mettre("delai", "regles", 0, "forme"), "attendu : echeance, fenetre"),
    ("unité inconnue", FICHIER, mettre("lustre", *V, "delai", "unite"), "attendu : heure, jour"),
    ("règle en double", FICHIER, ajouter("regles"), "existe déjà dans"),
    ("événement inconnu", FICHIER, mettre(["x"], "regles", 0, "ouverte_par"), "Événement inconnu : « x »"),
    ("événement d'un autre sujet", FICHIER, mettre(["naissance"], "regles", 0, "tenue_par"), "arrive à : enfant"),
    ("événement en double", EVENEMENTS, ajouter("evenements"), "est déjà déclaré"),
    ("source sous deux titres", SOURCES, ajouter("sources", titre="Autre"), "porte ailleurs un autre titre"),
    ("versions qui se chevauchent", FICHIER, mettre(DEUX, "regles", 0, "versions"), "se chevauchent"),
    ("version à l'envers", FICHIER, mettre("2020-01-01", *V, "au"), "avant de commencer"),
    ("jour impossible", FICHIER, mettre("2024-02-30", *V, "du"), "n'existe pas au calendrier"),
    ("délai mêlé", FICHIER, mettre({"valeur": 1, "age": 3}, *V, "delai"), "mêle ou oublie des clés"),
    ("délai sans unité", FICHIER, mettre({"valeur": 1}, *V, "delai"), "mêle ou oublie des clés"),
    ("immédiat chiffré", FICHIER, mettre({"valeur": 1, "unite": "immediat"}, *V, "delai"), "mêle ou oublie"),
    ("interdiction chiffrée", FICHIER, mettre({"valeur": 1, "unite": "interdiction"}, *V, "delai"), "mêle ou oublie"),
    ("sans chiffre, chiffré", FICHIER, mettre({"valeur": 1, "unite": "pendant"}, *V, "delai"), "mêle ou oublie"),
    ("délai d'une autre forme", FICHIER, mettre({"seuil": 2}, *V, "delai"), "ne peut porter ce délai (seuil)"),
    ("fenêtre sans fin", FICHIER, mettre("fenetre", "regles", 0, "forme"), "Une fenêtre a un début"),
    ("fin sans fenêtre", FICHIER, mettre({"unite": "immediat"}, *V, "fin"), "Une fenêtre a un début"),
    ("âge en jours", FICHIER, mettre({"age": 3, "unite": "jour"}, *V, "delai"), "Un âge se compte"),
    ("jour de l'année impossible", FICHIER, mettre({"le": "31-06", "annee": 1}, *V, "delai"), "pas un jour de l'année"),
    ("jour fixe impossible", FICHIER, mettre({"date": "2024-02-30"}, *V, "delai"), "n'existe pas au calendrier"),
    ("lien inconnu", FICHIER, mettre("affaire", "regles", 0, "lien"), "ne déclare pas l'attribut « affaire »"),
    ("lien absent de l'acte", FICHIER, mettre(["convention_denoncee"], "regles", 2, "tenue_par"), "qui lie les faits"),
    ("attribut inconnu", FICHIER, mettre([{"attribut": "x", "egal": 1}], "regles", 0, "si"), "ne déclare pas"),
    ("décision inconnue", FICHIER, mettre({"decision": "terme"}, *V, "delai"), "ne déclare pas l'attribut « terme »"),
    ("condition double", FICHIER, mettre([{"fait": ["cdpe_reuni"], "attribut": "x"}], "regles", 0, "si"), "une seule chose"),
    ("condition sans test", FICHIER, mettre([{"attribut": "exercice"}], "regles", 2, "si"), "une seule chose"),
    ("portée sans lien", FICHIER, mettre([{"fait": ["cdpe_reuni"], "portee": "lien"}], "regles", 0, "si"), "un lien"),
    ("heures et report", FICHIER, lambda d: (mettre("jour_ouvrable", "regles", 0, "report")(d), mettre({"valeur": 2, "unite": "heure"}, *V, "delai")(d)), "Un délai en heures est seul"),
    ("décision en heures", FICHIER, mettre({"decision": "exercice", "unite": "heure"}, "regles", 2, "versions", 0, "delai"), "se compte en jour, semaine"),
    ("avance en heures", FICHIER, mettre({"valeur": 2, "unite": "heure"}, "regles", 0, "avance"), "non en heures"),
    ("motif inconnu", FICHIER, mettre({"evenement": "cdpe_reuni", "delai": {"valeur": 1, "unite": "mois"}, "motif": "motif", "au_plus": 1}, "regles", 0, "prolongee_par"), "ne déclare pas l'attribut « motif »"),
    ("suspension inconnue", FICHIER, mettre({"debut": "x", "fin": "cdpe_reuni"}, "regles", 0, "suspendue_par"), "Événement inconnu : « x »"),
    ("fait de condition inconnu", FICHIER, mettre([{"sans_fait": ["x"]}], "regles", 0, "versions", 0, "si"), "Événement inconnu : « x »"),
]  # fmt: skip


@pytest.mark.parametrize(("cas", "fichier", "geste", "message"), CAS, ids=[c[0] for c in CAS])
def test_une_mauvaise_regle_est_refusee(copie, cas, fichier, geste, message):
    copie.changer(fichier, geste)

    fautes = verifier(copie.dossier)

    assert any(message in f.message for f in fautes), [str(f) for f in fautes]
    assert all(f.ligne for f in fautes)


def test_une_valeur_compare_est_l_une_de_celles_que_l_evenement_declare(copie):
    copie.changer(
        EVENEMENTS,
        mettre(
            [{"nom": "rang", "type": "texte", "libelle": "Rang", "valeurs": ["premier"]}], "evenements", 0, "attributs"
        ),
    )
    copie.changer(
        EVENEMENTS, mettre([{"nom": "rang", "type": "texte", "libelle": "Rang"}], "evenements", 1, "attributs")
    )
    copie.changer(FICHIER, mettre([{"attribut": "rang", "egal": "second", "hors": ["premier"]}], "regles", 0, "si"))

    assert [f.message for f in verifier(copie.dossier)] == ["« second » n'est pas une valeur de « rang » : premier."]


ENTETE = 'departement: "62"\n'
REGLE = """\
  - {code: LOCAL-A, libelle: A, sujet: enfant, nature: alerte, forme: echeance, ouverte_par: [local_fait], acte: a, qui: b,
     certain: true, provenance: {source: x, confiance: C},
     versions: [{du: null, au: null, delai: {valeur: 1, unite: mois}, reference: x}]}
"""
FAIT = "evenements:\n  - {code: local_fait, libelle: Fait, sujet: [enfant], attributs: []}\n"
LOCAUX = [
    ("sans département", "activer: []\n", "La clé « departement » manque"),
    ("code inconnu", ENTETE + "activer: [X-Y]\n", "Règle inconnue au catalogue national"),
    ("valeur d'une règle inconnue", ENTETE + "valeurs: [{code: X-Y, delai: {valeur: 1, unite: jour}, du: null, source: x}]\n", "Règle inconnue"),
    ("valeur d'une règle nationale", ENTETE + "valeurs: [{code: IP-EVAL, delai: {valeur: 1, unite: jour}, du: null, source: x}]\n", "un département ne la change pas"),
    ("valeur sans date", ENTETE + "valeurs: [{code: IP-ANALYSE, delai: {seuil: 2}, du: null, source: x}]\n", "Une valeur locale donne une date"),
    ("valeur mal écrite", ENTETE + "valeurs: [{code: IP-ANALYSE, delai: {valeur: 2}, du: null, source: x}]\n", "mêle ou oublie des clés"),
    ("valeurs qui se chevauchent", ENTETE + "valeurs:\n" + 2 * "  - {code: IP-ANALYSE, delai: {valeur: 2, unite: jour}, du: 2023-01-01, source: x}\n", "se chevauchent"),
    ("événement national", ENTETE + "evenements: [{code: naissance, libelle: N, sujet: [enfant], attributs: []}]\n", "existe déjà"),
    ("événement inconnu", ENTETE + "regles:\n" + REGLE, "Événement inconnu : « local_fait »"),
    ("règle en double", ENTETE + FAIT + "regles:\n" + REGLE + REGLE, "est déjà pris"),
]  # fmt: skip


@pytest.mark.parametrize(("cas", "texte", "message"), LOCAUX, ids=[c[0] for c in LOCAUX])
def test_un_mauvais_fichier_local_est_refuse(tmp_path, cas, texte, message):
    (tmp_path / "echeances.yaml").write_text(texte, encoding="utf-8")

    with pytest.raises(EntreeRefusee) as refus:
        regles_du_departement(tmp_path / "echeances.yaml")

    assert any(message in f.message for f in refus.value.fautes)
    assert any(message in f.message for f in verifier_local(tmp_path))


def test_une_valeur_locale_vaut_de_son_premier_a_son_dernier_jour(tmp_path):
    fichier = tmp_path / "echeances.yaml"
    fichier.write_text(
        ENTETE + FAIT + "regles:\n" + REGLE + "jours_feries: la_reunion\npreavis_jours: 10\nvaleurs:\n"
        "  - {code: IP-ANALYSE, delai: {valeur: 8, unite: jour}, du: 2022-01-01, au: 2022-12-31, source: note A}\n"
        "  - {code: IP-ANALYSE, delai: {valeur: 48, unite: heure}, du: 2023-06-01, source: note B}\n",
        encoding="utf-8",
    )

    regles = regles_du_departement(fichier)

    versions = [(str(v.du), str(v.au), v.delai.genre) for v in regles.par_code["IP-ANALYSE"].versions]
    assert versions[-4:] == [
        (versions[-4][0], "2021-12-31", "parametre"),
        ("2022-01-01", "2022-12-31", "duree"),
        ("2023-01-01", "2023-05-31", "parametre"),
        ("2023-06-01", "None", "duree"),
    ]
    assert (regles.territoire.code, regles.preavis_jours) == ("la_reunion", 10)
    assert "LOCAL-A" in {r.code for r in regles.regles}
    assert regles.par_code["IP-ANALYSE"] in regles.regles


def test_un_mauvais_cas_est_refuse(tmp_path):
    (tmp_path / "echeances").mkdir()
    (tmp_path / "echeances" / "x.yaml").write_text(
        "cas:\n  - nom: n\n    regles: [X-Y]\n    au: 2024-02-30\n    calcul: c\n"
        "    faits:\n      - {evenement: inconnu, le: 2024-01-01}\n      - {evenement: naissance}\n"
        "    attendu:\n      - {regle: IP-EVAL, due_le: null, statut: a_venir}\n",
        encoding="utf-8",
    )
    (tmp_path / "echeances" / "y.yaml").write_text("cas: []\n", encoding="utf-8")

    messages = [f.message for f in verifier_cas(tmp_path)]

    attendus = [
        "Règle inconnue",
        "n'est pas parmi",
        "Événement inconnu",
        "une date (le) ou un",
        "n'existe pas",
        "au moins 1",
    ]
    assert [m for a in attendus for m in messages if a in m] == messages


def test_le_catalogue_livre_est_sans_faute_exemples_locaux_compris():
    assert verifier() == []
    for dossier in sorted((CATALOGUE / "local").glob("*/")):
        assert verifier_local(dossier) == []
