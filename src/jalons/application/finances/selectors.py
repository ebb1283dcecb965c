"""Reads: the amounts of a frame, as lines for the rules, in tables, and what they add up to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import QuerySet

from jalons.application.fiches.models import Cadre, Fiche, Placement
from jalons.application.finances import calculs, contexte, rules
from jalons.application.finances.calculs import BilanFinancier, Consommation, Reste
from jalons.application.finances.lignes import Beneficiaire, LigneFinanciere, Version
from jalons.application.finances.models import Montant
from jalons.application.finances.tableaux import Pivot, pivoter
from jalons.droit import regle_cofinancement, sources_financement
from jalons.noyau.ecarts import Ecart
from jalons.noyau.montants import PrecisionMontant
from jalons.noyau.periodes import Periode

SANS_ACTION = ""


@dataclass(frozen=True, slots=True)
class Synthese:
    """The money of a frame.

    Attributes:
        bilan: totals and shares of the strongest versions (signed, else notified, else forecast).
        versements: euros of the funders other than the département, by payee ("departement", "essms", "inconnu").
        restes: amounts of which the document details a part.
    """

    lignes: tuple[LigneFinanciere, ...]
    bilan: BilanFinancier
    consommations: tuple[Consommation, ...]
    versements: Mapping[str, Decimal]
    restes: tuple[Reste, ...]
    ecarts: tuple[Ecart, ...]
    complete: bool
    au: date

    @property
    def verse_au_departement(self) -> Decimal | None:
        """Euros that reach the département; ``None`` when no amount says who receives it."""
        return self._verse("departement")

    @property
    def verse_aux_essms(self) -> Decimal | None:
        """Euros paid directly to the ESSMS; ``None`` when no amount says who receives it."""
        return self._verse("essms")

    def _verse(self, beneficiaire: str) -> Decimal | None:
        verse = self.versements[beneficiaire]
        tous_dits = bool(self.lignes) and not self.versements["inconnu"]
        return verse if verse or tous_dits else None


def montants(cadre: Cadre) -> QuerySet[Montant]:
    """The amounts of a frame, with what names them, in two queries: hundreds of amounts share a few fiches."""
    return Montant.objects.filter(cadre=cadre).select_related("rubrique", "inclus_dans").prefetch_related("fiche")


def montants_de_la_fiche(fiche: Fiche) -> QuerySet[Montant]:
    """The amounts of a fiche, in every frame that it serves."""
    return Montant.objects.filter(fiche=fiche).select_related("cadre", "rubrique", "inclus_dans", "fiche")


def noms_des_fiches(places: Iterable[Placement]) -> dict[int, str]:
    """For each fiche, the short name under which its lines are written; a place with a name of its own wins."""
    noms: dict[int, str] = {}
    for place in places:
        if place.fiche_id not in noms or (place.cle and noms[place.fiche_id].startswith("fiche-")):
            noms[place.fiche_id] = place.cle or f"fiche-{place.fiche_id}"
    return noms


@dataclass(frozen=True, slots=True)
class Lecture:
    """The amounts of a frame, stored and as the rules read them, with what they pay for.

    Attributes:
        actions: for each name that a line may pay for, the actions it stands for.
        titres: title of what each name designates.
    """

    montants: tuple[Montant, ...]
    lignes: tuple[LigneFinanciere, ...]
    actions: Mapping[str, frozenset[str]]
    titres: Mapping[str, str]


def lire(cadre: Cadre) -> Lecture:
    """Everything about the amounts of a frame, in three queries."""
    places = list(Placement.objects.filter(cadre=cadre).select_related("fiche", "rubrique").order_by("ordre", "id"))
    lus = tuple(montants(cadre))
    noms = noms_des_fiches(places)
    titres = {_action(m, noms): vise.titre for m in lus if (vise := m.fiche or m.rubrique) is not None}
    return Lecture(lus, tuple(ligne(m, noms) for m in lus), actions_designees(places), titres)


def ligne(montant: Montant, noms: Mapping[int, str]) -> LigneFinanciere:
    """One stored amount as the rules read it; ``noms`` names the fiches."""
    periode = Periode(montant.debut, montant.fin) if montant.debut and montant.fin else None
    return LigneFinanciere(
        cle=montant.cle,
        libelle=montant.libelle,
        valeur=montant.valeur,
        version=Version(montant.version),
        source=montant.source,
        precision=PrecisionMontant(montant.precision),
        beneficiaire=Beneficiaire(montant.beneficiaire) if montant.beneficiaire else None,
        periode=periode,
        annee=montant.annee,
        par_an=montant.par_an,
        perenne=montant.perenne,
        total=montant.est_total,
        somme_de=tuple(montant.somme_de),
        inclus_dans=montant.inclus_dans.cle if montant.inclus_dans else "",
        action=_action(montant, noms),
    )


def _action(montant: Montant, noms: Mapping[int, str]) -> str:
    if montant.fiche_id is not None:
        return noms.get(montant.fiche_id, f"fiche-{montant.fiche_id}")
    if montant.rubrique is not None:
        return montant.rubrique.cle or f"rubrique-{montant.rubrique_id}"
    return SANS_ACTION


def lignes(cadre: Cadre) -> tuple[LigneFinanciere, ...]:
    """Every amount of the frame, in its order: what the rules and the files read. Two queries."""
    return lire(cadre).lignes


def synthese(
    cadre: Cadre, *, complete: bool | None = None, au: date | None = None, lecture: Lecture | None = None
) -> Synthese:
    """Totals, shares, consumption, payees and écarts of a frame.

    Args:
        complete: whether every amount of the State and the ARS is given; what the frame says when not given.
        au: day on which the minimum share is read; the signature, else the start of the frame, when not given.
        lecture: what ``lire`` gave, when it is already read.
    """
    lecture = lecture or lire(cadre)
    propre = contexte.lire(cadre)
    return synthese_des_lignes(
        lecture.lignes, cadre,
        complete=propre.complete if complete is None else complete,
        au=jour_du_droit(cadre, au or propre.au), actions=lecture.actions,
    )  # fmt: skip


def synthese_des_lignes(
    lues: Sequence[LigneFinanciere],
    cadre: Cadre,
    *,
    complete: bool,
    au: date,
    actions: Mapping[str, frozenset[str]] | None = None,
) -> Synthese:
    """The same from lines already read; the co-funding rule is checked on contracts only."""
    ecarts = rules.controler(lues, complete=complete, au=au, actions=actions)
    if cadre.nature != Cadre.Nature.CONTRAT:
        ecarts = [e for e in ecarts if not e.code.startswith("part_departement")]
    return Synthese(
        tuple(lues),
        calculs.bilan(lues, complete=complete, au=au),
        calculs.consommations(lues),
        calculs.versements(lues),
        calculs.restes(lues),
        tuple(ecarts),
        complete,
        au,
    )


def jour_du_droit(cadre: Cadre, au: date | None) -> date:
    """The day on which the rule is read, never before it exists."""
    premier = min(v.depuis for v in regle_cofinancement().part_min.valeurs)
    return max(au or (cadre.debut.debut if cadre.debut else premier), premier)


def actions_designees(places: Iterable[Placement]) -> dict[str, frozenset[str]]:
    """For each name that a line may pay for, the actions it stands for; two names of one service are one action."""
    designees: dict[str, set[str]] = defaultdict(set)
    for place in places:
        action = place.dispositif or place.fiche.titre
        designees[place.cle or f"fiche-{place.fiche_id}"].add(action)
        if place.rubrique is not None:
            designees[place.rubrique.cle or f"rubrique-{place.rubrique_id}"].add(action)
    return {nom: frozenset(actions) for nom, actions in designees.items()}


def libelles_des_sources() -> dict[str, str]:
    """What a reader sees for each source; an announced total has none."""
    return {s.code: s.libelle for s in sources_financement()} | {"": "Total annoncé"}


def pivot_par_source(lues: Sequence[LigneFinanciere]) -> Pivot:
    """Sources × years and periods, in the order of the catalogue."""
    libelles = libelles_des_sources()
    return pivoter(lues, lambda x: x.source, libelles=lambda c: libelles.get(c, c), ordre=list(libelles))


def pivot_par_beneficiaire(lues: Sequence[LigneFinanciere]) -> Pivot:
    """Payees × years and periods; a document silent about the payee is said so."""
    libelles = {b.value: b.libelle.capitalize() for b in Beneficiaire} | {"": "Bénéficiaire non précisé"}
    cle = {b: b.value for b in Beneficiaire}
    return pivoter(
        lues, lambda x: cle[x.beneficiaire] if x.beneficiaire else "", libelles=libelles.__getitem__,
        ordre=list(libelles),
    )  # fmt: skip


def pivot_par_action(lues: Sequence[LigneFinanciere], titres: Mapping[str, str]) -> Pivot:
    """Fiches, objectives and lists × years and periods; ``titres`` from ``lire``."""
    return pivoter(
        lues, lambda x: x.action,
        libelles=lambda c: titres.get(c, c) if c else "Sans action désignée", ordre=list(titres),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class TotalCadre:
    """A frame and what it amounts to; ``None``: no amount known."""

    cadre: Cadre
    total: Decimal | None
    nombre: int
    par_an: bool


def totaux_des_cadres(cadres: QuerySet[Cadre]) -> list[TotalCadre]:
    """Each frame with its total, in two queries."""
    tous = list(cadres)
    par_cadre: dict[int, list[LigneFinanciere]] = defaultdict(list)
    for montant in Montant.objects.filter(cadre__in=tous).select_related("fiche", "rubrique", "inclus_dans"):
        par_cadre[montant.cadre_id].append(ligne(montant, {}))
    totaux = []
    for cadre in tous:
        lues = par_cadre[cadre.pk]
        retenues = calculs.lignes_retenues(lues)
        par_an = bool(retenues) and all(x.par_an for x in retenues)
        totaux.append(TotalCadre(cadre, calculs.total(lues), len(lues), par_an))
    return totaux
