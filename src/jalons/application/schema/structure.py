"""Acts on the structure of a schéma: engagements, sub-themes and the fiches under them. Pure: a dossier in, one out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TypeVar

from jalons.application.schema.dossier import DossierSchema, EngagementSchema, FicheSchema, SousTheme
from jalons.noyau.saisie import EntreeRefusee, Faute

T = TypeVar("T")


def ajouter_engagement(d: DossierSchema, titre: str) -> DossierSchema:
    """One more engagement, numbered after the last."""
    numero = max((e.numero for e in d.engagements), default=0) + 1
    return replace(d, engagements=(*d.engagements, EngagementSchema(numero, _titre(titre))))


def renommer_engagement(d: DossierSchema, engagement: int, titre: str) -> DossierSchema:
    """A new title for an engagement."""
    return _engagement(d, engagement, lambda e: replace(e, titre=_titre(titre)))


def deplacer_engagement(d: DossierSchema, engagement: int, pas: int) -> DossierSchema:
    """An engagement up (-1) or down (+1); numbers stay with their engagement."""
    rang = [e.numero for e in d.engagements].index(_connu(d, engagement).numero)
    return replace(d, engagements=_deplacer(d.engagements, rang, pas))


def retirer_engagement(d: DossierSchema, engagement: int) -> DossierSchema:
    """An engagement away, with its sub-themes; the fiches stay in the schéma."""
    _connu(d, engagement)
    return replace(
        d, engagements=tuple(e for e in d.engagements if e.numero != engagement),
        fiches=tuple(replace(f, engagements=tuple(n for n in f.engagements if n != engagement)) for f in d.fiches),
    )  # fmt: skip


def ajouter_theme(d: DossierSchema, engagement: int, titre: str) -> DossierSchema:
    """One more sub-theme, the last of its engagement."""
    return _engagement(d, engagement, lambda e: replace(e, sous_themes=(*e.sous_themes, SousTheme(_titre(titre)))))


def renommer_theme(d: DossierSchema, engagement: int, theme: int, titre: str) -> DossierSchema:
    """A new title for the sub-theme of rank ``theme`` (from 0)."""
    return _theme(d, engagement, theme, lambda s: replace(s, titre=_titre(titre)))


def deplacer_theme(d: DossierSchema, engagement: int, theme: int, pas: int) -> DossierSchema:
    """A sub-theme up (-1) or down (+1) inside its engagement."""
    return _engagement(d, engagement, lambda e: replace(e, sous_themes=_deplacer(e.sous_themes, theme, pas)))


def retirer_theme(d: DossierSchema, engagement: int, theme: int) -> DossierSchema:
    """A sub-theme away; its fiches stay in the schéma."""
    return _engagement(
        d, engagement,
        lambda e: replace(e, sous_themes=tuple(s for i, s in enumerate(e.sous_themes) if i != theme)),
    )  # fmt: skip


def placer_fiche(d: DossierSchema, engagement: int, theme: int, fiche: int) -> DossierSchema:
    """The fiche of that number under a sub-theme, and under its engagement."""
    if fiche not in {f.numero for f in d.fiches}:
        raise _refus("fiche", f"La fiche n° {fiche} n'est pas dans le schéma : choisissez une fiche de la liste.")
    place = _theme(d, engagement, theme, lambda s: s if fiche in s.fiches else replace(s, fiches=(*s.fiches, fiche)))
    return replace(place, fiches=tuple(
        replace(f, engagements=(*f.engagements, engagement))
        if f.numero == fiche and engagement not in f.engagements else f
        for f in place.fiches
    ))  # fmt: skip


def retirer_fiche(d: DossierSchema, engagement: int, theme: int, fiche: int) -> DossierSchema:
    """The fiche of that number out of a sub-theme; it stays in the schéma."""
    return _theme(d, engagement, theme, lambda s: replace(s, fiches=tuple(n for n in s.fiches if n != fiche)))


def ajouter_fiche(d: DossierSchema, titre: str) -> DossierSchema:
    """One more fiche, numbered after the last."""
    return replace(d, fiches=(*d.fiches, FicheSchema(numero_suivant(d), _titre(titre))))


def numero_suivant(d: DossierSchema) -> int:
    """The number of the next fiche."""
    return max((f.numero for f in d.fiches), default=0) + 1


def _titre(titre: str) -> str:
    if not titre.strip():
        raise _refus("titre", "Le titre est vide : écrivez quelques mots.")
    return titre.strip()


def _connu(d: DossierSchema, numero: int) -> EngagementSchema:
    for engagement in d.engagements:
        if engagement.numero == numero:
            return engagement
    connus = ", ".join(str(e.numero) for e in d.engagements) or "aucun"
    raise _refus("engagement", f"Il n'y a pas d'engagement n° {numero}. Engagements connus : {connus}.")


def _engagement(
    d: DossierSchema, numero: int, changer: Callable[[EngagementSchema], EngagementSchema]
) -> DossierSchema:
    _connu(d, numero)
    return replace(d, engagements=tuple(changer(e) if e.numero == numero else e for e in d.engagements))


def _theme(d: DossierSchema, numero: int, rang: int, changer: Callable[[SousTheme], SousTheme]) -> DossierSchema:
    if not 0 <= rang < len(_connu(d, numero).sous_themes):
        raise _refus("sous_theme", "Ce sous-thème n'existe plus : rechargez la page.")
    return _engagement(
        d, numero,
        lambda e: replace(e, sous_themes=tuple(changer(s) if i == rang else s for i, s in enumerate(e.sous_themes))),
    )  # fmt: skip


def _deplacer(suite: Sequence[T], rang: int, pas: int) -> tuple[T, ...]:
    vers = rang + pas
    if not 0 <= rang < len(suite) or not 0 <= vers < len(suite):
        return tuple(suite)
    liste = list(suite)
    liste.insert(vers, liste.pop(rang))
    return tuple(liste)


def _refus(lieu: str, message: str) -> EntreeRefusee:
    return EntreeRefusee([Faute(lieu, message)], quoi="Structure du schéma")
