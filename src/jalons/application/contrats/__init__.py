"""Contracts between the State, the ARS and a département: what they say, and whether it holds together.

What others may import:

- pure files: ``dossier`` (what a contract says), ``fichier`` (its YAML form), ``controle`` (figures and écarts),
  ``rules``;
- ``selectors.contrats(requete)``: contracts of the agent's perimeter; ``selectors.tous()`` for a command;
- ``selectors.dossier(contrat) -> DossierContrat`` (one query), ``selectors.dossiers(contrats)`` (one query for all),
  ``selectors.dossier_connu_au(contrat, instant)``; ``selectors.vues(contrats, au)`` adds écarts and state;
- ``selectors.ecarts(contrat, au)``: the list that ``jalons contrats controler`` gives for the same file;
- ``services.importer(dossier, *, par) -> Contrat`` (the same dossier twice changes nothing),
  ``services.previsualiser(dossier)`` for the difference;
- model classes, for a foreign key.

Panel pages: ``contrats:contrat`` (object: the ``Contrat``).
"""
