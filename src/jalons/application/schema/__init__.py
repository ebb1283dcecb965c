"""The schéma départemental: engagements, sub-themes, fiches, places to create and the bilan of the former one.

What others may import:

- pure files: ``dossier`` (what a schéma says), ``fichier`` (its YAML form), ``controle`` (figures and écarts),
  ``rules``;
- ``selectors.schemas(requete)``: schémas of the agent's perimeter; ``selectors.tous()`` for a command;
- ``selectors.dossier(schema) -> DossierSchema`` (one query), ``selectors.dossier_connu_au(schema, instant)``;
  ``selectors.vues(schemas, au)`` adds écarts and state; ``selectors.ecarts(schema, au)``;
- ``services.importer(dossier, *, par) -> Schema`` (the same dossier twice changes nothing),
  ``services.previsualiser(dossier)`` for the difference;
- model classes, for a foreign key.

Panel pages: ``schema:schema`` (object: the ``Schema``).
"""
