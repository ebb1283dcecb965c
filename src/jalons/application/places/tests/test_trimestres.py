"""Missing places by quarter, worked by hand."""

from datetime import date

import pytest

from jalons.application.places.trimestres import Cherchee, Refusee, bilans, somme, trimestres

AU = date(2026, 5, 10)
PERIODES = trimestres(AU, 2)  # first quarter of 2026, then the second until 10 May


def demande(cle=1, le=date(2026, 1, 10), fin=None, issue="", **champs):
    return Cherchee(**({"cle": cle, "enfant": cle, "type": "internat", "territoire": "Nord", "demandee_le": le,
                        "fin_le": fin, "issue": issue} | champs))  # fmt: skip


def lire(*demandes, refus=()):
    return [somme(b.values()) for b in bilans(demandes, refus, PERIODES)]


def test_les_trimestres_se_suivent_et_le_dernier_s_arrete_au_jour_dit():
    assert [(t.nom, t.debut, t.fin) for t in trimestres(AU, 6)][-2:] == [
        ("T1 2026", date(2026, 1, 1), date(2026, 3, 31)),
        ("T2 2026 (en cours)", date(2026, 4, 1), AU),
    ]
    assert trimestres(date(2026, 3, 31), 1)[0].entier


@pytest.mark.parametrize(
    ("fin", "issue", "attendent", "satisfaites", "retirees"),
    [
        (None, "", [1, 1], [0, 0], [0, 0]),
        (date(2026, 3, 31), "satisfaite", [0, 0], [1, 0], [0, 0]),
        (date(2026, 4, 1), "satisfaite", [1, 0], [0, 1], [0, 0]),
        (date(2026, 2, 1), "retiree", [0, 0], [0, 0], [1, 0]),
    ],
)
def test_une_demande_attend_jusqu_a_la_veille_de_sa_fin(fin, issue, attendent, satisfaites, retirees):
    lus = lire(demande(fin=fin, issue=issue))

    assert [b.attendaient for b in lus] == attendent
    assert [b.satisfaites for b in lus] == satisfaites
    assert [b.retirees for b in lus] == retirees
    assert [b.nouvelles for b in lus] == [1, 0]


def test_les_attentes_et_les_delais_sont_des_medianes_de_jours():
    premier, second = lire(
        demande(1, le=date(2026, 3, 1)), demande(2, le=date(2026, 3, 21)),
        demande(3, le=date(2026, 4, 1), fin=date(2026, 4, 11), issue="satisfaite"),
    )  # fmt: skip

    assert (premier.attente, premier.plus_longue, premier.delai) == (20, 30, None)
    assert (second.attendaient, second.delai) == (2, 10)


def test_seuls_les_refus_qu_une_autre_offre_aurait_evites_disent_une_place_manquante():
    refus = [Refusee(1, date(2026, 4, 2), "complet"), Refusee(1, date(2026, 4, 3), "profil"),
             Refusee(1, date(2026, 4, 3), "refus_jeune"), Refusee(1, date(2025, 4, 3), "complet")]  # fmt: skip

    _, second = lire(demande(), refus=refus)

    assert (second.refus, second.evitables, second.enfants) == (3, 2, {1})
    assert second.motifs == {"complet": 1, "profil": 1, "refus_jeune": 1}


def test_un_enfant_refuse_pour_deux_types_compte_une_fois_dans_l_ensemble():
    demandes = [demande(1, enfant=7), demande(2, enfant=7, type="lieu_de_vie")]
    refus = [Refusee(1, AU, "complet"), Refusee(2, AU, "complet")]

    par_groupe = bilans(demandes, refus, PERIODES)[1]

    assert list(par_groupe) == [("internat", "Nord"), ("lieu_de_vie", "Nord")]
    assert len(somme(par_groupe.values()).enfants) == 1
