"""Layouts as départements publish them, printed in several forms: PDF with running heads, Word, OpenDocument, scans.

A layout (``fiches``, ``plans``, ``actes``) draws a ``Feuille`` from a seed: blocks whose words hold the marks of
``annote``, which give both the text and its key. ``fabriquer`` prints them once for all into ``gardes``.

Callers use ``catalogue.PUBLIES`` and ``catalogue.feuille``.
"""
