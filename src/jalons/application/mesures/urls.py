"""Addresses of ``mesures``."""

from __future__ import annotations

from django.urls import path

from jalons.application.mesures.views import listes, mesure

app_name = "mesures"

urlpatterns = [
    path("", listes.liste, name="liste"),
    path("attente/", listes.en_attente, name="attente"),
    path("charge/", listes.charge, name="charge"),
    path("exporter/<str:forme>/", listes.exporter, name="exporter"),
    path("enfant/<int:enfant>/decider/", mesure.decider, name="decider"),
    path("<int:pk>/", mesure.mesure, name="mesure"),
    path("<int:pk>/notifier/", mesure.notifier, name="notifier"),
    path("<int:pk>/commencer/", mesure.demarrer, name="demarrer"),
    path("<int:pk>/confier/", mesure.affecter, name="affecter"),
    path("<int:pk>/terminer/", mesure.terminer, name="terminer"),
    path("<int:pk>/renouveler/", mesure.renouveler, name="renouveler"),
    path("<int:pk>/annuler/", mesure.annuler, name="annuler"),
]
