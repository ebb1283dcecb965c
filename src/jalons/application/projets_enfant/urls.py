"""Addresses of ``projets_enfant``."""

from __future__ import annotations

from django.urls import path

from jalons.application.projets_enfant.views import contenu, listes, projet, rapports

app_name = "projets_enfant"

urlpatterns = [
    path("", listes.liste, name="liste"),
    path("rapports/", listes.rapports, name="rapports"),
    path("rapports/<int:rapport>/", rapports.rapport, name="rapport"),
    path("rapports/<int:rapport>/modifier/", rapports.modifier_rapport, name="modifier_rapport"),
    path("rapports/<int:rapport>/acte/<slug:code>/", rapports.acte_rapport, name="acte_rapport"),
    path("rapports/<int:rapport>/pdf/", rapports.pdf_rapport, name="pdf_rapport"),
    path("enfant/<int:pk>/", projet.dossier, name="dossier"),
    path("enfant/<int:pk>/ouvrir/", projet.ouvrir_projet, name="ouvrir"),
    path("enfant/<int:pk>/rapport/", rapports.ouvrir_rapport, name="ouvrir_rapport"),
    path("<int:projet>/acte/<slug:code>/", projet.acte, name="acte"),
    path("<int:projet>/historique/", projet.historique, name="historique"),
    path("<int:projet>/pdf/<slug:forme>/", projet.pdf, name="pdf"),
    path("<int:projet>/versions/<int:avenant>/<slug:forme>/", projet.pdf_version, name="pdf_version"),
    path("<int:projet>/paroles/", contenu.paroles, name="paroles"),
    path("<int:projet>/volet/<slug:domaine>/", contenu.volet, name="volet"),
    path("<int:projet>/objectif/<slug:domaine>/", contenu.objectif_nouveau, name="objectif_nouveau"),
    path("<int:projet>/objectifs/<int:objectif>/", contenu.objectif, name="objectif"),
    path("<int:projet>/objectifs/<int:objectif>/evaluer/", contenu.evaluer, name="evaluer"),
    path("<int:projet>/objectifs/<int:objectif>/retirer/", contenu.retirer_objectif, name="retirer_objectif"),
    path("<int:projet>/objectifs/<int:objectif>/action/", contenu.action_nouvelle, name="action_nouvelle"),
    path("<int:projet>/actions/<int:action>/", contenu.action, name="action"),
    path("<int:projet>/actions/<int:action>/retirer/", contenu.retirer_action, name="retirer_action"),
]
