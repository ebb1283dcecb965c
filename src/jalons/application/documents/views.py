"""Putting a file on an object, opening it, taking it off."""

from __future__ import annotations

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from jalons.application.acces.gate import obtenir, requiert
from jalons.application.acces.http import Requete
from jalons.application.acces.permissions import Permission
from jalons.application.documents import objets, selectors, services
from jalons.application.documents.contenu import HTML
from jalons.application.documents.forms import DepotForm
from jalons.application.documents.models import Piece
from jalons.application.socle.journal import journaliser_lecture
from jalons.noyau.saisie import EntreeRefusee


@require_safe
@requiert(Permission.DOCUMENTS_VOIR)
def telecharger(request: Requete, pk: int) -> HttpResponse:
    """The bytes of a file, always as an attachment; the reading is journalled."""
    piece = _piece(request, pk)
    genre = objets.objet(piece.objet_type)
    if genre is not None:
        genre.voir(request, piece.objet_id)
    try:
        octets = services.chemin(piece.empreinte).open("rb")
    except FileNotFoundError as absente:
        raise Http404("Le fichier n'est plus sur le serveur : prévenez l'administration de Jalons.") from absente
    journaliser_lecture("documents:telecharger", objet=piece, par=request.user)
    forme = "application/octet-stream" if piece.type_mime == HTML.mime else piece.type_mime
    reponse = FileResponse(octets, as_attachment=True, filename=piece.nom, content_type=forme)
    reponse["X-Content-Type-Options"] = "nosniff"
    reponse["Cache-Control"] = "private, no-store"
    return reponse  # type: ignore[return-value]  # a response that streams


def _piece(request: Requete, pk: int, faire: Permission | None = None) -> Piece:
    return obtenir(selectors.ouvrables(request), requete=request, voir=Permission.DOCUMENTS_VOIR, faire=faire, pk=pk)


@require_http_methods(["GET", "POST"])
@requiert(Permission.DOCUMENTS_DEPOSER)
def deposer(request: Requete, objet_type: str, objet_id: int) -> HttpResponse:
    """Put a file on an object of a kind that takes some."""
    genre = objets.objet(objet_type)
    if genre is None:
        raise Http404("Cet objet ne reçoit pas de pièce.")
    objet = genre.deposer(request, objet_id)
    formulaire = DepotForm(request.POST or None, request.FILES or None, genres=genre.genres)
    if request.method == "POST" and formulaire.is_valid():
        recu = formulaire.cleaned_data
        try:
            services.deposer(objet=objet, fichier=recu["fichier"], genre=recu["genre"], par=request.user)
        except EntreeRefusee as refus:
            for faute in refus.fautes:
                formulaire.add_error("fichier", faute.message)
        else:
            messages.success(request, f"« {recu['fichier'].name} » est joint.")
            return redirect(genre.url(objet))
    contexte = {"formulaire": formulaire, "objet": objet, "retour": genre.url(objet)}
    return render(request, "documents/deposer.html", contexte, status=200 if not formulaire.errors else 422)


@require_http_methods(["GET", "POST"])
@requiert(Permission.DOCUMENTS_DEPOSER)
def retirer(request: Requete, pk: int) -> HttpResponse:
    """Take a file off its object, after confirmation."""
    piece = _piece(request, pk, faire=Permission.DOCUMENTS_DEPOSER)
    genre = objets.objet(piece.objet_type)
    retour = genre.url(genre.deposer(request, piece.objet_id)) if genre else "/"
    if request.method == "POST":
        services.retirer(piece=piece, par=request.user)
        messages.success(request, f"« {piece} » est retirée.")
        return redirect(retour)
    contexte = {
        "titre": "Retirer cette pièce ?",
        "message": f"« {piece} » ne sera plus proposée ici. L'historique en garde la trace.",
        "libelle": "Retirer la pièce",
        "retour": retour,
    }
    return render(request, "ui/confirmer.html", contexte)
