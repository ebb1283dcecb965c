"""Reads: the amounts of a frame, as lines for the rules, in tables, and what they add up to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import QuerySet

from jalons.application.fiches.models import Cadre, Fiche
from jalons.application.finances import calculs, contexte, rules
from jalons.application.finances.calculs import BilanFinancier, Consommation, Reste
from jalons.application.finances.comptes import SANS_RIEN, Comptes, comptes, lire
from jalons.application.finances.lignes import Beneficiaire, LigneFinanciere, Version
from jalons.application.finances.models import Montant
from jalons.application.finances.tableaux import Pivot, pivoter
from jalons.droit import regle_cofinancement, sources_financement
from jalons.noyau.ecarts import Ecart
from jalons.noyau.montants import PrecisionMontant
from jalons.noyau.periodes import Periode


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

    @property
    def par_an(self) -> bool:
        """Whether the total is one a year."""
        return calculs.par_an(self.lignes)

    def _verse(self, beneficiaire: str) -> Decimal | None:
        verse = self.versements[beneficiaire]
        tous_dits = bool(self.lignes) and not self.versements["inconnu"]
        return verse if verse or tous_dits else None


def montants(cadre: Cadre) -> QuerySet[Montant]:
    """The amounts of a frame, with what names them, in two queries: hundreds of amounts share a few fiches."""
    return Montant.objects.filter(cadre=cadre).select_related("rubrique", "inclus_dans").prefetch_related("fiche")


def montants_de_la_fiche(fiche: Fiche) -> QuerySet[Montant]:
    """The amounts of a fiche, in every frame that it serves; what they point to but the frame is read only if asked."""
    return Montant.objects.filter(fiche=fiche).select_related("cadre").prefetch_related("inclus_dans")


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
    return ""


def lignes(cadre: Cadre) -> tuple[LigneFinanciere, ...]:
    """Every amount of the frame, in its order: what the rules and the files read."""
    return lire(cadre).lignes


def synthese(
    cadre: Cadre, *, complete: bool | None = None, au: date | None = None, lus: Comptes | None = None
) -> Synthese:
    """Totals, shares, consumption, payees and écarts of a frame.

    Args:
        complete: whether every amount of the State and the ARS is given; what the frame says when not given.
        au: day on which the minimum share is read; the signature, else the start of the frame, when not given.
        lus: what ``lire`` gave, when it is already read.
    """
    lus = lus or lire(cadre)
    propre = contexte.lire(cadre)
    entiere = propre.complete if complete is None else complete
    jour = jour_du_droit(cadre, au or propre.au)
    return lus.garder(
        ("synthese", cadre.nature, entiere, jour),
        lambda: synthese_des_lignes(lus.lignes, cadre, complete=entiere, au=jour, actions=lus.actions),
    )


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


def totaux_des_cadres(cadres: Iterable[Cadre]) -> list[TotalCadre]:
    """Each frame with its total."""
    tous = list(cadres)
    lus = comptes(tous)
    return [_total_du_cadre(c, lus.get(c.pk, SANS_RIEN)) for c in tous]


def _total_du_cadre(cadre: Cadre, lus: Comptes) -> TotalCadre:
    somme, par_an = lus.garder("total", lambda: (calculs.total(lus.lignes), calculs.par_an(lus.lignes)))
    return TotalCadre(cadre, somme, len(lus.lignes), par_an)
