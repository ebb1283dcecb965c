"""Pages already drawn, given again as long as nothing that they read has changed (``socle.empreintes``).

Each process keeps its own, up to ``PAGES_GARDEES_MO``. A page is kept for one agent, with her rights, on one day: it
never goes to another. Its form tokens are cut out, and each answer gets tokens of its own.
"""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Hashable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Lock

from django.conf import settings

from jalons.application.socle.empreintes import Empreintes

ATTENTE_S = 2.0
"""How long a request waits for another one that draws the same page, before it draws it too."""

_JETON = re.compile(rb"""(csrfmiddlewaretoken" value="|"X-CSRFToken": ")[A-Za-z0-9]{64}(?=")""")
_SUSPECT = re.compile(rb"(?<![A-Za-z0-9])[A-Za-z0-9]{64}(?![A-Za-z0-9])")


@dataclass(frozen=True, slots=True)
class Rendu:
    """A page without its tokens.

    Attributes:
        morceaux: what stands before, between and after the tokens.
        empreintes: of the tables it was drawn from, read before they were.
    """

    morceaux: tuple[bytes, ...]
    entetes: tuple[tuple[str, str], ...]
    tables: frozenset[str]
    empreintes: Empreintes

    def corps(self, jeton: str) -> bytes:
        """The page with this token in each of its forms."""
        return jeton.encode().join(self.morceaux)

    @property
    def octets(self) -> int:
        """Its weight."""
        return sum(map(len, self.morceaux))


def decouper(corps: bytes) -> tuple[bytes, ...] | None:
    """The pieces of a page around its tokens; ``None`` when something else in it could be a token.

    >>> decouper(b'<input name="csrfmiddlewaretoken" value="' + b"a" * 64 + b'">')
    (b'<input name="csrfmiddlewaretoken" value="', b'">')
    >>> decouper(b"<code>" + b"a" * 64 + b"</code>") is None
    True
    """
    morceaux: list[bytes] = []
    debut = 0
    for trouve in _JETON.finditer(corps):
        morceaux.append(corps[debut : trouve.end(1)])
        debut = trouve.end()
    morceaux.append(corps[debut:])
    return None if any(_SUSPECT.search(m) for m in morceaux) else tuple(morceaux)


@dataclass
class Rendus:
    """The pages kept by a process.

    Attributes:
        octets_au_plus: their weight in all; those asked for least lately go first. 0: nothing is kept.
    """

    octets_au_plus: int
    _gardes: OrderedDict[Hashable, Rendu] = field(default_factory=OrderedDict)
    _tours: dict[Hashable, tuple[Lock, int]] = field(default_factory=dict)
    _verrou: Lock = field(default_factory=Lock)
    _octets: int = 0

    def lire(self, cle: Hashable) -> Rendu | None:
        """What is kept under ``cle``, to be compared with the fingerprints of now."""
        with self._verrou:
            rendu = self._gardes.get(cle)
            if rendu is not None:
                self._gardes.move_to_end(cle)
            return rendu

    def garder(self, cle: Hashable, rendu: Rendu) -> None:
        """Keep a page in the place of the former one; a page heavier than the whole memory is not kept."""
        with self._verrou:
            self._oter(cle)
            if rendu.octets > self.octets_au_plus:
                return
            self._gardes[cle] = rendu
            self._octets += rendu.octets
            while self._octets > self.octets_au_plus:
                self._oter(next(iter(self._gardes)))

    def vider(self) -> None:
        """Forget everything."""
        with self._verrou:
            self._gardes.clear()
            self._octets = 0

    def _oter(self, cle: Hashable) -> None:
        ancien = self._gardes.pop(cle, None)
        if ancien is not None:
            self._octets -= ancien.octets

    @contextmanager
    def tour(self, cle: Hashable) -> Iterator[None]:
        """One drawing at a time for one page: those who come meanwhile wait, at most ``ATTENTE_S``, then draw too."""
        with self._verrou:
            verrou, nombre = self._tours.get(cle, (Lock(), 0))
            self._tours[cle] = (verrou, nombre + 1)
        pris = verrou.acquire(timeout=ATTENTE_S)
        try:
            yield
        finally:
            if pris:
                verrou.release()
            with self._verrou:
                verrou, nombre = self._tours[cle]
                if nombre == 1:
                    del self._tours[cle]
                else:
                    self._tours[cle] = (verrou, nombre - 1)


RENDUS = Rendus(settings.PAGES_GARDEES_MO * 1024 * 1024)
"""Those of this process."""
