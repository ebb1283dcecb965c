"""The history of a report: its texts and its review."""

from __future__ import annotations

from jalons.application.acces.historiques import GenreSuivi, inscrire
from jalons.application.acces.permissions import Permission
from jalons.application.rapports.models import Rapport, Section, Visa
from jalons.application.rapports.selectors import lisibles


def declarer() -> None:
    """Called once, when the application starts; a draft is read by those who write it only."""
    inscrire(
        GenreSuivi(
            Rapport, Permission.RAPPORTS_VOIR, ((Section, "rapport_id"), (Visa, "rapport_id")),
            url=lambda r: r.get_absolute_url(),
            ouvrable=lambda requete, cle: lisibles(requete).filter(pk=cle).exists(),
        )
    )  # fmt: skip
