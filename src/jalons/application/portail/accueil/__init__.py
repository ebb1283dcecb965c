"""The home page: a table says which blocks a role sees; each block reads one shared snapshot.

``roles`` (the table, pure), ``releve`` (what is read, in three queries), ``pilotage``, ``revue`` and ``argent`` (one
function per block), ``consolidation`` (several départements at once).
"""
