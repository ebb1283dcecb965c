"""Addresses of territories. Their pages stand here because a page needs the gate, which stands on ``territoires``."""

from django.urls import path

from jalons.application.acces import views_territoires as views

app_name = "territoires"

urlpatterns = [
    path("", views.collectivites, name="collectivites"),
    path("communes/", views.communes, name="communes"),
    path("communes/choix/", views.choix_de_communes, name="choix_communes"),
    path("<str:code>/logo.png", views.logo, name="logo"),
    path("<str:code>/identite/", views.identite, name="identite"),
    path("<str:code>/unites/", views.unites, name="unites"),
    path("<str:code>/unites/nouvelle/", views.unite, name="creer_unite"),
    path("<str:code>/unites/<int:unite>/", views.unite, name="unite"),
    path("<str:code>/unites/<int:unite>/fermer/", views.fermer, name="fermer_unite"),
    path("<str:code>/unites/<int:unite>/rouvrir/", views.rouvrir, name="rouvrir_unite"),
]
