"""Who waits: measures decided and not started, by service and territory; how many each référent follows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from django.db.models import Case, Count, DateField, OuterRef, Q, QuerySet, Subquery, When

from jalons.application.acces.http import Requete
from jalons.application.acces.preparees import ParDroits
from jalons.application.faits.locaux import regles_de
from jalons.application.faits.models import Echeance
from jalons.application.mesures import rules, selectors
from jalons.application.mesures.models import FaitDeMesure, Mesure
from jalons.application.socle.preparees import ValeursPreparees
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


def ensemble_et_files(requete: Requete, maintenant: datetime, au: date) -> tuple[File, list[File]]:
    """Measures of the perimeter that wait to start: all at once, and by service and territory. One query.

    The longest waits come first.
    """
    groupes: dict[tuple[str, str, int | None], list[tuple[date | None, date | None]]] = {}
    for service, unite, unite_id, decision, cible in _FILES.lire(requete, maintenant, au):
        cle = (service or NON_PRECISE, unite or NON_PRECISE, unite_id)
        groupes.setdefault(cle, []).append((decision, cible))
    listes = [_file(*cle, rangs, au) for cle, rangs in groupes.items()]
    toutes = _file("", "", None, [rang for rangs in groupes.values() for rang in rangs], au)
    return toutes, sorted(listes, key=lambda f: (-(f.plus_longue or 0), f.service, f.unite))


def ensemble_et_echues(requete: Requete, maintenant: datetime, au: date) -> tuple[File, int]:
    """Measures of the perimeter that wait to start, all at once, and how many outran their term. One query."""
    lues = _ATTENTES_ET_ECHUES.lire(requete, maintenant, au)
    attendent = [(decision, cible) for decision, debut, cible in lues if debut is None]
    return _file("", "", None, attendent, au), len(lues) - len(attendent)


def _en_attente(requete: Requete, maintenant: datetime, au: date) -> QuerySet[Mesure, Any]:
    siennes = selectors.du_perimetre(requete, maintenant).filter(selectors.d_etat(rules.EN_ATTENTE, au))
    rangs = _avec_cible(siennes).order_by()
    return rangs.values_list("service", "unite__nom", "unite_id", "decidee_le", "cible")  # type: ignore[misc]  # annotated


def _attentes_et_echues(requete: Requete, maintenant: datetime, au: date) -> QuerySet[Mesure, Any]:
    voulues = selectors.d_etat(rules.EN_ATTENTE, au) | selectors.d_etat(rules.ECHUE, au)
    siennes = _avec_cible(selectors.du_perimetre(requete, maintenant).filter(voulues))
    return siennes.order_by().values_list("decidee_le", "debut_le", "cible")  # type: ignore[misc]  # annotated


def _avec_cible(mesures: QuerySet[Mesure]) -> QuerySet[Mesure]:
    """Adds ``cible``: last day of the local objective of each measure that waits and has one."""
    visees = {code: n.cible for code, n in natures().items() if n.cible}
    decisions = FaitDeMesure.objects.filter(mesure=OuterRef(OuterRef("pk")), etape="decision").order_by()
    dues = Echeance.objects.filter(
        fait_id__in=decisions.values("fait_id"), regle__in=sorted(set(visees.values())), due_le__isnull=False
    )
    derniere = Subquery(dues.order_by("-due_le").values("due_le")[:1])
    concernee = Q(nature__in=sorted(visees), debut_le=None)  # the others have none: nothing is searched for them
    return mesures.annotate(cible=Case(When(concernee, then=derniere), default=None, output_field=DateField()))


_FILES = ParDroits(_en_attente, genre=ValeursPreparees)
_ATTENTES_ET_ECHUES = ParDroits(_attentes_et_echues, genre=ValeursPreparees)


def _file(
    service: str, unite: str, unite_id: int | None, rangs: list[tuple[date | None, date | None]], au: date
) -> File:
    jours = [(au - decision).days for decision, _ in rangs if decision is not None]
    dues = [due for _, due in rangs if due is not None]
    return File(
        service, unite, unite_id, len(rangs), rules.mediane(jours), max(jours, default=None),
        len(rangs) - len(jours), len(dues), sum(due < au for due in dues) if dues else None,
    )  # fmt: skip


def charges(
    requete: Requete, maintenant: datetime, collectivite: str, au: date, plafonds: Iterable[Plafond]
) -> list[Charge]:
    """What each référent of the perimeter follows on ``au``, the most loaded first. One query.

    One row per référent and ceiling that counts one of her measures; one row without ceiling when none does.
    """
    poses = list(plafonds)
    lues = _CHARGES.lire(requete, maintenant, collectivite, tuple(tuple(sorted(p.mesures)) for p in poses))
    listees = [c for ligne in lues for c in _charges(ligne, poses)]
    return sorted(listees, key=lambda c: (-c.comptees, c.referent))


def _comptes_par_referent(
    requete: Requete, maintenant: datetime, collectivite: str, plafonnees: tuple[tuple[str, ...], ...]
) -> QuerySet[Mesure, Any]:
    """Référent, names, measures under way, all; then under way and all for each set of natures."""
    vivantes = selectors.du_perimetre(requete, maintenant).filter(
        annulee_le=None, fin_le=None, referent__isnull=False, collectivite_id=collectivite
    )
    commencee = Q(debut_le__isnull=False)
    comptes: dict[str, Count] = {"cours": Count("pk", filter=commencee), "toutes": Count("pk")}
    for rang, codes in enumerate(plafonnees):
        siennes = Q(nature__in=codes)
        comptes |= {f"cours_{rang}": Count("pk", filter=siennes & commencee), f"de_{rang}": Count("pk", filter=siennes)}
    return vivantes.order_by().values_list("referent_id", "referent__prenom", "referent__nom").annotate(**comptes)


_CHARGES = ParDroits(_comptes_par_referent, genre=ValeursPreparees)


def _charges(ligne: tuple[Any, ...], plafonds: list[Plafond]) -> list[Charge]:
    cle, prenom, nom, cours, toutes, *comptes = ligne
    qui, attente = f"{prenom} {nom}".strip(), toutes - cours
    lignes = []
    for rang, plafond in enumerate(plafonds):
        comptees, siennes = comptes[2 * rang : 2 * rang + 2]
        if siennes:
            verdict = "conforme" if comptees <= plafond.valeur else "non_conforme"
            lignes.append(Charge(cle, qui, cours, attente, comptees, plafond, verdict))
    return lignes or [Charge(cle, qui, cours, attente, cours, None, "non_verifiable")]


def plafonds(collectivite: str, au: date, dossier: Path | None = None) -> tuple[Plafond, ...]:
    """The ceilings of a collectivité in force on ``au``."""
    return plafonds_de(collectivite, au, dossier=dossier)
