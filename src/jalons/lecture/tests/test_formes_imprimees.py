"""Habits of printed plans, whoever publishes them: feet, columns, run-in labels, lists whose label nobody knows."""

from __future__ import annotations

from jalons.lecture.entrees.listes import en_listes
from jalons.lecture.entrees.segments import Segment
from jalons.lecture.modele import Confiance
from jalons.lecture.tests.documents import lu, textes

_FICHES = (
    ("Ouvrir un lieu", "Une offre mieux répartie", "Moins de ruptures", "Nombre de familles reçues", "Part des pères"),
    ("Aider les pères", "Des pères plus présents", "Davantage de visites", "Taux de réponse", "Nombre de visites"),
    ("Former les équipes", "Des équipes stables", "Une parole entendue", "Part des agents formés", "Délai moyen"),
)  # fmt: skip


def fiches(corps: str) -> str:
    return "Schéma départemental\n\nAxe 1 : Prévenir\n\n" + "\n\n".join(
        f"Fiche {n} : {titre}\n{corps.format(*dits, n=n)}" for n, (titre, *dits) in enumerate(_FICHES, 1)
    )


def test_une_liste_dit_elle_meme_de_quoi_elle_est_quand_son_etiquette_est_inconnue() -> None:
    lecture = lu(fiches(
        "Pilote : Pôle enfance\nAction 1 : Trouver un local\n• Visiter dix lieux\nAction 2 : Recruter\n• Publier l'offre\n\n"
        "Ce qui sera différent demain\n• {0}\n• {1}\n\nÀ quoi le verrons-nous ?\n• {2}\n• {3}\n"
    ))  # fmt: skip

    assert textes(lecture, "resultat_attendu") == [r for f in _FICHES for r in f[1:3]]
    assert textes(lecture, "indicateur") == [i for f in _FICHES for i in f[3:]]
    assert set(textes(lecture, "point")) == {"Visiter dix lieux", "Publier l'offre"}
    assert Confiance.SUR not in {e.confiance for e in lecture.du_genre("resultat_attendu", "indicateur")}


def test_ce_qui_suit_la_derniere_action_sous_une_etiquette_inconnue_n_est_pas_un_de_ses_points() -> None:
    lecture = lu(fiches(
        "Pilote : Pôle enfance\nAction 1 : Trouver un local\n• Visiter dix lieux\nAction 2 : Recruter\n• Publier l'offre\n\n"
        "Ce qui nous guide\n• Confiance mutuelle {n}\n• Sobriété partagée\n"
    ))  # fmt: skip

    assert set(textes(lecture, "point")) == {"Visiter dix lieux", "Publier l'offre"}


def test_une_valeur_dite_de_meme_dans_chaque_fiche_n_est_pas_une_etiquette() -> None:
    lecture = lu(
        fiches("Public concerné\nEnfants confiés et leurs parents\nPilote\nPôle enfance\nIndicateurs\n• {2}\n")
    )

    assert textes(lecture, "public") == ["Enfants confiés et leurs parents"] * 3


def test_une_annee_seule_n_est_pas_un_numero_de_page() -> None:
    pages = fiches("Pilote : Pôle enfance\nCalendrier\n2027\nIndicateurs\n• {2}\n• {3}\n").replace(
        "\n\nFiche", "\n\n1\n\fFiche"
    )
    lecture = lu(pages.replace("\n1\n\fFiche 2", "\n2\n\fFiche 2").replace("\n1\n\fFiche 3", "\n3\n\fFiche 3"))

    assert textes(lecture, "calendrier") == ["2027"] * 3
    assert len(lecture.du_genre("indicateur")) == 6


def test_une_tete_de_fiche_au_haut_de_chaque_page_n_est_pas_un_titre_courant() -> None:
    corps = "\f".join(
        f"Fiche action n° {n}\n{titre}\nPilote : Pôle enfance\nIndicateurs\n• {dits[2]}\n\n{n}\n"
        for n, (titre, *dits) in enumerate((*_FICHES, ("Écouter les jeunes", *_FICHES[0][1:])), 1)
    )
    lecture = lu(f"Schéma départemental\n\nAxe 1 : Prévenir\n\n\f{corps}")

    assert textes(lecture, "fiche") == ["Ouvrir un lieu", "Aider les pères", "Former les équipes", "Écouter les jeunes"]


def test_une_etiquette_dans_la_suite_d_une_ligne_ferme_la_liste_des_noms() -> None:
    lecture = lu(
        fiches("Pilote : Pôle enfance. Partenaires : CAF, MSA,\nRectorat. Échéance : fin 2027.\nIndicateurs\n• {2}\n")
    )

    assert textes(lecture, "partenaire") == ["CAF", "MSA", "Rectorat"] * 3


def test_les_rangees_de_croix_d_un_calendrier_ne_sont_pas_des_actions() -> None:
    lecture = lu(fiches(
        "Pilote : Pôle enfance\nActions\n1) Trouver un local\n2) Recruter\nCalendrier\n"
        "Étapes | T1 2026 | T2 2026 | T3 2026\nAction 1 | X |  | \nAction 2 |  | X | X\n"
    ))  # fmt: skip

    assert textes(lecture, "action") == ["Trouver un local", "Recruter"] * 3


def test_qui_pilote_et_avec_qui_se_lit_dans_une_phrase_sans_etre_sur() -> None:
    lecture = lu(
        "Schéma départemental\n\nAxe 1 : Prévenir tôt\n\nAction 1 : Ouvrir un lieu\n\n"
        "Cette action sera pilotée par la Direction de l'enfance, en lien avec la CAF et l'Éducation nationale.\n\n"
        "Action 2 : Aider les pères\n\nLes pères sont peu reçus.\n"
    )

    assert [(p.texte, p.parent) for p in lecture.du_genre("pilote")] == [("Direction de l'enfance", "action 1")]
    assert textes(lecture, "partenaire") == ["CAF", "Éducation nationale"]
    assert Confiance.SUR not in {e.confiance for e in lecture.du_genre("pilote", "partenaire")}


def test_ce_qu_est_devenue_une_action_se_lit_apres_une_virgule() -> None:
    lecture = lu(
        "Schéma départemental\n\nBilan du schéma 2018-2023\n\nOrientation 1 : Prévenir\n\n"
        "Ouvrir un lieu, réalisée\n\nFormer les équipes, partiellement réalisée\n\nÉcrire un guide, non réalisée\n"
    )

    assert [(a.texte, a.statut) for a in lecture.du_genre("bilan_action")] == [
        ("Ouvrir un lieu", "realisee"), ("Former les équipes", "en_cours"), ("Écrire un guide", "non_realisee"),
    ]  # fmt: skip


def test_un_montant_en_millions_puis_en_milliers_est_un_seul_montant() -> None:
    lecture = lu("Avenant au contrat départemental\n\nLa participation est portée à 1 million 200 000 euros.\n")

    assert [m.valeur for m in lecture.du_genre("montant")] == [1_200_000]


def test_un_mot_coupe_dans_une_case_est_un_mot_et_un_tiret_entre_deux_mots_reste() -> None:
    lecture = lu(
        fiches("Pilote : Direction départe- mentale\nPartenaires : Suivi anté- et postnatal\nIndicateurs\n• {2}\n")
    )

    assert textes(lecture, "pilote") == ["Direction départementale"] * 3
    assert textes(lecture, "partenaire")[0].startswith("Suivi anté- et")


def test_une_puce_rejoint_son_texte_quoi_qu_il_y_ait_dans_l_autre_colonne() -> None:
    gauche = [Segment("•", 50, 100, 55, 110), Segment("Former", 60, 100, 120, 110)]
    droite = [Segment("•", 300, 99, 305, 109), Segment("Ouvrir", 310, 99, 360, 109)]

    assert sorted(s.texte for s in en_listes([*gauche, *droite])) == ["• Former", "• Ouvrir"]
