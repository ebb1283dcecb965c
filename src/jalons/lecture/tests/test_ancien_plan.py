"""The bilan of a former plan: its actions listed by bullets, numbers or rows, and what became of them when it is told."""

from __future__ import annotations

import pytest

from jalons.lecture.modele import Confiance
from jalons.lecture.tests.documents import lu, textes

AVANT = (
    "Schéma départemental de protection de l'enfance 2025-2029\n\nBilan du schéma 2019-2023\n\n"
    "Orientation 1 : Prévenir plus tôt\n\n"
)
APRES = (
    "\n\nLes orientations 2025-2029\n\nAxe 1 : Soutenir les parents\n\nFiche 1 : Ouvrir une maison\n\nPilote : Pôle\n"
)
TROIS = ["Créer un guide", "Ouvrir un lieu d'écoute", "Former les agents"]


@pytest.mark.parametrize("puce", ["• ", "- ", "{n}. ", "{n} - ", "1.1.{n} "])
def test_ce_qui_est_liste_sous_une_priorite_est_une_action_dont_on_ignore_ce_qu_elle_est_devenue(puce: str) -> None:
    numero = "1.1" if puce.startswith("1.1") else "1"
    liste = "\n".join(f"{puce.format(n=n)}{texte}" for n, texte in enumerate(TROIS, 1))
    lecture = lu(f"{AVANT}Priorité {numero} : Repérer\n\n{liste}{APRES}")

    assert [(a.texte, a.parent, a.statut) for a in lecture.du_genre("bilan_action")] == [
        (texte, f"priorite {numero}", "inconnu") for texte in TROIS
    ]
    assert textes(lecture, "bilan_priorite") == ["Repérer"]
    assert textes(lecture, "engagement") == ["Soutenir les parents"]


@pytest.mark.parametrize(
    "tableau",
    [
        "Action | État\nCréer un guide | Réalisée\nOuvrir un lieu d'écoute | En cours\nFormer les agents | Abandonnée\n",
        "N° | Action | Avancement\n1 | Créer un guide | Réalisée\n2 | Ouvrir un lieu d'écoute | En cours\n"
        "3 | Former les agents | Abandonnée\n",
        "Action                         État\nCréer un guide                 Réalisée\n"
        "Ouvrir un lieu d'écoute        En cours\nFormer les agents              Abandonnée\n",
    ],
)
def test_un_tableau_dit_ce_qu_est_devenue_chaque_action(tableau: str) -> None:
    lecture = lu(f"{AVANT}Priorité 1 : Repérer\n\n{tableau}{APRES}")

    assert [(a.texte, a.parent, a.statut) for a in lecture.du_genre("bilan_action")] == [
        (TROIS[0], "priorite 1", "realisee"), (TROIS[1], "priorite 1", "en_cours"),
        (TROIS[2], "priorite 1", "non_realisee"),
    ]  # fmt: skip
    assert (textes(lecture, "bilan_priorite"), textes(lecture, "action")) == (["Repérer"], [])


def test_un_tableau_nomme_aussi_les_priorites() -> None:
    lecture = lu(
        f"{AVANT}Priorité | Action | État\nRepérer | Créer un guide | Réalisée\n | Former les agents | En cours\n"
        f"Soutenir | Rénover le foyer | Non réalisée\n{APRES}"
    )

    assert textes(lecture, "bilan_priorite") == ["Repérer", "Soutenir"]
    assert [(a.texte, a.parent, a.statut) for a in lecture.du_genre("bilan_action")] == [
        ("Créer un guide", "priorite 1", "realisee"), ("Former les agents", "priorite 1", "en_cours"),
        ("Rénover le foyer", "priorite 2", "non_realisee"),
    ]  # fmt: skip


def test_une_liste_peut_dire_dans_son_annonce_ce_que_toutes_sont_devenues() -> None:
    lecture = lu(
        f"{AVANT}Priorité 1 : Repérer\n\nActions réalisées :\n• Créer un guide\n\nActions non réalisées :\n"
        f"• Former les agents\n• Recruter\n{APRES}"
    )

    assert [(a.texte, a.statut) for a in lecture.du_genre("bilan_action")] == [
        ("Créer un guide", "realisee"), ("Former les agents", "non_realisee"), ("Recruter", "non_realisee"),
    ]  # fmt: skip


def test_ce_qui_a_aide_ou_gene_n_est_pas_une_action_et_rien_de_ce_qui_n_est_pas_nomme_n_est_sur() -> None:
    lecture = lu(
        f"{AVANT}Priorité 1 : Repérer\n\n• Créer un guide\n• Former les agents\n  - Deux jours par an\n\n"
        f"Points forts :\n• La présence des équipes\n\nFreins :\n• Le manque de locaux\n{APRES}"
    )

    assert textes(lecture, "bilan_action") == ["Créer un guide", "Former les agents"]
    assert {a.confiance for a in lecture.du_genre("bilan_action")} == {Confiance.PROBABLE}
