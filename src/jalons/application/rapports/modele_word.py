"""The département's own Word template of the report: tried before it is kept, used instead of ours."""

from __future__ import annotations

import io
from datetime import date

from django.db import transaction

from jalons.application.acces.models import Agent
from jalons.application.documents import selectors as pieces
from jalons.application.documents import services as depot
from jalons.application.documents.models import Piece
from jalons.application.rapports.editions.document import Document, en_word
from jalons.application.rapports.presentation import Colonne, SectionPresentee, Tableau
from jalons.application.territoires.models import Identite

GENRE = "modele_rapport"

_ESSAI = Document(
    titre="Essai du modèle",
    sous_titre="Département",
    jour=date(2024, 1, 1),
    mention="Document de travail",
    identification=(("Exercice", "2023"),),
    sections=(
        SectionPresentee(
            "essai", "Section", "Texte", "", (Tableau("Tableau", (Colonne("Colonne"),), (("cellule",),)),),
            (("ARS", "Commentaire"),),
        ),
    ),
    visas=(("Département", "accepté", "Agent", "1er janvier 2024"),),
    empreinte="empreinte",
)  # fmt: skip
"""A small document that uses every tag, to try a template before keeping it."""


def piece_du_modele(collectivite: str) -> Piece | None:
    """The template in use for ``collectivite``, or ``None``: ours is used."""
    identite = Identite.objects.filter(collectivite_id=collectivite).first()
    return pieces.pieces_de(identite, genre=GENRE).first() if identite else None


def octets_du_modele(collectivite: str) -> bytes | None:
    """Bytes of that template."""
    piece = piece_du_modele(collectivite)
    return depot.chemin(piece.empreinte).read_bytes() if piece else None


@transaction.atomic
def deposer(*, collectivite: str, contenu: bytes, nom: str, par: Agent | None) -> Piece:
    """Keep ``contenu`` as the template of ``collectivite``, in place of the former one.

    Raises:
        EntreeRefusee: it is not a Word file, a tag cannot be read, or it is too large; the former one stays.
    """
    en_word(_ESSAI, contenu)
    identite, _ = Identite.objects.get_or_create(collectivite_id=collectivite)
    for ancienne in pieces.pieces_de(identite, genre=GENRE):
        depot.retirer(piece=ancienne, par=par)
    recu = io.BytesIO(contenu)
    recu.name = nom
    return depot.deposer(objet=identite, fichier=recu, par=par, genre=GENRE, nom=nom)


@transaction.atomic
def revenir_au_modele_de_jalons(*, collectivite: str, par: Agent | None) -> None:
    """Stop using the département's own template; its bytes stay in the history."""
    piece = piece_du_modele(collectivite)
    if piece is not None:
        depot.retirer(piece=piece, par=par)
