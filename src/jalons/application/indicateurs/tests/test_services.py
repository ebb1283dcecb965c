"""Each act: its effect, each of its refusals, and nothing written when it refuses."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from jalons.application.indicateurs import services
from jalons.application.indicateurs.models import Cible, Indicateur, Proposition, Valeur
from jalons.application.indicateurs.tests.factories import (
    CibleFactory,
    IndicateurFactory,
    PropositionFactory,
    ValeurFactory,
)
from jalons.application.socle.models import Entree
from jalons.droit import indicateurs_nationaux
from jalons.noyau.dates import DateCivile

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _perimetre(territoire):
    territoire("15")


def fautes(acte, **champs):
    """Faults by field of an act that must refuse."""
    with pytest.raises(ValidationError) as refuse:
        acte(par=None, **champs)
    return refuse.value.message_dict


def test_creer_donne_un_code_et_laisse_une_trace():
    premier = services.creer(collectivite="15", par=None, libelle="Bilans à 4 ans", unite="pourcent")
    second = services.creer(collectivite="15", par=None, libelle="Bilans à 4 ans", unite="pourcent")

    assert (premier.code, second.code) == ("bilans_a_4_ans", "bilans_a_4_ans_2")
    assert Entree.objects.filter(acte="indicateurs:creer").count() == 2


@pytest.mark.parametrize(
    ("champs", "champ", "phrase"),
    [
        ({"libelle": ""}, "libelle", "ne peut pas être vide"),
        ({"t0_valeur": Decimal(3)}, "t0_periode", "Dites de quelle période"),
        ({"unite": "pourcent", "t0_valeur": Decimal(300), "t0_periode": DateCivile(2019)}, "t0_valeur", "de 0 à 100"),
        ({"sens": "plage"}, "__all__", "borne basse et une borne haute"),
        ({"sens": "plage", "borne_min": Decimal(9), "borne_max": Decimal(8)}, "borne_max", "inversez-les"),
    ],
)
def test_une_definition_fausse_est_refusee(champs, champ, phrase):
    base = {"collectivite": "15", "libelle": "Un", "unite": "visites"}

    assert phrase in fautes(services.creer, **base | champs)[champ][0]
    assert not Indicateur.objects.exists()


def test_deux_sources_donnent_deux_valeurs_et_la_meme_source_remplace_la_sienne():
    indicateur = IndicateurFactory()

    for source, valeur in [("SNDS", 10), ("local", 12), ("LOCAL", 13)]:
        services.saisir_valeur(
            indicateur=indicateur, periode=DateCivile(2023), source=source, valeur=Decimal(valeur), par=None
        )

    assert {v.source: v.valeur for v in Valeur.objects.all()} == {"SNDS": 10, "LOCAL": 13}


@pytest.mark.parametrize(
    ("champs", "champ", "phrase"),
    [
        ({"valeur": Decimal(-1)}, "valeur", "au moins 0"),
        ({"valeur": Decimal("1.23456")}, "valeur", "quatre décimales"),
        ({"valeur": Decimal("inf")}, "valeur", "n'est pas un nombre"),
        ({"source": " "}, "source", "Indiquez la source"),
        ({"periode": DateCivile(1066)}, "periode", "de 1990 à 2100"),
        ({"periode": DateCivile(2023, 5, 1)}, "periode", "pas un jour"),
    ],
)
def test_une_valeur_fausse_est_refusee(champs, champ, phrase):
    base = {"indicateur": IndicateurFactory(), "periode": DateCivile(2023), "source": "LOCAL", "valeur": Decimal(1)}

    assert phrase in fautes(services.saisir_valeur, **base | champs)[champ][0]
    assert not Valeur.objects.exists()


def test_fixer_deux_fois_la_cible_d_une_annee_la_remplace():
    indicateur = IndicateurFactory()

    for valeur in (10, 20):
        services.fixer_cible(indicateur=indicateur, annee=2024, valeur=Decimal(valeur), par=None)

    assert Cible.objects.get().valeur == 20


def test_un_indicateur_dans_une_plage_n_a_pas_de_cible_par_annee():
    indicateur = IndicateurFactory(sens="plage", borne_min=1, borne_max=2)

    assert "bornes" in fautes(services.fixer_cible, indicateur=indicateur, annee=2024, valeur=Decimal(1))["__all__"][0]


def contreproposition(**champs):
    base = {"objet": "cible", "periode": DateCivile(2024), "valeur": Decimal(9), "motif": "Trop haut.", "cote": "ars"}
    return base | champs


def test_une_contre_proposition_demande_un_motif_et_un_cote():
    indicateur = IndicateurFactory()

    refusees = fautes(services.contreproposer, indicateur=indicateur, **contreproposition(motif=" ", cote="mairie"))

    assert set(refusees) == {"motif", "cote"}
    assert not Proposition.objects.exists()


def test_accepter_ecrit_la_cible_avec_sa_trace():
    proposition = PropositionFactory()

    services.repondre(proposition=proposition, accepter=True, par=None)

    cible = Cible.objects.get()
    assert (cible.annee, cible.valeur) == (2022, 180)
    assert "(ars) acceptée : Les recrutements ont tardé." in cible.commentaire
    assert Proposition.objects.get().etat == "acceptee"


def test_accepter_une_valeur_l_ecrit_pour_sa_source():
    services.repondre(proposition=PropositionFactory(objet="valeur", source="SNDS"), accepter=True, par=None)

    assert Valeur.objects.get().source == "SNDS"


def test_refuser_demande_une_raison_et_n_ecrit_rien():
    proposition = PropositionFactory()

    assert "reponse" in fautes(services.repondre, proposition=proposition, accepter=False)
    assert Proposition.objects.get().etat == "ouverte"

    services.repondre(proposition=proposition, accepter=False, par=None, reponse="La cible est votée.")
    assert Proposition.objects.get().etat == "refusee"
    assert not Cible.objects.exists()


def test_on_ne_repond_pas_deux_fois():
    proposition = PropositionFactory(etat="acceptee")

    with pytest.raises(ValidationError, match="déjà acceptée"):
        services.repondre(proposition=proposition, accepter=True, par=None)


def test_le_catalogue_se_reprend_une_fois():
    crees = services.reprendre_du_catalogue(collectivite="15", par=None)
    encore = services.reprendre_du_catalogue(collectivite="15", par=None)

    assert len(crees) == len(indicateurs_nationaux())
    assert encore == []
    assert Indicateur.objects.get(code="crip_delai_evaluation").sens == "baisse"


def test_retirer_une_valeur_ou_une_cible_laisse_une_trace():
    services.retirer_valeur(valeur=ValeurFactory(), par=None)
    services.retirer_cible(cible=CibleFactory(), par=None)

    assert not Valeur.objects.exists()
    assert not Cible.objects.exists()
    assert {e.acte for e in Entree.objects.all()} == {"indicateurs:retirer_valeur", "indicateurs:retirer_cible"}
