"""Habits of schémas: a bilan first, headings on two lines, lists in a sentence, pilotes to come, boxes to tick."""

from __future__ import annotations

import pytest

from jalons.lecture.modele import Confiance, Lecture
from jalons.lecture.tests.documents import lu, textes

TITRE = "Schéma départemental de protection de l'enfance 2025-2029\n\n"


def parents(lecture: Lecture, genre: str) -> list[tuple[str, str | None]]:
    return [(e.texte, e.parent) for e in lecture.du_genre(genre)]


@pytest.mark.parametrize(
    ("passe", "avenir"),
    [
        ("Retour sur le schéma 2019-2023", "Les ambitions 2025-2029"),
        ("Partie 1 : Ce qui a été fait de 2019 à 2023", "Partie 2 : Ce que nous voulons faire"),
    ],
)
def test_ce_que_l_ancien_schema_a_fait_n_est_pas_un_engagement(passe: str, avenir: str) -> None:
    lecture = lu(
        f"{TITRE}{passe}\n\nAxe 1 : Prévenir\n- Ouvrir un lieu : réalisé\n- Former : en cours\n"
        "Axe 2 : Protéger\n- Rénover le foyer : abandonné\n\n"
        f"{avenir}\n\nAxe 1 : Soutenir les parents\n\nAxe 2 : Accueillir mieux\n"
    )

    assert textes(lecture, "bilan_orientation") == ["Prévenir", "Protéger"]
    assert [(a.texte, a.parent, a.statut) for a in lecture.du_genre("bilan_action")] == [
        ("Ouvrir un lieu", "orientation 1", "realisee"), ("Former", "orientation 1", "en_cours"),
        ("Rénover le foyer", "orientation 2", "non_realisee"),
    ]  # fmt: skip
    assert textes(lecture, "engagement") == ["Soutenir les parents", "Accueillir mieux"]


def test_une_partie_nommee_seule_sur_sa_ligne_a_son_titre_sur_la_suivante() -> None:
    lecture = lu(
        f"{TITRE}PREMIER AXE\n\nSoutenir les parents\n\nObjectif 1 : Repérer\n\n"
        "DEUXIÈME AXE\n\nCoordination\n\nObjectif 2 : Se parler\n"
    )

    assert textes(lecture, "engagement") == ["Soutenir les parents", "Coordination"]
    assert parents(lecture, "sous_theme") == [("Repérer", "engagement 1"), ("Se parler", "engagement 2")]


def test_une_liste_dans_une_phrase_est_une_liste_sans_en_etre_sure() -> None:
    lecture = lu(
        f"{TITRE}Axe 1 : Prévenir\n\nFiche 1 : Former. Pilote : Service de PMI. Partenaires : ARS, DDETS.\n"
        "Actions : Recenser les besoins ; écrire un programme (deux ans ; trois lieux).\n"
        "Résultats attendus : des équipes formées ; des délais plus courts.\n"
    )

    assert textes(lecture, "fiche") == ["Former."]
    assert (textes(lecture, "pilote"), textes(lecture, "partenaire")) == (["Service de PMI"], ["ARS", "DDETS"])
    assert textes(lecture, "action") == ["Recenser les besoins", "écrire un programme (deux ans ; trois lieux)"]
    assert textes(lecture, "resultat_attendu") == ["des équipes formées", "des délais plus courts"]
    assert Confiance.SUR not in {e.confiance for e in lecture.du_genre("resultat_attendu", "action")}


def test_un_pilote_a_designer_n_est_personne_et_l_etiquette_ignoree_n_est_pas_un_nom() -> None:
    fiches = "\n".join(
        f"Fiche {n} : Ouvrir un lieu\n{pilote}\nAppuis extérieurs\nCAF\nMSA\nRésultats attendus\n- Dix places\n"
        for n, pilote in enumerate(("Pilote : à désigner", "Pilote :", "Pilote : Service enfance"), 1)
    )
    lecture = lu(f"{TITRE}Axe 1 : Prévenir\n\n{fiches}")

    assert parents(lecture, "pilote") == [("Service enfance", "fiche 3")]
    assert textes(lecture, "partenaire") == ["CAF", "MSA"] * 3
    assert Confiance.SUR not in {p.confiance for p in lecture.du_genre("partenaire")}


def test_les_cases_a_cocher_ne_sont_pas_des_actions() -> None:
    lecture = lu(
        f"{TITRE}Axe 1 : Prévenir\n\nFiche 1 : Former\nNature : ☒ nouvelle ☐ poursuivie\nPilote : Service de PMI\n"
        "Actions\n1. Recruter\n☐ à lancer\n☒ lancée\n2. Équiper\nPublic\n☒ Enfants\n☐ Parents\n"
    )

    assert textes(lecture, "action") == ["Recruter", "Équiper"]
    assert (textes(lecture, "point"), textes(lecture, "public")) == ([], ["Enfants"])


def test_le_titre_du_document_redit_parmi_les_listes_n_en_est_pas() -> None:
    fiches = "\n".join(
        f"Fiche {n} : Former\nPilote : Service de PMI\nRésultats attendus\n- Des équipes formées\n- Moins d'attente\n"
        "Partenaires\nCAF\nSchéma de protection de l'enfance du Val-Clair\nMSA\n"
        for n in (1, 2, 3)
    )
    lecture = lu(f"Schéma de protection de l'enfance du Val-Clair\n\nPréambule\n{'Un mot.' * 3}\n\n{fiches}")

    assert textes(lecture, "partenaire") == ["CAF", "MSA"] * 3


def test_un_numero_dont_le_dessus_n_a_pas_ete_lu_n_est_pas_sur() -> None:
    fiches = "\n".join(
        f"Fiche {n} : Former les équipes\nPilote : Service de PMI\nRésultats attendus\n- Des équipes formées\n"
        for n in ("1.1.1", "1.1.2", "1.2.1")
    )
    lecture = lu(f"{TITRE}Axe 1 : Prévenir\n\n{fiches}")

    assert [f.confiance for f in lecture.du_genre("fiche")] == [Confiance.PROBABLE] * 3
