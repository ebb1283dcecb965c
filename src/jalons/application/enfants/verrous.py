"""Locks of files: always the first ones of an act, always in the order of their keys (``docs/adr/0029``).

An act that locks the files it concerns before anything else never waits for one that waits for it. It also sees them
as they are: nobody merges, separates nor renames them before it ends.
"""

from __future__ import annotations

from collections.abc import Iterable

from jalons.application.enfants.models import Enfant
from jalons.application.socle.attente import attendre
from jalons.noyau.saisie import EntreeRefusee, Faute

DEPLACE = (
    "Un collègue vient de réunir ce dossier à un autre, ou de les séparer : rien n'est enregistré. "
    "Rouvrez la page depuis le dossier de l'enfant, puis recommencez."
)


def verrouiller_dossiers(cles: Iterable[int]) -> dict[int, Enfant]:
    """The files with these keys as they stand, locked until the end of the transaction. One query."""
    voulues = sorted(set(cles))
    verrou = Enfant.objects.select_for_update(of=("self",), no_key=True)
    return {e.pk: e for e in verrou.filter(pk__in=voulues).order_by("pk")}


def verrouiller_dossier(enfant: Enfant | int) -> Enfant:
    """One file, the same way."""
    cle = enfant if isinstance(enfant, int) else enfant.pk
    return verrouiller_dossiers([cle])[cle]


def refuser_un_deplacement(attendu: int, lu: int) -> None:
    """Refuse an act on a row whose child is not, once both are locked, the one that was read before.

    Raises:
        EntreeRefusee: a merge, or its undoing, came in between.
    """
    if attendu != lu:
        raise EntreeRefusee([Faute("", DEPLACE)], quoi="l'acte")


def verrouiller_identites(collectivite: str, cles: Iterable[str]) -> None:
    """Let the look for duplicates of one identity wait for that of another agent; before any file is locked.

    Args:
        cles: a word for each identity; taken in their order, so that two receptions that name the same children in
            another order do not wait for each other.
    """
    for cle in sorted(set(cles)):
        attendre(f"enfant {collectivite} {cle}")
