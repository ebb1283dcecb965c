"""Children of a fiche read in the same query as the fiche, and given back as if they had been prefetched.

A page has twelve queries, and a fiche nine lists: each list comes as a JSON array beside the row, and its rows
become model instances again. ``Meta.ordering`` of the child is kept.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db import DEFAULT_DB_ALIAS
from django.db.models import F, JSONField, Model, OuterRef, QuerySet
from django.db.models.expressions import RawSQL
from django.db.models.functions import JSONObject


def tableau(enfants: QuerySet[Any], *, cle: str = "fiche", liens: Iterable[str] = ()) -> ArraySubquery:
    """The array of ``enfants`` whose foreign key ``cle`` is the outer row, with the rows of their ``liens``."""
    modele = enfants.model
    champs: dict[str, Any] = {champ.attname: F(champ.attname) for champ in modele._meta.concrete_fields}
    for lien in liens:
        cible: Any = modele._meta.get_field(lien).related_model
        champs[lien] = JSONObject(**{c.attname: F(f"{lien}__{c.attname}") for c in cible._meta.concrete_fields})
    lies = enfants.filter(**{cle: OuterRef("pk")})
    return ArraySubquery(lies.values(ligne=JSONObject(**champs)))


class Listes:
    """Several lists of one row, as one expression: a JSON array of the arrays of ``tableau``.

    Its SQL is written once per process: building it with the ORM costs ten times what the base takes to answer.
    """

    def __init__(self, parent: type[Model], tableaux: Callable[[], Mapping[str, ArraySubquery]]) -> None:
        self._parent, self._tableaux = parent, tableaux

    @cached_property
    def noms(self) -> tuple[str, ...]:
        """Names of the lists, in the order of ``expression``."""
        return tuple(self._tableaux())

    @cached_property
    def expression(self) -> RawSQL:
        """To annotate a query on ``parent``."""
        requete = self._parent._default_manager.annotate(**{f"_{n}": t for n, t in self._tableaux().items()}).query
        ecrire = requete.get_compiler(DEFAULT_DB_ALIAS).compile
        morceaux = [ecrire(requete.annotations[f"_{nom}"]) for nom in self.noms]
        sql = ", ".join(morceau for morceau, _ in morceaux)
        return RawSQL(f"jsonb_build_array({sql})", [p for _, ps in morceaux for p in ps], JSONField())  # noqa: S611 - written by the ORM


def instances(modele: type[Model], lignes: Iterable[dict[str, Any]], liens: Iterable[str] = ()) -> list[Any]:
    """Model instances from the rows of ``tableau``."""
    trouvees = []
    for ligne in lignes:
        instance = _instance(modele, ligne)
        for lien in liens:
            cible: Any = modele._meta.get_field(lien).related_model
            brut = ligne[lien]
            setattr(instance, lien, _instance(cible, brut) if brut[cible._meta.pk.attname] is not None else None)
        trouvees.append(instance)
    return trouvees


def _instance(modele: type[Model], ligne: dict[str, Any]) -> Any:
    valeurs = {champ.attname: champ.to_python(ligne[champ.attname]) for champ in modele._meta.concrete_fields}
    instance = modele(**valeurs)
    instance._state.adding = False
    instance._state.db = "default"
    return instance


def poser(parent: Model, nom: str, enfants: list[Any]) -> None:
    """Make ``parent.<nom>.all()`` answer ``enfants`` without a query."""
    cache = getattr(parent, "_prefetched_objects_cache", None)
    if cache is None:
        cache = parent._prefetched_objects_cache = {}  # type: ignore[attr-defined]
    lies = getattr(parent, nom).all()
    lies._result_cache = enfants
    lies._prefetch_done = True
    cache[nom] = lies
