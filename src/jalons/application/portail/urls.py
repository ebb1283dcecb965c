"""Addresses of ``portail``."""

from django.urls import path

from jalons.application.portail import views, views_accueil

app_name = "portail"

urlpatterns = [
    path("", views_accueil.accueil, name="accueil"),
    path("vue-d-ensemble/", views_accueil.consolidation, name="consolidation"),
    path("recherche/", views.recherche, name="recherche"),
    path("aide/", views.aide, name="aide"),
    path("droit/", views.catalogue_du_droit, name="droit"),
    path("droit/regimes/<str:regime>/", views.regime, name="regime"),
]
