"""Tests of ``projets_enfant``."""
