"""Places: who occupies which, for whom one is kept, which are out of use, who waits, what was refused, what will open.

One table, ``Occupation``, holds stays, reservations and unavailabilities of numbered places, under one exclusion
constraint: a place is never twice taken (``docs/adr/0042``). What is free is computed by ``rules`` from the capacity of
``etablissements`` and these rows. A reservation needs no job to expire: its last day passes.

Upper modules read ``models`` and ``selectors``; they write through ``services``. ``recherche`` reads the
registers for the engine of ``jalons.appariement`` and tells each reader what she may know of its answer.
"""
