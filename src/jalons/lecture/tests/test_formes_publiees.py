"""Habits of published plans: recalls in the head of a fiche, fiches with a name of their own, numbered headings alone."""

from __future__ import annotations

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
