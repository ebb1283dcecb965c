"""Queries built once for each process, then sent with their values only: for the pages that are opened all day long.

Building a query with the ORM costs more processor than reading its rows, and PostgreSQL plans it again each time. Here
the text is drawn once from an ordinary ``QuerySet`` where what changes is a ``Parametre``; the driver prepares it on
each connection, which plans it once. Rows, locks, wrappers and counts of queries are those of any query.
"""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from typing import Any, ClassVar, Generic, TypeVar

import psycopg
from django.core.exceptions import EmptyResultSet
from django.db import connection, models
from django.db.backends.utils import CursorWrapper
from django.db.models import BooleanField, F, Func, QuerySet
from django.db.models.base import ModelState
from django.db.models.expressions import Expression
from django.db.models.fields.related_descriptors import ForeignKeyDeferredAttribute
from django.db.models.query import get_related_populators
from django.db.models.query_utils import DeferredAttribute
from django.db.models.signals import post_init, pre_init
from pghistory.runtime import _inject_history_context
from psycopg import sql as psql
from psycopg.types.numeric import Int8

from jalons.application.socle.lignes import assembler

M = TypeVar("M", bound=models.Model)
Valeur = int | str | date | datetime | Sequence[int] | None
_MARQUES = re.compile(r"%s|%%")


class Parametre(Expression):
    """A value that is given at each reading.

    Args:
        nom: its name among the arguments of ``lire``.
        nature: ``bigint``, ``date``, ``timestamptz`` or ``text``; ``bigint[]`` for the keys of ``parmi``.

    Raises:
        KeyError: another nature.
    """

    CHAMPS: ClassVar[dict[str, type[models.Field[Any, Any]]]] = {
        "bigint": models.BigIntegerField, "date": models.DateField, "timestamptz": models.DateTimeField,
        "text": models.TextField, "bigint[]": models.BigIntegerField,
    }  # fmt: skip

    def __init__(self, nom: str, nature: str) -> None:
        super().__init__(output_field=self.CHAMPS[nature]())
        self.nom, self.nature = nom, nature

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        """The place of the value; the parameter itself stands for it."""
        return f"%s::{self.nature}", (self,)


def parmi(champ: str, cles: Parametre) -> Func:
    """The condition that a field is one of the keys that a ``bigint[]`` gives, however many: one text for all."""
    return Func(F(champ), cles, template="(%(expressions)s))", arg_joiner=" = ANY(", output_field=BooleanField())


class _Envoi:
    """What was sent, with its values in their places once it is asked: Django writes it in its list of queries."""

    def __init__(self, connexion: Any, texte: Any, valeurs: Any) -> None:
        self._connexion, self._texte, self._valeurs = connexion, texte, valeurs

    @property
    def query(self) -> bytes:
        return psycopg.ClientCursor(self._connexion).mogrify(self._texte, self._valeurs).encode()


class _Curseur(psycopg.Cursor[Any]):
    """A cursor whose statements are prepared on the connection; those of Django's own cursors are not."""

    def execute(self, query: Any, params: Any = None, **options: Any) -> Any:
        """As any cursor, prepared."""
        self._conn.prepare_threshold = 0
        try:
            return super().execute(query, params, prepare=True, **options)
        finally:
            self._conn.prepare_threshold = None
            self._query: Any = _Envoi(self._conn, query, params)


class _Texte:
    """A statement whose constants are written in it, with the names of the values that it awaits, in their order."""

    def __init__(self, texte: str, valeurs: list[Any]) -> None:
        connection.ensure_connection()
        suite = iter(valeurs)
        self.noms: list[str] = []
        self.texte = _MARQUES.sub(lambda m: "%%" if m[0] == "%%" else self._place(next(suite)), texte)

    def _place(self, valeur: Any) -> str:
        if isinstance(valeur, Parametre):
            self.noms.append(valeur.nom)
            return "%s"
        return psql.Literal(valeur).as_string(connection.connection).replace("%", "%%")

    def lignes(self, valeurs: Mapping[str, Valeur]) -> list[tuple[Any, ...]]:
        """Run it; a whole number is always sent as a ``bigint``, so that one plan serves all."""
        envoyees = [_envoyee(valeurs[nom]) for nom in self.noms]
        connection.ensure_connection()
        with _curseur() as curseur:
            curseur.execute(self.texte, envoyees)
            return list(curseur.fetchall())


def _envoyee(valeur: Valeur) -> Any:
    if isinstance(valeur, int):
        return Int8(valeur)
    return [Int8(v) for v in valeur] if isinstance(valeur, list | tuple) else valeur


def _curseur() -> CursorWrapper:
    """Django's wrapper around a cursor of ours: what counts or forbids queries sees it."""
    curseur: CursorWrapper = connection._prepare_cursor(_Curseur(connection.connection))  # type: ignore[attr-defined]
    return curseur


def executer(texte: str, valeurs: list[Any]) -> None:
    """Send a statement of ours that writes, prepared on the connection, without the context that histories ask for.

    For tables that keep no history (the journal): that context makes two statements of one, which cannot be prepared.
    """
    connection.ensure_connection()
    enveloppes = connection.execute_wrappers
    connection.execute_wrappers = [e for e in enveloppes if e is not _inject_history_context]
    try:
        with _curseur() as curseur:
            curseur.execute(texte, valeurs)
    finally:
        connection.execute_wrappers = enveloppes


class Preparee(Generic[M]):
    """A query for the objects of a model.

    Args:
        construire: gives the query from its parameters; called once, so nothing else of what it uses may change.
        natures: the nature of each parameter, by name.
    """

    def __init__(self, construire: Callable[..., QuerySet[M, Any]], **natures: str) -> None:
        self._construire, self._natures = construire, natures
        self._prete: tuple[_Texte, Any, dict[int, Any]] | None = None
        self._vide = False

    def lire(self, **valeurs: Valeur) -> list[M]:
        """The objects, in the order of the query.

        Raises:
            KeyError: a value is missing.
        """
        if self._prete is None and not self._vide:
            self._preparer()
        if self._prete is None:
            return []
        texte, compilateur, convertisseurs = self._prete
        lignes: Any = texte.lignes(valeurs)
        if not lignes:
            return []
        if convertisseurs:
            compilateur = copy.copy(compilateur)
            compilateur.connection = connection
            lignes = compilateur.apply_converters(lignes, convertisseurs)
        return _objets(compilateur, lignes)

    def _requete(self) -> QuerySet[M, Any]:
        return self._construire(**{nom: Parametre(nom, nature) for nom, nature in self._natures.items()})

    def _preparer(self) -> None:
        compilateur = self._requete().query.get_compiler(using="default")
        try:
            texte, valeurs = compilateur.as_sql()
        except EmptyResultSet:
            self._vide = True
            return
        champs = [s[0] for s in compilateur.select]
        self._prete = (_Texte(texte, list(valeurs)), compilateur, compilateur.get_converters(champs))


class ValeursPreparees(Preparee[M]):
    """The same for a query of values: its rows are tuples, in the order of the query."""

    def lire(self, **valeurs: Valeur) -> list[Any]:
        """The rows; those of ``values`` come as tuples too, in the order of the names.

        Raises:
            KeyError: a value is missing.
        """
        if self._prete is None and not self._vide:
            self._preparer()
        if self._prete is None:
            return []
        texte, compilateur, convertisseurs = self._prete
        lignes: Any = texte.lignes(valeurs)
        if not (lignes and convertisseurs):
            return list(lignes)
        compilateur = copy.copy(compilateur)
        compilateur.connection = connection
        return [tuple(ligne) for ligne in compilateur.apply_converters(lignes, convertisseurs)]


class TextePrepare:
    """A statement written around several queries.

    Args:
        construire: gives the text and its values, some of which are ``Parametre``; as for ``Preparee``.
    """

    def __init__(self, construire: Callable[..., tuple[str, list[Any]]], **natures: str) -> None:
        self._construire, self._natures = construire, natures
        self._texte: _Texte | None = None
        self._vide = False

    def lire(self, **valeurs: Valeur) -> list[tuple[Any, ...]]:
        """Its rows; none when one of its queries can give none (``EmptyResultSet``).

        Raises:
            KeyError: a value is missing.
        """
        if self._texte is None and not self._vide:
            try:
                self._texte = _Texte(*self._construire(**{n: Parametre(n, g) for n, g in self._natures.items()}))
            except EmptyResultSet:
                self._vide = True
        return [] if self._texte is None else self._texte.lignes(valeurs)


class ComptePrepare(ValeursPreparees[M]):
    """The number of rows of a query, in one row of one value: cut to its first rows, it counts up to that bound."""

    def _preparer(self) -> None:
        super()._preparer()
        if self._prete is None:
            return
        texte, compilateur, _ = self._prete
        texte.texte = f"SELECT count(*) FROM ({texte.texte}) x"  # noqa: S608 - ours
        self._prete = (texte, compilateur, {})


def _objets(compilateur: Any, lignes: Any) -> list[Any]:
    """Objects with what was joined and annotated, as Django's own iterator makes them."""
    info, choisis = compilateur.klass_info, compilateur.select
    modele, rangs = info["model"], info["select_fields"]
    debut, fin = rangs[0], rangs[-1] + 1
    noms = [choisi[0].target.attname for choisi in choisis[debut:fin]]
    joints = [_joint(p) for p in get_related_populators(info, choisis, "default")]  # type: ignore[call-arg]  # stubs of a later Django
    annotations = compilateur.annotation_col_map
    lus, neuf = [], _neuf(modele, tuple(noms))
    for ligne in lignes:
        objet = neuf(ligne[debut:fin])
        for joint in joints:
            joint(ligne, objet)
        for nom, rang in annotations.items():
            setattr(objet, nom, ligne[rang])
        lus.append(objet)
    return lus


def _joint(populateur: Any) -> Callable[[Any, Any], None]:
    """As the ``populate`` of Django's own, with objects made at once."""
    neuf, pk = _neuf(populateur.model_cls, tuple(populateur.init_list)), populateur.pk_idx
    debut, fin, ordre = populateur.cols_start, populateur.cols_end, populateur.reorder_for_init
    suivants = [_joint(p) for p in populateur.related_populators]

    def joindre(ligne: Any, de: Any) -> None:
        valeurs = ordre(ligne) if ordre else ligne[debut:fin]
        objet = None if valeurs[pk] is None else neuf(valeurs)
        if objet is not None:
            for suivant in suivants:
                suivant(ligne, objet)
        populateur.local_setter(de, objet)
        if objet is not None:
            populateur.remote_setter(objet, de)

    return joindre


@cache
def _neuf(modele: type[models.Model], noms: tuple[str, ...]) -> Callable[[Any], Any]:
    """What makes an object from its values: as ``from_db``, without asking each field where it puts its own.

    Only when nothing of the model's own happens there: every field read, none with a descriptor, nobody told.
    """
    champs = {c.attname: c for c in modele._meta.concrete_fields}
    simple = all(type(_dans_la_classe(modele, nom)) in _SIMPLES for nom in noms)
    ordinaire = modele.__init__ is models.Model.__init__ and "from_db" not in vars(modele)
    ecoutes = pre_init.has_listeners(modele) or post_init.has_listeners(modele)
    if not (simple and ordinaire and set(noms) == set(champs)) or ecoutes:
        return lambda valeurs: modele.from_db("default", noms, valeurs)

    def neuf(valeurs: Any) -> Any:
        objet = modele.__new__(modele)
        objet.__dict__.update(zip(noms, valeurs, strict=True))
        objet._state = etat = ModelState()
        etat.adding, etat.db = False, "default"
        return objet

    return neuf


def _dans_la_classe(modele: type[models.Model], nom: str) -> Any:
    """What the class holds under the name of a field."""
    return next((vars(classe)[nom] for classe in modele.__mro__ if nom in vars(classe)), None)


_SIMPLES = (DeferredAttribute, ForeignKeyDeferredAttribute)


class LignesPreparees:
    """Rows of several queries in one statement, as ``lignes.lire_lignes`` gives them.

    Args:
        construire: as for ``Preparee``, gives the queries by name.
    """

    def __init__(self, construire: Callable[..., Mapping[str, QuerySet[Any]]], **natures: str) -> None:
        self._construire, self._natures = construire, natures
        self._noms: tuple[str, ...] = ()
        self._texte: _Texte | None = None

    def lire(self, **valeurs: Valeur) -> dict[str, list[dict[str, Any]]]:
        """The rows of each query, in no order.

        Raises:
            KeyError: a value is missing.
        """
        if not self._noms:
            self._preparer()
        lues: dict[str, list[dict[str, Any]]] = {nom: [] for nom in self._noms}
        if self._texte is not None:
            for nom, lignes in self._texte.lignes(valeurs):
                lues[nom] = json.loads(lignes, parse_float=Decimal)
        return lues

    def _preparer(self) -> None:
        requetes = self._construire(**{nom: Parametre(nom, nature) for nom, nature in self._natures.items()})
        texte, valeurs = assembler(requetes)
        self._texte = _Texte(texte, valeurs) if texte else None
        self._noms = tuple(requetes)
