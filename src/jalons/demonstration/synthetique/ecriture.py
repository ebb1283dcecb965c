"""Many rows at once, under the same locks as one: constraints, policies and history triggers see each of them.

Rows are copied into a temporary table, then inserted from it: a policy forbids ``COPY`` into the table itself. Keys are
drawn from the sequence beforehand, so that rows written later may point to them.
"""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence, Sized
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import closing, contextmanager
from datetime import datetime
from typing import Any, TypeVar

from django.db import connection, models
from django.db.models.base import ModelState

from jalons.application.socle.champs import ChampDateCivile
from jalons.application.socle.models import Entree

M = TypeVar("M", bound=models.Model)

ACTE = "demonstration:ecrire"
RESERVE = 5_000
"""Keys drawn at once."""
EN_ATTENTE = 100_000
"""Rows that may wait to be written: they are in memory."""

_ENCODER = json.JSONEncoder(ensure_ascii=False).encode

Copier = Callable[[type[models.Model], Sequence[str], Iterable[Sequence[Any]]], None]
"""What inserts rows, given as values of columns."""


class Greffe:
    """Writes the rows of one département, inside the perimeter and the transaction of the caller.

    Attributes:
        maintenant: the moment written in the columns that say when a row was recorded.
        comptes: rows written so far, by model.
    """

    def __init__(self, collectivite: str, maintenant: datetime, *, par: int) -> None:
        self.collectivite, self.maintenant, self.par = collectivite, maintenant, par
        self.comptes: dict[str, int] = {}
        self._reserves: dict[type[models.Model], list[int]] = {}
        self._moules: dict[type[models.Model], _Moule] = {}
        self._copier: Copier | None = None
        self._base: Any = connection

    def neuf(self, modele: type[M], **champs: Any) -> M:
        """An object of this département with the key of its future row: others may point to it at once.

        As its model would make it from ``champs``, in a tenth of the time: there are more than a million objects.
        """
        moule = self._moules.get(modele) or self._moules.setdefault(modele, _Moule(modele))
        objet: M = moule.couler(self.cle(modele), self.collectivite, champs)
        return objet

    def cle(self, modele: type[models.Model]) -> int:
        """A key that no other row of the table will have."""
        reserve = self._reserves.setdefault(modele, [])
        if not reserve:
            with self._base.cursor() as curseur:
                curseur.execute(
                    "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)",
                    [modele._meta.db_table, RESERVE],
                )
                reserve.extend(cle for (cle,) in reversed(curseur.fetchall()))
        return reserve.pop()

    def ecrire(self, objets: Sequence[models.Model]) -> None:
        """Insert these objects as they are now, all of one model, made by ``neuf``."""
        if not objets:
            return
        modele = type(objets[0])
        champs = _colonnes(modele)
        lire = [(champ.attname, self._lecteur(champ)) for champ in champs]
        self.copier(modele, [c.column for c in champs], [[lu(getattr(o, nom)) for nom, lu in lire] for o in objets])

    def copier(self, modele: type[models.Model], colonnes: Sequence[str], lignes: Iterable[Sequence[Any]]) -> None:
        """Insert rows given as values of ``colonnes``, and note how many in the journal."""
        if self._copier is not None:
            self._copier(modele, colonnes, lignes)
            return
        with connection.cursor() as curseur:
            self._noter(modele, _inserer(curseur, modele, colonnes, lignes))

    @contextmanager
    def en_fond(self) -> Iterator[None]:
        """Until the end of the block ``copier`` returns at once: PostgreSQL writes while the caller computes.

        Rows are written in the order of the calls, a failure comes out at the end of the block at the latest. Until
        then the caller may not use the base: keys are drawn through a session of their own, since a sequence belongs to
        no transaction.
        """
        with connection.cursor() as curseur:
            # a first write by Django's cursor leaves in the transaction the context that the history keeps
            curseur.execute("DELETE FROM faits_fait WHERE false")
            # foreign keys are checked lot by lot meanwhile, not all at the end while the caller waits
            curseur.execute("SET CONSTRAINTS ALL IMMEDIATE")
        ecrits: list[tuple[type[models.Model], Future[int]]] = []
        file, brut = _File(), connection.connection.cursor()
        with closing(connection.copy()) as a_part, brut, ThreadPoolExecutor(1) as plume:

            def copier(modele: type[models.Model], colonnes: Sequence[str], lignes: Iterable[Sequence[Any]]) -> None:
                ecriture = plume.submit(_inserer, brut, modele, colonnes, lignes)
                ecrits.append((modele, ecriture))
                file.attendre(ecriture, len(lignes) if isinstance(lignes, Sized) else 0)

            self._copier, self._base = copier, a_part
            try:
                yield
            finally:
                self._copier, self._base = None, connection
        for modele, ecriture in ecrits:
            self._noter(modele, ecriture.result())
        with connection.cursor() as curseur:
            curseur.execute("SET CONSTRAINTS ALL DEFERRED")

    def _noter(self, modele: type[models.Model], nombre: int) -> None:
        self.comptes[modele._meta.label] = self.comptes.get(modele._meta.label, 0) + nombre
        Entree.objects.create(
            collectivite_id=self.collectivite, agent_id=self.par, acte=ACTE, objet_type=modele._meta.label_lower,
            objet_id="lot", details={"lignes": nombre},
        )  # fmt: skip

    def _lecteur(self, champ: models.Field[Any, Any]) -> Callable[[Any], Any]:
        if getattr(champ, "auto_now_add", False):
            return lambda _: self.maintenant
        if isinstance(champ, ChampDateCivile):
            return lambda valeur: None if valeur is None else valeur.iso()
        if isinstance(champ, models.JSONField):
            return en_json
        return lambda valeur: valeur


class _File:
    """What waits to be written, and how many rows it holds."""

    def __init__(self) -> None:
        self.lots = deque[tuple[Future[int], int]]()

    def attendre(self, ecriture: Future[int], lignes: int) -> None:
        """Add a lot, then wait until few enough rows are left.

        Raises:
            Exception: that of a lot that could not be written.
        """
        self.lots.append((ecriture, lignes))
        while self.lots and (self.lots[0][0].done() or sum(n for _, n in self.lots) > EN_ATTENTE):
            self.lots.popleft()[0].result()


class _Moule:
    """Makes the objects of one model from the values of some of its fields."""

    def __init__(self, modele: type[models.Model]) -> None:
        self.modele = modele
        champs: list[Any] = [c for c in modele._meta.concrete_fields if not c.generated]
        self.noms = {nom: c.attname for c in champs for nom in (c.attname, c.name)}
        self.liens = {c.name for c in champs if c.is_relation}
        appeles = {c.attname: c.get_default for c in champs if c.has_default() and callable(c.default)}
        self.appeles = tuple(appeles.items())
        """Defaults that are made anew for each object."""
        self.fixes = {c.attname: None if c.primary_key else c.get_default() for c in champs if c.attname not in appeles}

    def couler(self, cle: int, collectivite: str, champs: dict[str, Any]) -> Any:
        """One object, without the constructor of the model: it looks at each field again, and tells who listens.

        Raises:
            KeyError: the model has no such field.
        """
        objet = self.modele.__new__(self.modele)
        valeurs = objet.__dict__
        valeurs.update(self.fixes)
        for nom, defaut in self.appeles:
            valeurs[nom] = defaut()
        valeurs["id"], valeurs["collectivite_id"] = cle, collectivite
        valeurs["_state"] = etat = ModelState()
        for nom, valeur in champs.items():
            if nom in self.liens and valeur is not None:
                etat.fields_cache[nom] = valeur
                valeur = valeur.pk
            valeurs[self.noms[nom]] = valeur
        return objet


def _inserer(curseur: Any, modele: type[models.Model], colonnes: Sequence[str], lignes: Iterable[Sequence[Any]]) -> int:
    """Copy the rows aside, insert them; how many."""
    table = modele._meta.db_table
    noms = ", ".join(f'"{c}"' for c in colonnes)
    vide = f'SELECT {noms} FROM "{table}" WITH NO DATA'  # noqa: S608 - names of our own models
    curseur.execute(f"CREATE TEMP TABLE arrivee ON COMMIT DROP AS {vide}")
    with curseur.copy(f"COPY arrivee ({noms}) FROM STDIN") as copie:
        for ligne in lignes:
            copie.write_row(ligne)
    curseur.execute(f'INSERT INTO "{table}" ({noms}) SELECT {noms} FROM arrivee')  # noqa: S608 - the same
    nombre: int = curseur.rowcount
    curseur.execute("DROP TABLE arrivee")
    # links and policies were planned when this table held a few rows: read whole for each row since, it would make
    # the load quadratic, and no statistics come before the end of the transaction
    curseur.execute("DISCARD PLANS")
    return nombre


def en_json(valeur: Any) -> str:
    """A value as a JSON column holds it."""
    return _ENCODER(valeur) if valeur else json.dumps(valeur)


def _colonnes(modele: type[models.Model]) -> list[Any]:
    return [c for c in modele._meta.local_concrete_fields if not c.generated]
