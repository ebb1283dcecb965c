"""A calendar of RFC 5545: whole days, text escaped, lines folded. Pure; the caller gives the moment."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

LARGEUR = 75
"""Octets of a line at most, without its end (RFC 5545, 3.1)."""


@dataclass(frozen=True, slots=True)
class Journee:
    """An event that lasts the day ``jour``.

    Attributes:
        cle: stable and unique in the world: a calendar replaces the event of the same key.
    """

    cle: str
    jour: date
    titre: str
    detail: str = ""
    adresse: str = ""
    categories: tuple[str, ...] = ()


def calendrier(titre: str, journees: Iterable[Journee], *, maintenant: datetime) -> bytes:
    """The whole calendar, UTF-8, lines ended as the RFC asks."""
    lignes = [
        "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Jalons//Echeancier//FR", "CALSCALE:GREGORIAN", "METHOD:PUBLISH",
        f"X-WR-CALNAME:{echapper(titre)}", "REFRESH-INTERVAL;VALUE=DURATION:PT6H", "X-PUBLISHED-TTL:PT6H",
    ]  # fmt: skip
    for journee in journees:
        lignes += _evenement(journee, maintenant)
    lignes.append("END:VCALENDAR")
    return "".join(f"{plie}\r\n" for ligne in lignes for plie in plier(ligne)).encode()


def _evenement(j: Journee, maintenant: datetime) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{echapper(j.cle)}"
    yield f"DTSTAMP:{maintenant.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    yield f"DTSTART;VALUE=DATE:{j.jour:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{j.jour + timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{echapper(j.titre)}"
    if j.detail:
        yield f"DESCRIPTION:{echapper(j.detail)}"
    if j.adresse:
        yield f"URL:{j.adresse}"
    if j.categories:
        yield f"CATEGORIES:{','.join(echapper(c) for c in j.categories)}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def echapper(texte: str) -> str:
    r"""A value of type TEXT (RFC 5545, 3.3.11).

    >>> echapper("a, b ; c\\d\nfin")
    'a\\, b \\; c\\\\d\\nfin'
    """
    propre = texte.replace("\r\n", "\n").replace("\r", "\n")
    propre = "".join(c for c in propre if c == "\n" or (c >= " " and c != "\x7f"))
    return propre.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def plier(ligne: str) -> Iterator[str]:
    """The line in pieces of 75 octets at most, no character cut; each piece but the first begins with a space.

    >>> [len(p.encode()) for p in plier("é" * 80)]
    [74, 75, 13]
    """
    morceau, taille = "", 0
    for caractere in ligne:
        octets = len(caractere.encode())
        if taille + octets > LARGEUR:
            yield morceau
            morceau, taille = " ", 1
        morceau += caractere
        taille += octets
    yield morceau
