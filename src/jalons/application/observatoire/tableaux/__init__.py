"""Dashboards: runs over an extract of the registers, and the pages that read them.

A run freezes what it read (fingerprint, day, parameters, versions) and what it found; pages only read runs. What is
counted lives in ``jalons.analyse``; ``calculs`` calls it outside any request.
"""
