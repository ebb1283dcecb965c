"""The offer of a day, kept by the process while nothing that it is read from has changed (``socle.memoire``).

Six thousand places cost a tenth of a second to read and to count; knowing that nothing has changed costs a millisecond.
The agent's own rights are asked of the base each time: only units that she has just been given are shown.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable, Mapping
from datetime import date
from functools import cache
from typing import Any, TypeVar, cast

from django.db.models import QuerySet

from jalons.application.accueil_familial.models import AssistantFamilial, Decision, Domicile
from jalons.application.etablissements.models import Acte, Etablissement, Organisme, UniteAccueil
from jalons.application.places import selectors
from jalons.application.places.lignes import LigneOffre
from jalons.application.places.models import Absence, Occupation, OffreUnite
from jalons.application.places.rules import Total
from jalons.application.socle.empreintes import Lues
from jalons.application.socle.memoire import Empreinte, Lecture, piece
from jalons.application.territoires.models import UniteLocale

T = TypeVar("T")

LUES = (
    Acte, UniteAccueil, Etablissement, Organisme, UniteLocale, Occupation, Absence, AssistantFamilial, Decision,
    Domicile, OffreUnite,
)  # fmt: skip
"""Tables behind every answer kept here: a reading that asks another one must add it, or its answer is not kept."""
REFERENCES = frozenset({"territoires_commune", "territoires_epci", "territoires_departement"})
"""Tables that belong to nobody and change with the official geographic code, once a year, with a restart."""
GARDEES = 60
"""Answers kept by a process; those asked longest ago leave."""
REPONSES = 30
"""Answers kept with one offer: its totals, its filters, its map."""

_gardees: OrderedDict[tuple[str, str, Any], tuple[Empreinte, Any]] = OrderedDict()


@cache
def _marques() -> Lecture:
    return Lecture(None, **{m._meta.db_table: piece(m, "collectivite_id") for m in LUES})


def garder(codes: Iterable[str], quoi: str, cle: Any, calculer: Callable[[str], T]) -> dict[str, T]:
    """What is computed from each of these collectivités, each computed once for the same rows. One query.

    Args:
        codes: those outside the perimeter of the session get no answer.
        quoi: name of what is computed.
        cle: what it depends on beside the rows (a day, a number of months).
        calculer: from the code. Nobody may change its answer. One that reads more than ``LUES`` is asked each time.
    """
    trouvees: dict[str, T] = {}
    for code, empreinte in _marques().empreintes(list(codes)).items():
        garde = _gardees.get((code, quoi, cle))
        if garde is None or garde[0] != empreinte:
            with Lues() as lues:
                garde = (empreinte, calculer(code))
            if not lues.tables - _connues():
                _gardees[code, quoi, cle] = garde
            while len(_gardees) > GARDEES:
                _gardees.popitem(last=False)
        trouvees[code] = cast("T", garde[1])
    return trouvees


@cache
def _connues() -> frozenset[str]:
    return REFERENCES | {m._meta.db_table for m in LUES}


class OffreGardee:
    """The units of one collectivité on a day in the order of their names, and what was already asked of them."""

    def __init__(self, lignes: list[LigneOffre]) -> None:
        self.lignes = lignes
        self._reponses: OrderedDict[Hashable, Any] = OrderedDict()

    def par_axe(self, axe: str) -> dict[str, Total]:
        """Totals by value of an axis, each counted once; nobody may change them."""
        return self.garder(("axe", axe), lambda: selectors.par_axe(self.lignes, axe))

    def filtree(self, code: str, criteres: Mapping[str, Any], *, libres: bool) -> OffreGardee:
        """Those of them that the filters of the offer keep; ``criteres`` as for ``selectors.filtrer``."""
        return self.garder(
            ("filtre", tuple(sorted(criteres.items())), libres), lambda: self._filtrer(code, criteres, libres=libres)
        )

    def _filtrer(self, code: str, criteres: Mapping[str, Any], *, libres: bool) -> OffreGardee:
        lignes = self.lignes
        if criteres:
            unites = selectors.filtrer(UniteAccueil.objects.filter(collectivite_id=code), **criteres)
            permises = set(unites.order_by().values_list("pk", flat=True))
            lignes = [x for x in lignes if x.cle in permises]
        return OffreGardee([x for x in lignes if x.compte.libres] if libres else lignes)

    def garder(self, quoi: Hashable, calculer: Callable[[], T]) -> T:
        """What is computed from these lines alone, once. Nobody may change the answer."""
        if quoi not in self._reponses:
            self._reponses[quoi] = calculer()
            while len(self._reponses) > REPONSES:
                self._reponses.popitem(last=False)
        return cast("T", self._reponses[quoi])


def offre_entiere(codes: Iterable[str], au: date) -> list[OffreGardee]:
    """All the units of these collectivités, for who may see them all. One query when nothing has changed."""
    return list(garder(codes, "offre", au, lambda code: _lire(code, au)).values())


def offre_du_jour(unites: QuerySet[UniteAccueil], codes: Iterable[str], au: date) -> list[LigneOffre]:
    """The same as ``selectors.offre``, in two queries when nothing has changed."""
    gardees = offre_entiere(codes, au)
    cles: Any = unites.order_by().values_list("pk", flat=True)
    if len(gardees) == 1:  # already in the order of names, as the base sorts them
        permises = set(cles)
        return [ligne for ligne in gardees[0].lignes if ligne.cle in permises]
    toutes = {ligne.cle: ligne for gardee in gardees for ligne in gardee.lignes}
    return [toutes[cle] for cle in cles.order_by("etablissement__nom", "nom", "pk") if cle in toutes]


def _lire(code: str, au: date) -> OffreGardee:
    return OffreGardee(selectors.offre(UniteAccueil.objects.filter(collectivite_id=code), [code], au))


def oublier() -> None:
    """Forget everything: the next readings compute again."""
    _gardees.clear()
