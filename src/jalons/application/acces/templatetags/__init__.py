"""Template tags of ``acces``."""
