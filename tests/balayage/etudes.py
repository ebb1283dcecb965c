"""What the observatory of the marked collectivité computed, received and published."""

from __future__ import annotations

import io
from datetime import date
from functools import cached_property
from typing import Any

import polars as pl
from django.utils import timezone
from tests.balayage.contractuel import MARQUE
from tests.balayage.lieux import Lieux

from jalons.analyse.indicateurs.lignes import SCHEMA as LIGNES
from jalons.application.acces.tests.factories import AgentFactory
from jalons.application.observatoire import services as observatoire
from jalons.application.observatoire.imports import decisions as decisions_imports
from jalons.application.observatoire.imports import travail as travail_imports
from jalons.application.observatoire.imports.models import DecisionFaute, Importation
from jalons.application.observatoire.imports.tests import scene as scene_imports
from jalons.application.observatoire.models import Calcul, Publication
from jalons.application.observatoire.publications.tests import scene as publications


class Etudes(Lieux):
    """The runs, extracts and publications of one collectivité."""

    @cached_property
    def calcul(self) -> Calcul:
        """A run over the situation and the measure, done."""
        assert self.situation
        assert self.mesure
        demande = observatoire.demander(
            collectivite=self.code, au=date(2025, 6, 30), maintenant=timezone.now(), par=None
        )
        return observatoire.conclure(calcul=observatoire.extraire(calcul=demande), maintenant=timezone.now())

    @cached_property
    def importation(self) -> Importation:
        """An extract checked, whose file, teams and cells are marked."""
        fautif = scene_imports.evenement(3, DATDEB="", EQUIPE=MARQUE)
        contenu = scene_imports.csv(*scene_imports.SAINS, fautif)
        faite = scene_imports.verifiee(contenu, nom=f"{MARQUE}.csv", collectivite=self.code)
        travail_imports.documenter(faite, maintenant=timezone.now())
        return faite

    @cached_property
    def decision_faute(self) -> DecisionFaute:
        """What was decided of one of its faults."""
        return decisions_imports.decider(
            importation=self.importation, cible=decisions_imports.Cible("0032", groupe=True, equipe=MARQUE),
            suite="acceptee", motif=f"{MARQUE} : sans suite connue.", apres="", vue=0, par=None,
            maintenant=timezone.now(),
        )  # fmt: skip

    @cached_property
    def calcul_de_tableaux(self) -> Calcul:
        """A run of comparisons, done."""
        return Calcul.objects.create(
            collectivite_id=self.code, genre=Calcul.Genre.COMPARAISON, au=date(2025, 6, 30), etat=Calcul.Etat.FAIT,
            fini_le=timezone.now(), chaines=1, resultats={"annee": 2020, "comparaisons": [_compare()]}, vues={},
        )  # fmt: skip

    @cached_property
    def calcul_de_chiffres(self) -> Calcul:
        """A run of key figures, done, one of which counts the child."""
        comptees = io.BytesIO()
        pl.DataFrame([("suivis", self.enfant.pk, None)], schema=LIGNES, orient="row").write_parquet(comptees)
        return Calcul.objects.create(
            collectivite_id=self.code, genre=Calcul.Genre.CHIFFRES, au=date(2025, 6, 30), etat=Calcul.Etat.FAIT,
            fini_le=timezone.now(), chaines=1, resultats={"indicateurs": {}, "publics": None}, vues={},
            source="essai", comptees=comptees.getvalue(),
        )  # fmt: skip

    @cached_property
    def publication(self) -> Publication:
        """An edition released by a second person."""
        return publications.publiee(AgentFactory(), AgentFactory(), code=self.code, titre=f"{MARQUE} publiée")

    @cached_property
    def publication_demandee(self) -> Publication:
        """An edition that awaits its second person."""
        return publications.demandee(AgentFactory(), code=self.code, titre=f"{MARQUE} demandée")


def _compare() -> dict[str, Any]:
    """One indicator compared, as a run keeps it."""
    ici = {"niveau": "departement", "code": "15", "nom": MARQUE, "valeur": 12.0, "estimee": False, "raison": ""}
    return {
        "indicateur": "taux_confies", "libelle": "Taux", "unite": "‰", "annee": 2020, "territoires": [ici], "rang": 1,
        "sur": 2, "quantile": 0.5, "position": None, "reserve": "",
    }  # fmt: skip
