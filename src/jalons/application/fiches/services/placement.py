"""The place of a fiche in the frames it serves."""

from __future__ import annotations

from django.db import transaction

from jalons.application.acces.models import Agent
from jalons.application.fiches.models import Cadre, Fiche, Placement, Rubrique
from jalons.application.socle.journal import journaliser
from jalons.noyau.saisie import EntreeRefusee, Faute


@transaction.atomic
def placer(
    *,
    fiche: Fiche,
    cadre: Cadre,
    par: Agent | None,
    rubrique: Rubrique | None = None,
    numero: int | None = None,
    cle: str = "",
    engagement: int | None = None,
    dispositif: str = "",
    places: int | None = None,
    ordre: int | None = None,
) -> Placement:
    """Put ``fiche`` in ``cadre``, under ``rubrique`` or directly. The same fiche may serve several frames.

    Args:
        ordre: rank in the frame; the number when it is not given.

    Raises:
        EntreeRefusee: the frame belongs to another collectivité, the heading to another frame, or the fiche is
            already there.
    """
    refus = _fautes(fiche, cadre, rubrique)
    if refus:
        raise EntreeRefusee(refus, quoi="le rattachement")
    placement = Placement.objects.create(
        collectivite_id=fiche.collectivite_id, fiche=fiche, cadre=cadre, rubrique=rubrique, numero=numero, cle=cle,
        engagement=engagement, dispositif=dispositif, places=places, ordre=numero or 0 if ordre is None else ordre,
    )  # fmt: skip
    journaliser("fiches:placer", objet=fiche, par=par, cadre=cadre.pk)
    return placement


def _fautes(fiche: Fiche, cadre: Cadre, rubrique: Rubrique | None) -> list[Faute]:
    if cadre.collectivite_id != fiche.collectivite_id:
        return [
            Faute("cadre", f"« {cadre} » n'est pas de la même collectivité que la fiche : choisissez un autre cadre.")
        ]
    if rubrique is not None and rubrique.cadre_id != cadre.pk:
        return [Faute("rubrique", f"« {rubrique} » n'est pas une rubrique de « {cadre} » : choisissez-en une autre.")]
    if Placement.objects.filter(fiche=fiche, cadre=cadre, rubrique=rubrique).exists():
        ou = f"sous « {rubrique} » dans « {cadre} »" if rubrique else f"dans « {cadre} »"
        return [Faute("cadre", f"La fiche est déjà {ou} : rien à faire.")]
    return []


@transaction.atomic
def retirer(*, placement: Placement, par: Agent | None) -> None:
    """Take a fiche out of a frame; the fiche stays."""
    fiche = placement.fiche
    cadre = placement.cadre_id
    placement.delete()
    journaliser("fiches:retirer", objet=fiche, par=par, cadre=cadre)
