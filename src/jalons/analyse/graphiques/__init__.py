"""Charts as SVG text, each with the table of its figures.

``Figure`` is what a page, a report and a download share. The functions that draw are in ``svg``.
"""

from jalons.analyse.graphiques.figure import Figure

__all__ = ["Figure"]
