"""Reads: the files of an object, or of many at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import QuerySet
from django.urls import reverse

from jalons.application.acces.gate import visibles
from jalons.application.acces.http import Requete
from jalons.application.acces.permissions import Permission
from jalons.application.documents import contenu, objets
from jalons.application.documents.models import Piece
from jalons.application.territoires.models import Territorial
from jalons.application.ui.composants.metier import PieceJointe


def ouvrables(requete: Requete) -> QuerySet[Piece]:
    """Files still attached, in the perimeter of the agent."""
    presentes = Piece.objects.filter(retire_le=None)
    return visibles(presentes, requete=requete, permission=Permission.DOCUMENTS_VOIR)


def pieces_de(objet: Territorial, *, genre: str | None = None) -> QuerySet[Piece]:
    """Files attached to ``objet``, the latest first, with who put them."""
    return _des_objets(objet._meta.label_lower, [objet.pk], genre)


def pieces_par_objet(type_: str, cles: Iterable[int]) -> dict[int, list[Piece]]:
    """Files of many objects of one type (``module.modele``), by key: one query."""
    par: dict[int, list[Piece]] = defaultdict(list)
    for piece in _des_objets(type_, list(cles), None):
        par[piece.objet_id].append(piece)
    return par


def _des_objets(type_: str, cles: list[int], genre: str | None) -> QuerySet[Piece]:
    pieces = Piece.objects.filter(objet_type=type_, objet_id__in=cles, retire_le=None).select_related("depose_par")
    return pieces if genre is None else pieces.filter(genre=genre)


def presenter(piece: Piece) -> PieceJointe:
    """A file as the component ``piece_jointe`` shows it."""
    connu = contenu.type_par_mime(piece.type_mime)
    return PieceJointe(
        nom=piece.nom,
        url=reverse("documents:telecharger", args=[piece.pk]),
        genre=connu.libelle if connu else piece.type_mime,
        taille=piece.taille,
        depose_le=piece.depose_le,
        depose_par=str(piece.depose_par or ""),
        nature=_nature(piece),
    )


def _nature(piece: Piece) -> str:
    """What the file is, in the words of its object's list; nothing when the object takes only one kind."""
    genre = objets.objet(piece.objet_type)
    return dict(genre.genres).get(piece.genre, "") if genre and len(genre.genres) > 1 else ""
