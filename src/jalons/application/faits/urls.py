"""Addresses of ``faits``."""

from django.urls import path

from jalons.application.faits import views

app_name = "faits"

urlpatterns = [
    path("", views.echeancier, name="echeancier"),
]
