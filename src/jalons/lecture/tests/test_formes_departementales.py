"""Habits of the départements: labels in a margin, amounts by year, footnotes, pages that go on, plans without fiches."""

from __future__ import annotations

import pytest

from jalons.lecture.faits.montants import montants
from jalons.lecture.faits.phrases import Texte
from jalons.lecture.modele import Confiance
from jalons.lecture.tests.documents import lu, textes


def sommes(texte: str) -> list[tuple[object, str | None, str | None]]:
    return [(m.valeur, m.source, m.periode) for m in montants(Texte.de(texte))]


def test_une_etiquette_de_la_marge_sur_deux_lignes_annonce_ce_qui_est_a_sa_droite() -> None:
    fiches = "\n".join(
        f"FICHE ACTION {n}      Ouvrir un lieu au nord\n\n"
        "Constats et         Les parents sont seuls et\n"
        "enjeux              les services sont loin.\n\n"
        "Service porteur     Pôle enfance\n\n"
        "Partenaires         CAF ; MSA\n"
        for n in (1, 2)
    )
    lecture = lu(f"Schéma départemental\n\nAxe 1 : Prévenir\n\n{fiches}")

    assert textes(lecture, "constat") == ["Les parents sont seuls et les services sont loin."] * 2
    assert [(p.texte, p.parent) for p in lecture.du_genre("pilote")] == [
        ("Pôle enfance", "fiche 1"), ("Pôle enfance", "fiche 2"),
    ]  # fmt: skip
    assert textes(lecture, "partenaire") == ["CAF", "MSA"] * 2


TABLEAUX = """
unité                     | tête                      | rangée                 | lus
Montants en milliers d'euros | Action    2022    2023 | Renfort    45    60    | 45000 2022, 60000 2023
Annexe (en euros)         | Action    2022    Total   | Renfort    1 500    0  | 1500 2022, 0 None
Crédits                   | Action    Budget 2024     | Renfort    12 k€       | 12000 2024
Effectifs                 | Action    Nord    Sud     | Renfort    45    60    |
Coût de 3 M€.             | Mesure    2022    2023    | Nombre d'enfants    45    60 | 3000000 None
"""


@pytest.mark.parametrize("cas", TABLEAUX.strip().splitlines()[1:])
def test_les_montants_d_un_tableau_ont_l_unite_dite_au_dessus(cas: str) -> None:
    unite, tete, rangee, attendus = (c.strip() for c in cas.split("|"))
    lus = sommes(f"{unite}\n{tete}\n{rangee}\n")

    assert ", ".join(f"{valeur} {periode}" for valeur, _, periode in lus) == attendus


def test_chaque_colonne_dit_qui_paie() -> None:
    lus = sommes("Annexe financière en euros\nAction | État | ARS\nRenfort de la PMI | 120 000 | 80 000\n")

    assert [(valeur, source) for valeur, source, _ in lus] == [(120000, "État"), (80000, "ARS")]


def test_un_montant_coupe_par_la_fin_de_la_ligne_est_un_seul_montant() -> None:
    assert [valeur for valeur, *_ in sommes("L'État verse 420\n000 € au Département.")] == [420000]


def test_un_montant_a_peu_pres_garde_sa_precision() -> None:
    lus = montants(Texte.de("Le budget est de près de 42,5 millions d'euros, dont plus de 30 M€ pour l'hébergement."))

    assert [(m.valeur, m.precision) for m in lus] == [(42500000, "près de"), (30000000, "plus de")]


def test_une_note_et_la_suite_d_une_fiche_n_interrompent_pas_la_fiche() -> None:
    lecture = lu(
        "Schéma départemental\n\nAxe 1 : Prévenir\n\nFiche 1 : Écouter les familles\n\nContexte\n"
        "Un tiers des naissances1 sont suivies.\n1 Source : bilan de la PMI.\n\nActions\n- Ouvrir un lieu\n"
        "Fiche 1 (suite)\n- Former les équipes\n"
    )

    assert [(a.texte, a.parent) for a in lecture.du_genre("action")] == [
        ("Ouvrir un lieu", "fiche 1"), ("Former les équipes", "fiche 1"),
    ]  # fmt: skip
    assert textes(lecture, "fiche") == ["Écouter les familles"]
    assert all("Source" not in e.texte for e in lecture.du_genre("constat", "action", "point"))


def test_un_plan_sans_fiche_dit_ses_actions_sous_ses_objectifs_sans_en_etre_sur() -> None:
    lecture = lu(
        "Schéma départemental de l'enfance\n\nAxe 1 : Prévenir\n\nObjectif 1 : Aider tôt\n• Ouvrir un lieu\n• Former\n\n"
        "Objectif 2 : Repérer\n• Réunir les acteurs\n\nAxe 2 : Protéger\n\nObjectif 3 : Accueillir\n• Créer dix places\n"
    )
    actions = lecture.du_genre("action")

    assert [(a.texte, a.parent) for a in actions] == [
        ("Ouvrir un lieu", "sous_theme 1"), ("Former", "sous_theme 1"), ("Réunir les acteurs", "sous_theme 2"),
        ("Créer dix places", "sous_theme 3"),
    ]  # fmt: skip
    assert Confiance.SUR not in {a.confiance for a in actions}


def test_une_liste_sans_puces_reste_une_liste() -> None:
    lecture = lu(
        "Contrat départemental de prévention et de protection de l'enfance\n\nIl répond à trois engagements :\n\n"
        "Agir tôt :\n\nSécuriser les parcours ;\n\nGarantir les droits.\n\nIl a été signé.\n"
    )

    assert textes(lecture, "engagement") == ["Agir tôt", "Sécuriser les parcours", "Garantir les droits."]


def test_un_numero_lu_deux_fois_est_le_suivant_quand_il_manque() -> None:
    lecture = lu("Schéma départemental\n\nAxe I : Prévenir\n\nAxe I : Accueillir\n\nAxe III : Protéger\n")

    assert [(e.numero, e.texte) for e in lecture.du_genre("engagement")] == [
        (1, "Prévenir"), (2, "Accueillir"), (3, "Protéger"),
    ]  # fmt: skip
