"""Territories: régions, départements, collectivités with their powers, EPCI, communes, local units.

Others may import ``models`` (``Territorial`` is the base of every territorial table), ``selectors``, ``services``.
Codes: code officiel géographique (INSEE). The key of the second lock is the *competent* collectivité: 69D and 69M
apart, one for Corse (20), one for Alsace (6AE).
"""
