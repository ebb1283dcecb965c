"""What is left once everybody has acted: the sum of the successes is the history, and nothing else."""

from __future__ import annotations

import time
from collections import Counter
from typing import Any

from django.apps import apps
from django.db import connection, connections
from tests.charge.scene import Scene

from jalons.application.enfants.models import Enfant, Referent
from jalons.application.faits.models import Echeance
from jalons.application.faits.services import recalculer_lot
from jalons.application.socle.models import Entree
from jalons.application.socle.perimetre import perimetre

SUIVIS = ("enfants.enfant", "crip.situation", "crip.evaluation", "mesures.mesure", "projets_enfant.projet",
          "projets_enfant.objectif")  # fmt: skip
"""Models with a version whose rows exist from the start."""


class Compte:
    """Counts before, then after."""

    def __init__(self, code: str, scene: Scene) -> None:
        self.code, self.scene = code, scene
        with perimetre([code]):
            self.versions = self._versions()
            self.premiere = Entree.objects.order_by("-pk").values_list("pk", flat=True)[0]
        self.avant = self._etreintes()

    def _versions(self) -> dict[tuple[str, int], int]:
        return {
            (nom, pk): version
            for nom in SUIVIS
            for pk, version in apps.get_model(nom)._default_manager.values_list("pk", "version")
        }

    def _etreintes(self) -> int:
        with connection.cursor() as curseur:
            curseur.execute("SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()")
            return int(curseur.fetchone()[0])

    def etreintes(self) -> int:
        """Deadlocks that PostgreSQL has had to break since the start; its counters come a second late."""
        connections.close_all()
        time.sleep(1.2)
        return self._etreintes() - self.avant

    def fautes(self, reponses: list[Any]) -> list[str]:
        """Everything that is not as the answers say."""
        faits = [r for r in reponses if r.issue == "fait"]
        with perimetre([self.code]):
            return [
                *self._etranges(reponses), *self._du_journal(faits), *self._des_versions(faits),
                *self._des_traces(reponses), *self._des_doubles(), *self._des_echeances(),
            ]  # fmt: skip

    def _etranges(self, reponses: list[Any]) -> list[str]:
        return [f"{r.acte}: answer {r.issue}" for r in reponses if r.issue not in ("fait", "conflit", "refus")]

    def _du_journal(self, faits: list[Any]) -> list[str]:
        """Each success is written once in the journal, by its agent, and nothing else is."""
        voulus = Counter((r.acte, r.agent) for r in faits)
        lus = Counter(
            Entree.objects.filter(pk__gt=self.premiere, nature="ecriture", acte__in={a for a, _ in voulus} | ACTES)
            .exclude(agent_id=None).values_list("acte", "agent_id")
        )  # fmt: skip
        return [
            f"journal: {cle} {lus[cle]} times, {voulus[cle]} successes"
            for cle in voulus | lus
            if lus[cle] != voulus[cle]
        ]

    def _des_versions(self, faits: list[Any]) -> list[str]:
        """A version advances by one at each success, by none at a refusal."""
        avances = Counter((modele, pk) for r in faits for modele, pk in r.avance)
        apres = self._versions()
        return [
            f"{cle}: version {apres[cle]}, {self.versions[cle]} + {avances[cle]} successes expected"
            for cle in self.versions
            if apres[cle] != self.versions[cle] + avances[cle]
        ]

    def _des_traces(self, reponses: list[Any]) -> list[str]:
        """The words of each success are in the history, under her name; those of a refusal are nowhere."""
        trouvees = []
        for r in reponses:
            if not r.trace:
                continue
            modele, champ = r.trace.rsplit(".", 1)
            evenements = apps.get_model(modele).pgh_event_model.objects.filter(**{champ: r.marque})  # type: ignore[attr-defined]
            qui = {e.pgh_context.get("agent") for e in evenements.exclude(pgh_label="delete").order_by("pgh_id")[:1]}
            if qui != ({r.agent} if r.issue == "fait" else set()):
                trouvees.append(f"{r.acte} ({r.issue}): {r.marque} in the history of {qui}, {r.agent} sent it")
        return trouvees

    def _des_doubles(self) -> list[str]:
        """Nobody is twice the référent of the same child."""
        paires = Counter(Referent.objects.filter(fin=None).values_list("enfant_id", "agent_id"))
        return [f"référent {paire} {n} times" for paire, n in paires.items() if n > 1]

    def _des_echeances(self) -> list[str]:
        """Computed again from all the facts, the deadlines are those that the acts left."""
        cles = list(Enfant.objects.values_list("pk", flat=True))
        assert Echeance.objects.filter(sujet_id__in=cles).exists(), "no deadline: nothing is proved"
        changees = recalculer_lot("enfant", cles, collectivite=self.code)
        return [f"{changees} deadlines miss a fact"] if changees else []


ACTES = {
    "enfants:modifier", "enfants:nommer_referent", "enfants:fusionner", "enfants:separer", "mesures:affecter",
    "mesures:notifier", "mesures:demarrer", "mesures:renouveler", "echeancier:motiver", "echeancier:deplacer",
}  # fmt: skip
"""Acts that are looked for in the journal even when nobody says that they were done."""
