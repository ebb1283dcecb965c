"""Synthetic documents with their exact keys, to try the reader on more layouts than any collection holds.

A plan is drawn from a seed (``plan``), laid out in a style (``mise_en_page``), written as text or HTML
(``rendu_texte``, ``rendu_html``), spoilt as OCR or a careless export would (``bruit``). ``documents`` lists them: some
are for tuning, the others for testing only, with labels that the first do not have. No real place, no real person.

Callers use ``documents.DOCUMENTS`` and ``documents.produire``.
"""
