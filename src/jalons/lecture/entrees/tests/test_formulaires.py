"""Tables that are forms: pairs, heads above contents, wide cells, empty values, rows of actions with dates."""

from __future__ import annotations

import pytest

from jalons.lecture.entrees import ouvrir
from jalons.lecture.entrees.segments import Segment
from jalons.lecture.entrees.tableaux import en_rangs
from jalons.lecture.entrees.tests.fabrique import docx, odt, paragraphe
from jalons.lecture.lecteur import lire
from jalons.lecture.modele import Confiance, Lecture

TABLEAUX = """
table                                                              | lignes
Pilote!PMI!Partenaires!CAF,MSA / Échéance!2025!Public!Familles      | Pilote;PMI;Partenaires;CAF;MSA;Échéance;2025;Public;Familles
Pilote!!Partenaires!CAF / Calendrier!2025!Public!Familles           | Partenaires;CAF;Calendrier;2025;Public;Familles
Pilote!PMI!Service instructeur!Bureau 3                            | Pilote;PMI;Service instructeur :;Bureau 3
Fiche n°!3!Intitulé!Agir / Pilote!PMI!Public!Familles               | Fiche n° 3;Intitulé;Agir;Pilote;PMI;Public;Familles
Pilote!Partenaires / PMI!CAF,MSA / Public!Échéance / Jeunes!2025    | Pilote;PMI;Partenaires;CAF;MSA;Public;Jeunes;Échéance;2025
Pilote,PMI!Partenaires,CAF,MSA                                      | Pilote;PMI;Partenaires;CAF;MSA
Pilote!PMI / Partenaires / CAF,MSA                                  | Pilote;PMI;Partenaires;CAF;MSA
Action!2024!2025 / Ouvrir un lieu!X! / Former!!X                    | Action ! 2024 ! 2025;Ouvrir un lieu ! X ! ;Former !  ! X
Source!2024!2025 / État!10!20 / FIR!5!6                             | Source ! 2024 ! 2025;État ! 10 ! 20;FIR ! 5 ! 6
"""


@pytest.mark.parametrize("cas", TABLEAUX.strip("\n").splitlines()[1:])
def test_chaque_rangee_d_un_formulaire_dit_ses_etiquettes_avant_ce_qu_elles_annoncent(cas: str) -> None:
    table, attendues = cas.split("| ", 1)
    lignes = [
        [[Segment(t) for t in cellule.split(",") if t] for cellule in rangee.strip().split("!")]
        for rangee in table.split("/")
    ]
    lues = [r.texte.replace("|", "!") for r in en_rangs(lignes) if r.segments]

    assert lues == attendues.split(";")


def _docx(rangees: list[list[str]]) -> str:
    cellules = [["".join(paragraphe(t) for t in c.split(",")) for c in rangee] for rangee in rangees]
    return "<w:tbl>" + "".join(f"<w:tr>{''.join(f'<w:tc>{c}</w:tc>' for c in r)}</w:tr>" for r in cellules) + "</w:tbl>"


def _odt(rangees: list[list[str]]) -> str:
    cellules = [["".join(f"<text:p>{t}</text:p>" for t in c.split(",")) for c in rangee] for rangee in rangees]
    lignes = "".join(
        f"<table:table-row>{''.join(f'<table:table-cell>{c}</table:table-cell>' for c in r)}</table:table-row>"
        for r in cellules
    )
    return f"<table:table>{lignes}</table:table>"


def _fiches(forme: str) -> Lecture:
    corps = ""
    for n, service in enumerate(("Pôle enfance", "Mission jeunesse", "Service social"), 1):
        titre = f"Fiche action n° {n} : Écouter les jeunes {n}"
        rangees = [
            ["Pilote", service, "Partenaires", "CAF,MSA"], ["Public", "Les familles", "Calendrier", "2025"],
            ["Résultats attendus"], [f"Des délais plus courts au {service},Des équipes du {service} formées"],
        ]  # fmt: skip
        corps += (
            (paragraphe(titre) + _docx(rangees)) if forme == "docx" else f"<text:p>{titre}</text:p>" + _odt(rangees)
        )
    tete = "Schéma départemental de protection de l'enfance"
    entier = docx(paragraphe(tete) + corps) if forme == "docx" else odt(f"<text:p>{tete}</text:p>{corps}")
    return lire(ouvrir(entier, f"essai.{forme}"))


@pytest.mark.parametrize("forme", ["docx", "odt"])
def test_une_fiche_en_tableau_rend_ses_noms_et_chacun_de_ses_resultats(forme: str) -> None:
    lecture = _fiches(forme)

    assert [(p.texte, p.parent) for p in lecture.du_genre("pilote")] == [
        ("Pôle enfance", "fiche 1"), ("Mission jeunesse", "fiche 2"), ("Service social", "fiche 3"),
    ]  # fmt: skip
    assert [p.texte for p in lecture.du_genre("partenaire")] == ["CAF", "MSA"] * 3
    assert [(r.texte, r.parent) for r in lecture.du_genre("resultat_attendu")][:3] == [
        ("Des délais plus courts au Pôle enfance", "fiche 1"), ("Des équipes du Pôle enfance formées", "fiche 1"),
        ("Des délais plus courts au Mission jeunesse", "fiche 2"),
    ]  # fmt: skip


def test_les_rangees_d_actions_datees_d_une_fiche_sont_ses_actions() -> None:
    rangees = [["Actions", "2024", "2025"], ["Ouvrir un lieu", "X", ""], ["Former les équipes", "", "X"]]
    corps = paragraphe("Fiche action n° 1 : Agir") + paragraphe("Pilote : PMI") + _docx(rangees)
    lecture = lire(ouvrir(docx(paragraphe("Schéma départemental") + corps), "essai.docx"))

    assert [(a.texte, a.parent) for a in lecture.du_genre("action")] == [
        ("Ouvrir un lieu", "fiche 1"), ("Former les équipes", "fiche 1"),
    ]  # fmt: skip


def test_une_case_sur_plusieurs_rangees_d_une_page_web_garde_les_rangees_qui_suivent() -> None:
    page = (
        "<html><body><p>Schéma départemental</p><p>Axe 1 : Prévenir</p><table>"
        "<tr><th>But</th><th>Action</th><th>Pilote</th></tr>"
        "<tr><td rowspan='2'>Aider tôt</td><td>Ouvrir un lieu</td><td>PMI</td></tr>"
        "<tr><td>Former les équipes</td><td>CRIP</td></tr></table></body></html>"
    )
    lecture = lire(ouvrir(page.encode(), "essai.html"))

    assert [a.texte for a in lecture.du_genre("action")] == ["Ouvrir un lieu", "Former les équipes"]
    assert [p.texte for p in lecture.du_genre("pilote")] == ["PMI", "CRIP"]
    assert [(s.texte, s.parent, s.confiance is Confiance.SUR) for s in lecture.du_genre("sous_theme")] == [
        ("Aider tôt", "engagement 1", False)
    ]
