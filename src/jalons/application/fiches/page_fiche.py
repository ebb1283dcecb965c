"""What the page of a fiche shows, read in as few queries as possible."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import Q
from django.http import Http404

from jalons.application.acces.http import Requete
from jalons.application.acces.permissions import Permission
from jalons.application.documents.models import Piece
from jalons.application.fiches import droits_fiche, rules, selectors
from jalons.application.fiches.models import Fiche
from jalons.application.fiches.sections import SECTIONS, Section
from jalons.droit import champs_fiche_action

AFFICHEES = ("suivi", "objet", "actions", "resultats", "calendrier", "intervenants", "placements", "indicateurs",
             "liens", "financements")  # fmt: skip
"""Sections of the page, in order; the title is in its head, the steps are under their action."""

_FINANCEES: list[Callable[[Fiche], bool]] = []


def inscrire_financement(financee: Callable[[Fiche], bool]) -> None:
    """Let the module of amounts say whether a fiche has some; its absence then counts as a lack only if it says no."""
    if financee not in _FINANCEES:
        _FINANCEES.append(financee)


def lire(requete: Requete, pk: int) -> Fiche:
    """The fiche with its lists, if the agent may see it.

    Raises:
        Http404: outside her perimeter.
    """
    try:
        return selectors.fiche_complete(pk, parmi=selectors.visibles(requete))
    except Fiche.DoesNotExist as absente:
        raise Http404("Cette fiche n'existe pas, ou n'est pas de votre périmètre.") from absente


def contexte(requete: Requete, fiche: Fiche) -> dict[str, Any]:
    """Everything the templates of a fiche need."""
    pieces_fiche, pieces_notes = _pieces(fiche)
    notes = [(note, pieces_notes.get(note.pk, [])) for note in fiche.notes.all()]
    return {
        "fiche": fiche,
        "collectivite": fiche.collectivite,
        "sections": [bloc(requete, fiche, SECTIONS[code]) for code in AFFICHEES],
        "notes": notes,
        "pieces": pieces_fiche,
        "peut_modifier": droits_fiche.peut(requete, Permission.FICHES_MODIFIER, fiche),
        "peut_noter": droits_fiche.peut(requete, Permission.FICHES_NOTER, fiche),
        "champs_requis": champs_requis(fiche),
        "ecarts": ecarts(fiche),
    }


def bloc(requete: Requete, fiche: Fiche, section: Section) -> dict[str, Any]:
    """One section as its fragment shows it."""
    return {
        "code": section.code,
        "titre": section.titre,
        "gabarit": f"fiches/sections/{section.code}.html",
        "modifiable": droits_fiche.peut(requete, section.permission, fiche),
        "etapes_modifiables": droits_fiche.peut(requete, Permission.FICHES_NOTER, fiche),
    }


def _contenu(fiche: Fiche) -> dict[str, object]:
    return selectors.pour_regles(fiche, financee=any(financee(fiche) for financee in _FINANCEES))


def champs_requis(fiche: Fiche) -> list[tuple[str, bool]]:
    """The fields that the circular names, and whether the fiche fills them."""
    contenu = _contenu(fiche)
    return [(c.libelle, bool(contenu.get(c.code))) for c in champs_fiche_action() if c.obligatoire]


def ecarts(fiche: Fiche) -> list[Any]:
    """Lacks of the fiche against the circular."""
    return rules.fiche_incomplete(_contenu(fiche), objet=f"fiches/{fiche.pk}", titre=fiche.titre)


def _pieces(fiche: Fiche) -> tuple[list[Piece], dict[int, list[Piece]]]:
    """Files of the fiche, and of each of its notes: one query."""
    notes = [n.pk for n in fiche.notes.all()]
    siennes = Q(objet_type="fiches.fiche", objet_id=fiche.pk) | Q(objet_type="fiches.note", objet_id__in=notes)
    de_la_fiche: list[Piece] = []
    des_notes: dict[int, list[Piece]] = {}
    for piece in Piece.objects.filter(siennes, retire_le=None).select_related("depose_par"):
        if piece.objet_type == "fiches.fiche":
            de_la_fiche.append(piece)
        else:
            des_notes.setdefault(piece.objet_id, []).append(piece)
    return de_la_fiche, des_notes
