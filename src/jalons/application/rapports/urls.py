"""Addresses of ``rapports``."""

from django.urls import path

from jalons.application.rapports import editions_views, views

app_name = "rapports"

urlpatterns = [
    path("", views.liste, name="liste"),
    path("creer/<int:contrat>/<int:exercice>/", views.creer, name="creer"),
    path("<int:rapport>/", views.detail, name="detail"),
    path("<int:rapport>/sections/<int:section>/", views.section, name="section"),
    path("<int:rapport>/sections/<int:section>/commenter/", views.commenter, name="commenter"),
    path("<int:rapport>/commentaires/<int:commentaire>/resoudre/", views.resoudre, name="resoudre"),
    path("<int:rapport>/partager/", views.partager, name="partager"),
    path("<int:rapport>/viser/", views.viser, name="viser"),
    path("<int:rapport>/verifier/", views.verifier, name="verifier"),
    path("<int:rapport>/document.<str:forme>", views.telecharger, name="telecharger"),
    path("modeles/jalons.docx", editions_views.modele_de_jalons, name="modele_de_jalons"),
    path("modeles/<str:collectivite>/", editions_views.modele, name="modele"),
    path("fiches/<int:fiche>.<str:forme>", editions_views.fiche, name="fiche"),
    path("contrats/<int:contrat>/synopsis.<str:forme>", editions_views.synopsis, name="synopsis"),
    path("schemas/<int:schema>/bilan.<str:forme>", editions_views.bilan, name="bilan"),
]
