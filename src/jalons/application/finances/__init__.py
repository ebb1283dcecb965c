"""Money: amounts by source, payee, period and version, and what they add up to.

Others may import:

- pure files: ``lignes`` (the dataclasses), ``calculs`` (totals, shares, simulation), ``rules`` (écarts), ``enveloppe``
  (a national envelope), ``assemblage`` (from rows to lines), ``controle_fichier`` (amounts of a file), ``tableaux``
  (pivot), ``contexte`` (what a frame says of its money, and what closes it once signed: an upper module registers both
  with ``contexte.inscrire``), ``fermeture`` (which versions a signed document holds);
- ``selectors.lignes(cadre)``: the amounts as the rules read them; ``selectors.synthese(cadre)``: totals, shares,
  consumption, what goes straight to the ESSMS, écarts;
- ``services.ajouter_montant``, ``modifier_montant``, ``supprimer_montant``, and ``enregistrer_lignes``, the exact
  inverse of ``selectors.lignes``.
"""
