"""Settings, URLs and the local PostgreSQL: what puts the modules together."""
