"""One object of each kind for a collectivité, all bearing a word that no other page may show."""

from __future__ import annotations

from functools import cached_property

from django.db import connection
from tests.balayage.contractuel import MARQUE
from tests.balayage.etudes import Etudes

from jalons.application.socle.perimetre import perimetre
from jalons.application.socle.verrou import territoriaux

__all__ = ["MARQUE", "Monde", "empreinte"]


class Monde(Etudes):
    """The objects of one collectivité, made by the web role inside its perimeter, on first demand.

    Those of its contract, then of a child, of the places where he lives, of what is studied: one file each, each
    relying on those before. A new object goes into the file of its module.
    """

    def peupler(self) -> Monde:
        """Make every object now rather than on demand."""
        with perimetre([self.code]):
            for classe in reversed(Monde.__mro__):
                for nom in [n for n, valeur in vars(classe).items() if isinstance(valeur, cached_property)]:
                    getattr(self, nom)
        return self


def empreinte(code: str) -> dict[str, str]:
    """A fingerprint of every row of ``code``, by table: what a request from elsewhere must leave as it is."""
    morceaux = [
        f"SELECT '{modele._meta.db_table}', coalesce(md5(string_agg(t::text, '|' ORDER BY t::text)), '') "  # noqa: S608 - our own names
        f'FROM "{modele._meta.db_table}" t WHERE {colonne} = %s'
        for modele, colonne in territoriaux()
    ]
    with perimetre([code]), connection.cursor() as curseur:
        curseur.execute(" UNION ALL ".join(morceaux), [code] * len(morceaux))
        return dict(curseur.fetchall())
