"""The frame of small documents: headings, labels, lists, two columns."""

from __future__ import annotations

from jalons.lecture.grammaire import charger
from jalons.lecture.lecteur import lire
from jalons.lecture.tests.documents import lu, source, textes

FICHE = """
AXE 2 : Soutenir les familles

Fiche action n° 3 : Ouvrir un lieu d'écoute dans chaque
canton

Pilote(s) : Direction de l'enfance / Service de la PMI
Partenaires : CAF, ARS ; Éducation nationale

Constats
• Les délais s'allongent
• Les jeunes sont peu
associés

Modalités de mise en œuvre
Action 1 : Recenser les besoins
• Écrire un référentiel
o Le relire avec les familles
Action 2 : Former les équipes

Résultats attendus
• Des familles mieux soutenues
"""


def test_une_fiche_dit_son_titre_ses_pilotes_ses_actions_et_leurs_points() -> None:
    lecture = lu(FICHE)
    assert textes(lecture, "fiche") == ["Ouvrir un lieu d'écoute dans chaque canton"]
    assert textes(lecture, "pilote") == ["Direction de l'enfance", "Service de la PMI"]
    assert textes(lecture, "partenaire") == ["CAF", "ARS", "Éducation nationale"]
    assert textes(lecture, "constat") == ["Les délais s'allongent", "Les jeunes sont peu associés"]
    assert [(a.numero, a.parent) for a in lecture.du_genre("action")] == [(1, "fiche 3"), (2, "fiche 3")]
    assert {p.parent for p in lecture.du_genre("point")} == {"fiche 3 action 1"}
    assert textes(lecture, "resultat_attendu") == ["Des familles mieux soutenues"]


def test_chaque_element_montre_le_passage_d_ou_il_vient() -> None:
    lecture = lu(FICHE)
    fiche = lecture.du_genre("fiche")[0]
    assert " ".join(fiche.passage.de(FICHE).split()) == fiche.texte


def test_deux_colonnes_aplaties_se_separent_par_ce_que_le_document_dit_ailleurs() -> None:
    lecture = lu(
        "La Direction de l'enfance et de la famille anime le réseau des maisons du bel âge.\n\nFiche n° 1 : Agir\n\n"
        "Pilote(s) Partenaires associés\nDirection de l'enfance et Acteurs du réseau des\nde la famille maisons du bel âge\n\n"
        "Constats\n• Peu de relais\n"
    )
    assert textes(lecture, "pilote") == ["Direction de l'enfance et de la famille"]
    assert textes(lecture, "partenaire") == ["Acteurs du réseau des maisons du bel âge"]


def test_le_sommaire_et_les_renvois_ne_doublent_pas_les_titres() -> None:
    lecture = lu(
        "Sommaire\n\nAxe 1 : Prévenir ........ 3\n\nFiche 1 : Écouter ....... 4\n\nAxe 1 : Prévenir\n\nVoir fiche n° 1 Écouter\n\n"
        "Fiche 1 : Écouter\n\nConstats\n• Un\n"
    )
    assert textes(lecture, "engagement") == ["Prévenir"]
    assert textes(lecture, "fiche") == ["Écouter"]


def test_des_orientations_qui_contiennent_des_objectifs_sont_lues_dans_cet_ordre() -> None:
    lecture = lu(
        "Orientation 1 : Prévenir tôt\n\nObjectif 1.1 : Voir\n\nObjectif 1.2 : Dire\n\nOrientation 2 : Protéger\n\nObjectif 2.1 : Tenir\n"
    )
    assert textes(lecture, "engagement") == ["Prévenir tôt", "Protéger"]
    assert [(e.numero, e.parent) for e in lecture.du_genre("sous_theme")] == [
        ("1.1", "engagement 1"), ("1.2", "engagement 1"), ("2.1", "engagement 2"),
    ]  # fmt: skip


def test_le_bilan_d_un_ancien_schema_ne_se_mele_pas_au_nouveau() -> None:
    lecture = lu(
        "Bilan du précédent schéma\n\nORIENTATION 1 : Agir\n\nPriorité 1 : Voir\n\nAction 1 : Un guide [ ]\n\nAction 2 : Un réseau ®\n\n"
        "AXE 1 : Prévenir\n\nFiche 1 : Écouter\n"
    )
    assert [(b.texte, b.parent, b.statut) for b in lecture.du_genre("bilan_action")] == [
        ("Un guide", "priorite 1", "inconnu"), ("Un réseau", "priorite 1", "inconnu"),
    ]  # fmt: skip
    assert textes(lecture, "engagement") == ["Prévenir"]


def test_un_departement_ajoute_ses_propres_etiquettes() -> None:
    texte = "Fiche 1 : Écouter\n\nQui conduit : Pôle enfance\n"
    assert lu(texte).du_genre("pilote") == ()
    ajoutees = charger({"sections": {"pilote": ["Qui conduit"]}})
    assert textes(lire(source(texte), ajoutees), "pilote") == ["Pôle enfance"]


def test_les_entetes_courants_et_les_numeros_de_page_ne_sont_pas_lus() -> None:
    pages = "".join(
        f"Schéma de l'enfance\nFiche {n} : Titre {'abc'[n - 1]} de la fiche\n\nConstats\n• Un constat net\n{n} / 3\n\f"
        for n in (1, 2, 3)
    )
    assert textes(lu(pages), "constat") == ["Un constat net"] * 3


def test_ce_qui_ne_dit_rien_ne_fait_rien_inventer() -> None:
    lecture = lu("Bonjour à toutes et à tous.\n\nNous nous réunirons bientôt.\n")
    assert (lecture.type, lecture.elements) == ("inconnu", ())
