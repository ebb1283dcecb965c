"""What the page of a fiche shows, read in as few queries as possible."""

from __future__ import annotations

from collections.abc import Mapping
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
from jalons.noyau.ecarts import Ecart

PRINCIPALES = ("suivi", "objet", "actions", "resultats")
LATERALES = ("calendrier", "intervenants", "placements", "indicateurs", "financements", "liens")
"""Sections of the page, in its two columns; the title is in its head, the steps are under their action."""


def lire(requete: Requete, pk: int) -> Fiche:
    """The fiche with its lists, if the agent may see it.

    Raises:
        Http404: outside her perimeter.
    """
    try:
        trouvee = selectors.fiche_complete(pk, parmi=selectors.visibles(requete))
    except Fiche.DoesNotExist as absente:
        raise Http404("Cette fiche n'existe pas, ou n'est pas de votre périmètre.") from absente
    requete.lieu = trouvee.collectivite_id
    return trouvee


def contexte(requete: Requete, fiche: Fiche) -> dict[str, Any]:
    """Everything the templates of a fiche need."""
    pieces_fiche, pieces_notes = _pieces(fiche)
    contenu = selectors.pour_regles(fiche, financee=selectors.est_financee(fiche))
    notes = [(note, pieces_notes.get(note.pk, [])) for note in fiche.notes.all()]
    return {
        "fiche": fiche,
        "principales": [bloc(requete, fiche, SECTIONS[code]) for code in PRINCIPALES],
        "laterales": [bloc(requete, fiche, SECTIONS[code]) for code in LATERALES],
        "notes": notes,
        "pieces": pieces_fiche,
        "peut_modifier": droits_fiche.peut(requete, Permission.FICHES_MODIFIER, fiche),
        "peut_noter": droits_fiche.peut(requete, Permission.FICHES_NOTER, fiche),
        "champs_requis": champs_requis(contenu),
        "ecarts": ecarts(fiche, contenu),
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


def champs_requis(contenu: Mapping[str, object]) -> list[tuple[str, bool]]:
    """The fields that the circular names, and whether the fiche fills them."""
    return [(c.libelle, bool(contenu.get(c.code))) for c in champs_fiche_action() if c.obligatoire]


def ecarts(fiche: Fiche, contenu: Mapping[str, object]) -> list[Ecart]:
    """Lacks of the fiche against the circular."""
    return rules.fiche_incomplete(contenu, objet=f"fiches/{fiche.pk}", titre=fiche.titre)


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
