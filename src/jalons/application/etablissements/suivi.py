"""Reads: the life of an establishment on one page, adverse events of the perimeter, the real-estate plan."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import F, Q, QuerySet, Value
from django.db.models.functions import JSONObject

from jalons.application.acces.http import Requete
from jalons.application.acces.permissions import Permission
from jalons.application.etablissements import cycles, immobilier, nomenclatures, porte
from jalons.application.etablissements.models import (
    ActionAmelioration,
    Controle,
    Cpom,
    Engagement,
    Etablissement,
    Evaluation,
    EvenementIndesirable,
    Operation,
    SuiteControle,
)
from jalons.noyau.montants import Montant, PrecisionMontant

SUIVRE, PILOTER = Permission.ETABLISSEMENTS_SUIVRE, Permission.ETABLISSEMENTS_PILOTER
VIA_LIEU = "etablissement__organisme__code"
"""Path from a row of an establishment to the code of its managing body."""


@dataclass(frozen=True, slots=True)
class LigneTerme:
    """A promise as a page shows it."""

    objet: Any
    retard: bool


@dataclass(frozen=True, slots=True)
class TermeLu:
    """A promise or a follow-up read with all those of an establishment, with the names of the rows it stands for."""

    genre: str
    parent: int
    pk: int
    libelle: str
    terme: date | None
    etat: str
    fait_le: date | None
    preuve: str
    detail: str

    @property
    def finie_le(self) -> date | None:
        """As a follow-up calls it."""
        return self.fait_le

    @property
    def critere(self) -> str:
        """The criterion of an action."""
        return self.detail if self.genre == "action" else ""

    def get_nature_display(self) -> str:
        """The nature of a follow-up."""
        return nomenclatures.libelle("suites_controle", self.detail)

    def en_retard(self, au: date) -> bool:
        """Whether its term is past and nothing has closed it."""
        finis = cycles.SUITE.finis if self.genre == "suite" else cycles.TERME.finis
        return self.etat not in finis and self.terme is not None and self.terme < au


@dataclass(frozen=True, slots=True)
class LigneEvenement:
    """An adverse event as a page shows it."""

    evenement: EvenementIndesirable
    delai: str
    consequences: str


@dataclass(frozen=True, slots=True)
class LigneOperation:
    """An operation with its sum."""

    operation: Operation
    total: immobilier.Case


@dataclass(frozen=True, slots=True)
class Vie:
    """Everything that happens to an establishment besides its places."""

    controles: list[tuple[Controle, list[LigneTerme]]] = field(default_factory=list)
    evenements: list[LigneEvenement] = field(default_factory=list)
    evaluations: list[tuple[Evaluation, list[LigneTerme]]] = field(default_factory=list)
    contrats: list[tuple[Cpom, list[LigneTerme]]] = field(default_factory=list)
    operations: list[LigneOperation] = field(default_factory=list)


def controles_visibles(requete: Requete, lignes: QuerySet[Controle]) -> QuerySet[Controle]:
    """A managing body knows a control once its provisional report is sent: before, it would be warned."""
    if requete.droits.partout(PILOTER):
        return lignes
    return lignes.filter(porte.filtre(requete.droits, PILOTER, organisme=VIA_LIEU) | Q(etat__in=cycles.COMMUNIQUES))


def lire(requete: Requete, etablissement: Etablissement, au: date) -> Vie:
    """The life of an establishment. Six queries."""
    cle = {"etablissement": etablissement}
    controles = list(controles_visibles(requete, Controle.objects.filter(**cle)))
    evaluations = list(Evaluation.objects.filter(**cle))
    contrats = list(Cpom.objects.filter(couverts__etablissement=etablissement))
    siens = Engagement.objects.filter(Q(**cle) | Q(etablissement=None), cpom__in=contrats)
    suites = SuiteControle.objects.filter(controle__in=controles)
    actions = ActionAmelioration.objects.filter(evaluation__in=evaluations)
    termes = _termes(
        _lignes("suite", suites, "controle_id", fait_le="finie_le", preuve="motif", detail="nature"),
        _lignes("action", actions, "evaluation_id", detail="critere"),
        _lignes("engagement", siens, "cpom_id"),
        au=au,
    )
    return Vie(
        [(c, termes["suite", c.pk]) for c in controles],
        lignes_evenements(EvenementIndesirable.objects.filter(**cle)[:20], au),
        [(e, termes["action", e.pk]) for e in evaluations],
        [(c, termes["engagement", c.pk]) for c in contrats],
        lignes_operations(Operation.objects.filter(**cle)),
    )


def _lignes(
    genre: str, lignes: QuerySet[Any], parent: str, fait_le: str = "fait_le", preuve: str = "preuve", detail: str = ""
) -> QuerySet[Any, Any]:
    """The columns of ``TermeLu``."""
    quoi = F(detail) if detail else Value("")
    return lignes.order_by().values_list(
        Value(genre), parent, "pk", "libelle", "terme", "etat", F(fait_le), F(preuve), quoi
    )


def _termes(*requetes: QuerySet[Any, Any], au: date) -> dict[tuple[str, int], list[LigneTerme]]:
    """What is promised or asked, by kind and parent, the nearest term first. One query."""
    premiere, *autres = requetes
    par: dict[tuple[str, int], list[LigneTerme]] = defaultdict(list)
    lus = [TermeLu(*valeurs) for valeurs in premiere.union(*autres, all=True)]
    for lu in sorted(lus, key=lambda x: (x.terme or date.max, x.pk)):
        par[lu.genre, lu.parent].append(LigneTerme(lu, lu.en_retard(au)))
    return par


def lignes_terme(lignes: Iterable[Any], au: date) -> list[LigneTerme]:
    """Promises as a page shows them."""
    return [LigneTerme(x, x.en_retard(au)) for x in lignes]


def lignes_evenements(evenements: Iterable[EvenementIndesirable], au: date) -> list[LigneEvenement]:
    """Adverse events as a page shows them, with how long each waited for its declaration."""
    return [
        LigneEvenement(
            e, immobilier.delai_de_declaration(e.survenu_le, e.declare_le, au=au),
            ", ".join(nomenclatures.libelle("consequences", c) for c in e.consequences) or "non précisées",
        )
        for e in evenements
    ]  # fmt: skip


def evenements_du_perimetre(requete: Requete) -> QuerySet[EvenementIndesirable]:
    """Adverse events of the establishments that the agent follows."""
    return porte.visibles(EvenementIndesirable.objects.all(), requete=requete, permission=SUIVRE, organisme=VIA_LIEU)


def filtrer_evenements(
    lignes: QuerySet[EvenementIndesirable], *, categorie: str = "", suivi: str = "", annee: int | None = None
) -> QuerySet[EvenementIndesirable]:
    """Rows kept by the filters of the list; empty ones keep everything."""
    if categorie:
        lignes = lignes.filter(categorie=categorie)
    if suivi:
        lignes = lignes.filter(clos_le=None) if suivi == "ouvert" else lignes.filter(declare_le=None)
    return lignes.filter(survenu_le__year=annee) if annee else lignes


def operations_du_perimetre(requete: Requete) -> QuerySet[Operation]:
    """Real-estate operations of the establishments that the agent follows."""
    lignes = porte.visibles(Operation.objects.all(), requete=requete, permission=SUIVRE, organisme=VIA_LIEU)
    return lignes.select_related("etablissement")


def lignes_operations(operations: QuerySet[Operation]) -> list[LigneOperation]:
    """Operations with their sums, which keep the words of their amounts. One query."""
    return [LigneOperation(o, immobilier.croiser(tranches(o)).ensemble) for o in avec_tranches(operations)]


def avec_tranches(operations: QuerySet[Operation]) -> QuerySet[Operation]:
    """Operations, each with its amounts read in the same query."""
    somme = JSONObject(
        annee="financements__annee", financeur="financements__financeur", valeur="financements__valeur",
        precision="financements__precision",
    )  # fmt: skip
    lues = ArrayAgg(somme, filter=Q(financements__isnull=False), default=[], order_by=F("financements__id"))
    return operations.annotate(lues=lues)


def tranches(operation: Any) -> list[immobilier.Tranche]:
    """The amounts of an operation read by ``avec_tranches``."""
    return [
        immobilier.Tranche(
            t["annee"], nomenclatures.libelle("financeurs", t["financeur"]),
            None if t["valeur"] is None else Montant(Decimal(str(t["valeur"])), PrecisionMontant(t["precision"])),
        )
        for t in operation.lues
    ]  # fmt: skip
