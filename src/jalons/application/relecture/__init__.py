"""Review of what was read in a document: a person accepts, corrects, completes, then fiches are created.

A file is kept by ``documents``, read by a job with ``jalons.lecture`` (``taches``, ``lecteur``), shown beside its text
(``page``), decided element by element (``services.decisions``), and imported whole or in part by the importers of
``schema`` and ``contrats`` (``assemblage``, ``services.importation``).

What others may import:

- ``rules``, ``assemblage``, ``arrivee``, ``rattachement`` (pure);
- ``services.deposer``, ``services.ranger_lecture`` for a command or the demonstration.
"""
