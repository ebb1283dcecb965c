"""Measures and prestations of children: decided, notified, started, renewed, ended; who waits, who follows how many.

The kinds of measures are data of ``jalons.droit.mesures``; each act records the facts of the catalogue on the child,
from which ``faits`` computes deadlines. Upper modules read ``models.Mesure`` and ``selectors``; they write through
``services``. ``prise_en_charge`` keeps the facts that depend on all the measures of a child.
"""
