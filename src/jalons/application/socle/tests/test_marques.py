"""Every change of a marked table leaves a mark, and a fingerprint once given never comes back for other rows."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest
from django.apps import apps
from django.db import connection, connections, transaction
from django.db.utils import ProgrammingError

from jalons.application.fiches.models import Cadre
from jalons.application.fiches.tests.factories import CadreFactory
from jalons.application.finances.models import Montant
from jalons.application.finances.tests.factories import MontantFactory
from jalons.application.socle.marques import TRANSITIONS, marques
from jalons.application.socle.memoire import Lecture, Memoire, Reponses, piece
from jalons.application.socle.models import Entree, Marque
from jalons.application.socle.perimetre import perimetre

pytestmark = pytest.mark.django_db


@pytest.fixture
def cadre():
    with perimetre(["15"]):
        return CadreFactory()


def tables_marquees(collectivite="15"):
    return sorted(Marque.objects.filter(collectivite_id=collectivite).values_list("tableau", flat=True))


def test_chaque_table_lue_par_une_memoire_a_ses_trois_declencheurs():
    with connection.cursor() as curseur:
        curseur.execute(
            "SELECT tgrelid::regclass::text, count(*) FROM pg_trigger WHERE tgname LIKE 'marque\\_%' GROUP BY 1"
        )
        poses = dict(curseur.fetchall())

    assert poses == dict.fromkeys((m._meta.db_table for m in marques()), len(TRANSITIONS))


def test_un_enonce_de_cent_lignes_laisse_une_seule_marque(cadre):
    with perimetre(["15"]):
        Montant.objects.bulk_create(MontantFactory.build_batch(100, cadre=cadre))

        assert tables_marquees().count("finances_montant") == 1


def test_une_marque_ne_s_ecrit_pas_a_la_main():
    with perimetre(["15"]), transaction.atomic(), pytest.raises(ProgrammingError):
        Marque.objects.create(collectivite_id="15", tableau="fiches_fiche", transaction=1)


def test_une_autre_collectivite_ne_voit_pas_les_marques(cadre):
    with perimetre(["63"]):
        assert not Marque.objects.filter(tableau="fiches_cadre").exists()


def test_une_lecture_refuse_une_table_qui_ne_marque_rien(cadre):
    lecture = Lecture(Cadre, entrees=piece(Entree, "collectivite_id"))

    with perimetre(["15"]), pytest.raises(RuntimeError, match="socle_entree"):
        lecture.empreintes([cadre.pk])


class Nombre(Reponses):
    """How many amounts."""

    def __init__(self, tables):
        super().__init__()
        self.montants = len(tables["montants"])


@pytest.fixture
def memoire():
    return Memoire(Lecture(Cadre, cadre=piece(Cadre, "id"), montants=piece(Montant, "cadre_id")), Nombre)


def condenser():
    with connections["owner"].cursor() as curseur:
        curseur.execute("SELECT socle_condenser_marques()")
        return curseur.fetchone()[0]


@pytest.mark.django_db(databases=["default", "owner"], transaction=True)
def test_condenser_garde_une_marque_par_table_et_n_en_rend_jamais_une_ancienne(memoire):
    with perimetre(["15"]):
        cadre = CadreFactory()
        for _ in range(3):
            MontantFactory(cadre=cadre)
        lue = memoire.lire([cadre.pk])[cadre.pk]
        avant = set(Marque.objects.values_list("pk", flat=True))

    assert condenser() > 0
    with perimetre(["15"]):
        restantes = tables_marquees()
        apres = set(Marque.objects.values_list("pk", flat=True))
        relue = memoire.lire([cadre.pk])[cadre.pk]

    assert len(restantes) == len(set(restantes))
    assert not avant & apres
    assert relue is not lue
    assert relue.montants == 3


@pytest.mark.django_db(transaction=True)
def test_qui_valide_apres_un_plus_recent_se_voit_aussi(memoire):
    """Another writes, we write and commit, an answer is kept, the other commits: the answer is not given again."""
    with perimetre(["15"]):
        cadre = CadreFactory()
    ecrit, lue = Event(), Event()

    def ecrire_ailleurs():
        try:
            with perimetre(["15"]):
                MontantFactory(cadre=cadre)
                ecrit.set()
                lue.wait(30)
        finally:
            ecrit.set()
            connection.close()

    with ThreadPoolExecutor(1) as autre:
        acte = autre.submit(ecrire_ailleurs)
        ecrit.wait(30)
        with perimetre(["15"]):
            MontantFactory(cadre=cadre)
        with perimetre(["15"]):
            avant = memoire.lire([cadre.pk])[cadre.pk].montants
        lue.set()
        acte.result(30)
    with perimetre(["15"]):
        apres = memoire.lire([cadre.pk])[cadre.pk].montants

    assert (avant, apres) == (1, 2)


def test_aucune_memoire_de_l_application_ne_lit_une_table_muette():
    from jalons.application.contrats import selectors as contrats
    from jalons.application.finances import comptes
    from jalons.application.indicateurs import ensemble
    from jalons.application.rapports import etats
    from jalons.application.schema import selectors as schema

    connues = {m._meta.db_table for m in apps.get_models()}
    for module in (contrats, comptes, ensemble, etats, schema):
        assert set(module._MEMOIRE._lecture.tables) <= connues
