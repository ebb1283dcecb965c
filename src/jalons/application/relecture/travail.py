"""What the jobs do: read the text of a file, then understand it. Each is redone whole after a kill."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.db import connection

from jalons.application.documents.selectors import pieces_de
from jalons.application.documents.services import chemin
from jalons.application.relecture import etiquettes, lecteur, selectors, services
from jalons.application.relecture.models import Relecture
from jalons.application.relecture.selectors import SILENCE as SILENCE
from jalons.application.relecture.services.depot import EN_ATTENTE, GENRE_PIECE, source_gardee
from jalons.application.relecture.suivi import Suivi
from jalons.application.socle.perimetre import perimetre
from jalons.application.territoires.models import Collectivite
from jalons.noyau.saisie import EntreeRefusee, Faute

VERROU = 0x72656C
"""First key of the advisory lock of a review: two jobs never read the same document."""


def prendre(relecture: Relecture) -> bool:
    """Whether this transaction alone works on the document; a killed job lets go with its connection."""
    with connection.cursor() as curseur:
        curseur.execute("SELECT pg_try_advisory_xact_lock(%s, %s)", [VERROU, relecture.pk % 2**31])
        return bool(curseur.fetchone()[0])


def extraire(relecture: Relecture, *, maintenant: datetime) -> bool:
    """Read the text of the file; whether there is some, the refusal being written otherwise."""
    piece = pieces_de(relecture, genre=GENRE_PIECE).first()

    def faire() -> None:
        if piece is None:
            raise EntreeRefusee([Faute("", "Le fichier n'est plus là : déposez-le de nouveau.")])
        source = lecteur.extraire(chemin(piece.empreinte), relecture.nom, suivi.dire)
        services.ranger_texte(relecture=relecture, source=source, maintenant=maintenant)

    suivi = Suivi(relecture)
    try:
        return _ou_refuser(relecture, faire, maintenant)
    finally:
        suivi.finir()


def comprendre(relecture: Relecture, *, maintenant: datetime) -> bool:
    """Find what the text says; whether it was done."""

    def faire() -> None:
        retenues = etiquettes.ajouts(selectors.etiquettes_retenues(relecture.collectivite_id))
        lecture = lecteur.comprendre(source_gardee(relecture), retenues)
        services.ranger_lecture(relecture=relecture, lecture=lecture, maintenant=maintenant)

    return _ou_refuser(relecture, faire, maintenant)


def _ou_refuser(relecture: Relecture, faire: Callable[[], None], maintenant: datetime) -> bool:
    try:
        faire()
    except EntreeRefusee as refus:
        services.refuser_document(relecture=relecture, fautes=refus.fautes, maintenant=maintenant)
    except (MemoryError, OSError) as erreur:  # a document too large, a disk that is full
        dit = getattr(erreur, "strerror", None) or "mémoire insuffisante"
        faute = Faute("", f"Ce serveur n'a pu lire le document ({dit}) : déposez-en une partie seulement.")
        services.refuser_document(relecture=relecture, fautes=[faute], maintenant=maintenant)
    else:
        return True
    return False


def arretees(*, avant: datetime) -> list[Relecture]:
    """In every collectivité, the documents that wait for a job of which nothing has been heard since ``avant``."""
    with perimetre(Collectivite.objects.values_list("pk", flat=True)):
        attendent = Relecture.objects.filter(etat__in=EN_ATTENTE, vivant_le__lt=avant).select_related("par")
        return [lue for lue in attendent.defer("ecarts", "fautes") if Suivi(lue).vivant() < avant.timestamp()]
