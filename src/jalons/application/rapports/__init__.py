"""Yearly execution reports: sections, comments, visas, frozen figures. Pure file that others may import: ``rules``."""
