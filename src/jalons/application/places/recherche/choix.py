"""What was before the eyes of who decides. Pure."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Choix:
    """The proposals that were before the person's eyes.

    Attributes:
        proposee: key of the unit that came first; ``None`` when none was possible.
        rang: that of the unit chosen, from 1; ``None`` when it was not among those possible.
    """

    proposee: int | None
    rang: int | None
    possibles: int
    points: float | None
    poids: dict[str, Any] = field(default_factory=dict)
