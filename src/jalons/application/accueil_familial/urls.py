"""Addresses of ``accueil_familial``."""

from __future__ import annotations

from django.urls import path

from jalons.application.accueil_familial.views import actes, classeur, fiches, listes

app_name = "accueil_familial"

urlpatterns = [
    path("", listes.liste, name="liste"),
    path("exporter/<str:forme>/", listes.exporter, name="exporter"),
    path("departs/", listes.departs, name="departs"),
    path("departs/<str:forme>/", listes.exporter_departs, name="exporter_departs"),
    path("classeurs/", classeur.choisir, name="classeurs"),
    path("classeurs/<int:pk>/", classeur.telecharger, name="telecharger_classeur"),
    path("classeurs/<int:pk>/deposer/", classeur.deposer, name="deposer_classeur"),
    path("classeurs/<int:pk>/apercu/<int:attente>/", classeur.apercu, name="apercu_classeur"),
    path("classeurs/<int:pk>/refus/<int:attente>/", classeur.refus, name="refus_classeur"),
    path("nouveau/", fiches.nouveau, name="nouveau"),
    path("<int:pk>/", fiches.assistant, name="assistant"),
    path("<int:pk>/suivi/", fiches.suivi, name="suivi"),
    path("<int:pk>/modifier/", fiches.modifier, name="modifier"),
    path("<int:pk>/domicile/", fiches.domicile, name="domicile"),
    path("<int:pk>/decision/", actes.decider, name="decider"),
    path("<int:pk>/justificatif/", actes.justifier, name="justifier"),
    path("<int:pk>/relais/", actes.relayer, name="relayer"),
    path("<int:pk>/disponibilite/", actes.declarer, name="declarer"),
    path("<int:pk>/constater/", actes.constater, name="constater"),
    path("<int:pk>/faits/<int:fait>/retirer/", actes.retirer_constat, name="retirer_constat"),
    path("decisions/<int:pk>/annuler/", actes.annuler_decision, name="annuler_decision"),
    path("justificatifs/<int:pk>/annuler/", actes.annuler_justificatif, name="annuler_justificatif"),
    path("relais/<int:pk>/annuler/", actes.annuler_relais, name="annuler_relais"),
    path("disponibilites/<int:pk>/annuler/", actes.annuler_disponibilite, name="annuler_disponibilite"),
]
