"""The life of an edition, and who may release it. Pure."""

from __future__ import annotations

from collections.abc import Collection
from enum import StrEnum

from jalons.noyau.ecarts import Ecart, Gravite

REGLE = "publication à deux"


class Etat(StrEnum):
    """Where an edition stands."""

    PREPARATION = "preparation"
    DEMANDEE = "demandee"
    REFUSEE = "refusee"
    PUBLIEE = "publiee"


MODIFIABLES = frozenset({Etat.PREPARATION, Etat.REFUSEE})


def refus_de_modifier(etat: Etat) -> list[Ecart]:
    """Why an edition cannot be changed; nothing when it can.

    >>> [e.code for e in refus_de_modifier(Etat.PUBLIEE)], refus_de_modifier(Etat.REFUSEE)
    (['edition_close'], [])
    """
    if etat in MODIFIABLES:
        return []
    dit = {
        Etat.PUBLIEE: "Cette édition est publiée : elle ne change plus. Pour corriger, préparez-en une nouvelle, qui "
        "dit ce qu'elle corrige.",
        Etat.DEMANDEE: "La publication est demandée : l'édition ne change plus tant qu'une seconde personne n'a pas "
        "répondu.",
    }[etat]
    return [_ecart("edition_close", dit)]


def refus_de_demander(etat: Etat, *, apercu: bool, resiste: bool) -> list[Ecart]:
    """Why the release cannot be asked for.

    Args:
        apercu: whether the preview is that of the edition as it stands.
        resiste: whether the attack of that preview found nothing.

    >>> [e.code for e in refus_de_demander(Etat.PREPARATION, apercu=True, resiste=False)]
    ['attaque_reussie']
    """
    ecarts = refus_de_modifier(etat)
    if not apercu:
        ecarts.append(_ecart("sans_apercu", "Calculez d'abord l'aperçu : c'est lui qui sera examiné, puis publié."))
    elif not resiste:
        message = (
            "L'attaque retrouve des cellules masquées : regroupez des catégories ou retirez un croisement, puis "
            "refaites l'aperçu."
        )
        ecarts.append(_ecart("attaque_reussie", message))
    return ecarts


def refus_de_repondre(etat: Etat, *, qui: int | None, auteurs: Collection[int | None]) -> list[Ecart]:
    """Why this agent cannot answer: nothing was asked, or she had a hand in the edition.

    >>> [e.code for e in refus_de_repondre(Etat.DEMANDEE, qui=3, auteurs=[3, 4])]
    ['meme_personne']
    """
    if etat is not Etat.DEMANDEE:
        return [_ecart("pas_demandee", "Personne ne demande de la publier, ou quelqu'un a déjà répondu.")]
    if qui is None or qui in auteurs:
        message = "Vous avez préparé cette édition ou demandé sa publication : une autre personne doit répondre."
        return [_ecart("meme_personne", message)]
    return []


def refus_de_publier(*, resiste: bool, prises: Collection[int], publiees: Collection[int]) -> list[Ecart]:
    """Why it must be previewed again before it is released.

    Args:
        prises: earlier editions that the preview took into account; ``publiees``: those released now.

    >>> [e.code for e in refus_de_publier(resiste=True, prises=[1], publiees=[1, 2])]
    ['apercu_depasse']
    """
    if not resiste:
        return [_ecart("attaque_reussie", "L'attaque retrouve des cellules masquées : refusez cette édition.")]
    if set(prises) != set(publiees):
        message = (
            "Une autre édition a été publiée depuis l'aperçu : ensemble, elles pourraient livrer une cellule. Refusez "
            "celle-ci pour que son aperçu soit refait."
        )
        return [_ecart("apercu_depasse", message)]
    return []


def _ecart(code: str, message: str) -> Ecart:
    return Ecart(code, Gravite.BLOQUANT, True, message, {}, REGLE)
