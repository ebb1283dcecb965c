"""Indicators: one YAML file each says what it counts and what to beware of; one function counts.

``lecture.indicateurs()`` is the catalogue; ``calcul.calculer`` answers on registers for a day; ``tableaux`` lays the
answers out as DREES asks for them. Unknown is counted apart, what cannot be computed says why.
"""
