"""Addresses of ``echeancier``."""

from django.urls import path

from jalons.application.echeancier.views import annulation, comptes, echeance, listes, recevoir, regles

app_name = "echeancier"

urlpatterns = [
    path("", listes.miennes, name="miennes"),
    path("comptes/", comptes.comptes, name="comptes"),
    path("tableau/", listes.tableau, name="tableau"),
    path("tableau/export.<str:forme>", listes.exporter, name="exporter"),
    path("regles/", regles.regles, name="regles"),
    path("regles/locales/", regles.regles_locales, name="regles_locales"),
    path("recevoir/", recevoir.recevoir, name="recevoir"),
    path("flux/<str:jeton>.ics", recevoir.flux, name="flux"),
    path("<int:pk>/", echeance.echeance, name="echeance"),
    path("<int:pk>/motif/", echeance.motiver, name="motiver"),
    path("<int:pk>/vue/", echeance.vue, name="vue"),
    path("<int:pk>/delai/", echeance.deplacer, name="deplacer"),
    path("<int:pk>/fait/", echeance.tenir, name="tenir"),
    path("<int:pk>/actes/<int:acte>/annuler/", annulation.annuler, name="annuler"),
]
