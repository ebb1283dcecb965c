"""Kills without warning, of the client and of PostgreSQL, while it writes: nothing acknowledged is lost, nothing is half-written."""
