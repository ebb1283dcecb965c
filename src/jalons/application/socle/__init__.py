"""Basement of the application: perimeter of the database session, locks, history, journal, jobs.

Others may import: ``perimetre`` (opens a perimeter), ``historique`` (``historiser``), ``journal`` (``journaliser``),
``verrou`` (what protects a table). Knows no other module.
"""
