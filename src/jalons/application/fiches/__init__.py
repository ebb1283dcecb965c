"""Fiches actions: what they must hold, their progress, and the frames that hold them.

The fiche is the atom that contracts and schémas share: edited once, placed in as many frames as it serves.
Texts: circular DGCS/SD2B/DGS/SP1/2020/34 (the five fields of a fiche).

What others may import:

- ``listes`` (dataclasses of the lists a document gives), ``rules`` (pure checks), ``suivi`` (pure rules of progress);
- ``entrees``: ``ActionEntree``, ``EtapeEntree``, ``IntervenantEntree``, ``LienEntree``, ``ResultatEntree``, what
  ``services.creer_fiche`` takes;
- ``services.creer_fiche(*, collectivite, titre, par, intervenants, actions, resultats, liens, **champs)``;
- ``services.placer(*, fiche, cadre, par, rubrique, numero, cle, engagement, dispositif, places, ordre)`` and
  ``services.retirer(*, placement, par)``;
- ``services.justifier_ecart(*, cadre, cle, commentaire, par)``; ``selectors.justifications(cadre)``, by ``Ecart.cle``;
- ``selectors.fiche_complete(pk, parmi=…)`` (one query, every list loaded), ``selectors.fiches_du_cadre(cadre)``,
  ``selectors.placements_du_cadre(cadre)``, ``selectors.rubriques_du_cadre(cadre)``;
- ``selectors.pour_regles(fiche, financee=…)``: the mapping that ``rules.fiche_incomplete`` reads;
- model classes, for a foreign key.

Its pages publish the panel page ``fiches:fiche`` (object: the ``Fiche``).
"""
