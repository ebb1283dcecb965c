"""Pages of ``accueil_familial``, by subject."""
