"""Shapes that a collectivité has published with a map of its own: lower modules draw on them."""

from __future__ import annotations

from jalons.application.observatoire.publications.models import FichierDePublication, Publication
from jalons.application.observatoire.publications.selectors import lire
from jalons.application.places.contours import Contours


def derniers(code: str) -> Contours | None:
    """Those of the latest edition released that has a GeoJSON; one query, two when there are some."""
    editions = Publication.objects.filter(collectivite_id=code, etat=Publication.Etat.PUBLIEE)
    for cle, declaration in editions.order_by("-decidee_le", "-pk").values_list("pk", "declaration")[:10]:
        for carte in declaration.get("cartes", []):
            nom, credit = carte.get("fond", ""), carte.get("credit", "")
            if nom.endswith(".geojson") and credit:
                return _du_fichier(cle, nom, credit)
    return None


def _du_fichier(publication: int, nom: str, credit: str) -> Contours | None:
    fichier = FichierDePublication.objects.filter(publication_id=publication, nom=nom).first()
    return None if fichier is None else Contours(fichier.empreinte, credit, lambda: lire(fichier))
