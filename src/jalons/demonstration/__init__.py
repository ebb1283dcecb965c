"""The demonstration: territories, accounts, the real contracts and schéma, and one fictitious département.

``chargement.charger`` is what ``jalons demo`` calls. Data stands in ``exemples/`` (YAML); code here only writes it,
through the services of the application and inside a perimeter, as a user would. Each *dossier* is one transaction
that ends with its marker (``marques``): a kill leaves nothing half-made, and the next run finishes.
"""
