"""Where the data of the demonstration stands, and the code of the fictitious département."""

from __future__ import annotations

from jalons.config.lieux import RACINE

EXEMPLES = RACINE / "exemples"
DEMONSTRATION = EXEMPLES / "demonstration"
DECOUPAGE = RACINE / "node_modules" / "@etalab" / "decoupage-administratif" / "data"
HAUTE_RIVE = "F0"
"""Code of the fictitious département; no real collectivité has a letter first."""

REELS = {"calvados": "14", "cantal": "15", "puy-de-dome": "63", "pas-de-calais": "62"}
"""Real files of ``exemples/`` and their collectivité."""
