"""Which dossiers are loaded: one line of the journal per dossier, in the very transaction that writes it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pghistory
from django.db import connection

from jalons.application.acces.models import Agent
from jalons.application.socle.models import Entree
from jalons.application.socle.perimetre import perimetre

ACTE = "demonstration:charger"
_VERROU = 0x6A616C6F
"""Key of the advisory lock: two loads wait for each other."""


@contextmanager
def dossier(cle: str, *, collectivite: str, par: Agent | None = None) -> Iterator[bool]:
    """One transaction inside ``collectivite``, in the name of ``par``; gives whether ``cle`` is still to be loaded.

    The marker is written last, by the caller's transaction: everything or nothing.
    """
    auteur = par.pk if par is not None else None
    with perimetre([collectivite], agent=auteur or ""), pghistory.context(agent=auteur, adresse="jalons demo"):
        with connection.cursor() as curseur:
            curseur.execute("SELECT pg_advisory_xact_lock(%s)", [_VERROU])
        a_faire = not deja(cle, collectivite=collectivite)
        yield a_faire
        if a_faire:
            Entree.objects.create(
                collectivite_id=collectivite, nature=Entree.Nature.ECRITURE, acte=ACTE,
                objet_type="demonstration.dossier", objet_id=cle, details={},
            )  # fmt: skip


def deja(cle: str, *, collectivite: str) -> bool:
    """Whether the dossier ``cle`` is loaded; inside a perimeter that holds ``collectivite``."""
    return Entree.objects.filter(collectivite_id=collectivite, acte=ACTE, objet_id=cle).exists()
