"""Each act: its effect, each of its refusals, and nothing written when it refuses."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jalons.application.fiches.tests.factories import CadreFactory, FicheFactory, PlacementFactory, RubriqueFactory
from jalons.application.finances import selectors, services
from jalons.application.finances.lignes import Beneficiaire, LigneFinanciere, Version
from jalons.application.finances.models import Montant
from jalons.application.finances.tests.factories import MontantFactory
from jalons.application.socle.models import Entree
from jalons.noyau.dates import DateCivile
from jalons.noyau.montants import PrecisionMontant
from jalons.noyau.periodes import Periode
from jalons.noyau.saisie import EntreeRefusee

pytestmark = pytest.mark.django_db

VALIDE = {"source": "P304", "valeur": Decimal(600_000), "version": "prevu", "annee": 2023}


@pytest.fixture(autouse=True)
def _perimetre(territoire):
    territoire("15")


def refus(**champs):
    """Faults of adding an amount with these fields, by field."""
    cadre = champs.pop("cadre", None) or CadreFactory()
    avant = Montant.objects.count()
    with pytest.raises(ValidationError) as refuse:
        services.ajouter_montant(cadre=cadre, par=None, **VALIDE | champs)
    assert Montant.objects.count() == avant
    return refuse.value.message_dict


def test_un_montant_ajoute_a_un_nom_un_libelle_et_une_trace():
    montant = services.ajouter_montant(cadre=CadreFactory(), par=None, **VALIDE)

    assert (montant.cle, montant.libelle) == ("p304-prevu-2023", "Programme 304 (État, action 17) 2023")
    assert Entree.objects.get().acte == "finances:ajouter"


def test_deux_montants_de_meme_source_prennent_deux_noms():
    cadre, fiche = CadreFactory(), FicheFactory()
    PlacementFactory(cadre=cadre, fiche=fiche)

    services.ajouter_montant(cadre=cadre, par=None, **VALIDE)
    second = services.ajouter_montant(cadre=cadre, par=None, fiche=fiche, **VALIDE)

    assert second.cle == "p304-prevu-2023-2"


@pytest.mark.parametrize(
    ("champs", "champ", "phrase"),
    [
        ({"valeur": Decimal(-1)}, "valeur", "n'est pas négatif"),
        ({"valeur": Decimal(600_000_000_000)}, "valeur", "vérifiez l'unité"),
        ({"valeur": Decimal("NaN")}, "valeur", ""),
        ({"source": ""}, "source", "Indiquez la source"),
        ({"source": "P999"}, "source", "Sources connues"),
        ({"source": "P304", "est_total": True}, "source", "mêle les sources"),
        ({"par_an": True}, "par_an", "ne revient pas chaque année"),
        ({"annee": 1998}, "annee", "attendu de 2021 à 2027"),
        ({"annee": None, "debut": DateCivile(2022)}, "fin", "donnez les deux"),
        ({"annee": None, "debut": DateCivile(2023), "fin": DateCivile(2022)}, "fin", "avant de commencer"),
        ({"debut": DateCivile(2022), "fin": DateCivile(2023)}, "annee", "pas les deux"),
        ({"version": "donne"}, "version", ""),
    ],
)
def test_un_montant_faux_est_refuse_en_francais(champs, champ, phrase):
    assert phrase in refus(**champs)[champ][0]


def test_toutes_les_fautes_viennent_ensemble():
    assert set(refus(valeur=Decimal(-1), source="", par_an=True)) == {"valeur", "source", "par_an"}


def test_un_montant_prevu_en_double_est_refuse():
    cadre = CadreFactory()
    services.ajouter_montant(cadre=cadre, par=None, **VALIDE)

    assert "modifiez-le" in refus(cadre=cadre, valeur=Decimal(5))["__all__"][0]


def test_deux_acomptes_payes_differents_sont_admis_mais_pas_deux_fois_le_meme():
    cadre = CadreFactory()
    services.ajouter_montant(cadre=cadre, par=None, **VALIDE | {"version": "paye"})
    services.ajouter_montant(cadre=cadre, par=None, **VALIDE | {"version": "paye", "valeur": Decimal(1)})

    assert "__all__" in refus(cadre=cadre, version="paye")


def test_une_fiche_hors_du_cadre_est_refusee():
    assert "n'est pas dans ce cadre" in refus(fiche=FicheFactory())["fiche"][0]


def test_modifier_change_et_refuse_comme_ajouter():
    montant = MontantFactory()

    services.modifier_montant(montant=montant, par=None, valeur=Decimal(7))
    assert Montant.objects.get().valeur == 7

    with pytest.raises(ValidationError, match="négatif"):
        services.modifier_montant(montant=montant, par=None, valeur=Decimal(-7))
    assert Montant.objects.get().valeur == 7


def test_un_montant_dont_un_total_depend_ne_se_supprime_pas():
    montant = MontantFactory(cle="a")
    MontantFactory(cadre=montant.cadre, cle="t", libelle="Total", est_total=True, source="", somme_de=["a"])

    with pytest.raises(ValidationError, match="« Total » repose sur"):
        services.supprimer_montant(montant=montant, par=None)
    assert Montant.objects.count() == 2


def test_supprimer_laisse_une_trace():
    services.supprimer_montant(montant=MontantFactory(), par=None)

    assert not Montant.objects.exists()
    assert Entree.objects.get().acte == "finances:supprimer"


LIGNES = (
    LigneFinanciere("p304", "P304", Decimal("600000.50"), Version.SIGNE, "P304", par_an=True,
                    beneficiaire=Beneficiaire.DEPARTEMENT, periode=Periode(DateCivile(2022), DateCivile(2024))),
    LigneFinanciere("p304-2022", "dont 2022", Decimal(283), Version.SIGNE, "P304", annee=2022, inclus_dans="p304",
                    precision=PrecisionMontant.PLUS_DE),
    LigneFinanciere("ondam", "ONDAM", Decimal(110_000), Version.NOTIFIE, "ONDAM_MS", perenne=True,
                    beneficiaire=Beneficiaire.ESSMS, action="liste-a"),
    LigneFinanciere("tout", "Total", Decimal(710_000), Version.SIGNE, total=True, somme_de=("p304", "ondam")),
)  # fmt: skip


def test_ce_qui_est_enregistre_se_relit_a_l_identique():
    cadre = CadreFactory()
    RubriqueFactory(cadre=cadre, cle="liste-a")

    services.enregistrer_lignes(cadre=cadre, lignes=LIGNES, par=None)
    services.enregistrer_lignes(cadre=cadre, lignes=LIGNES, par=None)

    assert selectors.lignes(cadre) == LIGNES


def test_remplacer_retire_ce_qui_n_est_plus_donne():
    cadre = CadreFactory()
    RubriqueFactory(cadre=cadre, cle="liste-a")
    services.enregistrer_lignes(cadre=cadre, lignes=LIGNES, par=None)

    services.enregistrer_lignes(cadre=cadre, lignes=LIGNES[2:3], par=None, remplacer=True)

    assert selectors.lignes(cadre) == LIGNES[2:3]


def test_des_lignes_fausses_sont_refusees_ensemble_et_rien_n_est_ecrit():
    cadre = CadreFactory()
    fausses = (
        LigneFinanciere("a", "a", Decimal(-1), Version.SIGNE, "P304", action="nulle-part"),
        LigneFinanciere("a", "b", Decimal(1), Version.SIGNE, "X", inclus_dans="absente"),
    )

    with pytest.raises(EntreeRefusee) as refuse:
        services.enregistrer_lignes(cadre=cadre, lignes=fausses, par=None)

    lieux = [f.lieu for f in refuse.value.fautes]
    assert sorted(set(lieux)) == [
        "finances[0].action", "finances[0].cle", "finances[0].valeur", "finances[1]", "finances[1].cle",
        "finances[1].source",
    ]  # fmt: skip
    assert not Montant.objects.exists()


quand = st.one_of(
    st.just({}), st.integers(1900, 2100).map(lambda a: {"annee": a}), st.just({"par_an": True}),
    st.tuples(st.integers(1990, 2030), st.integers(0, 9)).map(
        lambda t: {"periode": Periode(DateCivile(t[0]), DateCivile(t[0] + t[1], 6)), "par_an": t[1] > 4}
    ),
)  # fmt: skip


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.tuples(
            st.decimals(0, 10**9, places=2), st.sampled_from(Version), st.sampled_from(["P304", "FIR1", "DEPT"]),
            st.sampled_from(PrecisionMontant), st.none() | st.sampled_from(Beneficiaire), quand,
        ),
        max_size=6,
    )
)  # fmt: skip
def test_toute_ligne_se_relit_a_l_identique(tirages):
    cadre = CadreFactory()
    lignes = tuple(
        LigneFinanciere(f"m-{n}", f"Montant {n}", v, ver, s, p, b, **q)
        for n, (v, ver, s, p, b, q) in enumerate(tirages)
    )

    services.enregistrer_lignes(cadre=cadre, lignes=lignes, par=None)

    assert selectors.lignes(cadre) == lignes


def test_la_synthese_du_cantal_dit_les_parts_et_ce_qui_n_arrive_pas_au_departement():
    cadre = CadreFactory()
    for cle, source, valeur, beneficiaire in [
        ("f", "FIR1", 100_000, "departement"), ("o", "ONDAM_MS", 110_000, "essms"), ("p", "P304", 600_000, "departement"),
    ]:  # fmt: skip
        MontantFactory(
            cadre=cadre, cle=cle, source=source, valeur=valeur, beneficiaire=beneficiaire, annee=None, par_an=True
        )

    synthese = selectors.synthese(cadre)

    assert synthese.bilan.total == 810_000
    assert [str(p) for p in synthese.bilan.parts.values()] == ["12.35", "13.58", "74.07"]
    assert synthese.versements == {"departement": 700_000, "essms": 110_000, "inconnu": 0}
    assert {p.etat for p in synthese.bilan.parts_departement.values()} == {"non_verifiable"}


def test_lire_les_lignes_coute_une_requete(django_assert_num_queries):
    cadre = CadreFactory()
    for _ in range(5):
        place = PlacementFactory(cadre=cadre)
        MontantFactory(cadre=cadre, fiche=place.fiche)

    for _ in ("first time", "kept"):
        with django_assert_num_queries(1):
            assert len(selectors.lignes(cadre)) == 5


def test_un_beneficiaire_que_le_document_ne_dit_pas_n_est_pas_un_zero(territoire):
    territoire("F0")
    cadre = CadreFactory(collectivite_id="F0")
    MontantFactory(collectivite_id="F0", cadre=cadre, source="ETAT", version="signe", beneficiaire=None)

    synthese = selectors.synthese(cadre)

    assert (synthese.verse_au_departement, synthese.verse_aux_essms) == (None, None)
