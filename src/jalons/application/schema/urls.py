"""Addresses of ``schema``."""

from django.urls import path

from jalons.application.schema import views

app_name = "schema"

urlpatterns = [
    path("", views.liste, name="liste"),
    path("creer/", views.creer, name="creer"),
    path("<int:pk>/", views.schema, name="schema"),
    path("<int:pk>/suivi/", views.suivi, name="suivi"),
    path("<int:pk>/structure/", views.structure, name="structure"),
    path("<int:pk>/adopter/", views.adopter, name="adopter"),
    path("<int:pk>/ecarts/justifier/", views.justifier, name="justifier"),
    path("<int:pk>/bilan/", views.bilan, name="bilan"),
    path("<int:pk>/bilan/bilan.xlsx", views.bilan_excel, name="bilan_excel"),
    path("<int:pk>/bilan/<int:ligne>/noter/", views.noter_bilan, name="noter_bilan"),
]
