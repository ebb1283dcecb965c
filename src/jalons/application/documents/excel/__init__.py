"""Excel both ways: a workbook is declared once, written, filled off line, read back with a preview before any write.

A module that has a workbook implements ``registre.Classeur`` and calls ``registre.inscrire`` in ``AppConfig.ready``:
pages to download, upload, preview and confirm are then there (``classeurs:telecharger``, ``classeurs:deposer``).

- ``classeur``: what a workbook is (sheets, columns, rows), pure;
- ``cellules``: a cell to a value and back, with a sentence when it cannot, pure;
- ``ecriture`` (XlsxWriter), ``lecture`` (calamine, xlsx and ods, bounded), ``comparaison`` (three ways: as exported,
  as it is now, as the file says), pure;
- ``services``: seal, preview, confirm; ``registre``: who has a workbook.

Values travel as canonical text: a number with a point, a date AAAA, AAAA-MM or AAAA-MM-JJ, the code of a choice;
an empty cell is ``None``.
"""
