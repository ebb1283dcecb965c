"""Basement of the application: perimeter of the database session, locks, history, journal, jobs.

Others may import: ``perimetre`` (opens a perimeter), ``historique`` (``historiser``), ``journal`` (``journaliser``),
``verrou`` (what protects a table), ``lignes`` (rows of several tables at once), ``memoire`` (what is computed from
rows, kept while the same rows come back). Knows no other module.
"""
