"""For a view: give again the page that this agent was given, as long as nothing that it read has changed.

For pages that read no child's file: a reading that is journalled writes, and a page that writes is never kept. The
gate comes first, at each request; this decorator stands under ``requiert`` and under the gates of methods.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from functools import wraps
from typing import Any

from django.contrib.messages import get_messages
from django.http import HttpResponse
from django.middleware.csrf import get_token
from django.utils import timezone

from jalons.application.acces.gate import Vue
from jalons.application.acces.http import Requete
from jalons.application.socle.empreintes import Empreintes, Lues, empreintes
from jalons.application.socle.rendus import RENDUS, Rendu, decouper

_SANS_MARQUES: set[Hashable] = set()
"""Pages found to read tables whose changes nothing tells.

They are never kept: drawn at once, they ask for no fingerprint, and two requests for one of them do not wait for each
other. A page that stops reading such tables is drawn each time until the day changes, which is slow and never wrong.
"""
SANS_MARQUES_AU_PLUS = 2_000


def page_gardee(vue: Vue) -> Vue:
    """Keep what ``vue`` answers to a GET, whole page, 200, without message nor cookie of its own."""

    @wraps(vue)
    def servie(requete: Requete, *args: Any, **kwargs: Any) -> HttpResponse:
        if not _gardable(requete):
            return vue(requete, *args, **kwargs)
        cle = _cle(requete)
        if cle in _SANS_MARQUES:
            return vue(requete, *args, **kwargs)
        vu, relevees = _regarder(cle)
        if vu is not None and relevees == vu.empreintes:
            return _redonner(requete, vu)
        with RENDUS.tour(cle):
            if RENDUS.lire(cle) is not vu:  # drawn meanwhile by another request
                vu, relevees = _regarder(cle)
                if vu is not None and relevees == vu.empreintes:
                    return _redonner(requete, vu)
            return _dessiner(cle, lambda: vue(requete, *args, **kwargs), requete, vu, relevees)

    servie.page_gardee = True  # type: ignore[attr-defined]
    return servie


def _gardable(requete: Requete) -> bool:
    return (
        RENDUS.octets_au_plus > 0
        and requete.method == "GET"
        and not requete.htmx
        and requete.user.is_authenticated
        and not get_messages(requete)
    )


def _cle(requete: Requete) -> Hashable:
    """Everything that a page depends on, but for the rows it reads."""
    return (
        requete.user.pk, str(requete.user), requete.droits.places, requete.territoire, timezone.localdate(),
        requete.get_host(), requete.is_secure(), requete.get_full_path(),
    )  # fmt: skip


def _regarder(cle: Hashable) -> tuple[Rendu | None, Empreintes]:
    """What is kept under ``cle``, and the fingerprints of the tables it read as they are now."""
    rendu = RENDUS.lire(cle)
    return rendu, empreintes(rendu.tables) if rendu is not None else {}


def _redonner(requete: Requete, rendu: Rendu) -> HttpResponse:
    jeton = get_token(requete) if len(rendu.morceaux) > 1 else ""
    return HttpResponse(rendu.corps(jeton), headers=dict(rendu.entetes))


def _dessiner(
    cle: Hashable, dessin: Callable[[], HttpResponse], requete: Requete, vu: Rendu | None, relevees: Empreintes
) -> HttpResponse:
    """Draw the page, and keep it with the fingerprints that were read first.

    What changes while it is drawn makes it be drawn again next time. Those of a page drawn before are of the tables it
    read then. When it reads another, which has marks, that table is missing from what is kept: the next request sees
    the difference, and draws it once more.
    """
    avant = relevees if vu is not None else empreintes()
    with Lues(avant, vu.tables if vu is not None else None) as lues:
        reponse = dessin()
    if lues.muettes:
        if len(_SANS_MARQUES) >= SANS_MARQUES_AU_PLUS:
            _SANS_MARQUES.clear()
        _SANS_MARQUES.add(cle)
    morceaux = decouper(reponse.content) if _convient(requete, reponse, lues) else None
    if morceaux is not None:
        connues = {t: avant[t] for t in lues.tables if t in avant}
        RENDUS.garder(cle, Rendu(morceaux, tuple(reponse.headers.items()), frozenset(lues.tables), connues))
    return reponse


def _convient(requete: Requete, reponse: HttpResponse, lues: Lues) -> bool:
    return (
        reponse.status_code == 200
        and not reponse.streaming
        and not reponse.cookies
        and not lues.ecrit
        and not lues.perissable
        and not lues.muettes
        and not getattr(get_messages(requete), "added_new", False)
    )
