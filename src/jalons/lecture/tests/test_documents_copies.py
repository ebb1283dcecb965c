"""Documents as they are found published: pages copied on one line, bare tables of contents, lost founts, acts."""

from __future__ import annotations

import pytest

from jalons.lecture.modele import Lecture
from jalons.lecture.tests.documents import lu, textes


def parties(lecture: Lecture) -> list[str]:
    return textes(lecture, "partie")


def test_une_page_de_livre_feuilletable_sur_une_ligne_se_lit_titre_par_titre() -> None:
    page = (
        "Schéma enfance du Val-Clair 2024-2028 {p} {axe}FICHE ACTION N°{n} : {titre} Contexte et enjeux : Les délais "
        "s'allongent au nord. Actions à mettre en œuvre : • Ouvrir un relais • Former les équipes Pilote : Service PMI "
        "Partenaires : CAF, Communes Calendrier : 2025\n"
    )
    lecture = lu(
        page.format(p=12, axe="AXE 1 - Agir tôt ", n=1, titre="Aider les parents")
        + page.format(p=13, axe="", n=2, titre="Repérer plus tôt")
        + page.format(p=14, axe="AXE 2 - Accueillir mieux ", n=3, titre="Garder les fratries")
    )

    assert textes(lecture, "engagement") == ["Agir tôt", "Accueillir mieux"]
    assert textes(lecture, "fiche") == ["Aider les parents", "Repérer plus tôt", "Garder les fratries"]
    assert textes(lecture, "action") == 3 * ["Ouvrir un relais", "Former les équipes"]
    assert [(p.texte, p.parent) for p in lecture.du_genre("pilote")] == [
        ("Service PMI", f"fiche {n}") for n in (1, 2, 3)
    ]


def test_un_paragraphe_ordinaire_qui_cite_un_axe_n_est_pas_coupe() -> None:
    phrase = "Les travaux de l'Axe 1 : Agir tôt et de la Fiche 2 du schéma ont été suivis par le comité. "

    lecture = lu("Schéma départemental de l'enfance\n\n" + 4 * phrase)

    assert textes(lecture, "engagement") == []
    assert textes(lecture, "fiche") == []


def test_une_page_qui_revient_sur_l_ancien_schema_ne_donne_pas_les_fiches_du_nouveau() -> None:
    lecture = lu(
        "Schéma départemental de l'enfance\n\nBilan de l'Axe 1 et de l'axe 2, puis synthèse du bilan du schéma Axes "
        "Niveau d'atteinte Actions déclinées Axe 1 Prévenir tôt Fiche 1 Écrire le protocole de prévention Fiche 2 Revoir "
        "les consultations des nourrissons Axe 2 Accueillir mieux Fiche 3 Ouvrir un accueil de nuit pour adolescents\n"
    )

    assert textes(lecture, "fiche") == []


def test_les_entrees_d_un_sommaire_collees_se_separent() -> None:
    lecture = lu(
        "Schéma départemental de l'enfance\n\nSommaire\n\nOrientation 1 : Prévenir plus tôt Page 9Orientation 2 : Soigner "
        "mieux Page 16Orientation 3 : Accueillir sans rupture\n\nà tout âge Page 26Orientation 4 : Évaluer Page 33\n"
    )

    assert textes(lecture, "engagement") == [
        "Prévenir plus tôt", "Soigner mieux", "Accueillir sans rupture à tout âge", "Évaluer",
    ]  # fmt: skip


def test_un_sommaire_sans_points_de_conduite_ne_fait_pas_d_actions() -> None:
    entrees = (
        "1. Axe 1 : Prévenir tôt 8\n1.1 Ce que dit le diagnostic 8\n1.1.1 Les visites à domicile 9\n1.1.2 Les bilans 9\n"
        "1.2 Ce que nous ferons 11\n1.2.1 Ouvrir un relais 11\n1.2.2 Former les équipes 12\n2. Axe 2 : Protéger 14\n"
        "2.1 Ce que dit le diagnostic 14\n2.1.1 Les délais 15\n2.1.2 Les placements 15\n"
    )

    lecture = lu("Schéma départemental de l'enfance\n" + entrees)

    assert textes(lecture, "engagement") == ["Prévenir tôt", "Protéger"]
    assert textes(lecture, "action") == []


@pytest.mark.parametrize("puce", ["§", "ü", "Ø", "q", "è"])
def test_les_puces_d_une_police_perdue_restent_des_puces(puce: str) -> None:
    fiche = "Fiche action {n} : Aider\nPilote : Service PMI\nActions à mener\n{p} Ouvrir un relais\n{p} Former les équipes\n"

    lecture = lu("Schéma départemental\n\n" + "\n".join(fiche.format(n=n, p=puce) for n in (1, 2)))

    assert textes(lecture, "action") == 2 * ["Ouvrir un relais", "Former les équipes"]


def test_une_capitale_laissee_seule_sur_la_ligne_du_dessus_retrouve_son_mot() -> None:
    lecture = lu(
        "Schéma départemental\n\n   Orientation 1 M\n               obiliser les communes p.4\n"
        "   Orientation 2 R\n               enforcer la prévention p.10\n"
    )

    assert textes(lecture, "engagement") == ["Mobiliser les communes", "Renforcer la prévention"]


def test_les_rubriques_numerotees_d_apres_leur_fiche_ne_sont_pas_des_pieds_de_page() -> None:
    fiche = (
        "Fiche action n° {n} : Ouvrir le lieu {n}\n{n}.1 Description de l'action\nUn lieu ouvre chaque jour.\n"
        "{n}.2 Date de mise en place de l'action\nJanvier 2025\n{n}.3 Partenaires et co-financeurs\nCAF\nMSA\n"
        "{n}.4 Budget\nPart État : 40 000 €\nPart Département : 40 000 €\n"
    )

    lecture = lu("Convention d'appui\n\n" + "\n".join(fiche.format(n=n) for n in (1, 2, 3)))

    assert [(p.texte, p.parent) for p in lecture.du_genre("partenaire")] == [
        (nom, f"fiche {n}") for n in (1, 2, 3) for nom in ("CAF", "MSA")
    ]
    assert [(m.valeur, m.source) for m in lecture.du_genre("montant")] == 3 * [(40000, "État"), (40000, "Département")]


def test_une_etiquette_ignoree_suivie_d_une_phrase_ferme_la_liste_des_noms() -> None:
    fiche = (
        "Fiche {n} : Aider {n}\nResponsable : Service PMI\nActeurs concernés : CAF / MSA\n"
        "Pourquoi s'y mettre ? Les délais s'allongent.\n"
    )

    lecture = lu("Schéma départemental\n\n" + "\n".join(fiche.format(n=n) for n in (1, 2)))

    assert textes(lecture, "partenaire") == 2 * ["CAF", "MSA"]


def test_un_paragraphe_ne_devient_pas_une_liste_de_pilotes() -> None:
    lecture = lu(
        "Schéma unique des solidarités\n\nPorteur(s) de l'action\n\nDépartement du Val-Clair\n\nLe schéma, adopté en mars, "
        "réunit tous les services. Il s'organise autour de trois axes : prévenir plus tôt ; accueillir mieux ; évaluer.\n"
        "Chaque année, le comité en rend compte aux élus, aux familles et aux associations.\n"
    )

    assert textes(lecture, "pilote") == ["Département du Val-Clair"]
    assert textes(lecture, "engagement") == ["prévenir plus tôt", "accueillir mieux", "évaluer"]


def test_une_enumeration_qui_n_a_pas_le_compte_annonce_n_est_pas_un_plan() -> None:
    lecture = lu("Schéma départemental\n\nIl a quatre axes : prévenir plus tôt ; accueillir mieux ; évaluer.\n")

    assert textes(lecture, "engagement") == []


def test_chaque_signataire_d_un_acte_est_lu_sans_son_adresse() -> None:
    lecture = lu(
        "CONVENTION DE PRÉVENTION\n\nEntre les soussignés :\nLe département du Val-Clair, 2 rue du Pré - 99000 Clairville, "
        "représenté par sa présidente,\nCi-après dénommé « le département », d'une part\nEt :\nLa Ville de Haute-Roche, "
        "représentée par son maire, habilité par délibération du 3 mars 2025,\nd'autre part\nEt :\n"
        "Le Centre hospitalier des Tilleuls\nSis 4 place du Puits\nReprésenté par son directeur,\n\nIl est convenu ce qui suit :\n"
    )

    assert parties(lecture) == ["Département du Val-Clair", "Ville de Haute-Roche", "Centre hospitalier des Tilleuls"]


@pytest.mark.parametrize(
    ("dit", "valeur"),
    [
        ("2.8M€", 2_800_000), ("10 millions €", 10_000_000), ("2 M d'euros", 2_000_000),
        ("120 000 (cent vingt mille) euros", 120_000), ("1 million 200 000 euros", 1_200_000), ("1.250 €", 1250),
    ],
)  # fmt: skip
def test_les_montants_s_ecrivent_de_bien_des_facons(dit: str, valeur: float) -> None:
    assert [m.valeur for m in lu(f"Contrat départemental\n\nL'État apporte {dit} en 2025.").du_genre("montant")] == [
        valeur
    ]


@pytest.mark.parametrize(
    ("dit", "jour"),
    [
        ("1er/10/2021", "2021-10-01"),
        ("31/12/22", "2022-12-31"),
        ("01.01.2023", "2023-01-01"),
        ("12-05-2021", "2021-05-12"),
    ],
)
def test_les_dates_en_chiffres_aussi(dit: str, jour: str) -> None:
    assert [d.valeur for d in lu(f"Contrat départemental\n\nSigné le {dit} à Clairville.").du_genre("date")] == [jour]


def test_des_rapports_de_chiffres_ne_sont_pas_des_dates() -> None:
    assert lu("Contrat départemental\n\nLes taux vont de 3/4/21 à 12/15/20.").du_genre("date") == ()
