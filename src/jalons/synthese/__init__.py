"""A whole synthetic département, drawn from a seed: families, children, informations, measures, places, follow-up.

No real child, no real name, no real place. Pure: no Django, no clock, and no formula shared with the projections of
``analyse``, which are tried on it. Published figures are targets (``cibles.yaml``), hypotheses are in
``parametres.yaml``: both can be read without the code. The same seed gives the same bytes.

Callers use ``departement.Demande`` and ``generer``, ``pays.generer_pays`` and ``ecrire_pays``, ``ecriture.ecrire`` and
``lire``, ``fautes.fauter``, ``bilan.mesurer``, ``faits.en_faits``.
"""
