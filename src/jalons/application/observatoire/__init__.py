"""The observatory: what the registers say of children's paths, computed by runs and kept with their day.

First page: the chain of delays, from the first information to the projet pour l'enfant signed, those who still wait
counted. The engine is ``jalons.analyse.parcours.delais``; here are the extraction from the registers, the runs
(``Calcul``), the pages and the exports. A run sees the whole collectivité; what an agent reads of it is narrowed to her
place. Key figures, paths and forecasts may also read a retained import. Nothing here is published: figures leave for
those inside the département only.

What others may import:

- ``extraits.ecrire(collectivite, dossier, jusqu_au=…)``: the registers as tables, for every other analysis;
- ``selectors.dernier(collectivite)``: the last run that ended, or ``None``.
"""
