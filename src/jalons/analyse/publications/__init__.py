"""An edition of the observatory: frozen inputs, tables protected then attacked, charts, maps, texts; five outputs.

1. ``lecture`` reads a declaration (YAML, ``edition.schema.json``), ``entrees`` its tables (CSV or Parquet).
2. ``assemblage`` protects them with ``jalons.analyse.secret``, earlier editions included, then lets
   ``jalons.analyse.attaque`` try: what it finds refuses the whole edition. Its answer has two parts that never mix:
   ``Contenu``, all that may leave, and ``Dossier``, what stays (log of what is hidden, result of the attack).
3. Every output is written from ``Contenu`` alone: ``page`` (HTML), ``note`` (data of the Typst template), ``classeur``
   (XLSX), ``ouvertes`` (open-data folder: CSV, Parquet, dictionary); ``depot`` writes a folder whole or not at all.

``marques`` is the one place that says how hidden, unknown and zero are written.
"""
