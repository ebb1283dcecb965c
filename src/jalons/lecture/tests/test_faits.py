"""Facts of running text: figures checked by hand."""

from __future__ import annotations

import pytest

from jalons.lecture.faits.comptes import chiffres, effectifs, places
from jalons.lecture.faits.dates import dates
from jalons.lecture.faits.montants import montants
from jalons.lecture.faits.phrases import Texte

MONTANTS = """
texte                                                      | valeur   | précision | source      | période
une enveloppe de 10,5 M€ sur la durée                      | 10500000 |           |             |
1 248 352€ par an financés par l'Etat via le PLF           | 1248352  |           | PLF         | par an
un fonds (FIR) de 100 000 €                                | 100000   |           | FIR         |
plus d' 1, 6 millions d'euros                              | 1600000  | plus de   |             |
près de 60 millions d’euros pour l'année 2020              | 60000000 | près de   |             | pour l'année 2020
sur l’ONDAM médico-social (15 M€)                          | 15000000 |           | ONDAM       |
"""


@pytest.mark.parametrize("ligne", MONTANTS.strip().splitlines()[1:])
def test_un_montant_garde_ses_mots_de_precision_et_dit_qui_paie(ligne: str) -> None:
    texte, valeur, precision, source, periode = (c.strip() for c in ligne.split("|"))
    (montant,) = montants(Texte.de(texte))
    assert (montant.valeur, montant.unite) == (int(valeur), "EUR")
    assert (montant.precision or "", montant.source or "", montant.periode or "") == (precision, source, periode)


def test_un_arrondi_cede_la_place_au_montant_exact() -> None:
    texte = Texte.de("Plus de 1,6 million d'euros par an.\n\nLe total est de 1 641 850 euros pour l'année 2020.")
    assert [m.valeur for m in montants(texte)] == [1641850]


DATES = """
le 24 juin 2022                                   | 2022-06-24
les 28 et 29 septembre 2020                       | 2020-09-28 2020-09-29
d'octobre 2021 à décembre 2022                    | 2021-10 2022-12
le contrat 2022 - 2024                            | 2022-2024 2022 2024
Rédigé le 28/05/2020, finalisés début septembre   | 2020-05-28 début septembre 2020
le lundi 20 décembre. Paru le lundi 10 janvier 2022 | 2021-12-20 2022-01-10
un délai maximal de trois mois                    | 3 mois
avant le 30 juin suivant la fin de l'exercice,    | 30 juin suivant la fin de l'exercice
le 31 février 2021 n'existe pas                   |
"""


@pytest.mark.parametrize("ligne", DATES.strip().splitlines())
def test_une_date_est_aussi_precise_que_le_texte(ligne: str) -> None:
    texte, attendu = (c.strip() for c in ligne.split("|"))
    assert " ".join(str(d.valeur) for d in dates(Texte.de(texte)) if d.valeur != "2021-02") == attendu


def test_les_comptes_annonces_se_lisent_en_chiffres_et_en_lettres() -> None:
    texte = Texte.de("Une trentaine d'actions, 11 objectifs fondamentaux et quatre engagements, parmi 23 possibles.")
    assert [(e.valeur, e.unite) for e in effectifs(texte)] == [
        (30, "actions"), (11, "objectifs fondamentaux"), (4, "engagements"), (23, "possibles"),
    ]  # fmt: skip


def test_des_places_disent_pour_quel_service() -> None:
    texte = Texte.de("Création de 40 nouvelles places en Maison d'enfant (MECS)\n\nCréation de 30 places (PEAD)")
    assert [(p.valeur, p.texte) for p in places(texte)] == [(40, "MECS"), (30, "PEAD")]


def test_un_chiffre_n_est_ni_une_date_ni_un_numero_d_article() -> None:
    texte = Texte.de("En 2022, 69 enfants (article 375 du code) soit + 8 % et 2,8 %o ; loi du 7 mars 2016.")
    assert [(c.valeur, c.unite) for c in chiffres(texte)] == [(69, "enfants"), (8, "%"), (2.8, "‰")]


def sommes(texte: str) -> list[tuple[object, str | None]]:
    return [(m.valeur, m.source) for m in montants(Texte.de(texte))]


def test_qui_recoit_un_montant_ne_le_paie_pas_et_une_somme_rappelee_n_en_est_pas_une_autre() -> None:
    texte = (
        "L'État apporte 600 000 €. Cette somme de 600 000 € est versée au Département. "
        "Le Département s'engage à employer la somme de 600 000 € avant fin 2025."
    )
    assert sommes(texte) == [(600_000, "État")]


def test_le_payeur_du_montant_suivant_n_est_pas_celui_d_avant() -> None:
    assert sommes("L'État apporte 600 000 €, l'ARS 200 000 €.") == [(600_000, "État"), (200_000, "ARS")]


def test_les_millions_et_les_milliers_dits_en_lettres_font_une_somme() -> None:
    assert sommes("L'État apporte un million trois cent mille euros (1 300 000 €).") == [(1_300_000, "État")]
    assert sommes("L'ARS verse deux millions quatre cent cinquante mille euros.") == [(2_450_000, "ARS")]
