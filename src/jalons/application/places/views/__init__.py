"""Pages of ``places``, by subject."""
