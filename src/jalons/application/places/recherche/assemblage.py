"""From rows of the registers to the problem that the engine reads. Pure.

Kinds, publics and needs bear their French names in the problem, so that a reason may be read as it is; children and
units bear their keys. What no register says stays unknown: nothing is guessed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import Any

from jalons.appariement.probleme import (
    Accueil,
    Affectation,
    Enfant,
    Ensemble,
    Fratrie,
    Incompatibilite,
    Lieu,
    Position,
    Probleme,
    Sexe,
    Zone,
)
from jalons.application.enfants.domiciles import Point
from jalons.application.enfants.nomenclature_besoins import libelles
from jalons.application.etablissements.nomenclatures import TOUS, libelle_public, libelle_type, publics
from jalons.noyau.dates import DateCivile

POUPONNIERE = "pouponniere"
FAUTEUIL = "fauteuil"
"""The need that a home said to be accessible covers."""
COURTS = frozenset({"urgence", "repit"})
"""Types whose stays are short by nature, how short depending on the unit."""


@dataclass(frozen=True, slots=True)
class Attente:
    """A child who waits, as a request and his file say it; ``fratrie``: key of the siblings, if they wait together."""

    enfant: int
    demande: int
    naissance: DateCivile | None
    sexe: str
    type: str
    public: str
    depuis: date
    pour_le: date | None = None
    duree_jours: int | None = None
    fratrie: int | None = None
    indissociable: bool = False


@dataclass(frozen=True, slots=True)
class OffreLue:
    """What a unit offers beyond its authorisation.

    Attributes:
        besoins: ``None`` when nobody has said.
        ici: the home of a carer, when it is known; the place of the establishment is then not read.
    """

    besoins: tuple[str, ...] | None = None
    maison: str = ""
    sejour_max_jours: int | None = None
    latitude: float | None = None
    longitude: float | None = None
    ici: Point | None = None


def chez(offre: OffreLue, maison: Any) -> OffreLue:
    """What a unit offers, at the home of its carer; coordinates told of the unit itself come before those of the home.

    Args:
        maison: ``accueil_familial.selectors.Maison``.
    """
    ou = (maison.latitude, maison.longitude) if offre.latitude is None else (offre.latitude, offre.longitude)
    besoins = offre.besoins
    if besoins is not None and maison.accessible and FAUTEUIL not in besoins:
        besoins = (*besoins, FAUTEUIL)
    return replace(offre, besoins=besoins, ici=Point(maison.commune, maison.epci, maison.departement, *ou))


@dataclass(frozen=True, slots=True)
class SejourLu:
    """A child who has lived, or lives (``en_cours``), in a unit."""

    enfant: int
    unite: int
    en_cours: bool


@dataclass(frozen=True, slots=True)
class Contraintes:
    """What the files say beyond the requests, by key of the child.

    Attributes:
        besoins: codes; a child who is not there has needs that nobody has said.
        exclus: establishments excluded by decision.
        sejours: of the children who wait, and of those whom an incompatibility names.
    """

    besoins: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    ecoles: Mapping[int, Point] = field(default_factory=dict)
    zones: Mapping[int, tuple[Zone, ...]] = field(default_factory=dict)
    incompatibles: Iterable[tuple[int, int]] = ()
    exclus: Iterable[tuple[int, int]] = ()
    domiciles: Mapping[int, tuple[Point, ...]] = field(default_factory=dict)
    sejours: Sequence[SejourLu] = ()


@dataclass(frozen=True, slots=True)
class Assemble:
    """The problem, and what a reader must know of how it was made.

    Attributes:
        actuels: units where children live today, by child: they are no proposal.
        avertissements: sentences; no name in them.
    """

    probleme: Probleme
    actuels: Mapping[str, frozenset[str]]
    avertissements: tuple[str, ...]


def assembler(
    au: date, attentes: Sequence[Attente], unites: Iterable[Any], offres: Mapping[int, OffreLue],
    contraintes: Contraintes, *, pouponniere_jours: int | None, precedent: Mapping[int, int] | None = None,
    lieux: tuple[Lieu, ...] | None = None,
) -> Assemble:  # fmt: skip
    """The problem of a day.

    Args:
        unites: ``lignes.LigneOffre``.
        lieux: what ``lieux_de`` gives for these very units, if it is known already.
        pouponniere_jours: longest stay in a pouponnière; ``None`` when the law of that day does not tell.
        precedent: unit that an earlier plan proposed, by child.
    """
    connus, actuels = defaultdict[int, list[int]](list), defaultdict[int, set[int]](set)
    nommes = {e for paire in contraintes.incompatibles for e in paire}
    presents = defaultdict[int, list[str]](list)
    for s in contraintes.sejours:
        connus[s.enfant].append(s.unite)
        if s.en_cours:
            actuels[s.enfant].add(s.unite)
            if s.enfant in nommes:
                presents[s.unite].append(str(s.enfant))
    lues = list(unites)
    exclues = _unites_exclues(contraintes.exclus, lues)
    enfants = tuple(
        _enfant(a, au, contraintes, connus[a.enfant], [*exclues.get(a.enfant, ()), *actuels[a.enfant]])
        for a in attentes
    )  # fmt: skip
    lieux = lieux_de(lues, offres, pouponniere_jours) if lieux is None else lieux
    if presents:
        lieux = tuple(replace(x, presents=tuple(presents[int(x.cle)])) if int(x.cle) in presents else x for x in lieux)
    paires = tuple(
        Incompatibilite((str(a), str(b))) for a, b in dict.fromkeys(tuple(sorted(p)) for p in contraintes.incompatibles)
    )
    fratries, avertissements = _fratries(attentes, paires)
    la = {x.cle for x in lues}
    attendent = {a.enfant for a in attentes}
    probleme = Probleme(
        DateCivile.lire(au), enfants, lieux, fratries, paires,
        precedent=tuple(
            Affectation(str(e), str(u)) for e, u in (precedent or {}).items() if e in attendent and u in la
        ),
    )  # fmt: skip
    return Assemble(
        probleme, {str(e): frozenset(map(str, u)) for e, u in actuels.items() if e in attendent}, avertissements
    )  # fmt: skip


def _unites_exclues(exclus: Iterable[tuple[int, int]], unites: Iterable[Any]) -> dict[int, list[int]]:
    paires = list(exclus)
    if not paires:
        return {}
    par_maison = defaultdict[int, list[int]](list)
    for x in unites:
        par_maison[x.etablissement_id].append(x.cle)
    trouvees = defaultdict[int, list[int]](list)
    for enfant, etablissement in paires:
        trouvees[enfant] += par_maison[etablissement]
    return trouvees


def _enfant(a: Attente, au: date, c: Contraintes, connus: list[int], interdits: list[int]) -> Enfant:
    besoins = c.besoins.get(a.enfant)
    ecole = c.ecoles.get(a.enfant)
    return Enfant(
        cle=str(a.enfant), naissance=a.naissance, sexe=Sexe(a.sexe) if a.sexe in ("F", "M") else None,
        public=libelle_public(a.public), besoins=None if besoins is None else libelles(besoins),
        genres=(libelle_type(a.type),), duree_prevue_jours=a.duree_jours,
        entree_le=DateCivile.lire(a.pour_le) if a.pour_le is not None and a.pour_le > au else None,
        attend_depuis=DateCivile.lire(a.depuis),
        parents=tuple(position(p) for p in c.domiciles.get(a.enfant, ())),
        ecole=position(ecole) if ecole is not None and ecole.connu else None,
        lieux_connus=tuple(map(str, dict.fromkeys(connus))), lieux_interdits=tuple(map(str, dict.fromkeys(interdits))),
        zones_interdites=c.zones.get(a.enfant, ()),
    )  # fmt: skip


_couverts = lru_cache(maxsize=4096)(libelles)
"""Units are thousands, their lists of needs are few."""
_TOUS = tuple(publics().values())


def lieux_de(unites: Iterable[Any], offres: Mapping[int, OffreLue], pouponniere_jours: int | None) -> tuple[Lieu, ...]:
    """The places of these units, in their order, without who lives there; arguments as for ``assembler``."""
    return tuple(_lieu(x, offres.get(x.cle), pouponniere_jours) for x in unites)


def _lieu(x: Any, offre: OffreLue | None, pouponniere_jours: int | None) -> Lieu:
    compte = x.compte
    autorisees = compte.capacite.autorisees
    maximum = offre.sejour_max_jours if offre is not None else None
    if x.type == POUPONNIERE and pouponniere_jours is not None:
        maximum = pouponniere_jours if maximum is None else min(maximum, pouponniere_jours)
    limite = True if maximum is not None or x.type == POUPONNIERE else None if x.type in COURTS else False
    return Lieu(
        cle=str(x.cle), libelle=f"{x.etablissement}, {x.nom}", genre=x.libelle_type,
        # a unit without any act may have a place: its authorisation and number are then to be checked, not refused
        libres=1 if compte.libres is None else compte.libres, autorise=None if autorisees is None else autorisees > 0,
        maison=offre.maison or None if offre is not None else None, territoire=x.territoire,
        position=_ici(x, offre), age_min=x.age_min, age_max=x.age_max, accueil=_ACCUEILS.get(x.sexe),
        publics=_TOUS if x.public == TOUS else (x.libelle_public,),
        besoins_couverts=None if offre is None or offre.besoins is None else _couverts(offre.besoins),
        places_autorisees=autorisees, accueillis=None if autorisees is None else compte.prises.occupees,
        sejour_limite=limite, sejour_max_jours=maximum,
    )  # fmt: skip


_ACCUEILS = {a.value: a for a in Accueil}


def _ici(x: Any, offre: OffreLue | None) -> Position | None:
    """Where a unit stands: the home of its carer, else its own coordinates, else its establishment."""
    if offre is not None and offre.ici is not None:
        return position(offre.ici)
    propre = offre is not None and offre.latitude is not None
    latitude, longitude = (
        (offre.latitude, offre.longitude) if offre is not None and propre else (x.latitude, x.longitude)
    )
    if latitude is None and x.commune is None:
        return None
    return position(Point(x.commune, x.epci, x.departement, latitude, longitude))


def position(point: Point) -> Position:
    """The same place, in the words of the engine."""
    return Position(point.commune, point.epci, point.departement, _exact(point.latitude), _exact(point.longitude))


def _exact(degres: float | None) -> Decimal | None:
    return None if degres is None else Decimal(str(degres))


def _fratries(
    attentes: Sequence[Attente], paires: Iterable[Incompatibilite]
) -> tuple[tuple[Fratrie, ...], tuple[str, ...]]:
    """Siblings of whom two at least wait together; to keep together those who may not live together is only wished."""
    groupes = defaultdict[int, list[Attente]](list)
    for a in attentes:
        if a.fratrie is not None:
            groupes[a.fratrie].append(a)
    opposes = [frozenset(p.enfants) for p in paires]
    fratries, dits = [], []
    for cle, membres in groupes.items():
        if len(membres) < 2:
            continue
        cles = {str(a.enfant) for a in membres}
        oblige = any(a.indissociable for a in membres)
        if oblige and any(p <= cles for p in opposes):
            oblige = False
            dits.append(
                "Une fratrie est dite indissociable alors que deux de ses enfants ne doivent pas vivre ensemble."
            )
        ensemble = Ensemble.OBLIGATOIRE if oblige else Ensemble.SOUHAITE
        fratries.append(Fratrie(str(cle), tuple(str(a.enfant) for a in membres), ensemble))
    return tuple(fratries), tuple(dict.fromkeys(dits))
