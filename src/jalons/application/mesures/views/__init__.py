"""Pages of ``mesures``, by subject."""
