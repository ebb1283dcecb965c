"""Addresses of the dashboards, included in those of ``observatoire``."""

from django.urls import path

from jalons.application.observatoire.tableaux import views, views_calculs, views_lignes

urlpatterns = [
    path("", views.chiffres, name="tableaux_chiffres"),
    path("parcours/", views.parcours, name="tableaux_parcours"),
    path("projection/", views.projection, name="tableaux_projection"),
    path("comparaison/", views.comparaison, name="tableaux_comparaison"),
    path("comparaison/fichiers/", views_calculs.fichiers, name="tableaux_fichiers"),
    path("indicateur/<slug:code>/", views.indicateur, name="tableaux_indicateur"),
    path("<int:pk>/lignes/<slug:code>/", views_lignes.lignes, name="tableaux_lignes"),
    path("calcul/<str:genre>/", views_calculs.calculer, name="tableaux_calculer"),
    path("avancement/<str:genre>/", views_calculs.avancement, name="tableaux_avancement"),
    path("<int:pk>/<str:quoi>.<str:forme>", views_calculs.exporter, name="tableaux_exporter"),
]
