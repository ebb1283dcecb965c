"""What is kept is what the rows in sight give, and nothing else."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest
from django.db import transaction

from jalons.application.fiches.models import Cadre
from jalons.application.fiches.tests.factories import CadreFactory
from jalons.application.finances.models import Montant
from jalons.application.finances.tests.factories import MontantFactory
from jalons.application.socle.memoire import Lecture, Lues, Memoire, Reponses, piece
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


@pytest.fixture
def fidele():
    """A memory that gives an object again when its rows are the same to the letter."""
    lecture = Lecture(Cadre, cadre=piece(Cadre, "id"), montants=piece(Montant, "cadre_id"))
    return Memoire(lecture, Somme, selon_lignes=True)


def test_un_changement_ailleurs_rend_le_meme_objet_a_qui_le_demande(fidele, cadre):
    avant = lire(fidele, cadre)
    with perimetre(["15"]):
        MontantFactory(cadre=CadreFactory(), valeur=1)

    assert lire(fidele, cadre) is avant


def test_un_changement_de_ses_lignes_se_voit_aussitot_meme_defait(fidele, cadre):
    sommes = []
    for valeur in (70, 100, 100.01):
        with perimetre(["15"]):
            Montant.objects.filter(cadre=cadre).update(valeur=valeur)
        sommes.append(float(lire(fidele, cadre).montants))

    assert sommes == [70, 100, 100.01]


def test_sans_y_etre_autorisee_une_memoire_recalcule_apres_tout_changement(memoire, cadre):
    avant = lire(memoire, cadre)
    with perimetre(["15"]):
        MontantFactory(cadre=CadreFactory(), valeur=1)

    assert lire(memoire, cadre) is not avant


def test_le_condense_distingue_ce_qui_passe_d_une_table_a_l_autre():
    condenses = {
        Lues((0, 0), 1, textes).condense
        for textes in ({"a": "[1]", "b": "[2]"}, {"a": "[2]", "b": "[1]"}, {"a": "[1][2]"}, {"a": "[1]"}, {})
    }

    assert len(condenses) == 5


class LectureImmobile:
    """Rows that never change, without a base."""

    def empreintes(self, lots):
        return dict.fromkeys(lots, (1, 1))

    def lire(self, lots):
        return {lot: Lues((1, 1), 1, {"x": "[]"}) for lot in lots}

    def comprendre(self, lues):
        return {"x": []}


def test_ceux_qui_demandent_ensemble_un_objet_attendent_celui_qui_le_construit():
    commence, finir, construits = Event(), Event(), []

    def construire(tables):
        construits.append(tables)
        commence.set()
        finir.wait(30)
        return object()

    memoire = Memoire(LectureImmobile(), construire)
    with ThreadPoolExecutor(4) as equipe:
        premiere = equipe.submit(memoire.lire, [1])
        commence.wait(30)
        suivantes = [equipe.submit(memoire.lire, [1]) for _ in range(3)]
        finir.set()
        objets = {id(d.result(30)[1]) for d in (premiere, *suivantes)}

    assert len(construits) == len(objets) == 1


def test_ceux_qui_demandent_ensemble_une_reponse_attendent_celui_qui_la_calcule():
    commence, finir, calculs = Event(), Event(), []
    reponses = Reponses()

    def calculer():
        calculs.append(1)
        commence.set()
        finir.wait(30)
        return reponses.garder("dessous", lambda: "dite")

    with ThreadPoolExecutor(4) as equipe:
        premiere = equipe.submit(reponses.garder, "cle", calculer)
        commence.wait(30)
        suivantes = [equipe.submit(reponses.garder, "cle", calculer) for _ in range(3)]
        finir.set()
        dites = [d.result(30) for d in (premiere, *suivantes)]

    assert (dites, len(calculs)) == (["dite"] * 4, 1)
