"""Facts and the deadlines they open: two tables, computed with the law (``jalons.droit.echeances``).

What others may import:

- ``services.enregistrer(*, sujet, evenement, survenu_le, par, attributs)``: last call of every service that states a
  fact, in its transaction; recomputes the deadlines of ``sujet``. For several facts,
  ``services.enregistrer_plusieurs(constats, par=)``; an act made of several calls is decorated
  ``@services.ensemble()``: each subject is then recomputed once, at its end. ``services.annuler(*, fait, par)``;
  ``services.recalculer(*, sujet)`` after a change that is not a fact (period, regime);
- ``sujets.inscrire(GenreSujet(type, libelle, evaluer, presenter, preavis_jours))`` in ``AppConfig.ready``: how to
  evaluate and name one kind of subject. ``rules.contrat_depuis(faits)`` and ``rules.schema_depuis(faits)`` turn facts
  into arguments of ``FaitsContrat`` and ``FaitsSchema``, and list the events they know. Until a kind is inscribed
  its facts are kept and no deadline is computed;
- ``selectors.echeances(requete, au=…)``, ``selectors.echeances_de(sujet)``, ``selectors.presenter(…, au=…)``,
  ``selectors.faits_de(sujet)``.

Panels: "Échéances" on the pages ``contrats:contrat`` (object: the ``Contrat``) and ``schema:schema`` (``Schema``).
"""
