"""What amounts add up to: totals, shares, remainders, consumption, simulation. Pure; every figure is an exact decimal.

An announced total and a part of another line are never added. Between several versions of one amount the signed one
counts, else the notified one, else the forecast; what was committed, paid or justified is compared, never added.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cache

from jalons.application.finances.lignes import Beneficiaire, LigneFinanciere, Version
from jalons.droit import DroitInapplicable, regle_cofinancement, sources_financement
from jalons.droit.model import BaseCofinancement
from jalons.noyau.dates import DateCivile
from jalons.noyau.montants import CENTIME, PrecisionMontant, pourcentage
from jalons.noyau.periodes import Periode

REFERENCE = (Version.SIGNE, Version.NOTIFIE, Version.PREVU)
"""Versions that state what is due, the strongest first."""
_RANGS = {version: rang for rang, version in enumerate(REFERENCE)}
EXECUTION = (Version.ENGAGE, Version.PAYE, Version.JUSTIFIE)
"""Versions that state what was done with it."""


Lignes = tuple[LigneFinanciere, ...]
DERNIERES_AU_PLUS = 4
_DERNIERES: tuple[tuple[Lignes, Lignes], ...] = ()
"""Lines asked last, and those that count: one page asks a dozen times for the same. They are known by identity, which
is safe as long as they are held here and cannot change."""


class EtatRegle(StrEnum):
    """Three states, never two."""

    RESPECTEE = "respectee"
    NON_RESPECTEE = "non_respectee"
    NON_VERIFIABLE = "non_verifiable"

    @property
    def libelle(self) -> str:
        """As a reader is told."""
        return {
            "respectee": "respectée", "non_respectee": "non respectée", "non_verifiable": "non vérifiable",
        }[self.value]  # fmt: skip


@dataclass(frozen=True, slots=True)
class PartDepartement:
    """The département's share under one base.

    Attributes:
        part: percent, two decimals; ``None`` when not checkable.
        raison: why it is not checkable, in French; empty otherwise.
        departement, base: euros; ``base`` counts the département's share and the sources put beside it.
    """

    code: str
    etat: EtatRegle
    part: Decimal | None = None
    raison: str = ""
    departement: Decimal | None = None
    base: Decimal | None = None


@dataclass(frozen=True, slots=True)
class BilanFinancier:
    """Totals and shares of a set of lines.

    Attributes:
        total: euros; ``None`` when the lines state no amount.
        par_source: euros by source.
        parts: percent of the total by source, two decimals.
        parts_departement: the département's share, by code of base.
    """

    total: Decimal | None
    par_source: dict[str, Decimal]
    parts: dict[str, Decimal | None]
    parts_departement: dict[str, PartDepartement]


@dataclass(frozen=True, slots=True)
class Reste:
    """What remains of an amount once its known parts are taken away."""

    ligne: LigneFinanciere
    parties: tuple[LigneFinanciere, ...]

    @property
    def montant(self) -> Decimal:
        """Euros; negative when the parts exceed the whole."""
        return self.ligne.valeur - sum((p.valeur for p in self.parties), Decimal(0))


@dataclass(frozen=True, slots=True)
class Consommation:
    """What became of the money of one source; ``None``: unknown, never zero."""

    source: str
    reference: Decimal | None
    engage: Decimal | None
    paye: Decimal | None
    justifie: Decimal | None

    def taux(self, version: Version) -> Decimal | None:
        """Percent of the reference reached at that version; ``None`` when one of the two is unknown or zero."""
        fait = {Version.ENGAGE: self.engage, Version.PAYE: self.paye, Version.JUSTIFIE: self.justifie}.get(version)
        return None if fait is None or not self.reference else pourcentage(fait, self.reference)


@dataclass(frozen=True, slots=True)
class Simulation:
    """The same figures before and after a change of envelope."""

    avant: BilanFinancier
    apres: BilanFinancier

    @property
    def variation(self) -> Decimal:
        """Euros added to the total."""
        return (self.apres.total or Decimal(0)) - (self.avant.total or Decimal(0))


def lignes_retenues(lignes: Iterable[LigneFinanciere]) -> tuple[LigneFinanciere, ...]:
    """The lines that count in a total, in their order.

    A forecast gives way to what is notified or signed by the same source over the same time, whatever the action:
    contracts are forecast action by action and signed source by source, and both must not be added.
    """
    global _DERNIERES
    if not isinstance(lignes, tuple):
        return _retenir(lignes)
    for connues, retenues in _DERNIERES:
        if connues is lignes:
            return retenues
    retenues = _retenir(lignes)
    _DERNIERES = ((lignes, retenues), *_DERNIERES[: DERNIERES_AU_PLUS - 1])
    return retenues


def _retenir(lignes: Iterable[LigneFinanciere]) -> tuple[LigneFinanciere, ...]:
    candidates = [(x, _RANGS[x.version]) for x in lignes if x.version in _RANGS and x.s_ajoute]
    rangs: dict[str, set[int]] = defaultdict(set)
    for ligne, rang in candidates:
        rangs[ligne.source].add(rang)
    # a source has hundreds of lines but few pairs of version and time: each line is compared with those only
    fortes: dict[str, set[tuple[int, Periode | None]]] = defaultdict(set)
    for ligne, rang in candidates:
        if len(rangs[ligne.source]) > 1:
            fortes[ligne.source].add((rang, _temps(ligne)))
    return tuple(
        x
        for x, rang in candidates
        if x.source not in fortes or not any(_l_emporte(y, rang, _temps(x)) for y in fortes[x.source])
    )


def _l_emporte(forte: tuple[int, Periode | None], rang: int, temps: Periode | None) -> bool:
    """Whether ``forte`` is a stronger version that covers some of that time; no date covers all."""
    if forte[0] >= rang:
        return False
    return forte[1] is None or temps is None or forte[1].chevauche(temps)


def _temps(ligne: LigneFinanciere) -> Periode | None:
    return ligne.periode if ligne.annee is None else _annee(ligne.annee)


@cache
def _annee(annee: int) -> Periode:
    return Periode(DateCivile(annee), DateCivile(annee))


def somme(lignes: Iterable[LigneFinanciere]) -> Decimal:
    """Euros, whatever the lines are."""
    return sum((x.valeur for x in lignes), Decimal(0))


def par_source(lignes: Iterable[LigneFinanciere]) -> dict[str, Decimal]:
    """Euros of the lines that count, by source, in order of appearance."""
    totaux: dict[str, Decimal] = defaultdict(Decimal)
    for ligne in lignes_retenues(lignes):
        totaux[ligne.source] += ligne.valeur
    return dict(totaux)


def total(lignes: Sequence[LigneFinanciere]) -> Decimal | None:
    """Euros of the lines that count; without any, the one total announced; else ``None``."""
    retenues = lignes_retenues(lignes)
    if retenues:
        return somme(retenues)
    annonces = {x.valeur for x in lignes if x.total}
    return annonces.pop() if len(annonces) == 1 else None


def par_an(lignes: Iterable[LigneFinanciere]) -> bool:
    """Whether every line that counts comes back each year: the total is then one a year."""
    retenues = lignes_retenues(lignes)
    return bool(retenues) and all(x.par_an for x in retenues)


def restes(lignes: Sequence[LigneFinanciere]) -> tuple[Reste, ...]:
    """Each line of which the document details a part, with what remains."""
    parties = defaultdict(list)
    for ligne in lignes:
        if ligne.inclus_dans:
            parties[ligne.inclus_dans].append(ligne)
    return tuple(Reste(x, tuple(parties[x.cle])) for x in lignes if x.cle in parties)


def versements(lignes: Iterable[LigneFinanciere]) -> dict[str, Decimal]:
    """Euros brought by the funders other than the département, by payee ("inconnu" when the document is silent)."""
    propres = {s.code for s in sources_financement() if s.gestionnaire == "departement"}
    recus = {**{b.value: Decimal(0) for b in Beneficiaire}, "inconnu": Decimal(0)}
    for ligne in lignes_retenues(lignes):
        if ligne.source not in propres:
            recus[ligne.beneficiaire.value if ligne.beneficiaire else "inconnu"] += ligne.valeur
    return recus


def intervalle(ligne: LigneFinanciere) -> tuple[Decimal, Decimal]:
    """Smallest and largest euros that the text allows.

    An approximate figure is off by less than one unit of its last significant digit: "plus de 1,6 M€" is below 1,7 M€.

    >>> intervalle(LigneFinanciere("a", "a", Decimal(1600000), Version.SIGNE, precision=PrecisionMontant.PLUS_DE))
    (Decimal('1600000'), Decimal('1699999.99'))
    """
    valeur = ligne.valeur
    if ligne.precision is PrecisionMontant.EXACT:
        return valeur, valeur
    exposant = int(valeur.normalize().as_tuple().exponent) if valeur else 0
    unite = Decimal(10) ** exposant
    match ligne.precision:
        case PrecisionMontant.ENVIRON:
            return valeur - unite / 2, valeur + unite / 2
        case PrecisionMontant.PLUS_DE:
            return valeur, max(valeur, valeur + unite - CENTIME)
        case PrecisionMontant.JUSQUA:
            return Decimal(0), valeur
    return valeur, valeur


def bornes(lignes: Iterable[LigneFinanciere]) -> tuple[Decimal, Decimal]:
    """Smallest and largest sum of the lines."""
    intervalles = [intervalle(x) for x in lignes]
    return sum((i[0] for i in intervalles), Decimal(0)), sum((i[1] for i in intervalles), Decimal(0))


def parts_departement(lignes: Sequence[LigneFinanciere], *, complete: bool, au: date) -> dict[str, PartDepartement]:
    """The département's share under each base of the rule.

    Args:
        complete: whether the lines give every amount of the State and the ARS (an absent one is then zero).
        au: day on which the minimum share is read, usually the signature.
    """
    retenues = lignes_retenues(lignes)
    return {b.code: _part(b, retenues, complete=complete, au=au) for b in regle_cofinancement().bases}


def _part(base: BaseCofinancement, lignes: Sequence[LigneFinanciere], *, complete: bool, au: date) -> PartDepartement:
    propres = {s.code for s in sources_financement() if s.gestionnaire == "departement"}
    miennes = [x for x in lignes if x.source in propres]
    autres = [x for x in lignes if x.source in base.comptees]
    if raison := _obstacle(base, {x.source for x in lignes}, propres, complete=complete):
        return PartDepartement(base.code, EtatRegle.NON_VERIFIABLE, raison=raison)
    departement, reunis = somme(miennes), somme(miennes) + somme(autres)
    if reunis == 0:
        return PartDepartement(base.code, EtatRegle.NON_VERIFIABLE, raison="les montants sont nuls")
    minimum = part_minimale(au)
    if minimum is None:
        return PartDepartement(base.code, EtatRegle.NON_VERIFIABLE, raison="aucun minimum n'est connu à cette date")
    (bas, haut), (autre_bas, autre_haut) = bornes(miennes), bornes(autres)
    etats = {_atteint(bas, autre_haut, minimum), _atteint(haut, autre_bas, minimum)}
    part = pourcentage(departement, reunis)
    if len(etats) == 2:
        raison = "les montants sont trop approximatifs pour trancher"
        return PartDepartement(base.code, EtatRegle.NON_VERIFIABLE, part, raison, departement, reunis)
    etat = EtatRegle.RESPECTEE if etats.pop() else EtatRegle.NON_RESPECTEE
    return PartDepartement(base.code, etat, part, "", departement, reunis)


def part_minimale(au: date) -> Decimal | None:
    """Smallest share of the département on ``au``, from 0 to 1; ``None`` when the law sets none that day."""
    try:
        return regle_cofinancement().part_min.decimal_au(au)
    except DroitInapplicable:
        return None


def _atteint(departement: Decimal, autres: Decimal, minimum: Decimal) -> bool:
    return departement >= minimum * (departement + autres)


def _nommer(codes: Iterable[str]) -> str:
    """Sources as a reader knows them.

    >>> _nommer(["P304", "ONDAM_MS"])
    '« Programme 304 (État, action 17) » et « ONDAM médico-social »'
    """
    noms = {s.code: s.libelle for s in sources_financement()}
    return " et ".join(f"« {noms.get(c, c)} »" for c in codes)


def _obstacle(base: BaseCofinancement, presentes: set[str], propres: set[str], *, complete: bool) -> str:
    if not presentes & propres:
        return "la part du département n'est pas donnée"
    if melees := sorted(presentes & set(base.empechee_par)):
        return f"le document donne {_nommer(melees)} sans que l'on y distingue {_nommer(base.comptees)}"
    agregats = {s for b in regle_cofinancement().bases for s in b.empechee_par}
    if presentes & agregats or complete:
        return ""
    publiques = {s.code for s in sources_financement() if s.gestionnaire in ("prefet", "ars")}
    manquantes = [s for s in base.comptees if s in publiques - agregats and s not in presentes]
    return f"le montant de {', '.join(manquantes)} n'est pas donné" if manquantes else ""


def bilan(lignes: Sequence[LigneFinanciere], *, complete: bool, au: date) -> BilanFinancier:
    """Totals, shares and the département's part; same arguments as ``parts_departement``."""
    sources, tout = par_source(lignes), total(lignes)
    parts = {s: pourcentage(v, tout) if tout else None for s, v in sources.items()}
    return BilanFinancier(tout, sources, parts, parts_departement(lignes, complete=complete, au=au))


def consommations(lignes: Sequence[LigneFinanciere]) -> tuple[Consommation, ...]:
    """What became of the money, source by source, in order of appearance."""
    sources = dict.fromkeys(x.source for x in lignes if x.s_ajoute)
    references = par_source(lignes)

    def fait(source: str, version: Version) -> Decimal | None:
        trouvees = [x for x in lignes if x.s_ajoute and x.source == source and x.version is version]
        return somme(trouvees) if trouvees else None

    return tuple(Consommation(s, references.get(s), *(fait(s, v) for v in EXECUTION)) for s in sources)


def simuler(
    lignes: Sequence[LigneFinanciere],
    *,
    ajouts: Sequence[LigneFinanciere] = (),
    retraits: Collection[str] = (),
    complete: bool,
    au: date,
) -> Simulation:
    """The figures before and after adding lines and taking away those named in ``retraits``."""
    apres = [x for x in lignes if x.cle not in retraits] + list(ajouts)
    return Simulation(bilan(lignes, complete=complete, au=au), bilan(apres, complete=complete, au=au))
