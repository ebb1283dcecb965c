"""Imports: the yearly extract of a business software, checked, explained, corrected or accepted, kept for the runs.

A deposit is streamed to disk (``televersement``, ``lieux``), a job checks it with ``jalons.analyse``
(``verification``), pages show its faults (``lecture``), an agent decides what becomes of them (``decisions``) and
retains it: its tables then are a source that the runs may choose (``tableaux.provenance``).

What others may import:

- ``selectors.retenues(collectivite)``: the retained imports whose tables are written, each with its year and regime;
- ``lieux.tables(importation)``: the folder of their Parquet files.
"""
