"""Contracts between the State, the ARS and a département: what they say, and whether it holds together.

Pure files that others may import: ``dossier`` (what a contract says), ``fichier`` (its YAML form),
``controle`` (figures and écarts together), ``rules``.
"""
