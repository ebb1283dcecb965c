"""Bad input of the register of measures: a sentence each, all at once, nothing lost, nothing written."""

from datetime import timedelta

import pytest
from django.utils import timezone

from jalons.application.acces.permissions import Role
from jalons.application.enfants.tests.factories import EnfantFactory
from jalons.application.enfants.tests.saisies import Saisie, ennuis
from jalons.application.mesures.tests.test_pages import connecter, decider, page
from jalons.noyau.dates import DateCivile

pytestmark = pytest.mark.django_db


def jour(n):
    """That many days ago."""
    return (timezone.localdate() - timedelta(days=n)).isoformat()


def decisions():
    vif, mort, grand = (
        EnfantFactory(),
        EnfantFactory(decede_le=DateCivile(2024, 2)),
        EnfantFactory(naissance=DateCivile(1999, 5, 2)),
    )
    suivi = EnfantFactory()
    decider(suivi, 200, debut_le=timezone.localdate() - timedelta(days=190))
    bon = {"nature": "aed", "decidee_le": jour(9), "accord_le": jour(10), "reference": "R-12"}
    ici = page("decider", vif.pk)
    yield Saisie(
        "31/02", ici, bon | {"decidee_le": "31/02/2025"}, ("« 31/02/2025 » n'est pas un jour du calendrier",), ("R-12",)
    )
    yield Saisie(
        "unreadable and all the rest", ici,
        bon | {"terme_le": "bientôt", "decidee_le": jour(-2), "debut_le": jour(-3), "accord_le": ""},
        ("« bientôt » n'est pas un jour", "La décision porte la date", "Le début porte la date", "demande :"), ("R-12", jour(-2)),
    )  # fmt: skip
    yield Saisie("without a day", ici, bon | {"decidee_le": ""}, ("cochez qu'il est inconnu",), ("R-12",))
    yield Saisie("agreement after the decision", ici, bon | {"accord_le": jour(3)}, ("précède l'accord",), (jour(3),))
    yield Saisie("term before the decision", ici, bon | {"terme_le": jour(30)}, ("Le terme", "précède"), (jour(30),))
    yield Saisie(
        "start before the decision", ici, bon | {"debut_le": jour(30)}, ("Le début", "précède la décision"), (jour(30),)
    )
    yield Saisie(
        "agreement missing and start to come", ici, bon | {"accord_le": "", "debut_le": jour(-3)},
        ("demande :", "Le début porte la date"), ("R-12",),
    )  # fmt: skip
    yield Saisie("deceased", page("decider", mort.pk), bon, ("L'enfant est décédé (février 2024)",), ("R-12",))
    yield Saisie("over 21", page("decider", grand.pk), bon, ("ans sont atteints",), ("R-12",))
    yield Saisie(
        "over 21, unreadable day", page("decider", grand.pk), bon | {"terme_le": "32/13"},
        ("ans sont atteints", "« 32/13 » n'est pas un jour"), ("R-12",),
    )  # fmt: skip
    yield Saisie(
        "same one runs", page("decider", suivi.pk), bon | {"debut_le": jour(5)}, ("court depuis le",), ("R-12",)
    )
    yield Saisie(
        "long before the birth", ici, {"nature": "placement_ase", "decidee_le": "2010-01-01", "debut_le": "2010-02-01"},
        ("La décision (1er janvier 2010) précède de plus d'un an la naissance", "Le début (1er février 2010)"),
        ("2010-02-01",),
    )  # fmt: skip
    yield Saisie("unknown kind", ici, bon | {"nature": "fée"}, ("fée",), ("R-12",))


def actes():
    attend, court = decider(EnfantFactory(), 100), decider(EnfantFactory(), 100, debut_le=timezone.localdate())
    demarrer, terminer, renouveler = (page(nom, attend.pk) for nom in ("demarrer", "terminer", "renouveler"))
    v = {"version": attend.version}
    yield Saisie(
        "notified tomorrow",
        page("notifier", attend.pk),
        v | {"notifiee_le": jour(-1)},
        ("La notification porte la date du", "encore à venir"),
        (jour(-1),),
    )
    yield Saisie(
        "notified before",
        page("notifier", attend.pk),
        v | {"notifiee_le": jour(300)},
        ("précède la décision",),
        (jour(300),),
    )
    yield Saisie(
        "start: two faults", demarrer, v | {"debut_le": jour(-1), "debut_heure": "25:99", "service": "Là-bas"},
        ("Le début porte la date", "heure"), ("Là-bas", "25:99"),
    )  # fmt: skip
    yield Saisie(
        "start without its version", demarrer, {"debut_le": jour(-1), "service": "Là-bas"},
        ("quelle version", "Le début porte la date"), ("Là-bas",),
    )  # fmt: skip
    yield Saisie(
        "end: two faults", terminer, v | {"fin_le": jour(400), "motif_fin": "lassitude"},
        ("La fin", "précède", "lassitude"), (jour(400),),
    )  # fmt: skip
    yield Saisie(
        "nothing to renew",
        renouveler,
        v | {"decide_le": jour(1), "accord_le": jour(1)},
        ("rien à renouveler",),
        (jour(1),),
    )
    yield Saisie(
        "renewal: three faults", page("renouveler", court.pk),
        {"version": court.version, "decide_le": jour(-1), "accord_le": "hier", "terme_le": jour(-1), "reference": "R-7"},
        ("pas encore venu", "« hier » n'est pas un jour", "ne vient pas après"), ("R-7", jour(-1)),
    )  # fmt: skip
    yield Saisie(
        "référent before the birth", page("affecter", attend.pk), v | {"service": "Là-bas", "depuis": "2001-01-01"},
        ("précède la naissance",), ("Là-bas", "2001-01-01"),
    )  # fmt: skip
    yield Saisie("no reason", page("annuler", attend.pk), v | {"motif": "  "}, ("obligatoire",))


@pytest.mark.parametrize("table", [decisions, actes])
def test_chaque_saisie_impossible_est_dite_en_une_fois_et_rien_n_est_perdu(table, territoire):
    territoire("15")
    client = connecter(Role.CADRE_ASE)

    trouves = ennuis(client, table())

    assert not trouves, "\n".join(trouves)


def test_un_enfant_inconnu_n_existe_pas(territoire):
    territoire("15")
    client = connecter(Role.CADRE_ASE)

    for nom in ("decider", "notifier", "demarrer", "terminer", "renouveler", "affecter", "annuler"):
        assert client.post(page(nom, 987654), {"version": 1}).status_code == 404, nom
