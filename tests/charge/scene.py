"""Two siblings, a duplicate, two situations, two measures, a projet, a deadline: what everybody works on at once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.utils import timezone

from jalons.application.acces.models import Agent
from jalons.application.acces.permissions import Role
from jalons.application.acces.tests.factories import AffectationFactory
from jalons.application.crip.models import EnfantConcerne, Evaluation
from jalons.application.crip.rules import Etat
from jalons.application.crip.tests.factories import jusqu_a
from jalons.application.enfants.tests.factories import EnfantFactory, FoyerFactory, MembreFoyerFactory
from jalons.application.faits import services as faits
from jalons.application.faits.models import Echeance
from jalons.application.mesures import services as mesures
from jalons.application.projets_enfant.models import Objectif
from jalons.application.projets_enfant.tests.factories import enfant_suivi, projet_redige

CODE = "15"


@dataclass(frozen=True)
class Scene:
    """Keys of the objects; ``agents`` by key."""

    agents: dict[int, str]
    aine: int
    cadet: int
    double: int
    numero_du_double: str
    evaluee: int
    evaluation: int
    concernes: tuple[int, ...]
    recue: int
    attend: int
    court: int
    projet: int
    objectif: int
    echeance: int


def planter(nombre: int) -> Scene:
    """Make the scene, and that many agents who hold every right on children; inside the perimeter, committed."""
    jour = timezone.localdate()
    agents = [_agent(n) for n in range(nombre)]
    foyer = FoyerFactory()
    aine, cadet = EnfantFactory(prenom="Aînée"), enfant_suivi(prenom="Cadette")
    for enfant in (aine, cadet):
        MembreFoyerFactory(enfant=enfant, foyer=foyer)
    seul, double = EnfantFactory(prenom="Seule"), EnfantFactory(prenom="Seule")
    evaluee, recue = jusqu_a(Etat.EN_EVALUATION, aine), jusqu_a(Etat.RECUE, seul)
    quand: dict[str, Any] = {"par": None, "au": jour, "decidee_le": jour - timedelta(days=90)}
    accord = jour - timedelta(days=100)
    attend = mesures.decider(enfant=aine, nature="aed", accord_le=accord, **quand)
    court = mesures.decider(
        enfant=seul, nature="aed", accord_le=accord, debut_le=jour - timedelta(days=60),
        terme_le=jour + timedelta(days=200), **quand,
    )  # fmt: skip
    projet = projet_redige(cadet)
    faits.enregistrer(
        sujet=aine, evenement="mesure_provisoire_ordonnee", survenu_le=jour - timedelta(days=30), par=None,
        attributs={"affaire": "A-1", "premiere": True},
    )  # fmt: skip
    return Scene(
        agents={a.pk: str(a) for a in agents}, aine=aine.pk, cadet=cadet.pk, double=double.pk,
        numero_du_double=double.numero, evaluee=evaluee.pk,
        evaluation=Evaluation.objects.get(situation=evaluee).pk,
        concernes=tuple(EnfantConcerne.objects.filter(situation=evaluee).values_list("pk", flat=True)),
        recue=recue.pk, attend=attend.pk, court=court.pk,
        projet=projet.pk, objectif=Objectif.objects.get(projet=projet).pk,
        echeance=Echeance.objects.get(sujet_id=aine.pk, regle="JUD-FOND-6M").pk,
    )  # fmt: skip


def _agent(rang: int) -> Agent:
    agent = AffectationFactory(role=Role.CADRE_ASE, agent__nom=f"Collègue{rang}", collectivite_id=CODE).agent
    AffectationFactory(role=Role.CRIP, agent=agent, collectivite_id=CODE)
    return agent
