"""Fiches actions: what they must hold, their progress, and the lists that documents announce.

Pure files that others may import: ``listes`` (the dataclasses), ``rules``.
"""
