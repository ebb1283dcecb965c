"""Pages of ``crip``."""
