"""Children, their family and household, siblings as a unit; who may read what of them, and who did.

Texts: CASF L226-2-2 (shared secrecy), L222-6 and L147-6 (birth under secrecy); CNIL reference for child protection.

What others may import:

- ``models.Enfant`` (and ``Fratrie``, ``Foyer``, ``Personne``) for a foreign key; never ``models.Adresse``;
- ``porte``: the gate of children, by place (collectivité, local unit, own caseload, emergency access):
  ``porte.visibles(requete, permission, maintenant=…)`` for lists, ``porte.ouvrir(requete, pk, page=…, maintenant=…)``
  for any page about one child: it finds the child *and* writes the reading in the journal;
- ``services.creer_enfant``, ``services.creer_foyer``, ``services.placer_au_foyer``, ``services.creer_fratrie``,
  ``services.reunir``, ``services.lier``, ``services.nommer_referent``;
- ``selectors.mineurs_du_foyer``, ``selectors.fratrie_de``, ``selectors.referents_de``;
- ``adresses.lire``: the only place where an address becomes text;
- ``rapprochement.chercher`` through ``selectors.chercher``: search before create.

Its pages publish the panel page ``enfants:enfant`` (object: the ``Enfant``).
"""
