"""What is to be held in a whole département, group by group: counted up to a bound, listed from an index.

``selectors.ouvertes`` computes a group for each row: right for a caseload or a unit, a second for a département. Here
a group is a range of days, which an index of ``faits`` serves; the few rows that their day alone does not place
(``A_PART``) are placed as ``selectors.ouvertes`` does. Both say the same: ``tests/test_groupes.py`` compares them.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Count, F, Q, QuerySet
from django.db.models.functions import Coalesce

from jalons.application.acces.http import Requete
from jalons.application.acces.permissions import Permission
from jalons.application.acces.preparees import ParDroits
from jalons.application.echeancier import rules
from jalons.application.echeancier.selectors import RANGS, ouvertes, rang
from jalons.application.enfants import porte
from jalons.application.faits import selectors as faits
from jalons.application.faits.models import A_DATE, A_PART, Echeance
from jalons.application.socle.chiffres import garder_tant_que_rien_ne_change
from jalons.application.socle.preparees import ValeursPreparees
from jalons.application.ui.composants.filtres import nombre as ecrire
from jalons.application.ui.listes import COMPTES_AU_PLUS

PAGES_AU_PLUS = 50
"""Pages whose keys are kept with the counts."""


@dataclass(frozen=True, slots=True)
class Compte:
    """How many rows: ``nombre``, or more when ``plus``."""

    nombre: int
    plus: bool = False

    @property
    def en_mots(self) -> int | str:
        """As a page shows it."""
        return f"plus de {ecrire(self.nombre)}" if self.plus else self.nombre


def somme(comptes: Iterable[Compte]) -> Compte:
    """All of them together."""
    lus = list(comptes)
    return Compte(sum(c.nombre for c in lus), any(c.plus for c in lus))


def somme_en_mots(comptes: Iterable[Compte]) -> int | str:
    """Their sum as a page shows it: when some are bounded, only its thousands are worth telling.

    >>> somme_en_mots([Compte(1_000, plus=True), Compte(275), Compte(1_000, plus=True)])
    'plus de 2\u202f000'
    >>> somme_en_mots([Compte(3), Compte(275)])
    278
    """
    ensemble = somme(comptes)
    return Compte(ensemble.nombre // MILLE * MILLE, ensemble.plus).en_mots if ensemble.plus else ensemble.nombre


MILLE = 1_000


def convient(requete: Requete) -> bool:
    """Whether nothing narrower than collectivités limits what the agent sees: an index by day then serves her."""
    return porte.sans_reserve(requete.droits, Permission.ENFANTS_VOIR)


def intervalles(au: date) -> dict[str, Q]:
    """The condition of each group on ``au`` for rows ``A_DATE``; they are never of a group that is not here."""
    dimanche, horizon, recents = rules.fin_de_semaine(au), rules.horizon(au), rules.debut_des_recents(au)
    return {
        "retard": Q(due_le__gte=recents, due_le__lt=au, etat="en_retard"),
        "semaine": Q(due_le__gte=au, due_le__lte=dimanche),
        "mois": Q(due_le__gt=dimanche, due_le__lte=horizon),
        "plus_tard": Q(due_le__gt=horizon),
        "sans_date": Q(due_le=None),
        "retard_ancien": Q(due_le__lt=recents, etat="en_retard"),
    }


@dataclass(frozen=True, slots=True)
class _Vus:
    """What was counted, and the keys of the pages read since; all of it goes when a deadline changes."""

    comptes: dict[str, Compte]
    pages: dict[Hashable, list[int]]


@dataclass
class AParGroupes:
    """What is to be held in the perimeter of a request on a day."""

    requete: Requete
    au: date
    _pages: dict[Hashable, list[int]] = field(default_factory=dict)

    @cached_property
    def _lignes(self) -> QuerySet[Echeance]:
        return faits.du_perimetre(self.requete)

    def _a_date(self, groupe: str) -> QuerySet[Echeance]:
        return self._lignes.filter(A_DATE, intervalles(self.au)[groupe])

    def _a_part(self) -> QuerySet[Echeance]:
        lignes = self._lignes.filter(A_PART)
        places = lignes.annotate(limite=Coalesce("due_le", "due_entre_debut"), rang=rang(self.au))
        return places.filter(rang__isnull=False).order_by()

    def compter(self, au_plus: int = COMPTES_AU_PLUS) -> dict[str, Compte]:
        """Each group, in order, counted up to a bound; again when a deadline has changed. Two queries at most."""
        r = self.requete
        cle = ("groupes", r.user.pk, r.droits.places, r.territoire, self.au, au_plus)
        vus = garder_tant_que_rien_ne_change(cle, lambda: _Vus(self._compter(au_plus), {}))
        self._pages = vus.pages
        return vus.comptes

    def _compter(self, au_plus: int) -> dict[str, Compte]:
        pieces: list[tuple[str, Any]] = []
        for groupe in intervalles(self.au):
            lignes = self._a_date(groupe).order_by().values("pk")[: au_plus + 1]
            pieces.append((f"SELECT {RANGS[groupe]} AS rang, count(*) AS n FROM ({{}}) x", lignes))  # noqa: S608
        a_part = self._a_part().values("rang")  # type: ignore[misc]  # annotated
        pieces.append(("SELECT rang, count(*) AS n FROM ({}) x GROUP BY rang", a_part))
        trouves = dict.fromkeys(rules.GROUPES, 0)
        noms = list(rules.GROUPES)
        for place, nombre in _lire(pieces):
            trouves[noms[place]] += nombre
        return {g: Compte(min(n, au_plus), n > au_plus) for g, n in trouves.items()}

    def lire(self, comptes: Mapping[str, Compte], debut: int, nombre: int) -> list[Echeance]:
        """Rows of these groups one after the other, from ``debut`` (0 first). One query.

        Args:
            comptes: the groups wanted with their numbers, bounded beyond ``debut + nombre``.
        """
        page = (tuple(comptes.items()), debut, nombre)
        if (cles := self._pages.get(page)) is not None:
            connues = faits.lire_par_cles(cles)
            return [connues[cle] for cle in cles if cle in connues]
        lues = self._lire(comptes, debut, nombre)
        if len(self._pages) < PAGES_AU_PLUS:
            self._pages[page] = [e.pk for e in lues]
        return lues

    def _lire(self, comptes: Mapping[str, Compte], debut: int, nombre: int) -> list[Echeance]:
        pieces: list[tuple[str, Any]] = []
        reste = nombre
        for groupe, compte in comptes.items():
            if debut >= compte.nombre and not compte.plus:
                debut -= compte.nombre
                continue
            if reste <= 0:
                break
            pieces.append(self._piece(groupe, debut, reste))
            reste -= reste if compte.plus else compte.nombre - debut
            debut = 0
        texte, valeurs = _ensemble(pieces)
        if not texte:
            return []
        table = Echeance._meta.db_table
        lues = f'SELECT e.* FROM "{table}" e JOIN ({texte}) u ON u.id = e.id ORDER BY u.rang, u.limite, u.id'  # noqa: S608 - ours
        return list(Echeance.objects.raw(lues, valeurs))

    def _piece(self, groupe: str, debut: int, nombre: int) -> tuple[str, Any]:
        place = RANGS[groupe]
        sources: list[QuerySet[Any, Any]] = [self._a_part().filter(rang=place).values_list("limite", "pk")]  # type: ignore[misc]  # annotated
        if groupe in intervalles(self.au):
            # cut here: PostgreSQL would sort the whole group rather than follow its index
            siennes = self._a_date(groupe).order_by("due_le", "pk").annotate(limite=F("due_le"))
            sources.append(siennes.values_list("limite", "pk")[: debut + nombre])
        texte = " UNION ALL ".join("({})" for _ in sources)
        ordre = f"ORDER BY limite, id LIMIT {int(nombre)} OFFSET {int(debut)}"
        # an order of its own in each piece: what has no date comes last, as in ``selectors.ouvertes``
        return f"(SELECT {place} AS rang, limite, id FROM ({texte}) x(limite, id) {ordre})", sources  # noqa: S608


@dataclass(frozen=True)
class LigneParLigne:
    """The same for a caseload or a unit: every row is counted.

    Attributes:
        siens: as for ``a_tenir``.
    """

    requete: Requete
    au: date
    maintenant: datetime
    siens: Collection[int] | None = None

    def compter(self, au_plus: int = COMPTES_AU_PLUS) -> dict[str, Compte]:
        """Each group, in order. One query."""
        nombres = dict(self._lues(_COMPTES, _COMPTES_DES_SIENS))
        return {groupe: Compte(nombres.get(place, 0)) for groupe, place in RANGS.items()}

    def lire(self, comptes: Mapping[str, Compte], debut: int, nombre: int) -> list[Echeance]:
        """As ``AParGroupes``. One query."""
        return list(self._lues(_PAGE, _PAGE_DES_SIENS, tuple(RANGS[g] for g in comptes), debut, nombre))

    def _lues(self, toutes: ParDroits, des_siens: ParDroits, *args: Hashable) -> Any:
        if self.siens is None:
            return toutes.lire(self.requete, self.maintenant, self.au, *args)
        return des_siens.lire(self.requete, self.maintenant, self.au, *args, enfants=list(self.siens))


def _comptes(requete: Requete, maintenant: datetime, au: date, enfants: Any = None) -> QuerySet[Echeance, Any]:
    lignes = ouvertes(requete, au=au, enfants=enfants, maintenant=maintenant).order_by()
    return lignes.values_list("rang").annotate(n=Count("pk"))  # type: ignore[misc]  # annotated


def _page(
    requete: Requete, maintenant: datetime, au: date, rangs: tuple[int, ...], debut: int, nombre: int,
    enfants: Any = None,
) -> QuerySet[Echeance]:  # fmt: skip
    lignes = ouvertes(requete, au=au, enfants=enfants, maintenant=maintenant)
    return lignes.filter(rang__in=rangs)[debut : debut + nombre]  # type: ignore[misc]  # annotated


_COMPTES, _PAGE = ParDroits(_comptes, genre=ValeursPreparees), ParDroits(_page)
_COMPTES_DES_SIENS = ParDroits(_comptes, genre=ValeursPreparees, enfants="bigint[]")
_PAGE_DES_SIENS = ParDroits(_page, enfants="bigint[]")


def a_tenir(
    requete: Requete, *, au: date, maintenant: datetime, siens: Collection[int] | None = None
) -> AParGroupes | LigneParLigne:
    """What is to be held on ``au``, counted and read in the quickest way that the agent's rights allow.

    Args:
        siens: keys of the only children wanted, that she may see (``selectors.ses_dossiers``).
    """
    if siens is None and convient(requete):
        return AParGroupes(requete, au)
    return LigneParLigne(requete, au, maintenant, siens)


def _lire(pieces: list[tuple[str, Any]]) -> list[tuple[Any, ...]]:
    """The rows of these pieces, in one statement."""
    texte, valeurs = _ensemble(pieces)
    if not texte:
        return []
    with connection.cursor() as curseur:
        curseur.execute(texte, valeurs)
        return list(curseur.fetchall())


def _ensemble(pieces: list[tuple[str, Any]]) -> tuple[str, list[Any]]:
    """The statement that gives the rows of all these pieces of SQL, each with the queries that stand in its braces."""
    textes: list[str] = []
    valeurs: list[Any] = []
    for texte, sources in pieces:
        try:
            ecrites = [q.query.sql_with_params() for q in (sources if isinstance(sources, list) else [sources])]
        except EmptyResultSet:
            continue
        textes.append(texte.format(*(sql for sql, _ in ecrites)))
        valeurs += [v for _, siennes in ecrites for v in siennes]
    return " UNION ALL ".join(textes), valeurs
