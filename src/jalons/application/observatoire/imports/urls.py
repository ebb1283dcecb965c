"""Addresses of imports."""

from django.urls import path

from jalons.application.observatoire.imports import views, views_classeur, views_depot, views_fautes

urlpatterns = [
    path("", views.liste, name="imports_liste"),
    path("deposer/", views_depot.deposer, name="imports_deposer"),
    path("reglages/", views.reglages, name="imports_reglages"),
    path("<int:pk>/", views.detail, name="imports_import"),
    path("<int:pk>/avancement/", views.avancement, name="imports_avancement"),
    path("<int:pk>/retenir/", views.retenir, name="imports_retenir"),
    path("<int:pk>/ecarter/", views.ecarter, name="imports_ecarter"),
    path("<int:pk>/relancer/", views.relancer, name="imports_relancer"),
    path("<int:pk>/taux/", views_fautes.taux, name="imports_taux"),
    path("<int:pk>/fautes/", views_fautes.fautes, name="imports_fautes"),
    path("<int:pk>/fautes/<int:rang>/", views_fautes.faute, name="imports_faute"),
    path("<int:pk>/controles/<str:code>/", views_fautes.groupe, name="imports_controle"),
    path("<int:pk>/decisions/", views_fautes.decisions, name="imports_decisions"),
    path("<int:pk>/decisions/<int:decision>/annuler/", views_fautes.annuler, name="imports_annuler"),
    path("<int:pk>/classeur/", views_classeur.classeur, name="imports_classeur"),
    path("<int:pk>/telecharger/<str:forme>/", views_fautes.telecharger, name="imports_telecharger"),
]
