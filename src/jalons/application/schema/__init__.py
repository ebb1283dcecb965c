"""The schéma départemental: engagements, sub-themes, fiches, places to create and the bilan of the former one.

Pure files that others may import: ``dossier`` (what a schéma says), ``fichier`` (its YAML form),
``controle`` (figures and écarts together), ``rules``.
"""
