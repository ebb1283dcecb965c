"""What a place may have to offer a child: the closed list of ``besoins.yaml``, read once. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path

from jalons.noyau.yaml_simple import charger


@cache
def besoins() -> dict[str, str]:
    """Needs by code, in the order of the file.

    >>> besoins()["fauteuil"]
    'Accès en fauteuil roulant'
    """
    lus: dict[str, str] = charger(Path(__file__).with_name("besoins.yaml").read_bytes())
    return lus


def libelles(codes: Iterable[str]) -> tuple[str, ...]:
    """Names of these needs, in the order of the file; a code that is not there stays as it is.

    >>> libelles(["regime", "fauteuil", "x"])
    ('Accès en fauteuil roulant', 'Régime alimentaire particulier', 'x')
    """
    lus = set(codes)
    connus = [libelle for code, libelle in besoins().items() if code in lus]
    return (*connus, *sorted(lus - set(besoins())))


def inconnus(codes: Iterable[str]) -> list[str]:
    """Codes that the list does not hold.

    >>> inconnus(["fauteuil", "x"])
    ['x']
    """
    return [code for code in codes if code not in besoins()]
