"""Tags of ``indicateurs``."""
