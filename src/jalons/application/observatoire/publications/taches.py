"""Jobs of editions."""

from __future__ import annotations

from jalons.application.observatoire.publications import services
from jalons.application.observatoire.publications.models import Publication
from jalons.application.socle.taches import tache


@tache("publications:apercevoir")
def apercevoir(*, publication: int) -> None:
    """Make the preview of an edition."""
    lue = Publication.objects.filter(pk=publication, apercu_demande=True).first()
    if lue is not None:
        services.calculer_apercu(publication=lue)
