"""What a text names: acronyms, organisations, territories, targets, who is paid; documents invented, answers by hand."""

from __future__ import annotations

import pytest

from jalons.lecture.faits.cibles import cibles
from jalons.lecture.faits.montants import montants
from jalons.lecture.faits.organisations import organisations
from jalons.lecture.faits.phrases import Texte
from jalons.lecture.faits.sigles import sigles
from jalons.lecture.faits.territoires import territoires
from jalons.lecture.structure.brut import Brut
from jalons.lecture.tests.documents import lu

SIGLES = """
texte                                                                        | sigle | développement
renforcer la Cellule de recueil des informations préoccupantes (CRIP) ;       | CRIP  | Cellule de recueil des informations préoccupantes
30 places de Placement éducatif à domicile (PEAD) et                          | PEAD  | Placement éducatif à domicile
une Maison d’enfants à caractère social (dite « MECS »)                       | MECS  | Maison d’enfants à caractère social
création d'une Unité socio-éducative médicalisée pour adolescents (USEMA)     | USEMA | Unité socio-éducative médicalisée pour adolescents
le dispositif d'accompagnement au retour en famille (DARF)                    | DARF  | dispositif d'accompagnement au retour en famille
l'ODPE (observatoire départemental de la protection de l'enfance) se réunit   | ODPE  | observatoire départemental de la protection de l'enfance
PMI : Protection maternelle et infantile                                      | PMI   | Protection maternelle et infantile
la Caisse nationale des allocations (CAF)                                     |       |
voir la loi (LOI) et l'annexe (Annexe II)                                     |       |
"""


@pytest.mark.parametrize("ligne", SIGLES.strip().splitlines()[1:])
def test_un_sigle_vient_avec_ce_qu_il_abrege_quand_le_document_le_dit(ligne: str) -> None:
    texte, sigle, developpement = (c.strip() for c in ligne.split("|"))
    trouves = [(s.valeur, s.texte) for s in sigles(Texte.de(texte))]
    assert trouves == ([(sigle, developpement)] if sigle else [])


def test_un_sigle_jamais_developpe_est_releve_s_il_revient_et_un_titre_en_capitales_n_en_est_pas_un() -> None:
    texte = Texte.de("AGIR TÔT POUR LES ENFANTS ET AGIR ENSEMBLE\n\nLe SESSAD aide. Le SESSAD accueille. La MJC aussi.")
    assert [(s.valeur, s.texte, s.indices) for s in sigles(texte)] == [("SESSAD", "SESSAD", ["non developpe"])]


def test_un_sigle_qui_abrege_deux_choses_est_donne_deux_fois() -> None:
    texte = Texte.de(
        "La maison des adolescents (MDA) écoute. La maison de l'autonomie (MDA) oriente les maisons (MDA)."
    )
    assert [s.texte for s in sigles(texte)] == ["maison des adolescents", "maison de l'autonomie"]


def nomme(genre: str, texte: str, **plus: object) -> Brut:
    return Brut(genre, texte, 0, len(texte), **plus)  # type: ignore[arg-type]


def test_les_facons_d_ecrire_une_organisation_n_en_font_qu_une() -> None:
    developpes = sigles(Texte.de("La Cellule de recueil des informations préoccupantes (CRIP) évalue."))
    (crip, caf) = organisations(
        [
            nomme("pilote", "CRIP"), nomme("partenaire", "CAF"), nomme("partenaire", "la CAF"),
            nomme("pilote", "Cellule de recueil des informations préoccupantes"),
        ],
        developpes,
    )  # fmt: skip
    assert crip.texte == "Cellule de recueil des informations préoccupantes (CRIP)"
    assert (crip.valeur, crip.source) == (2, "pilote")
    assert crip.variantes == ("Cellule de recueil des informations préoccupantes", "CRIP")
    assert (caf.texte, caf.valeur, caf.source, caf.variantes) == ("CAF", 2, "partenaire", ())


def test_le_departement_est_celui_que_le_document_nomme_en_entier() -> None:
    noms = [nomme("partie", "Département de la Lorne"), nomme("montant", "part", source="Département")]
    (departement,) = organisations(noms)
    assert (departement.texte, departement.source) == ("Département de la Lorne", "signataire, financeur")
    deux = organisations([*noms, nomme("partie", "Département de la Vesle")])
    assert [o.texte for o in deux] == ["Département de la Lorne", "Département", "Département de la Vesle"]


CIBLES = """
texte                                                                           | valeur | unité   | précision | année
Nombre de visites à domicile : atteindre 800 visites en 2025                    | 800    | visites |           | 2025
Porter à 60 % la part des bilans réalisés à l'école maternelle d'ici 2027       | 60     | %       |           | 2027
D'ici 2026, réduire le délai moyen d'évaluation à moins de 3 mois               | 3      | mois    | moins de  | 2026
Taux d'entretiens prénataux de 45 % à 60 % fin 2025                             | 60     | %       |           | 2025
Cible 2024 : 75 %                                                               | 75     | %       |           | 2024
L'objectif est fixé à 120 places                                                | 120    | places  |           |
passer de 12 à 30 places en 2028                                                | 30     | places  |           | 2028
Le budget doit atteindre 2 millions d'euros en 2025                             |        |         |           |
Les jeunes de 16 à 25 ans sont suivis                                           |        |         |           |
Le nombre d'admissions a doublé en passant de 40 à 80 par an                    |        |         |           |
"""


@pytest.mark.parametrize("ligne", CIBLES.strip().splitlines()[1:])
def test_une_cible_dit_ce_qu_il_faut_atteindre_et_quand(ligne: str) -> None:
    texte, valeur, unite, precision, annee = (c.strip() for c in ligne.split("|"))
    trouvees = [(str(c.valeur), c.unite or "", c.precision or "", c.periode or "") for c in cibles(Texte.de(texte))]
    assert trouvees == ([(valeur, unite, precision, annee)] if valeur else [])


def test_les_cibles_d_un_tableau_viennent_de_leur_colonne() -> None:
    texte = """Indicateur | Valeur 2021 | Cible 2024 | Cible 2026
Part des bilans réalisés | 45 % | 60 % | 75 %
Délai moyen d'évaluation | 5 mois | 3 mois | 3 mois
Dépenses engagées | 100 € | 200 € | 300 €
"""
    trouvees = [(c.texte, c.valeur, c.unite, c.periode) for c in cibles(Texte.de(texte))]
    assert trouvees == [
        ("Part des bilans réalisés", 60, "%", "2024"), ("Part des bilans réalisés", 75, "%", "2026"),
        ("Délai moyen d'évaluation", 3, "mois", "2024"), ("Délai moyen d'évaluation", 3, "mois", "2026"),
    ]  # fmt: skip


def test_un_indicateur_dit_sa_cible_sans_verbe() -> None:
    texte = Texte.de("Nombre de familles suivies : 40 en 2023 → 90 en 2026")
    indicateur = Brut("indicateur", texte.texte, 0, len(texte.texte))
    assert [(c.valeur, c.periode) for c in cibles(texte, [indicateur])] == [(90, "2026")]
    assert cibles(texte) == []


BENEFICIAIRES = """
293 498 € versés directement aux établissements sociaux et médico-sociaux | établissements sociaux et médico-sociaux
une subvention de 12 000 euros attribuée à l'association Les Ormes pour 2024 | association Les Ormes
100 000 € au bénéfice de la maison des adolescents, par an                 | maison des adolescents
100 000 € pour conduire ces actions                                        |
"""


@pytest.mark.parametrize("ligne", BENEFICIAIRES.strip().splitlines())
def test_un_montant_dit_a_qui_il_va_quand_le_document_le_dit(ligne: str) -> None:
    texte, attendu = (c.strip() for c in ligne.split("|"))
    (montant,) = montants(Texte.de(texte))
    assert (montant.beneficiaire or "") == attendu


EN_LETTRES = """
un million et demi d'euros                           | 1500000
deux millions et demi d'euros sur trois ans          | 2500000
un demi-million d'euros                              | 500000
2 millions et demi d'euros                           | 2500000
cent mille euros                                     | 100000
deux cent cinquante mille euros (250 000 €)          | 250000
quatre-vingt-dix mille euros                         | 90000
10,5 M€                                              | 10500000
un euro symbolique                                   |
"""


@pytest.mark.parametrize("ligne", EN_LETTRES.strip().splitlines())
def test_un_montant_se_lit_en_lettres_et_par_moities(ligne: str) -> None:
    texte, attendu = (c.strip() for c in ligne.split("|"))
    assert [str(m.valeur) for m in montants(Texte.de(texte))] == ([attendu] if attendu else [])


def test_les_territoires_sont_nommes_une_fois() -> None:
    texte = Texte.de(
        "Ouvrir un lieu dans l'arrondissement de Corvigny, la communauté de communes du Haut-Marais et l'arrondissement "
        "de Corvigny. Le territoire de la protection de l'enfance n'en est pas un, ni le service de Prévention."
    )
    assert [t.texte for t in territoires(texte)] == [
        "Arrondissement de Corvigny",
        "Communauté de communes du Haut-Marais",
    ]


def test_la_lecture_entiere_donne_chaque_fait_avec_son_passage() -> None:
    texte = (
        "Schéma départemental de la Lorne\n\nFiche 1 : Évaluer vite\n\nPilote : CRIP\nPartenaires : CAF, parquet\n\n"
        "Indicateurs :\n- Part des évaluations rendues : 80 % en 2027\n\n"
        "La cellule de recueil des informations préoccupantes (CRIP) agit dans l'arrondissement de Corvigny.\n"
    )
    lecture = lu(texte)
    (cible,) = lecture.du_genre("cible")
    assert (cible.valeur, cible.unite, cible.periode, cible.parent) == (80, "%", "2027", "fiche 1")
    assert cible.passage.de(texte).startswith("80 %")
    assert [e.texte for e in lecture.du_genre("organisation")] == [
        "Cellule de recueil des informations préoccupantes (CRIP)", "Caisse d'allocations familiales (CAF)", "Parquet",
    ]  # fmt: skip
    assert [e.texte for e in lecture.du_genre("territoire")] == ["Arrondissement de Corvigny"]
    assert [(e.valeur, "CRIP" in e.passage.de(texte)) for e in lecture.du_genre("sigle")] == [("CRIP", True)]
