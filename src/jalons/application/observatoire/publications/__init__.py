"""Editions of the observatory: prepared, previewed, released by a second person, locked.

The engine is ``jalons.analyse.publications``. A preview is made by a job: it keeps what would leave (``contenu`` and
the files), and apart what stays (``dossier``: result of the attack, log of what is hidden, which holds true values).
The release changes nothing of them: what the second person saw is what readers get.
"""
