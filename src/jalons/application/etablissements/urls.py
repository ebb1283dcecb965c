"""Addresses of ``etablissements``."""

from __future__ import annotations

from django.urls import path

from jalons.application.etablissements.views import actes, fiches, listes

app_name = "etablissements"

urlpatterns = [
    path("", listes.liste, name="liste"),
    path("nouveau/", fiches.nouveau, name="nouveau"),
    path("organismes/", listes.liste_organismes, name="organismes"),
    path("organismes/nouveau/", fiches.nouvel_organisme, name="nouvel_organisme"),
    path("organismes/<int:pk>/modifier/", fiches.modifier_organisme, name="modifier_organisme"),
    path("<int:pk>/", fiches.etablissement, name="etablissement"),
    path("<int:pk>/modifier/", fiches.modifier, name="modifier"),
    path("<int:pk>/unites/nouvelle/", fiches.nouvelle_unite, name="nouvelle_unite"),
    path("<int:pk>/constater/", actes.constater, name="constater"),
    path("<int:pk>/faits/<int:fait>/retirer/", actes.retirer_constat, name="retirer_constat"),
    path("unites/<int:pk>/modifier/", fiches.modifier_unite, name="modifier_unite"),
    path("unites/<int:pk>/acte/", actes.prendre, name="prendre_acte"),
    path("actes/<int:pk>/annuler/", actes.annuler, name="annuler_acte"),
]
