"""Reads: what the criteria of the risk know of each establishment, and the ranking that follows. Two queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, F, IntegerField, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from jalons.application.etablissements import cycles, risque, rules
from jalons.application.etablissements.models import (
    Acte,
    ActionAmelioration,
    Controle,
    Engagement,
    Etablissement,
    EvenementIndesirable,
    SuiteControle,
)
from jalons.application.faits.models import Echeance

EVALUATION = "ESSMS-EVAL"
"""Rule of the catalogue of the law whose deadline tells that an evaluation is late."""


@dataclass(frozen=True, slots=True)
class LigneRisque:
    """An establishment with its score."""

    etablissement: Etablissement
    score: risque.Score
    dernier: date | None


def classement(
    etablissements: QuerySet[Etablissement], au: date, poids: Mapping[str, risque.Poids]
) -> list[LigneRisque]:
    """Establishments, those to control first at the head; closed ones are left out."""
    lus = list(_avec_mesures(etablissements, au))
    actes = _actes(lus)
    notes = {}
    for e in lus:
        siens = actes.get(e.pk, {})
        if siens and all(rules.ferme(x, au) for x in siens.values()):
            continue
        score = risque.noter(risque.mesurer(_vie(e, siens, au)), poids)
        notes[e.pk] = LigneRisque(e, score, e.dernier_controle)
    return [notes[cle] for cle in risque.classer((x.etablissement.nom, cle, x.score) for cle, x in notes.items())]


def _vie(e: Any, actes: Mapping[int, list[rules.ActeConnu]], au: date) -> risque.Vie:
    ouvertures = [a.effet_le for siens in actes.values() for a in siens if a.nature == rules.OUVERTURE]
    depuis = e.dernier_controle or min(ouvertures, default=None)
    capacites = [rules.capacite(siens, au) for siens in actes.values()]
    au_dela = [(c.plafond or 0) - (c.autorisees or 0) for c in capacites if c.autorisees is not None]
    return risque.Vie(
        annees_sans_controle=None if depuis is None else max(_annees(depuis, au), 0),
        controle=e.dernier_controle is not None,
        depuis=depuis,
        evenements=e.nombre_evenements,
        tardifs=e.nombre_tardifs,
        jours_de_retard_evaluation=None if e.evaluation_due is None else max((au - e.evaluation_due).days, 0),
        places_au_dela=sum(au_dela) if au_dela else None,
        suites_en_retard=e.suites_en_retard,
        actions_en_retard=e.actions_en_retard + e.engagements_en_retard,
    )


def _annees(du: date, au: date) -> int:
    """Full years."""
    return au.year - du.year - ((au.month, au.day) < (du.month, du.day))


def _avec_mesures(etablissements: QuerySet[Etablissement], au: date) -> QuerySet[Any]:
    # a year ago: leap days fall back on the 28th
    depuis = date(au.year - 1, au.month, min(au.day, 28) if au.month == 2 else au.day)
    ici: dict[str, Any] = {"etablissement": OuterRef("pk")}
    evenements = EvenementIndesirable.objects.filter(**ici, survenu_le__gt=depuis, survenu_le__lte=au)
    tard = Q(declare_le=None, survenu_le__lt=au) | Q(declare_le__gt=F("survenu_le"))
    faits = Controle.objects.filter(**ici, realise_le__isnull=False).exclude(etat=cycles.ANNULE)
    suites = SuiteControle.objects.filter(
        controle__etablissement=OuterRef("pk"), terme__lt=au, controle__etat=cycles.NOTIFIE
    ).exclude(etat__in=cycles.SUITE.finis)
    actions = ActionAmelioration.objects.filter(
        evaluation__etablissement=OuterRef("pk"), terme__lt=au, etat=cycles.EN_COURS
    )
    engagements = Engagement.objects.filter(
        Q(etablissement=OuterRef("pk")) | Q(etablissement=None), cpom__couverts__etablissement=OuterRef("pk"),
        terme__lt=au, etat=cycles.EN_COURS,
    )  # fmt: skip
    dues = Echeance.objects.filter(
        sujet_type="etablissement", sujet_id=OuterRef("pk"), regle=EVALUATION, due_le__isnull=False, attendue=True
    )
    return etablissements.select_related("organisme").annotate(
        dernier_controle=Subquery(faits.order_by("-realise_le").values("realise_le")[:1]),
        evaluation_due=Subquery(dues.order_by("-due_le").values("due_le")[:1]),
        nombre_evenements=_nombre(evenements),
        nombre_tardifs=_nombre(evenements.filter(tard)),
        suites_en_retard=_nombre(suites),
        actions_en_retard=_nombre(actions),
        engagements_en_retard=_nombre(engagements),
    )


def _nombre(lignes: QuerySet[Any]) -> Any:
    """How many rows a subquery has."""
    compte = lignes.order_by().annotate(tout=Value(1)).values("tout").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(compte, output_field=IntegerField()), 0)


def _actes(etablissements: Iterable[Etablissement]) -> dict[int, dict[int, list[rules.ActeConnu]]]:
    """Acts that stand, by establishment and unit."""
    par: dict[int, dict[int, list[rules.ActeConnu]]] = defaultdict(lambda: defaultdict(list))
    lignes = Acte.objects.filter(annule_le=None, unite__etablissement__in=[e.pk for e in etablissements])
    colonnes = ("unite__etablissement_id", "unite_id", "nature", "places", "effet_le", "fin_le", "ouvert_le", "public")
    for lieu, unite, *valeurs in lignes.order_by("effet_le", "id").values_list(*colonnes):
        par[lieu][unite].append(rules.ActeConnu(*valeurs))
    return par
