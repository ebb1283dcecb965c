"""Tags of ``faits``."""
