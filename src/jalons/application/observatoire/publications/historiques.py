"""The history of an edition: who changed it, asked for its release, answered."""

from __future__ import annotations

from jalons.application.acces.historiques import GenreSuivi, inscrire
from jalons.application.acces.permissions import Permission
from jalons.application.observatoire.publications.models import Publication
from jalons.application.observatoire.publications.selectors import lisibles


def declarer() -> None:
    """Called once, when the application starts; a draft is read by those who prepare or release it only."""
    inscrire(
        GenreSuivi(
            Publication, Permission.PUBLICATION_VOIR, url=lambda p: p.get_absolute_url(),
            ouvrable=lambda requete, cle: lisibles(requete).filter(pk=cle).exists(),
        )
    )  # fmt: skip
