"""The top of the application: home, search, help, the catalogue of law. Composes what modules register; owns no table.

Upper than everything: no module imports it. Modules show themselves on the home page (page "portail:accueil") and in
the search through ``ui.registre``.
"""
