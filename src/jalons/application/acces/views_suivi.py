"""History of an object."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from jalons.application.acces import historiques, selectors
from jalons.application.acces.gate import exiger, ouverte
from jalons.application.acces.http import Requete


@require_safe
@ouverte("le droit demandé est celui de lire l'objet, selon son genre")
def historique(requete: Requete, type_objet: str, cle: int) -> HttpResponse:
    """Who changed what on an object, even deleted; 404 outside the perimeter."""
    genre = historiques.genre(type_objet)
    if genre is None:
        raise Http404("Cet objet n'a pas d'historique.")
    exiger(requete, genre.voir)
    objet = genre.modele._default_manager.select_related().filter(pk=cle).first()
    changements = selectors.historique_de(genre, cle, collectivites=requete.droits.perimetre(genre.voir))
    if not changements or (objet and genre.ouvrable and not genre.ouvrable(requete, cle)):
        raise Http404("Cet objet n'existe pas.")
    contexte = {
        "nature": genre.modele._meta.verbose_name, "objet": objet, "changements": changements,
        "retour": genre.url(objet) if objet and genre.url else "",
    }  # fmt: skip
    return render(requete, "acces/historique.html", contexte)
