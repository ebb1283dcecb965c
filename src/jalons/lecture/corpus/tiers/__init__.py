"""A third corpus, to judge the reader only, by a hand that has not read it: longer documents, nearer to real ones.

As for ``aveugle``, nothing here may serve to calibrate a confidence, and no code of the reader imports it. Since 26
November 2026 the layouts of ``documents.OUVERTES`` may be read by who works on the reader, to find the cause of an
error, which is mended on documents of his own; from all others no rule may be written. Each layout writes the
document and its key in the same breath. Word documents are the master form: LibreOffice makes of them the PDF and
OpenDocument files, ``pdftotext`` and Tesseract what is read of these; all are kept in ``gardes``, with the digest of
the blocks that they come from. No real place, no real person.

Callers use ``documents.DOCUMENTS`` and ``python -m jalons.lecture.corpus.tiers.documenter``.
"""
