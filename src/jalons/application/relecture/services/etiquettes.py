"""Labels that a département adds to what the reader knows."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from jalons.application.acces.models import Agent
from jalons.application.relecture.etiquettes import fautes_de
from jalons.application.relecture.models import Etiquette
from jalons.application.socle.journal import journaliser
from jalons.noyau.saisie import EntreeRefusee, Faute, abrege


@transaction.atomic
def retenir_etiquette(
    *, collectivite: str, genre: str, texte: str, par: Agent | None, maintenant: datetime
) -> Etiquette:
    """Keep a label for the next documents of this département; the same one twice is kept once.

    Raises:
        EntreeRefusee: no label, too long, known already, or of a kind that no label announces.
    """
    dite = " ".join(texte.split())
    if faute := fautes_de(dite, genre):
        raise EntreeRefusee([Faute("texte", faute, abrege(dite, 40) or "rien", "une étiquette")], quoi="l'étiquette")
    gardee, neuve = Etiquette.objects.get_or_create(
        collectivite_id=collectivite, genre=genre, texte=dite, retiree_le=None,
        defaults={"par": par, "retenue_le": maintenant},
    )  # fmt: skip
    if neuve:
        journaliser("relecture:retenir_etiquette", objet=gardee, par=par, genre=genre)
    return gardee


@transaction.atomic
def retirer_etiquette(*, etiquette: Etiquette, par: Agent | None, maintenant: datetime) -> None:
    """The label serves no more; what was read with it stays.

    Raises:
        EntreeRefusee: it was taken away already.
    """
    retirees = Etiquette.objects.filter(pk=etiquette.pk, retiree_le=None).update(retiree_le=maintenant)
    if not retirees:
        message = f"« {etiquette} » est déjà retirée : rien à faire."
        raise EntreeRefusee([Faute("etiquette", message, str(etiquette))], quoi="le retrait")
    journaliser("relecture:retirer_etiquette", objet=etiquette, par=par)
