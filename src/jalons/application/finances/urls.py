"""Addresses of ``finances``."""

from django.urls import path

from jalons.application.finances import views

app_name = "finances"

urlpatterns = [
    path("", views.liste, name="liste"),
    path("<int:cadre>/", views.plan, name="plan"),
    path("<int:cadre>/montants.csv", views.plan_csv, name="plan_csv"),
    path("<int:cadre>/montants.svg", views.plan_svg, name="plan_svg"),
    path("<int:cadre>/par-action/", views.actions, name="actions"),
    path("<int:cadre>/montants/", views.montants, name="montants"),
    path("<int:cadre>/montants/ajouter/", views.ajouter, name="ajouter"),
    path("<int:cadre>/simulation/", views.simulation, name="simulation"),
    path("montants/<int:pk>/modifier/", views.modifier, name="modifier"),
    path("montants/<int:pk>/supprimer/", views.supprimer, name="supprimer"),
]
