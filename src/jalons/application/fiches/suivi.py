"""What the follow-up of a fiche must hold, and whether it is late. Pure: no clock, the day is an argument."""

from __future__ import annotations

from datetime import date

from jalons.noyau.dates import DateCivile
from jalons.noyau.saisie import Faute

PAS = 5
"""Progress is noted in steps of so many percent."""

REALISEE = "realisee"
BLOQUES = frozenset({"retardee", "suspendue"})
"""Statuses that must say what blocks."""

CLOS = frozenset({"realisee", "abandonnee"})
"""Statuses under which nothing is awaited any more."""

LIBELLES = {
    "a_engager": "à engager", "en_cours": "en cours", "realisee": "réalisée", "retardee": "retardée",
    "suspendue": "suspendue", "abandonnee": "abandonnée", "inconnu": "inconnu",
}  # fmt: skip


def avancement_retenu(statut: str, avancement: int | None) -> int | None:
    """The progress that goes with a status: a fiche that is done is at 100 when nothing else is said.

    >>> avancement_retenu("realisee", None)
    100
    """
    return 100 if statut == REALISEE and avancement is None else avancement


def fautes(*, statut: str, avancement: int | None, blocage: str) -> list[Faute]:
    """What a follow-up lacks or contradicts; all of it at once, empty when it may be recorded."""
    trouvees = []
    if statut not in LIBELLES:
        attendu = ", ".join(LIBELLES.values())
        trouvees.append(Faute("statut", f"Le statut « {statut} » n'existe pas : choisissez parmi {attendu}.", statut))
    if avancement is not None and not (0 <= avancement <= 100 and avancement % PAS == 0):
        trouvees.append(
            Faute(
                "avancement",
                f"L'avancement va de 0 à 100, par pas de {PAS} : {avancement} % ne convient pas. "
                f"Écrivez par exemple {_plus_proche(avancement)} %.",
                str(avancement),
                f"un multiple de {PAS}",
            )
        )
    elif statut == REALISEE and avancement not in (None, 100):
        trouvees.append(
            Faute(
                "avancement",
                f"Une fiche réalisée est à 100 % : {avancement} % ne convient pas. "
                "Écrivez 100 %, ou gardez le statut « en cours ».",
                str(avancement),
                "100",
            )
        )
    if statut in BLOQUES and not blocage.strip():
        trouvees.append(
            Faute(
                "blocage",
                f"Une fiche {LIBELLES[statut]} dit ce qui la bloque : remplissez le point de blocage.",
                "",
                "une phrase",
            )
        )
    return trouvees


def _plus_proche(avancement: int) -> int:
    return max(0, min(100, round(avancement / PAS) * PAS))


def en_retard(statut: str, fin: DateCivile | None, jour: date) -> bool | None:
    """Whether the end has passed, to its last possible day, on a fiche still open; ``None`` when no end is known.

    A fiche said late (``retardee``) is late whatever its dates.
    """
    if statut == "retardee":
        return True
    if statut in CLOS:
        return False
    return None if fin is None else fin.fin < jour
