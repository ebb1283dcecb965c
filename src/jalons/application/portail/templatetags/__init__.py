"""Template filters of ``portail``."""
