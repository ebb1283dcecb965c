"""The tables of distances of the synthetic département: centres of its communes, travel times between the closest.

Loaded as its own agent would load them, from a file: invented lengths and times, nobody may drive by them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from itertools import combinations

from jalons.appariement.geographie import kilometres
from jalons.application.acces.models import Agent
from jalons.application.places import listes, services
from jalons.demonstration.lieux import HAUTE_RIVE
from jalons.demonstration.synthetique.fonds import Fonds, Ligne

DETOUR = 1.3
"""Kilometres of road for one as the crow flies: a hypothesis."""
MINUTES_AU_KM, MINUTES_DE_PLUS = 1.1, 4
LOIN_KM = 60
"""Beyond, the matrix says nothing: the centres of the communes measure."""


def charger(fonds: Fonds, communes: Mapping[int, str], *, maintenant: datetime, par: Agent) -> bool:
    """Put both tables in use; whether there was something to measure.

    Args:
        communes: codes of the communes that the base holds, by number in the tables.
    """
    connues = [ligne for ligne in fonds.lignes("communes") if ligne["commune"] in communes]
    if len(connues) < 2:
        return False
    for genre, nom, lignes in (
        (listes.COMMUNES, "communes-fictives.csv", _centres(connues, communes)),
        (listes.TRAJETS, "trajets-fictifs.csv", _trajets(connues, communes)),
    ):
        octets = "\n".join(lignes).encode()
        table = services.deposer_distances(
            collectivite=HAUTE_RIVE, genre=genre, nom=nom, octets=octets, maintenant=maintenant, par=par
        )
        services.mettre_en_service(table=table, jour=fonds.au, par=par)
    return True


def _centres(connues: list[Ligne], communes: Mapping[int, str]) -> Iterator[str]:
    yield "commune;latitude;longitude"
    for ligne in connues:
        yield f"{communes[ligne['commune']]};{ligne['latitude']};{ligne['longitude']}"


def _trajets(connues: list[Ligne], communes: Mapping[int, str]) -> Iterator[str]:
    yield "de;vers;km;minutes"
    for a, b in combinations(connues, 2):
        vol = kilometres(a["latitude"], a["longitude"], b["latitude"], b["longitude"]) or 0.0
        km = vol * DETOUR
        if vol <= LOIN_KM:
            minutes = km * MINUTES_AU_KM + MINUTES_DE_PLUS
            yield f"{communes[a['commune']]};{communes[b['commune']]};{km:.1f};{minutes:.0f}"
