"""Who waits: measures decided and not started, by service and territory; how many each référent follows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery

from jalons.application.faits.locaux import regles_de
from jalons.application.faits.models import Echeance
from jalons.application.mesures import rules, selectors
from jalons.application.mesures.models import FaitDeMesure, Mesure
from jalons.droit.echeances import RegleDelai
from jalons.droit.mesures import Plafond, natures, plafonds_de

NON_PRECISE = "Non précisé"


@dataclass(frozen=True, slots=True)
class File:
    """Those who wait for one service on one territory.

    Attributes:
        nombre: measures that wait.
        mediane, plus_longue: days since the decision, over those whose day is known; ``None`` when none is.
        sans_date: measures whose day of decision is not known: their wait is not checkable.
        hors_cible: those past the local objective; ``None`` when no objective applies to any of them.
        visees: measures to which a local objective applies.
    """

    service: str
    unite: str
    unite_id: int | None
    nombre: int
    mediane: int | None
    plus_longue: int | None
    sans_date: int
    visees: int
    hors_cible: int | None

    @property
    def filtre(self) -> str:
        """Query of the list that shows these very measures; empty when a name is missing to ask for them."""
        if self.service == NON_PRECISE or self.unite_id is None:
            return ""
        return urlencode({"etat": rules.EN_ATTENTE, "service": self.service, "unite": self.unite_id})


@dataclass(frozen=True, slots=True)
class Charge:
    """What one référent follows, against a ceiling of the département.

    Attributes:
        plafond: ``None`` when the département has set none: the charge is then not checkable.
        comptees: measures of the référent that the ceiling counts.
        verdict: ``conforme``, ``non_conforme`` or ``non_verifiable``.
    """

    referent_id: int
    referent: str
    en_cours: int
    en_attente: int
    comptees: int
    plafond: Plafond | None
    verdict: str


def cibles_suivies(collectivite: str) -> list[RegleDelai]:
    """The local objectives of start that the collectivité has switched on."""
    codes = {n.cible for n in natures().values() if n.cible}
    return [r for r in regles_de(collectivite).regles if r.code in codes]


def files(attentes: QuerySet[Mesure], au: date) -> list[File]:
    """Waits by service and territory, the longest first. Two queries."""
    return ensemble_et_files(attentes, au)[1]


def ensemble(toutes: QuerySet[Mesure], au: date) -> File:
    """The same for all of them at once. Two queries."""
    return _ensemble(list(toutes.order_by().values_list("pk", "decidee_le")), au)


def ensemble_et_files(attentes: QuerySet[Mesure], au: date) -> tuple[File, list[File]]:
    """Both, from the same rows. Two queries."""
    lues = list(attentes.order_by().values_list("pk", "service", "unite__nom", "unite_id", "decidee_le"))
    dues = cibles_des({ligne[0] for ligne in lues})
    groupes: dict[tuple[str, str, int | None], list[tuple[date | None, date | None]]] = {}
    for pk, service, unite, unite_id, decision in lues:
        cle = (service or NON_PRECISE, unite or NON_PRECISE, unite_id)
        groupes.setdefault(cle, []).append((decision, dues.get(pk)))
    listes = [_file(*cle, rangs, au) for cle, rangs in groupes.items()]
    toutes = _file("", "", None, [rang for rangs in groupes.values() for rang in rangs], au)
    return toutes, sorted(listes, key=lambda f: (-(f.plus_longue or 0), f.service, f.unite))


def ensemble_et_echues(mesures: QuerySet[Mesure], au: date) -> tuple[File, int]:
    """Those of ``mesures`` that wait to start, all at once, and how many outran their term. Two queries."""
    voulues = mesures.filter(selectors.d_etat(rules.EN_ATTENTE, au) | selectors.d_etat(rules.ECHUE, au))
    lues = list(voulues.order_by().values_list("pk", "decidee_le", "debut_le"))
    attendent = [(pk, decision) for pk, decision, debut in lues if debut is None]
    return _ensemble(attendent, au), len(lues) - len(attendent)


def _ensemble(lues: list[tuple[int, date | None]], au: date) -> File:
    dues = cibles_des({pk for pk, _ in lues})
    return _file("", "", None, [(decision, dues.get(pk)) for pk, decision in lues], au)


def cibles_des(cles: Iterable[int]) -> dict[int, date]:
    """Last day of the local objective of each measure that has one. One query."""
    codes = {n.cible for n in natures().values() if n.cible}
    due = Echeance.objects.filter(fait_id=OuterRef("fait_id"), regle__in=codes, due_le__isnull=False).order_by(
        "-due_le"
    )
    liens = FaitDeMesure.objects.filter(mesure_id__in=list(cles), etape="decision")
    lus = liens.values_list("mesure_id", Subquery(due.values("due_le")[:1]))
    return {mesure: jour for mesure, jour in lus if jour is not None}


def _file(
    service: str, unite: str, unite_id: int | None, rangs: list[tuple[date | None, date | None]], au: date
) -> File:
    jours = [(au - decision).days for decision, _ in rangs if decision is not None]
    dues = [due for _, due in rangs if due is not None]
    return File(
        service, unite, unite_id, len(rangs), rules.mediane(jours), max(jours, default=None),
        len(rangs) - len(jours), len(dues), sum(due < au for due in dues) if dues else None,
    )  # fmt: skip


def charges(mesures: QuerySet[Mesure], collectivite: str, au: date, plafonds: Iterable[Plafond]) -> list[Charge]:
    """What each référent follows on ``au``, the most loaded first. One query.

    One row per référent and ceiling that counts one of her measures; one row without ceiling when none does.
    """
    poses = list(plafonds)
    vivantes = mesures.filter(annulee_le=None, fin_le=None, referent__isnull=False, collectivite_id=collectivite)
    commencee = Q(debut_le__isnull=False)
    comptes: dict[str, Count] = {"cours": Count("pk", filter=commencee), "toutes": Count("pk")}
    for rang, plafond in enumerate(poses):
        siennes = Q(nature__in=sorted(plafond.mesures))
        comptes |= {f"cours_{rang}": Count("pk", filter=siennes & commencee), f"de_{rang}": Count("pk", filter=siennes)}
    lues = vivantes.order_by().values("referent_id", "referent__prenom", "referent__nom").annotate(**comptes)
    listees = [c for ligne in lues for c in _charges(ligne, poses)]
    return sorted(listees, key=lambda c: (-c.comptees, c.referent))


def _charges(ligne: Mapping[str, Any], plafonds: list[Plafond]) -> list[Charge]:
    nom = f"{ligne['referent__prenom']} {ligne['referent__nom']}".strip()
    cle, cours, attente = ligne["referent_id"], ligne["cours"], ligne["toutes"] - ligne["cours"]
    lignes = []
    for rang, plafond in enumerate(plafonds):
        comptees = ligne[f"cours_{rang}"]
        if ligne[f"de_{rang}"]:
            verdict = "conforme" if comptees <= plafond.valeur else "non_conforme"
            lignes.append(Charge(cle, nom, cours, attente, comptees, plafond, verdict))
    return lignes or [Charge(cle, nom, cours, attente, cours, None, "non_verifiable")]


def plafonds(collectivite: str, au: date, dossier: Path | None = None) -> tuple[Plafond, ...]:
    """The ceilings of a collectivité in force on ``au``."""
    return plafonds_de(collectivite, au, dossier=dossier)
