"""Each rule of the lint refuses a bad entry, says where, and accepts the catalogue as it is."""

import pytest

from jalons.droit.lint import verifier


def test_le_catalogue_est_sans_faute():
    assert verifier() == []


def retirer(*chemin):
    def geste(d):
        for pas in chemin[:-1]:
            d = d[pas]
        del d[chemin[-1]]

    return geste


def mettre(valeur, *chemin):
    def geste(d):
        for pas in chemin[:-1]:
            d = d[pas]
        d[chemin[-1]] = valeur

    return geste


def ajouter(*chemin, **change):
    """Adds to a list a copy of its first element, changed."""

    def geste(d):
        for pas in chemin:
            d = d[pas]
        d.append({**d[0], **change})

    return geste


R = "regimes/{}.yaml".format
N = "nomenclatures/{}.yaml".format
PROVENANCE = {"sources": ["s1"], "confiance": "C"}

CAS = [
    ("entrée sans provenance", R(2022), retirer("echeances", 0, "provenance"), "La clé « provenance » manque"),
    ("sans source", R(2022), retirer("provenance", "sources"), "La clé « sources » manque"),
    ("liste de sources vide", R(2022), mettre([], "provenance", "sources"), "au moins 1 élément"),
    ("sans confiance", R(2022), retirer("objectifs", 0, "provenance", "confiance"), "La clé « confiance » manque"),
    ("confiance inconnue", R(2022), mettre("Z", "provenance", "confiance"), "attendu : A, B, C, D, R"),
    ("source jamais lue", R(2022), mettre(["inconnue"], "provenance", "sources"), "Source lue inconnue au catalogue"),
    ("clé inconnue", R(2022), mettre(1, "obligatoires"), "La clé « obligatoires » n'existe pas ici"),
    ("date impossible", R(2022), mettre("2022-02-30", "echeances", 0, "date"), "n'existe pas au calendrier"),
    ("date mal écrite", R(2022), mettre("30/04/2022", "echeances", 0, "date"), "une date AAAA"),
    ("publié avant d'être pris", R(2022), mettre("2022-01-01", "publie_le"), "avant d'être pris"),
    ("engagement inconnu", R(2022), mettre(9, "objectifs", 0, "engagement"), "L'engagement 9 n'existe pas"),
    ("deux engagements de même numéro", R(2022), mettre(2, "engagements", 0, "numero"), "même numéro"),
    ("objectif en double", R(2022), ajouter("objectifs"), "Deux objectifs du régime portent « epp »"),
    ("numéro d'objectif en double", R(2020), mettre(1, "objectifs", 1, "numero"), "Deux objectifs du régime portent « 1 »"),
    ("liste complète trop courte", R(2022), retirer("objectifs", 0), "porte 5 objectifs obligatoires"),
    ("liste complète, composition autre", R(2022), mettre(7, "composition", "obligatoires"), "la composition en prévoit 7"),
    ("liste incomplète mais trop longue", R(2020), mettre(10, "composition", "obligatoires"), "porte 11 objectifs"),
    ("minimum au-dessus du maximum", R(2022), mettre(24, "composition", "facultatifs_min"), "dépasse le maximum (23)"),
    ("nombre inventé", R(2023), mettre(6, "composition", "obligatoires"), "doit être laissée vide"),
    ("nombre absent non déclaré", R(2022), mettre(None, "composition", "obligatoires"), "doit être déclarée non vue"),
    ("héritage inconnu", R(2021), mettre("2019", "herite_de"), "n'existe pas ou n'est pas antérieur"),
    ("héritage d'un régime postérieur", R(2021), mettre("2024", "herite_de"), "n'existe pas ou n'est pas antérieur"),
    ("régime seul sans objectifs", R(2022), retirer("objectifs"), "Un régime qui n'hérite d'aucun autre"),
    ("régime en double", R(2022), mettre("2021", "id"), "Le régime « 2021 » existe déjà"),
    ("deux régimes pour un exercice", R(2022), mettre([2021, 2022], "exercices"), "relève déjà du régime « 2021 »"),
    ("échéance en double", R(2022), ajouter("echeances"), "un code est unique sur tous les régimes"),
    ("échéance d'un autre exercice", R(2022), mettre(2020, "echeances", 0, "exercice"), "ne relève pas de ce régime"),
    ("report en arrière", R(2020), mettre("2021-06-30", "echeances", 2, "reportee_a"), "postérieure à la première"),
    ("financeur inconnu", R(2022), mettre(["P305"], "objectifs", 0, "sources"), "Source de financement inconnue"),
    ("unité inconnue", "parametres/schema.yaml", mettre("lustres", "parametres", 0, "unite"), "Unité inconnue"),
    ("unité d'indicateur", N("indicateurs_nationaux"), mettre("lieues", "indicateurs", 0, "unite"), "Unité inconnue"),
    ("objectif d'indicateur", N("indicateurs_nationaux"), mettre("x", "indicateurs", 0, "objectif"), "Objectif inconnu"),
    ("paramètre en double", "parametres/schema.yaml", ajouter("parametres"), "est déjà pris"),
    ("financeur en double", N("sources_financement"), ajouter("sources"), "« P304 » est déjà pris"),
    ("rang en double", N("etapes_contrat"), ajouter("etapes", code="autre"), "« 1 » est déjà pris"),
    ("part sans paramètre", N("cofinancement"), mettre("a.b", "part_min"), "Paramètre inconnu"),
    ("assiette par défaut", N("cofinancement"), mettre("P305", "defaut"), "Assiette inconnue"),
    ("source d'assiette", N("cofinancement"), mettre(["P305"], "bases", 0, "comptees"), "Source de financement inconnue"),
    ("fenêtre à l'envers", N("termes_imposes"), mettre("2020-01-01", "termes", 0, "signes_au"), "échangez les dates"),
    ("terme avant la fenêtre", N("termes_imposes"), mettre("2020-12-31", "termes", 0, "terme"), "précède la première"),
    ("montant inventé", N("montants_nationaux"), mettre(1, "montants", 10, "montant"), "doit être laissée vide"),
]  # fmt: skip


@pytest.mark.parametrize(("cas", "fichier", "geste", "message"), CAS, ids=[c[0] for c in CAS])
def test_une_mauvaise_entree_est_refusee(copie, cas, fichier, geste, message):
    copie.changer(fichier, geste)

    fautes = verifier(copie.dossier)

    assert any(message in f.message and f.lieu.startswith(fichier) for f in fautes), [str(f) for f in fautes]


@pytest.mark.parametrize(
    ("cas", "premiere", "seconde", "message"),
    [
        ("même jour", ("2002-01-03", "2010-01-01"), ("2002-01-03", None), "se chevauchent"),
        ("chevauchement d'un jour", ("2002-01-03", "2010-01-01"), ("2010-01-01", None), "se chevauchent"),
        ("première sans fin", ("2002-01-03", None), ("2010-01-01", None), "se chevauchent"),
        ("fin avant le début", ("2002-01-03", "2001-01-01"), ("2010-01-01", None), "avant de commencer"),
        ("bout à bout", ("2002-01-03", "2009-12-31"), ("2010-01-01", None), None),
    ],
)
def test_les_valeurs_d_un_parametre_ne_se_chevauchent_pas(copie, cas, premiere, seconde, message):
    valeurs = [
        {"depuis": depuis, "jusqua": jusqua, "valeur": 60, "provenance": PROVENANCE}
        for depuis, jusqua in (premiere, seconde)
    ]
    copie.changer("parametres/schema.yaml", mettre(valeurs, "parametres", 0, "valeurs"))

    fautes = verifier(copie.dossier)

    assert len(fautes) == (message is not None), cas
    assert all(message in f.message for f in fautes), cas


def test_un_fichier_qui_manque_ou_qui_est_de_trop_est_dit(copie):
    (copie.dossier / "unites.yaml").rename(copie.dossier / "unitees.yaml")

    fautes = [str(f) for f in verifier(copie.dossier)]

    assert any("unitees.yaml : Ce fichier n'a pas sa place" in f for f in fautes)
    assert any("unites.yaml : Ce fichier manque" in f for f in fautes)


def test_toutes_les_fautes_de_plusieurs_fichiers_sont_dites_a_la_fois_avec_leur_ligne(copie):
    copie.changer(R(2022), retirer("echeances", 0, "provenance"))
    copie.changer(R(2024), mettre("Z", "provenance", "confiance"))
    (copie.dossier / R(2023)).write_text("id: [", encoding="utf-8")

    fautes = verifier(copie.dossier)

    assert {f.lieu.split(" : ")[0] for f in fautes} == {R(2022), R(2023), R(2024)}
    assert all(f.ligne for f in fautes)
