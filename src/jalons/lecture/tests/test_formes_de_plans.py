"""Documents of many hands: outlines of numbers, plans by rows, columns side by side, labels that nobody declared."""

from __future__ import annotations

import pytest

from jalons.lecture.corpus import annote
from jalons.lecture.corpus.documents import documents
from jalons.lecture.evaluation.cles import Cle
from jalons.lecture.evaluation.notes import noter
from jalons.lecture.grammaire import du_paquet
from jalons.lecture.lecteur import lire
from jalons.lecture.modele import Confiance, Source
from jalons.lecture.structure.cote_a_cote import deplier
from jalons.lecture.tests.documents import lu, source, textes

TITRES = """
ligne                              | mot         | numéro
fiche action 1.1.1                 | fiche       | 1.1.1
fiche ii-3 - agir                  | fiche       | ii-3
fiche-action n°1 bis : proposer    | fiche       | 1 bis
chantier a : etre la               | chantier    | a
action a1.1 – publier un guide     | action      | a1.1
deuxieme axe : proteger            | axe         | 2
objectif fondamental n° 5 : voir   | objectif    | 5
enjeux et constats                 |             |
axe de travail                     |             |
"""


@pytest.mark.parametrize("ligne", TITRES.strip().splitlines()[1:])
def test_un_titre_se_reconnait_quel_que_soit_son_numero(ligne: str) -> None:
    texte, mot, numero = (c.strip() for c in ligne.split("|"))
    titre = du_paquet().titre(texte)
    assert (titre.mot if titre else "", titre.numero if titre else "") == (mot, numero)


@pytest.mark.parametrize("d", [d for d in documents("reglage") if d.forme and not d.bruits], ids=lambda d: d.forme)
def test_chaque_forme_ecrite_a_la_main_se_lit(d) -> None:
    dite = annote.cle(d.forme)
    cle = Cle(dite["document"], dite["type"], frozenset(dite["exhaustif"]), tuple(dite["elements"]))
    lecture = lire(Source(f"{d.forme}.txt", "txt", annote.texte(d.forme)))
    assert lecture.type == dite["type"]
    assert (noter([e.en_json() for e in lecture.elements], cle).ensemble.f1 or 0) >= 0.98


def test_une_cle_dit_ce_que_montre_son_texte() -> None:
    for nom in annote.noms():
        texte = " ".join(annote.texte(nom, marges=False).split())
        assert "‹" not in texte
        assert all(e["texte"] in texte for e in annote.cle(nom)["elements"] if e["texte"] and e["genre"] != "partie")


def test_des_numeros_sans_mot_font_un_plan() -> None:
    lecture = lu(
        "Schéma départemental\n\n1. Prévenir\n\n1.1 Aider les parents\n\n1.2 Aider tôt\n\n2. Protéger\n\n2.1 Accueillir\n"
    )
    assert textes(lecture, "engagement") == ["Prévenir", "Protéger"]
    assert [(a.numero, a.parent) for a in lecture.du_genre("action")] == [
        ("1.1", "engagement 1"), ("1.2", "engagement 1"), ("2.1", "engagement 2"),
    ]  # fmt: skip


def test_les_articles_d_un_contrat_ne_sont_pas_des_engagements() -> None:
    lecture = lu(
        "Contrat départemental\n\n1. Objet\n\n1.1 Cadre commun\n\n1.2 Durée du lien\n\n2. Argent\n\n2.1 Versements\n"
    )
    assert lecture.du_genre("engagement", "sous_theme", "action") == ()


def test_l_axe_rappele_en_tete_d_une_fiche_ne_la_referme_pas() -> None:
    lecture = lu(
        "Axe 1 : Prévenir\n\nFiche 1 : Écouter\nAxe 1 : Prévenir\nPilote : Pôle enfance\n\n"
        "Fiche 2 : Soutenir\nAxe 1 : Prévenir\nPilote : Mission jeunesse\n"
    )
    assert textes(lecture, "engagement") == ["Prévenir"]
    assert [(p.texte, p.parent) for p in lecture.du_genre("pilote")] == [
        ("Pôle enfance", "fiche 1"), ("Mission jeunesse", "fiche 2"),
    ]  # fmt: skip


def test_un_plan_par_rangs_dit_qui_fait_quoi_et_avec_qui() -> None:
    lecture = lu(
        "Axe 1 : Prévenir\n\nN° | Action | Pilote | Partenaires | Échéance\n"
        "1 | Ouvrir un lieu | Pôle enfance | CAF, MSA | 2025\n2 | Former | CRIP | Parquet | 2026\n"
    )
    assert [(a.numero, a.texte, a.parent) for a in lecture.du_genre("action")] == [
        (1, "Ouvrir un lieu", "engagement 1"), (2, "Former", "engagement 1"),
    ]  # fmt: skip
    assert [(p.texte, p.parent) for p in lecture.du_genre("partenaire")] == [
        ("CAF", "action 1"), ("MSA", "action 1"), ("Parquet", "action 2"),
    ]  # fmt: skip
    assert textes(lecture, "calendrier") == ["2025", "2026"]


def test_deux_colonnes_se_lisent_l_une_apres_l_autre_et_un_tableau_de_chiffres_rang_par_rang() -> None:
    colonnes = "CONSTATS            ACTIONS\n- un long constat   1. une action\n- un autre          2. une autre\n"
    assert [colonnes[a:b].strip() for a, b in deplier(colonnes)[0]] == [
        "CONSTATS", "- un long constat", "- un autre", "ACTIONS", "1. une action", "2. une autre",
    ]  # fmt: skip
    chiffres = "État                10 000 €\nDépartement         20 000 €\nARS                 30 000 €\n"
    assert [chiffres[a:b] for a, b in deplier(chiffres)[0]] == chiffres.splitlines(keepends=True)


def test_une_etiquette_inconnue_mais_redite_ne_devient_pas_un_partenaire() -> None:
    fiche = "Fiche {n} : Titre {m}\n\nPartenaires :\n• CAF\n\nCe qui nous anime :\n• Une raison {m}\n\nPilote : Pôle {m}\n\n"
    lecture = lu("".join(fiche.format(n=n, m=m) for n, m in enumerate(("un", "deux", "trois", "quatre"), 1)))
    assert textes(lecture, "partenaire") == ["CAF"] * 4
    assert textes(lecture, "pilote") == ["Pôle un", "Pôle deux", "Pôle trois", "Pôle quatre"]


def test_le_bilan_dit_ce_que_sont_devenues_les_actions_quand_il_l_ecrit() -> None:
    lecture = lu(
        "Bilan du schéma\n\nOrientation 1 : Agir\n\nAction 1 : Un guide - Réalisée\nAction 2 : Un réseau (en cours)\nAction 3 : Un lieu\n"
    )
    assert [(b.texte, b.statut) for b in lecture.du_genre("bilan_action")] == [
        ("Un guide", "realisee"), ("Un réseau", "en_cours"), ("Un lieu", "inconnu"),
    ]  # fmt: skip


def test_rien_n_est_sur_sous_un_numero_qui_se_repete() -> None:
    fiche = "Fiche 1 : Titre {m}\n\nPilote : Pôle {m}\n\nConstats\n• Un constat {m}\n\nRésultats attendus\n• Un effet {m}\n\n"
    lecture = lu("".join(fiche.format(m=m) for m in ("un", "deux", "trois")))
    assert {e.confiance for e in lecture.du_genre("fiche", "pilote", "constat", "resultat_attendu")} <= {
        Confiance.PROBABLE, Confiance.DOUTEUX,
    }  # fmt: skip


def test_un_paragraphe_de_traitement_de_texte_n_est_jamais_la_suite_du_precedent() -> None:
    lignes = "Fiche 1 : Agir\nPartenaires\nUn nom de partenaire qui est le plus long ici\nMairies\n"
    lecture = lire(Source("a.docx", "docx", lignes))
    assert textes(lecture, "partenaire") == ["Un nom de partenaire qui est le plus long ici", "Mairies"]


def test_une_grammaire_completee_donne_un_titre_sans_numero() -> None:
    from jalons.lecture.grammaire import charger

    lecture = lire(source("CAP : Une ambition commune\n"), charger({"sans_numero": ["Cap"]}))
    assert textes(lecture, "engagement") == ["Une ambition commune"]
