"""Tags of ``fiches``."""
