"""Several départements at once: contracts, amounts by source, progress, reports; what is unknown is counted.

The aggregates read every amount of the perimeter: they are kept one minute, and the page says of what time they are.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any, TypeVar, cast

from django.core.cache import cache
from django.db import connection
from django.db.models import Count, F
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe

from jalons.application.acces.http import Requete
from jalons.application.acces.permissions import Permission
from jalons.application.contrats.models import Contrat
from jalons.application.fiches.models import Fiche
from jalons.application.portail.accueil.pilotage import ENGAGEES
from jalons.application.rapports.models import Rapport
from jalons.application.socle.empreintes import dire_perissable
from jalons.application.socle.lignes import lire_lignes
from jalons.application.socle.rendus import RENDUS
from jalons.application.territoires.models import Collectivite
from jalons.droit import sources_financement

T = TypeVar("T")

DUREE_S = 60
"""Seconds during which the figures are kept."""

_COMPTES = "NOT est_total AND inclus_dans_id IS NULL AND version IN ('signe', 'notifie', 'prevu')"
_MONTANTS = f"""
WITH lus AS MATERIALIZED (
    SELECT collectivite_id, cadre_id, source, par_an, version, sum(valeur) AS somme
    FROM finances_montant WHERE {_COMPTES} AND collectivite_id = ANY(%s) GROUP BY 1, 2, 3, 4, 5
), melees AS MATERIALIZED (SELECT cadre_id, source FROM lus GROUP BY 1, 2 HAVING count(DISTINCT version) > 1)
SELECT collectivite_id, source, par_an, sum(somme) FROM (
    SELECT collectivite_id, source, par_an, somme FROM lus
    WHERE NOT EXISTS (SELECT FROM melees m WHERE m.cadre_id = lus.cadre_id AND m.source = lus.source)
  UNION ALL
    SELECT collectivite_id, source, par_an, coalesce(
        sum(valeur) FILTER (WHERE version = 'signe'), sum(valeur) FILTER (WHERE version = 'notifie'), sum(valeur))
    FROM finances_montant JOIN melees USING (cadre_id, source) WHERE {_COMPTES}
    GROUP BY collectivite_id, cadre_id, source, fiche_id, rubrique_id, debut, fin, annee, par_an
) classes GROUP BY 1, 2, 3
"""  # noqa: S608
"""Same choice as ``finances.calculs.lignes_retenues``: the strongest version of each amount. Only a source that several
versions of a frame state needs its amounts to be told apart."""


@dataclass
class Ligne:
    """One département. ``montants`` for their whole period, ``annuels`` each year; a missing source is unknown."""

    code: str
    nom: str
    region: str
    fictive: bool
    contrats: list[Mapping[str, Any]] = field(default_factory=list)
    montants: dict[str, Decimal] = field(default_factory=dict)
    annuels: dict[str, Decimal] = field(default_factory=dict)
    fiches: Counter[str] = field(default_factory=Counter)
    rapports: Counter[str] = field(default_factory=Counter)

    @property
    def regimes(self) -> list[str]:
        """Regimes of its contracts, each once."""
        return sorted({c["regime"] for c in self.contrats})

    @property
    def total(self) -> Decimal | None:
        """Euros for whole periods; ``None``: no amount is known."""
        return sum(self.montants.values(), Decimal(0)) if self.montants else None

    @property
    def total_annuel(self) -> Decimal | None:
        """Euros a year; ``None``: no amount is known."""
        return sum(self.annuels.values(), Decimal(0)) if self.annuels else None

    @property
    def connues(self) -> int:
        """Fiches whose status is known."""
        return self.fiches.total() - self.fiches["inconnu"]

    @property
    def engagees(self) -> int | None:
        """Percent of the known fiches started or done; ``None``: no status is known."""
        return round(100 * sum(self.fiches[s] for s in ENGAGEES) / self.connues) if self.connues else None

    @property
    def par_source(self) -> list[tuple[Decimal | None, Decimal | None]]:
        """For each column: euros of whole periods, and euros a year."""
        return [(_somme(self.montants, codes), _somme(self.annuels, codes)) for _, codes in COLONNES]


def _colonnes() -> list[tuple[str, tuple[str, ...]]]:
    seules = ("P304", "FIR1", "ONDAM_MS", "DEPT")
    autres = tuple(s.code for s in sources_financement() if s.code not in seules)
    noms = {"P304": "État (P304)", "FIR1": "FIR", "ONDAM_MS": "ONDAM médico-social", "DEPT": "Département"}
    return [*((noms[s], (s,)) for s in seules), ("État non ventilé et autres", autres)]


COLONNES = _colonnes()
"""Heading and sources of each column of money."""


def _somme(montants: Mapping[str, Decimal], codes: Iterable[str]) -> Decimal | None:
    trouves = [montants[c] for c in codes if c in montants]
    return sum(trouves, Decimal(0)) if trouves else None


@dataclass(frozen=True)
class Totaux:
    """Sums of the lines shown, and how many départements are left out of each because nothing is known of them."""

    departements: int
    fictifs: int
    avec_contrat: int
    total: Decimal | None
    total_annuel: Decimal | None
    par_source: list[tuple[Decimal | None, Decimal | None]]
    sans_montant: int
    engagees: int | None
    sans_statut: int
    fiches_inconnues: int
    arretes: int


def totaux(lignes: Sequence[Ligne]) -> Totaux:
    """Sums of known figures only; a fictitious département is left out as soon as there is a real one."""
    toutes, lignes = lignes, [x for x in lignes if not x.fictive] or lignes
    connues = sum(x.connues for x in lignes)
    faites = sum(x.fiches[s] for x in lignes for s in ENGAGEES)
    return Totaux(
        departements=len(lignes),
        fictifs=len(toutes) - len(lignes),
        avec_contrat=sum(bool(x.contrats) for x in lignes),
        total=_additionner(x.total for x in lignes),
        total_annuel=_additionner(x.total_annuel for x in lignes),
        par_source=[
            (_additionner(x.par_source[i][0] for x in lignes), _additionner(x.par_source[i][1] for x in lignes))
            for i in range(len(COLONNES))
        ],
        sans_montant=sum(x.total is None and x.total_annuel is None for x in lignes),
        engagees=round(100 * faites / connues) if connues else None,
        sans_statut=sum(x.engagees is None for x in lignes),
        fiches_inconnues=sum(x.fiches["inconnu"] for x in lignes),
        arretes=sum(x.rapports["arrete"] for x in lignes),
    )


def _additionner(valeurs: Iterable[Decimal | None]) -> Decimal | None:
    connues = [v for v in valeurs if v is not None]
    return sum(connues, Decimal(0)) if connues else None


def lire(requete: Requete, codes: frozenset[str]) -> tuple[list[Ligne], datetime]:
    """The lines of these collectivités as the agent may see them, and the moment when they were computed."""
    dire_perissable()
    cle, voit, rapports = _cle(requete, codes)
    lignes, calcule_le = _garder(cle, lambda: (_calculer(voit, rapports), timezone.now()))
    return list(lignes), calcule_le


def rendre(requete: Requete, codes: frozenset[str], rendu: Callable[[], str], *, vue: str = "accueil") -> SafeString:
    """What ``rendu`` writes about these lines, kept as long: drawing a hundred rows costs more than adding them.

    Args:
        rendu: an escaping template; it may hold nothing of the agent but its perimeter.
        vue: the page, with the filters that it applied.
    """
    dire_perissable()
    cle = f"{_cle(requete, codes)[0]}-{hashlib.sha256(vue.encode()).hexdigest()}"
    return mark_safe(str(_garder(cle, rendu)))  # noqa: S308 - written by an escaping template


def _garder(cle: str, calculer: Callable[[], T]) -> T:
    """What is kept under ``cle``; once it is too old one request computes it again, those that come meanwhile wait."""
    if (garde := cache.get(cle)) is None:
        with RENDUS.tour(cle):
            if (garde := cache.get(cle)) is None:
                garde = calculer()
                cache.set(cle, garde, DUREE_S)
    return cast("T", garde)


def _cle(requete: Requete, codes: frozenset[str]) -> tuple[str, frozenset[str], frozenset[str]]:
    """The name under which the figures are kept, which holds the whole perimeter, and the perimeter itself."""
    voit = frozenset(codes & requete.droits.perimetre(Permission.CONTRATS_VOIR))
    rapports = frozenset(codes & requete.droits.perimetre(Permission.RAPPORTS_VOIR))
    marque = hashlib.sha256(f"{sorted(voit)}{sorted(rapports)}".encode()).hexdigest()
    return f"consolidation-{marque}", voit, rapports


def _calculer(voit: frozenset[str], rapports: frozenset[str]) -> list[Ligne]:
    lignes = {
        c.code: Ligne(c.code, c.nom, c.region.nom if c.region else "", c.fictive)
        for c in Collectivite.objects.filter(pk__in=voit).select_related("region")
    }
    lues = lire_lignes(
        {
            "contrats": Contrat.objects.filter(collectivite__in=voit).values(
                "collectivite_id", "regime", debut=F("cadre__debut"), fin=F("cadre__fin")
            ),
            "fiches": _comptes(Fiche, "statut").filter(collectivite__in=voit),
            "rapports": _comptes(Rapport, "etat").filter(collectivite__in=rapports),
        }
    )
    for contrat in lues["contrats"]:
        lignes[contrat["collectivite_id"]].contrats.append(contrat)
    for f in lues["fiches"]:
        lignes[f["collectivite_id"]].fiches[f["statut"]] = f["nombre"]
    for r in lues["rapports"]:
        lignes[r["collectivite_id"]].rapports[r["etat"]] = r["nombre"]
    with connection.cursor() as curseur:
        curseur.execute(_MONTANTS, [sorted(voit)])
        for code, source, par_an, somme in curseur.fetchall():
            (lignes[code].annuels if par_an else lignes[code].montants)[source] = somme
    return list(lignes.values())


def _comptes(modele: Any, champ: str) -> Any:
    return modele.objects.values("collectivite_id", champ).annotate(nombre=Count("pk"))


def filtrer(lignes: Iterable[Ligne], *, region: str, regime: str, suivi: str) -> list[Ligne]:
    """Lines of a région and of a regime; ``suivi``: ``avec`` or ``sans`` a contract."""
    return [
        x
        for x in lignes
        if (not region or x.region == region)
        and (not regime or regime in x.regimes)
        and (not suivi or bool(x.contrats) == (suivi == "avec"))
    ]


def par_region(lignes: Iterable[Ligne]) -> dict[str, list[Ligne]]:
    """Lines by région, in alphabetical order."""
    groupes: dict[str, list[Ligne]] = defaultdict(list)
    for ligne in sorted(lignes, key=lambda x: (x.region, x.code)):
        groupes[ligne.region].append(ligne)
    return dict(groupes)
