"""Informations préoccupantes: from the reception by the CRIP to the closing of a household's situation.

Texts: CASF, L226-2-1 to L226-6, R226-2-2, D226-2-3 to D226-2-8 (reception, evaluation, answers), L221-3 and R221-5 to
R221-10 (a family that leaves for another département). No deadline is computed here: every act states the facts of the
catalogue on each child concerned, and ``faits`` draws the deadlines.

- ``rules``: states, acts and the decision table that ties them; origins; what a report of evaluation must hold. Pure.
- ``services``: one function per act. ``porte``: who sees a situation. ``selectors``: reads. ``grille``: headings.
"""
