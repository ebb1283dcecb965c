"""The comment that answers an écart of a frame."""

from __future__ import annotations

from django.db import transaction

from jalons.application.acces.models import Agent
from jalons.application.fiches.models import Cadre, Justification
from jalons.application.socle.journal import journaliser
from jalons.noyau.saisie import EntreeRefusee, Faute


@transaction.atomic
def justifier_ecart(*, cadre: Cadre, cle: str, commentaire: str, par: Agent | None) -> Justification:
    """Write, or replace, the justification of the écart ``cle`` (``Ecart.cle``) of ``cadre``.

    It is kept when the écart disappears, and answers it again when it comes back.

    Raises:
        EntreeRefusee: an empty comment.
    """
    texte = commentaire.strip()
    if not texte:
        raise EntreeRefusee(
            [Faute("commentaire", "La justification est vide : dites pourquoi l'écart est accepté.")],
            quoi="la justification",
        )
    justification, _ = Justification.objects.update_or_create(
        collectivite_id=cadre.collectivite_id, cadre=cadre, cle=cle, defaults={"commentaire": texte, "auteur": par}
    )
    journaliser("fiches:justifier", objet=cadre, par=par, ecart=cle)
    return justification
