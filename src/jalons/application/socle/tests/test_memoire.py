"""What is kept is what the rows in sight give, and nothing else."""

import pytest
from django.db import transaction

from jalons.application.fiches.models import Cadre
from jalons.application.fiches.tests.factories import CadreFactory
from jalons.application.finances.models import Montant
from jalons.application.finances.tests.factories import MontantFactory
from jalons.application.socle.memoire import Lecture, Memoire, Reponses, piece
from jalons.application.socle.perimetre import perimetre

pytestmark = pytest.mark.django_db


class Somme(Reponses):
    """Amounts of a frame, added."""

    def __init__(self, tables):
        super().__init__()
        self.montants = sum(m["valeur"] for m in tables["montants"])


@pytest.fixture
def memoire():
    return Memoire(Lecture(Cadre, cadre=piece(Cadre, "id"), montants=piece(Montant, "cadre_id")), Somme)


@pytest.fixture
def cadre():
    with perimetre(["15"]):
        cadre = CadreFactory()
        MontantFactory(cadre=cadre, valeur=100)
        return cadre


def lire(memoire, cadre, codes=("15",)):
    with perimetre(codes):
        return memoire.lire([cadre.pk]).get(cadre.pk)


def test_les_memes_lignes_rendent_le_meme_objet(memoire, cadre):
    assert lire(memoire, cadre) is lire(memoire, cadre)


def test_rien_n_est_relu_quand_rien_n_a_change(memoire, cadre, django_assert_num_queries):
    with perimetre(["15"]):
        memoire.lire([cadre.pk])
        with django_assert_num_queries(1):
            memoire.lire([cadre.pk])


@pytest.mark.parametrize(
    ("acte", "attendu"),
    [
        (lambda cadre: MontantFactory(cadre=cadre, valeur=50), 150),
        (lambda cadre: Montant.objects.filter(cadre=cadre).update(valeur=70), 70),
        (lambda cadre: Montant.objects.filter(cadre=cadre).delete(), 0),
    ],
    ids=["ajout", "modification", "suppression"],
)
def test_un_changement_se_voit_aussitot(memoire, cadre, acte, attendu):
    assert lire(memoire, cadre).montants == 100
    with perimetre(["15"]):
        acte(cadre)

    assert lire(memoire, cadre).montants == attendu


def test_deux_lignes_qui_echangent_une_valeur_ne_sont_plus_les_memes(memoire, cadre):
    with perimetre(["15"]):
        MontantFactory(cadre=cadre, valeur=50)
        un, deux = Montant.objects.filter(cadre=cadre).order_by("pk")
    avant = lire(memoire, cadre)
    with perimetre(["15"]):
        un.ordre, deux.ordre = un.ordre + 1, deux.ordre
        Montant.objects.bulk_update([un, deux], ["ordre"])
        echange = lire(memoire, cadre)
        un.ordre, deux.ordre = deux.ordre, un.ordre
        Montant.objects.bulk_update([un, deux], ["ordre"])

    assert len({id(avant), id(echange), id(lire(memoire, cadre))}) == 3


def test_un_changement_annule_ne_laisse_rien(memoire, cadre):
    with perimetre(["15"]):
        with transaction.atomic():
            MontantFactory(cadre=cadre, valeur=50)
            assert memoire.lire([cadre.pk])[cadre.pk].montants == 150
            transaction.set_rollback(True)
        assert memoire.lire([cadre.pk])[cadre.pk].montants == 100


def test_un_autre_perimetre_n_obtient_rien(memoire, cadre):
    assert lire(memoire, cadre).montants == 100

    assert lire(memoire, cadre, codes=("63",)) is None


def test_les_plus_anciens_sont_oublies(memoire, cadre, monkeypatch):
    monkeypatch.setattr("jalons.application.socle.memoire.LIGNES_AU_PLUS", 3)
    premier = lire(memoire, cadre)
    with perimetre(["15"]):
        autre = CadreFactory()
        MontantFactory(cadre=autre)
    lire(memoire, autre)

    assert lire(memoire, cadre) is not premier
    assert lire(memoire, cadre) is lire(memoire, cadre)


def test_une_reponse_n_est_calculee_qu_une_fois():
    reponses, appels = Reponses(), []

    for _ in range(2):
        assert reponses.garder("cle", lambda: appels.append(1) or len(appels)) == 1
