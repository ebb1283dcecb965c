"""Pages that read editions: the list, one edition, its files."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from jalons.application.acces.gate import obtenir, requiert, visibles
from jalons.application.acces.http import Requete
from jalons.application.acces.permissions import Permission
from jalons.application.observatoire.publications import apercu, pages, selectors
from jalons.application.observatoire.publications.models import FichierDePublication, Publication
from jalons.application.socle.journal import journaliser_lecture
from jalons.application.ui.envoi import nommer
from jalons.application.ui.listes import page_demandee
from jalons.noyau.saisie import EntreeRefusee

TYPES = {
    apercu.NOTE: "application/pdf",
    apercu.CLASSEUR: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    apercu.OUVERTES: "application/zip",
}


@require_safe
@requiert(Permission.PUBLICATION_VOIR)
def liste(request: Requete) -> HttpResponse:
    """Editions released; those in preparation for whoever prepares or releases."""
    lues = visibles(selectors.lisibles(request), requete=request, permission=Permission.PUBLICATION_VOIR)
    codes = request.droits.perimetre(Permission.PUBLICATION_PREPARER)
    contexte = {
        "page": page_demandee(request.GET, lues.defer(*selectors.LOURDS), par_page=25),
        "peut_preparer": any(selectors.peut(request.droits, Permission.PUBLICATION_PREPARER, c) for c in codes),
    }
    return render(request, "observatoire/publications/liste.html", contexte)


@require_safe
@requiert(Permission.PUBLICATION_VOIR)
def edition(request: Requete, pk: int) -> HttpResponse:
    """One edition: for readers once released; before, for those who prepare and release it."""
    lue = obtenir(selectors.lisibles(request), requete=request, voir=Permission.PUBLICATION_VOIR, pk=pk)
    if lue.etat != Publication.Etat.PUBLIEE:
        journaliser_lecture("publications:lire", objet=lue, par=request.user)
    modele = "edition.html" if lue.etat == Publication.Etat.PUBLIEE else "preparation.html"
    return render(request, f"observatoire/publications/{modele}", pages.contexte(request, lue))


@require_safe
@requiert(Permission.PUBLICATION_VOIR)
def fichier(request: Requete, pk: int, nom: str) -> HttpResponse:
    """A file of an edition, as it was made with the preview."""
    lue = obtenir(
        selectors.lisibles(request).defer(*selectors.LOURDS), requete=request, voir=Permission.PUBLICATION_VOIR, pk=pk
    )
    demande = lue.fichiers.filter(genre=FichierDePublication.Genre.SORTIE, nom=nom).first() if nom in TYPES else None
    if demande is None:
        raise Http404("Cette édition n'a pas ce fichier : revenez à sa page.")
    try:
        contenu = selectors.lire(demande)
    except EntreeRefusee as refus:
        raise Http404(refus.fautes[0].message) from refus
    journaliser_lecture("publications:telecharger", objet=lue, par=request.user, octets=demande.octets)
    reponse = HttpResponse(contenu, content_type=TYPES[nom])
    reponse.headers["Content-Disposition"] = f'attachment; filename="{nommer("edition", lue.titre)}-{nom}"'
    return reponse
