"""Addresses of ``relecture``."""

from django.urls import path

from jalons.application.relecture import views, views_elements, views_etiquettes, views_import

app_name = "relecture"

urlpatterns = [
    path("", views.liste, name="liste"),
    path("deposer/", views.deposer, name="deposer"),
    path("fiches/<int:fiche>/", views.provenance, name="provenance"),
    path("etiquettes/", views_etiquettes.etiquettes, name="etiquettes"),
    path("etiquettes/<int:pk>/retirer/", views_etiquettes.retirer, name="retirer_etiquette"),
    path("<int:pk>/", views.relecture, name="relecture"),
    path("<int:pk>/avancement/", views.avancement, name="avancement"),
    path("<int:pk>/relancer/", views.relancer, name="relancer"),
    path("<int:pk>/ecarter/", views.ecarter, name="ecarter"),
    path("<int:pk>/desaccords/", views.desaccords, name="desaccords"),
    path("<int:pk>/ajouter/", views_elements.ajouter, name="ajouter"),
    path("<int:pk>/accepter/<str:section>/", views_elements.accepter_section, name="accepter_section"),
    path("<int:pk>/refuser/<str:section>/", views_elements.refuser_section, name="refuser_section"),
    path("<int:pk>/annuler/", views_elements.annuler, name="annuler"),
    path("<int:pk>/elements/<int:element>/decider/", views_elements.decider, name="decider"),
    path("<int:pk>/elements/<int:element>/corriger/", views_elements.corriger, name="corriger"),
    path("<int:pk>/elements/<int:element>/retenir/", views_etiquettes.retenir, name="retenir_etiquette"),
    path("<int:pk>/decrire/", views_import.decrire, name="decrire"),
    path("<int:pk>/importer/", views_import.importer, name="importer"),
]
