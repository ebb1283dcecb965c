"""Addresses of ``crip``."""

from __future__ import annotations

from django.urls import path

from jalons.application.crip.views import actes, grille, reception, situation

app_name = "crip"

urlpatterns = [
    path("", situation.liste, name="liste"),
    path("recevoir/", reception.recevoir, name="recevoir"),
    path("grille/", grille.charger, name="grille"),
    path("<int:pk>/", situation.situation, name="situation"),
    path("<int:pk>/evaluation/", situation.evaluation, name="evaluation"),
    path("<int:pk>/evaluation/grille/", grille.remplir, name="remplir_grille"),
    path("<int:pk>/joindre/", reception.joindre, name="joindre"),
    path("<int:pk>/actes/<slug:code>/", actes.acte, name="acte"),
]
