"""Tags of ``finances``."""
