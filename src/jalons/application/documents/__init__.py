"""Files received and documents produced (Word, PDF, Excel).

What others may import:

- ``services.deposer(*, objet, fichier, par, genre, nom)`` and ``services.retirer(*, piece, par)``;
- ``selectors.pieces_de(objet)``, ``selectors.pieces_par_objet(type, cles)``, ``selectors.presenter(piece)``;
- ``objets.inscrire(ObjetAPieces(type, voir, deposer, url, genres))`` in ``AppConfig.ready``: from then on
  ``{% load documents %}{% pieces objet %}`` lists, adds and removes files on any page;
- ``menage.nettoyer(avant=…)``: removes the files that no row names; the nightly job and ``jalons base nettoyer`` do;
- ``contenu`` (pure): what a file really is.
"""
