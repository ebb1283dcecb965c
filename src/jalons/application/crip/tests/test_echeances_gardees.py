"""The day on which a report is due is kept: always what the deadlines say, whatever happened and in whatever order."""

import importlib
from datetime import date, timedelta

import pytest
from django.apps import apps
from django.db import connection
from django.db.models import OuterRef, Subquery
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jalons.application.acces.permissions import Role
from jalons.application.crip import echeances, selectors
from jalons.application.crip.models import EnfantConcerne, RapportDu, Situation
from jalons.application.crip.rules import Etat
from jalons.application.crip.tests.factories import JOUR, jusqu_a, situation
from jalons.application.echeancier import recalcul
from jalons.application.echeancier.tests.scene import connecter
from jalons.application.enfants.services import fusionner
from jalons.application.enfants.tests.factories import EnfantFactory
from jalons.application.faits import services as faits
from jalons.application.faits.models import Echeance, Fait

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _lieu(territoire):
    territoire("15", "63")


def gardees():
    lues = selectors.avec_echeance(Situation.objects.all())
    return {s.pk: s.due_le for s in lues}


def calculees():
    """The same read from the deadlines themselves, as lists did before."""
    concernes = EnfantConcerne.objects.filter(situation_id=OuterRef(OuterRef("pk"))).order_by().values("enfant_id")
    dues = Echeance.objects.filter(
        sujet_type="enfant", sujet_id__in=concernes, regle="IP-EVAL", attendue=True, due_le__isnull=False,
        fait__attributs__ip__startswith=OuterRef("numero"), collectivite_id=OuterRef("collectivite_id"),
    ).order_by("due_le")  # fmt: skip
    return {s.pk: s.due for s in Situation.objects.annotate(due=Subquery(dues.values("due_le")[:1]))}


GESTES = st.lists(
    st.tuples(
        st.sampled_from(["recevoir", "rendre", "annuler", "naissance", "recalculer", "fusionner", "une_autre"]),
        st.integers(0, 2), st.integers(0, 90),
    ),
    min_size=1, max_size=6,
)  # fmt: skip


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(gestes=GESTES)
def test_ce_qui_est_garde_est_ce_qui_se_calcule_quelle_que_soit_l_histoire(gestes, db):
    from django.db import transaction

    try:
        with transaction.atomic():
            enfants = EnfantFactory.create_batch(3)
            situation(*enfants[:2])
            for geste, rang, jours in gestes:
                _faire(geste, enfants, rang, jours)
                assert gardees() == calculees(), geste
            raise _Fini
    except _Fini:
        pass


class _Fini(Exception):  # noqa: N818 - the end of an example, undone
    pass


def _faire(geste, enfants, rang, jours):
    enfant = enfants[rang]
    enfant.refresh_from_db()
    le = JOUR + timedelta(days=jours)
    if enfant.fusionne_dans_id is not None:
        return
    if geste == "une_autre":
        situation(enfant, recue_le=JOUR - timedelta(days=jours))
    elif geste == "recalculer":
        faits.recalculer_lot("enfant", [e.pk for e in enfants], collectivite="15")
    elif geste == "naissance":
        faits.enregistrer(sujet=enfant, evenement="naissance", survenu_le=date(2005, 1, 1) + timedelta(jours), par=None)
    elif geste == "annuler":
        for fait in Fait.objects.filter(sujet_id=enfant.pk, evenement="ip_recue", annule_le=None)[:1]:
            faits.annuler(fait=fait, par=None)
    elif geste == "fusionner":
        autre = enfants[(rang + 1) % 3]
        autre.refresh_from_db()
        if autre.fusionne_dans_id is None:
            fusionner(garde=enfant, absorbe=autre, par=None)
    else:
        connus = EnfantConcerne.objects.filter(enfant=enfant).select_related("situation")
        evenement = "ip_recue" if geste == "recevoir" else "rapport_evaluation_remis"
        for concerne in connus[:1]:
            faits.enregistrer(
                sujet=enfant, evenement=evenement, survenu_le=le, par=None,
                attributs={"ip": f"{concerne.situation.numero}-9", "origine": "professionnel"},
            )  # fmt: skip


def test_la_migration_remplit_ce_que_les_echeances_disent_deja():
    jusqu_a(Etat.EN_EVALUATION, *EnfantFactory.create_batch(2))
    jusqu_a(Etat.CLASSEE)
    avant = gardees()
    RapportDu.objects.all().delete()
    assert set(gardees().values()) == {None}
    remplir = importlib.import_module("jalons.application.crip.migrations.0003_rapport_du").REMPLIR

    with connection.cursor() as curseur:
        curseur.execute(remplir)

    assert gardees() == avant
    assert None in avant.values()
    assert set(avant.values()) != {None}
    assert RapportDu.objects.count() == EnfantConcerne.objects.count()
    assert apps.get_model("crip", "RapportDu") is RapportDu


def test_ce_qui_n_est_pas_encore_calcule_se_dit_et_la_nuit_le_calcule():
    objet = jusqu_a(Etat.EN_EVALUATION)
    RapportDu.objects.all().delete()
    client = connecter(Role.CRIP)

    assert "pas encore calculé" in client.get("/crip/").text

    recalcul.recalculer_lot(collectivite="15", type_="enfant", depart=recalcul.DEBUT)
    assert "pas encore calculé" not in client.get("/crip/").text
    assert gardees() == calculees()
    assert gardees()[objet.pk] is not None


def test_tout_se_garde_d_un_coup_apres_un_chargement_et_rien_ne_change_la_seconde_fois():
    jusqu_a(Etat.EN_EVALUATION, *EnfantFactory.create_batch(2))
    RapportDu.objects.all().delete()

    echeances.garder(None, "15")
    lues = list(RapportDu.objects.order_by("pk").values_list("pk", "due_le"))
    echeances.garder(None, "15")

    assert lues == list(RapportDu.objects.order_by("pk").values_list("pk", "due_le"))
    assert gardees() == calculees()
