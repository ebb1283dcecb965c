"""Indicators: values by source, targets, progress and freshness, counter-proposals.

Others may import:

- pure files: ``rules`` (progress, path, freshness, écarts), ``suivi`` (the dataclasses that pages and reports read);
- ``selectors.tableau_de_bord(indicateurs, au)``: one ``suivi.Suivi`` per indicator, two queries at most;
- ``services.creer``, ``modifier``, ``archiver``, ``saisir_valeur``, ``retirer_valeur``, ``fixer_cible``,
  ``retirer_cible``, ``contreproposer``, ``repondre``, ``reprendre_du_catalogue``.
"""
