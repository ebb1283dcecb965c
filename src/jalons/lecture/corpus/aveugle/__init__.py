"""A second corpus, to judge the reader only: other hands, other layouts, other words than those it was tuned on.

Nothing here may serve to write a rule nor to calibrate a confidence: who works on the reader sees its figures by kind,
never its words. Each layout writes the document and its answer key in the same breath (``plume``), so that keys are
exact; ``formes`` gives them as text, HTML, Word, OpenDocument or PDF; ``degats`` spoils them; ``numerises`` keeps what
Tesseract read of those that exist on paper only. No real place, no real person.

Callers use ``documents.DOCUMENTS`` and ``python -m jalons.lecture.corpus.aveugle.documenter``.
"""
