"""What tests of pages share: an agent at her browser, a child about whom an information was received."""

from datetime import date, timedelta

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from jalons.application.acces.permissions import Niveau
from jalons.application.acces.tests.factories import AffectationFactory
from jalons.application.faits import services as faits
from jalons.application.faits.models import Echeance


def connecter(role, niveau=Niveau.COLLECTIVITE, collectivite="15", **lieu):
    agent = AffectationFactory(role=role, niveau=niveau, collectivite_id=collectivite, **lieu).agent
    client = Client()
    client.force_login(agent)
    client.agent = agent
    return client


def page(nom, *args):
    return reverse(f"echeancier:{nom}", args=args)


def il_y_a(jours):
    return timezone.localdate() - timedelta(days=jours)


def recevoir(enfant, jours, repere="IP-1"):
    """An information received that many days ago; the evaluation is then due three months later."""
    faits.enregistrer(sujet=enfant, evenement="naissance", survenu_le=date(2015, 3, 12), par=None)
    faits.enregistrer(
        sujet=enfant, evenement="ip_recue", survenu_le=il_y_a(jours), attributs={"ip": repere, "origine": "professionnel"},
        par=None,
    )  # fmt: skip
    return evaluation(enfant)


def evaluation(enfant):
    return Echeance.objects.get(sujet_type="enfant", sujet_id=enfant.pk, regle="IP-EVAL")


def a_proroger(enfant):
    """A child whose judgment is due in six months, and may be put off."""
    faits.enregistrer(sujet=enfant, evenement="naissance", survenu_le=date(2015, 3, 12), par=None)
    faits.enregistrer(
        sujet=enfant, evenement="mesure_provisoire_ordonnee", survenu_le=il_y_a(30), par=None,
        attributs={"affaire": "A-1", "premiere": True},
    )  # fmt: skip
    return Echeance.objects.get(sujet_id=enfant.pk, regle="JUD-FOND-6M")


def entretien_du(enfant):
    """A child with whom the interview at 17 is due."""
    faits.enregistrer(sujet=enfant, evenement="naissance", survenu_le=date(2009, 3, 12), par=None)
    faits.enregistrer(sujet=enfant, evenement="admission_ase", survenu_le=date(2024, 1, 8), par=None)
    return Echeance.objects.get(sujet_id=enfant.pk, regle="MAJ-17A")
