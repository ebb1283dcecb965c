"""Pages of ``enfants``, by subject."""
