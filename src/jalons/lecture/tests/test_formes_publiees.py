"""Habits of published plans: recalls in the head of a fiche, fiches with a name of their own, numbered headings alone."""

from __future__ import annotations

from jalons.lecture.modele import Confiance
from jalons.lecture.tests.documents import lu, textes


def fiches(*tetes: str) -> str:
    return "\n\n".join(
        f"{tete}\nService porteur\nPôle enfance\nConstats\nLes délais s'allongent.\nRésultats attendus\n- Un délai tenu\n"
        for tete in tetes
    )


def test_l_axe_et_l_objectif_rappeles_sous_leur_etiquette_ne_ferment_pas_la_fiche() -> None:
    tete = "Fiche action n° {}\nOuvrir un lieu {}\nAxe\n1 – Prévenir tôt\nObjectif\n1.1 – Aller vers les familles\n"
    lecture = lu(
        "Schéma départemental\n\nAxe 1 – Prévenir tôt\n\nObjectif 1.1 – Aller vers les familles\n\n"
        + fiches(tete.format(1, "au nord"), tete.format(2, "au sud"))
    )

    assert textes(lecture, "engagement") == ["Prévenir tôt"]
    assert [p.parent for p in lecture.du_genre("pilote")] == ["fiche 1", "fiche 2"]
    assert [r.parent for r in lecture.du_genre("resultat_attendu")] == ["fiche 1", "fiche 2"]


def test_les_mots_qui_suivent_fiche_dans_tout_le_document_sont_son_nom() -> None:
    lecture = lu(
        "Schéma départemental\n\nAxe 1 – Prévenir tôt\n\n"
        + fiches(*(f"Fiche action territoriale renforcée 1.{n} – Ouvrir le lieu {n}" for n in (1, 2, 3)))
    )

    assert [(f.numero, f.texte) for f in lecture.du_genre("fiche")] == [
        (f"1.{n}", f"Ouvrir le lieu {n}") for n in (1, 2, 3)
    ]
    assert [p.parent for p in lecture.du_genre("pilote")] == ["fiche 1.1", "fiche 1.2", "fiche 1.3"]


def test_un_mot_et_son_numero_seuls_au_milieu_d_une_page_ne_sont_pas_un_pied_de_page() -> None:
    lecture = lu(
        "Schéma départemental\n\nAxe 1 – Prévenir tôt\n\n"
        + fiches("MESURE 1\nOuvrir un lieu", "MESURE 2\nAider les pères", "MESURE 3\nFormer les équipes")
    )

    assert textes(lecture, "fiche") == ["Ouvrir un lieu", "Aider les pères", "Former les équipes"]


def test_un_mot_et_un_numero_qui_grandit_au_bas_de_chaque_page_est_un_pied_de_page() -> None:
    pages = "\f".join(f"Les enfants d'abord, partie {n} du texte.\n\nFeuillet {n}\n" for n in (1, 2, 3, 4))
    lecture = lu(f"Schéma départemental\n\nAxe 1 – Prévenir tôt\n\nFiche 1 : Ouvrir\nConstats\n{pages}")

    assert not any("Feuillet" in e.texte for e in lecture.du_genre("constat", "fiche", "engagement"))


def test_les_deux_noms_d_une_ligne_se_separent_au_tiret_quand_le_document_separe_ainsi_ses_listes() -> None:
    corps = "\n\n".join(
        f"Fiche {n} : {titre}\nPilotes : Pôle enfance - Mission jeunesse\nPartenaires : CAF - MSA - Rectorat"
        for n, titre in ((1, "Ouvrir un lieu"), (2, "Aider les pères"))
    )

    lecture = lu(f"Schéma départemental\n\nAxe 1 : Prévenir\n\n{corps}\n")

    assert textes(lecture, "pilote") == ["Pôle enfance", "Mission jeunesse"] * 2


def test_un_nom_a_tiret_reste_entier_quand_rien_ne_dit_que_le_tiret_separe() -> None:
    lecture = lu(
        "Schéma départemental\n\nAxe 1 : Prévenir\n\nFiche 1 : Ouvrir un lieu\n"
        "Pilotes : Pôle enfance - jeunesse\nPartenaires : CAF, MSA\n"
    )

    assert textes(lecture, "pilote") == ["Pôle enfance - jeunesse"]


def test_une_ligne_qui_dit_qui_avec_qui_et_quand_peut_finir_sur_la_suivante() -> None:
    lecture = lu(
        "Stratégie départementale\n\nAxe 1 : Prévenir\n\nAction 1 : Ouvrir un lieu\n"
        "Pilote : Pôle enfance | Partenaires : Rectorat, Maison des\nfamilles | Échéance : 2030\n"
        "Les familles ont demandé ce lieu.\n\nAction 2 : Aider les pères\n"
        "Pilote : Mission jeunesse | Partenaires : Rectorat | Échéance :\n2031\nIls sont peu connus.\n"
    )

    assert textes(lecture, "partenaire") == ["Rectorat", "Maison des familles", "Rectorat"]


def test_un_tableau_dans_une_fiche_dit_ses_actions_sous_le_mot_du_document() -> None:
    corps = "\n\n".join(
        f"FICHE PROJET : {titre}\nPilote : Pôle enfance\nConstats\nLes délais s'allongent.\n"
        "Ce que nous ferons | Échéance | Livrable\nTrouver un local | 2027 | Bail\nFormer l'équipe | 2028 | Guide\n\n"
        "Résultats attendus\n- Un accueil plus proche\n"
        for titre in ("Ouvrir un lieu", "Aider les pères")
    )
    lecture = lu(f"Schéma départemental\n\nVolet 1 : Prévenir\n\n{corps}")

    assert textes(lecture, "fiche") == ["Ouvrir un lieu", "Aider les pères"]
    assert [(a.texte, a.parent) for a in lecture.du_genre("action")] == [
        ("Trouver un local", "fiche 1"), ("Former l'équipe", "fiche 1"),
        ("Trouver un local", "fiche 2"), ("Former l'équipe", "fiche 2"),
    ]  # fmt: skip
    assert textes(lecture, "resultat_attendu") == ["Un accueil plus proche"] * 2


EN_PLACE = """Feuille de route départementale de l'enfance

Chantier n°1 – Prévenir tôt

Mesures                     Qui ?                 Quand ?      Livrables
Ouvrir un lieu d'accueil    Pôle enfance et       2e trim.     Bail
des pères au nord           parentalité           2027
Former les équipes          à désigner            2028         Guide remis
                                                               aux équipes

Page 2
Feuille de route départementale de l'enfance

Écouter les adolescents      Mission jeunesse     2029         Rapport
dans les collèges

Les travaux ont duré un an et ont réuni les familles, les élus et les professionnels de tout le territoire.
"""


def test_les_cases_de_plusieurs_lignes_d_un_tableau_en_place_se_lisent_par_rangees() -> None:
    lecture = lu(EN_PLACE)
    actions = lecture.du_genre("action")

    assert [a.texte for a in actions] == [
        "Ouvrir un lieu d'accueil des pères au nord", "Former les équipes", "Écouter les adolescents dans les collèges",
    ]  # fmt: skip
    assert [(p.texte, p.parent) for p in lecture.du_genre("pilote")] == [
        ("Pôle enfance et parentalité", "action 1"), ("Mission jeunesse", "action 3"),
    ]  # fmt: skip
    assert actions[0].passage.de(EN_PLACE).startswith("Ouvrir un lieu d'accueil")
    assert actions[0].passage.de(EN_PLACE).endswith("des pères au nord")


def test_une_annexe_financiere_dit_ses_actions_et_non_son_total() -> None:
    lecture = lu(
        "Contrat départemental de prévention et de protection de l'enfance\n\nAnnexe financière 2027\n\n"
        "Action                     État       Région     Total\n"
        "Ouvrir un lieu d'accueil   12 k€      8,5 k€     20,5 k€\ndes pères\n"
        "Former les équipes         7 k€       3 k€       10 k€\n"
        "TOTAL                                            30,5 k€\nLes crédits sont annuels.\n"
    )

    assert textes(lecture, "action") == ["Ouvrir un lieu d'accueil des pères", "Former les équipes"]


def test_ce_qui_est_liste_sous_les_engagements_d_un_contrat_est_a_faire() -> None:
    lecture = lu(
        "Le préfet et la présidente signent leur contrat\n\nLe contrat départemental est conclu pour trois ans.\n\n"
        "Engagement 1 : Repérer tôt\n\n• Ouvrir un lieu\n• Former les équipes\n\n"
        "Engagement 2 : Soigner mieux\n\n• Créer dix places\n° Recruter un médecin\n\nEn chiffres\n\n• 120 enfants suivis\n"
    )

    assert lecture.type == "contrat"
    assert [(a.texte, a.parent) for a in lecture.du_genre("action")] == [
        ("Ouvrir un lieu", "engagement 1"), ("Former les équipes", "engagement 1"),
        ("Créer dix places", "engagement 2"), ("Recruter un médecin", "engagement 2"),
    ]  # fmt: skip


NUMERISEE = """Fiche n° {} {}
Public Enfants et parents
Structure porteuse Pôle enfance
Acteurs associés Rectorat, Police nationale
Éléments de Les délais s'allongent et les
diagnostic familles renoncent.
Modalités de mise en + Trouver un local
œuvre
o Visiter
© Signer
* Former les équipes
0 Réunir
Effets attendus - Un accueil plus proche
- Un délai tenu
"""


def test_les_etiquettes_qu_un_numeriseur_a_collees_a_leur_contenu_s_en_separent() -> None:
    fiches_lues = NUMERISEE.format(1, "Ouvrir un lieu") + "\n" + NUMERISEE.format(2, "Aider les pères")
    lecture = lu(f"Schéma départemental\n\nAxe 1 : Prévenir\n\n{fiches_lues}")

    assert textes(lecture, "pilote") == ["Pôle enfance"] * 2
    assert textes(lecture, "partenaire") == ["Rectorat", "Police nationale"] * 2
    assert textes(lecture, "constat") == ["Les délais s'allongent et les familles renoncent."] * 2
    assert textes(lecture, "action") == ["Trouver un local", "Former les équipes"] * 2
    assert [(p.texte, p.parent) for p in lecture.du_genre("point")][:3] == [
        ("Visiter", "fiche 1 action 1"), ("Signer", "fiche 1 action 1"), ("Réunir", "fiche 1 action 2"),
    ]  # fmt: skip
    assert textes(lecture, "resultat_attendu") == ["Un accueil plus proche", "Un délai tenu"] * 2


def test_une_phrase_qui_commence_par_le_mot_d_une_etiquette_reste_une_phrase() -> None:
    lecture = lu(
        "Schéma départemental\n\nAxe 1 : Prévenir\n\nFiche 1 : Ouvrir un lieu\nConstats\n"
        "Partenaires CAF et MSA l'ont demandé.\n\nFiche 2 : Aider les pères\nConstats\nIls sont peu connus.\n"
    )

    assert textes(lecture, "partenaire") == []
    assert textes(lecture, "constat")[0] == "Partenaires CAF et MSA l'ont demandé."


def test_apres_une_puce_qui_n_est_pas_celle_des_etapes_rien_n_est_sur() -> None:
    corps = "\n".join(
        f"Fiche {n} : {titre}\nPilote : Pôle enfance\nActions\n• Trouver un local\n- Visiter\n{marque} Former\n- Réunir\n"
        "Résultats attendus\n- Un délai tenu\n"
        for n, titre, marque in (
            (1, "Ouvrir un lieu", "•"),
            (2, "Aider les pères", "►"),
            (3, "Écouter les jeunes", "•"),
        )
    )
    points = lu(f"Schéma départemental\n\nAxe 1 : Prévenir\n\n{corps}").du_genre("point")

    assert all(
        p.confiance is not Confiance.SUR for p in points if p.parent == "fiche 2 action 1" and p.texte != "Visiter"
    )


def test_un_code_de_deux_lettres_lu_en_chiffres_reste_un_titre() -> None:
    lecture = lu(
        "Schéma départemental\n\nOS 1 - Prévenir tôt\n\n00 1.1 - Aller vers les familles\n\n00 1.2 - Aider les pères\n\n"
        "OS 2 - Protéger\n\n00 2.1 - Accueillir autrement\n"
    )

    assert [(s.numero, s.parent) for s in lecture.du_genre("sous_theme")] == [
        ("1.1", "engagement 1"), ("1.2", "engagement 1"), ("2.1", "engagement 2"),
    ]  # fmt: skip


def test_les_marques_lues_pour_une_puce_ne_font_qu_un_rang_si_une_autre_dit_le_second() -> None:
    fiche = (
        "Fiche {n} : Titre {n}\nPilote : Pôle enfance\nActions\n+ Trouver un local\n{o} Visiter\n* Former\n{o} Réunir\n"
    )
    avec, sans = (
        lu("Schéma départemental\n\nAxe 1 : Prévenir\n\n" + "\n".join(fiche.format(n=n, o=o) for n in (1, 2)))
        for o in ("o", "*")
    )

    assert textes(avec, "action") == ["Trouver un local", "Former"] * 2
    assert textes(sans, "action") == ["Trouver un local"] * 2  # what differs is all that may tell the two ranks
