"""Tags of ``documents``."""
