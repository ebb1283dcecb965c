"""Pages of ``projets_enfant``."""
