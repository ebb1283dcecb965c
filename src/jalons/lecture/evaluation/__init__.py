"""How right a reading is: elements found against an answer key, by kind and all together.

Callers use ``cles.lire_cle``, ``notes.noter`` and ``notes.cumuler``.
"""
