"""Pages of ``etablissements``, by subject."""
