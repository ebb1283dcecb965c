"""Projets pour l'enfant and situation reports: what is decided with a child, by whom, for when, and what came of it."""
