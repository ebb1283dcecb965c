"""Writes: a file received is checked, fingerprinted and kept whole, or not at all."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Collection
from pathlib import Path
from typing import IO, Protocol

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from jalons.application.acces.models import Agent
from jalons.application.documents import contenu
from jalons.application.documents.models import Piece
from jalons.application.socle.journal import journaliser
from jalons.application.territoires.models import Territorial
from jalons.noyau.saisie import EntreeRefusee, Faute

_BLOC = 256 * 1024


class FichierRecu(Protocol):
    """What a form or a command hands over."""

    name: str | None

    def read(self, size: int = -1, /) -> bytes:
        """Next bytes."""
        ...


@transaction.atomic
def deposer(
    *, objet: Territorial, fichier: FichierRecu, par: Agent | None, genre: str = "", nom: str = "",
    aussi: Collection[contenu.TypeFichier] = (),
) -> Piece:  # fmt: skip
    """Attach ``fichier`` to ``objet``.

    The bytes go to a temporary file, then under their fingerprint, and only then is the row written: a failure at any
    moment leaves no row without its file.

    Args:
        genre: what it proves (``preuve``, ``contrat_signe``); a code of the module that owns ``objet``.
        nom: name to keep; the file's own when empty.
        aussi: kinds that are kept beside those of ``contenu.TYPES``.

    Raises:
        EntreeRefusee: empty, larger than 25 Mo, of a kind that is not kept, or whose name says another kind.
    """
    propre = contenu.nom_propre(nom or fichier.name or "")
    racine = Path(settings.MEDIA_ROOT)
    racine.mkdir(parents=True, exist_ok=True, mode=0o700)
    with tempfile.NamedTemporaryFile(dir=racine, prefix=".depot-", delete=False) as depot:
        try:
            taille, empreinte = _recopier(fichier, depot, propre)
            reconnu = _type_verifie(depot, propre, aussi)
            _ranger(Path(depot.name), chemin(empreinte))
        except BaseException:
            Path(depot.name).unlink(missing_ok=True)
            raise
    piece = Piece.objects.create(
        collectivite_id=objet.collectivite_id, objet_type=objet._meta.label_lower, objet_id=objet.pk, genre=genre,
        nom=propre, type_mime=reconnu.mime, taille=taille, empreinte=empreinte, depose_par=par,
    )  # fmt: skip
    journaliser("documents:deposer", objet=piece, par=par, taille=taille)
    return piece


def chemin(empreinte: str) -> Path:
    """Where the bytes of that fingerprint are kept."""
    return Path(settings.MEDIA_ROOT) / empreinte[:2] / empreinte


def _recopier(fichier: FichierRecu, depot: IO[bytes], nom: str) -> tuple[int, str]:
    somme, taille = hashlib.sha256(), 0
    while bloc := fichier.read(_BLOC):
        taille += len(bloc)
        if taille > contenu.TAILLE_MAXIMALE:
            raise _refus(
                f"« {nom} » dépasse 25 Mo : réduisez-le (numérisez en 150 points par pouce, par exemple) ou "
                "déposez-le en plusieurs parties.",
                "plus de 25 Mo",
                "25 Mo au plus",
            )
        somme.update(bloc)
        depot.write(bloc)
    if not taille:
        raise _refus(f"« {nom} » est vide : vérifiez le fichier choisi.", "0 octet", "un fichier non vide")
    depot.flush()
    os.fsync(depot.fileno())
    return taille, somme.hexdigest()


def _type_verifie(depot: IO[bytes], nom: str, aussi: Collection[contenu.TypeFichier]) -> contenu.TypeFichier:
    with open(depot.name, "rb") as lu:
        reconnu = contenu.reconnaitre(lu, aussi)
    if reconnu is None:
        raise _refus(
            f"« {nom} » n'est pas d'un type accepté, ou contient des macros. Types acceptés : {contenu.ACCEPTES}.",
            nom,
            contenu.ACCEPTES,
        )
    if contenu.extension(nom) not in reconnu.extensions:
        bonne = reconnu.extensions[0]
        raise _refus(
            f"« {nom} » est en réalité un fichier {reconnu.libelle} : renommez-le en .{bonne}, "
            "ou choisissez le bon fichier.",
            f".{contenu.extension(nom)}",
            f".{bonne}",
        )
    return reconnu


def _refus(message: str, recu: str, attendu: str) -> EntreeRefusee:
    return EntreeRefusee([Faute("fichier", message, recu, attendu)], quoi="le fichier")


def _ranger(depot: Path, place: Path) -> None:
    place.parent.mkdir(exist_ok=True, mode=0o700)
    os.replace(depot, place)
    dossier = os.open(place.parent, os.O_RDONLY)
    try:
        os.fsync(dossier)
    finally:
        os.close(dossier)


@transaction.atomic
def retirer(*, piece: Piece, par: Agent | None) -> None:
    """Take a file off its object; its bytes stay, for the history.

    Raises:
        EntreeRefusee: it was already taken off.
    """
    if piece.retire_le is not None:
        raise EntreeRefusee([Faute("piece", f"« {piece} » est déjà retirée : rien à faire.")], quoi="le retrait")
    piece.retire_le = timezone.now()
    piece.save(update_fields=["retire_le"])
    journaliser("documents:retirer", objet=piece, par=par)
