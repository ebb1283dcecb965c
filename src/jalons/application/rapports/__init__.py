"""Yearly execution reports: sections, comments, visas, frozen figures."""
