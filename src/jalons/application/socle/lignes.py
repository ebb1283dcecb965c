"""Rows of several tables in one statement: for pages that show a whole object within a small number of queries."""

from __future__ import annotations

import json
from collections.abc import Mapping
from decimal import Decimal
from typing import Any, TypeVar

from django.core.exceptions import EmptyResultSet
from django.db import connection, models
from django.db.models import QuerySet

M = TypeVar("M", bound=models.Model)


def lire_lignes(requetes: Mapping[str, QuerySet[Any]]) -> dict[str, list[dict[str, Any]]]:
    """The rows of each query as dictionaries of columns, in the form of ``etats.photographier``.

    Decimals are ``Decimal``, dates are text; row-level security applies as to any query. The order of the rows is not
    kept: sort them on a column. A query cut to its first rows keeps the order that chooses them.
    """
    lues: dict[str, list[dict[str, Any]]] = {nom: [] for nom in requetes}
    texte, parametres = assembler(requetes)
    if texte:
        with connection.cursor() as curseur:
            curseur.execute(texte, parametres)
            lues.update({nom: json.loads(lignes, parse_float=Decimal) for nom, lignes in curseur.fetchall()})
    return lues


def assembler(requetes: Mapping[str, QuerySet[Any]]) -> tuple[str, list[Any]]:
    """The statement that gives (name, rows as JSON) of each query, and its parameters; empty when none has rows."""
    morceaux, parametres = [], list[Any]()
    for nom, requete in requetes.items():
        try:
            sql, valeurs = (requete if requete.query.is_sliced else requete.order_by()).query.sql_with_params()
        except EmptyResultSet:
            continue
        morceaux.append(f"SELECT %s AS nom, coalesce(json_agg(row_to_json(d)), '[]') AS lignes FROM ({sql}) d")  # noqa: S608
        parametres += [nom, *valeurs]
    return f"SELECT nom, lignes::text FROM ({' UNION ALL '.join(morceaux)}) t" if morceaux else "", parametres  # noqa: S608


def objets(modele: type[M], lignes: list[dict[str, Any]]) -> list[M]:
    """Rows of ``lire_lignes`` as instances of their model, with what was annotated; to be read, never saved."""
    lus = []
    for ligne in lignes:
        champs = {c.attname: c for c in modele._meta.concrete_fields if c.column in ligne}
        objet = modele(**{nom: _valeur(c, ligne[str(c.column)]) for nom, c in champs.items()})
        for nom in set(ligne) - {c.column for c in champs.values()}:
            setattr(objet, nom, ligne[nom])
        lus.append(objet)
    return lus


def _valeur(champ: models.Field[Any, Any], valeur: Any) -> Any:
    """The value of a field as the base would have given it."""
    if valeur is None or isinstance(champ, models.JSONField):
        return valeur
    if isinstance(champ, models.BinaryField):
        return bytes.fromhex(valeur.removeprefix("\\x"))
    if hasattr(champ, "from_db_value"):
        return champ.from_db_value(valeur, None, connection)
    return champ.to_python(valeur)
