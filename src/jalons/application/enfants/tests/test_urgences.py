"""Supervision is told by e-mail of an emergency access: never of whom nor of what; two reviews do not cover each other."""

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from jalons.application.acces.permissions import Niveau, Role
from jalons.application.acces.tests.factories import AffectationFactory
from jalons.application.enfants import services
from jalons.application.enfants.models import AccesUrgence
from jalons.application.enfants.taches import prevenir_supervision
from jalons.application.enfants.tests.factories import EnfantFactory
from jalons.application.enfants.tests.test_pages import connecter
from jalons.application.socle.models import Entree
from jalons.noyau.saisie import EntreeRefusee

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _lieu(territoire):
    territoire("15", "63")


def ouvrir(agent=None):
    agent = agent or AffectationFactory(role=Role.REFERENT, niveau=Niveau.DOSSIERS).agent
    return services.ouvrir_urgence(
        enfant=EnfantFactory(nom="Vasseline", prenom="Lilas"), agent=agent, motif="Danger signalé cette nuit.", heures=4,
        maintenant=timezone.now(),
    )  # fmt: skip


def superviseur(collectivite="15", **champs):
    return AffectationFactory(role=Role.SUPERVISION, collectivite_id=collectivite, **champs).agent


def test_le_courriel_va_a_ceux_qui_revoient_ici_sans_dire_qui_ni_quoi(settings):
    settings.EMAIL_HOST = "courrier.exemple.invalid"
    ici, ailleurs, parti = superviseur(), superviseur("63"), superviseur(agent__is_active=False)
    acces = ouvrir()

    prevenir_supervision.func(collectivites=["15"], agent=None, acces=acces.pk)

    [envoye] = mail.outbox
    assert envoye.bcc == [ici.courriel]
    assert not {ailleurs.courriel, parti.courriel} & set(envoye.recipients())
    assert reverse("enfants:urgences") in envoye.body
    for tu in ("Vasseline", "Lilas", acces.enfant.numero, "Danger", str(acces.agent), acces.agent.nom):
        assert tu.lower() not in f"{envoye.subject} {envoye.body}".lower()
    assert Entree.objects.get(acte="enfants:prevenir_supervision").details == {"destinataires": 1}


@pytest.mark.parametrize("cas", ["sans messagerie", "déjà revu", "lui-même"])
def test_aucun_courriel_quand_il_n_y_a_personne_a_prevenir(cas, settings):
    settings.EMAIL_HOST = "" if cas == "sans messagerie" else "courrier.exemple.invalid"
    agent = superviseur()
    acces = ouvrir(agent if cas == "lui-même" else None)
    if cas == "déjà revu":
        services.revoir_urgence(acces=acces, avis="justifie", commentaire="", par=agent)

    prevenir_supervision.func(collectivites=["15"], agent=None, acces=acces.pk)

    assert mail.outbox == []


@pytest.mark.parametrize(
    ("hote", "dit"), [("", "aucun courriel ne part"), ("courrier.exemple.invalid", "et par courriel")]
)
def test_la_page_dit_si_un_courriel_part(hote, dit, settings):
    settings.EMAIL_HOST = hote
    enfant, client = EnfantFactory(), connecter(Role.REFERENT, Niveau.DOSSIERS)

    lue = client.post(
        reverse("enfants:urgence", args=[enfant.pk]), {"motif": "Danger signalé cette nuit.", "heures": 4}, follow=True
    )
    liste = connecter(Role.SUPERVISION).get(reverse("enfants:urgences"))

    assert dit in lue.text
    assert ("Aucune messagerie" in liste.text) == (hote == "")


def test_deux_revues_a_la_fois_la_seconde_voit_la_premiere():
    acces, premier, second = ouvrir(), superviseur(agent__nom="Premier"), superviseur()
    vieux = AccesUrgence.objects.get(pk=acces.pk)
    services.revoir_urgence(acces=acces, avis="injustifie", commentaire="Rien d'urgent.", par=premier)

    with pytest.raises(EntreeRefusee, match=r"déjà revu par Claude Premier le .* : injustifié"):
        services.revoir_urgence(acces=vieux, avis="justifie", commentaire="", par=second)

    assert AccesUrgence.objects.get(pk=acces.pk).avis == "injustifie"
