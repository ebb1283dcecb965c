"""Reads: carers of the perimeter, what each is approved for on a day, who lives there, who is available."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F, Q, QuerySet

from jalons.application.acces.http import Requete
from jalons.application.acces.permissions import Permission
from jalons.application.accueil_familial import depart, occupation, rules
from jalons.application.accueil_familial.models import AssistantFamilial, Decision, Disponibilite, Domicile
from jalons.application.etablissements import porte
from jalons.application.etablissements.rules import age_admis

EMPLOYEUR = "employeur__code"
"""Path from a carer to the code of his managing body."""
_DECISION = ("nature", "effet_le", "fin_le", "enfants", "age_min", "age_max")


@dataclass(frozen=True, slots=True)
class LigneAssistant:
    """A carer as the list shows him on a day.

    Attributes:
        presents: children who live with him; ``None``: not known, or no unit of the offer is his.
        disponibilites: what he is available for, in force that day.
    """

    assistant: AssistantFamilial
    agrement: rules.Agrement
    presents: int | None
    disponibilites: tuple[Disponibilite, ...]
    age: int | None

    @property
    def etat(self) -> str:
        """His approval in a word."""
        return rules.ETATS[self.agrement.etat]

    @property
    def ages(self) -> str:
        """Ages that the approval says."""
        return age_admis(self.agrement.age_min, self.agrement.age_max)

    @property
    def disponible(self) -> str:
        """What he is available for, in words; empty when nothing is said."""
        return ", ".join(f"{d.get_accueil_display()} ({d.enfants})" for d in self.disponibilites)

    @property
    def libres(self) -> int | None:
        """Children that may still be received; ``None`` when it cannot be told; never negative."""
        autorises = self.agrement.autorises
        return None if autorises is None or self.presents is None else max(autorises - self.presents, 0)

    @property
    def au_dela(self) -> int:
        """Children beyond what is authorised."""
        return (
            max((self.presents or 0) - (self.agrement.autorises or 0), 0) if self.agrement.autorises is not None else 0
        )

    @property
    def au_dela_du_plafond(self) -> int:
        """Those of them that no overrun admits."""
        plafond = self.agrement.plafond
        return 0 if plafond is None else max((self.presents or 0) - plafond, 0)


def du_perimetre(
    requete: Requete, permission: Permission = Permission.ACCUEIL_FAMILIAL_VOIR
) -> QuerySet[AssistantFamilial]:
    """Carers on whom the agent holds ``permission``; an employer sees its own."""
    return porte.visibles(
        AssistantFamilial.objects.all(), requete=requete, permission=permission, organisme=EMPLOYEUR
    )  # fmt: skip


def connues(decisions: Iterable[Decision]) -> list[rules.DecisionConnue]:
    """The decisions that stand, for the rules."""
    return [rules.DecisionConnue(*(getattr(d, c) for c in _DECISION)) for d in decisions if d.annule_le is None]


def decisions_de(assistant: AssistantFamilial) -> list[rules.DecisionConnue]:
    """Those of one carer. One query."""
    lues = Decision.objects.filter(assistant=assistant, annule_le=None).values_list(*_DECISION)
    return [rules.DecisionConnue(*valeurs) for valeurs in lues]


def decisions_par(lignes: QuerySet[Decision], cle: str) -> dict[int, list[rules.DecisionConnue]]:
    """Those that stand among ``lignes``, gathered by a column. One query."""
    par: dict[int, list[rules.DecisionConnue]] = defaultdict(list)
    for rang, *valeurs in lignes.filter(annule_le=None).values_list(cle, *_DECISION):
        par[rang].append(rules.DecisionConnue(*valeurs))
    return par


def agrements_des_unites(codes: Collection[str], au: date) -> dict[int, rules.Agrement]:
    """What the carer of each unit is approved for on ``au``, by key of unit, in these collectivités. One query.

    A carer who has left is approved no more. A unit whose carer has no decision that can be read is left out.
    """
    lues = Decision.objects.filter(collectivite_id__in=list(codes), assistant__unite__isnull=False)
    partis: dict[int, date] = {}
    par: dict[int, list[rules.DecisionConnue]] = defaultdict(list)
    champs = ("assistant__unite_id", "assistant__sorti_le", *_DECISION)
    for unite, sorti_le, *valeurs in lues.filter(annule_le=None).values_list(*champs):
        par[unite].append(rules.DecisionConnue(*valeurs))
        if sorti_le is not None and sorti_le < au:
            partis[unite] = sorti_le
    agrements = {unite: rules.agrement(siennes, au) for unite, siennes in par.items()}
    for unite, le in partis.items():
        agrements[unite] = rules.Agrement(rules.TERMINE, le)
    return {unite: a for unite, a in agrements.items() if a.autorises is not None}


@dataclass(frozen=True, slots=True)
class Maison:
    """Where a home stands, to measure from, never to be shown: no street."""

    commune: str | None
    epci: str | None
    departement: str | None
    latitude: float | None
    longitude: float | None
    accessible: bool | None


def domiciles_des_unites(codes: Collection[str]) -> QuerySet[Domicile]:
    """The homes of the carers of the units of these collectivités, with what ``maison_de`` reads.

    Those of which neither the commune nor the coordinates are known are left out.
    """
    connus = Q(commune__isnull=False) | Q(latitude__isnull=False)
    lus = Domicile.objects.filter(connus, collectivite_id__in=list(codes), assistant__unite__isnull=False)
    return lus.annotate(
        unite=F("assistant__unite_id"), epci=F("commune__epci_id"), departement=F("commune__departement_id")
    )


def maison_de(ligne: Mapping[str, Any]) -> Maison:
    """A row of ``domiciles_des_unites``, by its columns."""
    latitude, longitude = (None if ligne[c] is None else float(ligne[c]) for c in ("latitude", "longitude"))
    return Maison(
        ligne["commune_id"], ligne["epci"], ligne["departement"], latitude, longitude, ligne["accessible"]
    )  # fmt: skip


def en_lignes(assistants: Iterable[AssistantFamilial], codes: Collection[str], au: date) -> list[LigneAssistant]:
    """Rows of the list. Three queries."""
    lus = list(assistants)
    cles = [a.pk for a in lus]
    decisions = decisions_par(Decision.objects.filter(assistant__in=cles), "assistant_id")
    offertes: dict[int, list[Disponibilite]] = defaultdict(list)
    for d in en_cours(Disponibilite.objects.filter(assistant__in=cles), au):
        offertes[d.assistant_id].append(d)
    presents = occupation.enfants_par_unite(codes, au)
    return [
        LigneAssistant(
            a, rules.agrement(decisions.get(a.pk, []), au),
            None if presents is None or a.unite_id is None else presents.get(a.unite_id, 0),
            tuple(offertes.get(a.pk, ())), rules.age(a.naissance, au),
        )
        for a in lus
    ]  # fmt: skip


def en_cours(disponibilites: QuerySet[Disponibilite], au: date) -> QuerySet[Disponibilite]:
    """Those that stand on ``au``."""
    return disponibilites.filter(Q(jusqu_au=None) | Q(jusqu_au__gte=au), annule_le=None, du__lte=au)


def filtrer(
    assistants: QuerySet[AssistantFamilial],
    *,
    au: date,
    texte: str = "",
    territoire: int | None = None,
    employeur: int | None = None,
    partis: bool = False,
) -> QuerySet[AssistantFamilial]:
    """Rows kept by the filters that the base knows; empty ones keep everything.

    Args:
        au: carers who have left before that day are left out, unless ``partis`` asks for them alone.
    """
    if texte:
        assistants = assistants.filter(Q(nom__icontains=texte) | Q(prenom__icontains=texte) | Q(numero__iexact=texte))
    assistants = assistants.filter(sorti_le__lt=au) if partis else assistants.exclude(sorti_le__lt=au)
    criteres: dict[str, Any] = {"territoire_id": territoire, "employeur_id": employeur}
    return assistants.filter(**{c: v for c, v in criteres.items() if v})


def garder(
    lignes: Iterable[LigneAssistant], *, etat: str = "", libres: bool = False, disponibles: bool = False,
    age: int | None = None,
) -> list[LigneAssistant]:  # fmt: skip
    """Rows kept by what is computed: the approval on the day, what is free, availability, an age received."""
    return [
        x for x in lignes
        if (not etat or x.agrement.etat == etat)
        and (not libres or bool(x.libres))
        and (not disponibles or bool(x.disponibilites))
        and (age is None or _recoit(x.agrement, age))
    ]  # fmt: skip


def _recoit(agrement: rules.Agrement, ans: int) -> bool:
    """Whether the ages of an approval include that one; ages that are not said exclude nobody."""
    return (agrement.age_min is None or agrement.age_min <= ans) and (
        agrement.age_max is None or agrement.age_max >= ans
    )


@dataclass(frozen=True, slots=True)
class Resume:
    """The totals of a list.

    Attributes:
        non_verifiables: carers whose number of children cannot be told: in no total.
    """

    assistants: int
    agrees: int
    autorises: int
    presents: int | None
    libres: int | None
    non_verifiables: int


def resumer(lignes: Iterable[LigneAssistant]) -> Resume:
    """Their totals; what is free with one does not make up for what is in excess with another."""
    lues = list(lignes)
    dits = [x for x in lues if x.agrement.autorises is not None]
    comptes = [x for x in lues if x.presents is not None]
    return Resume(
        len(lues), sum(x.agrement.etat == rules.VALIDE for x in lues), sum(x.agrement.autorises or 0 for x in dits),
        sum(x.presents or 0 for x in comptes) if comptes else None,
        sum(x.libres or 0 for x in comptes) if comptes else None, len(lues) - len(dits),
    )  # fmt: skip


def carrieres(assistants: QuerySet[AssistantFamilial]) -> list[depart.Carriere]:
    """When each was born, began and left. One query."""
    lues = assistants.order_by().values_list("naissance", "entre_le", "sorti_le")
    return [depart.Carriere(*valeurs) for valeurs in lues]
