"""Addresses of ``acces``."""

from django.contrib.auth.decorators import login_not_required
from django.urls import path

from jalons.application.acces import views

app_name = "acces"

urlpatterns = [
    path("connexion/", login_not_required(views.Connexion.as_view()), name="connexion"),
    path("deconnexion/", views.Deconnexion.as_view(), name="deconnexion"),
    path("compte/", views.compte, name="compte"),
    path("compte/mot-de-passe/", views.MotDePasse.as_view(), name="mot_de_passe"),
    path("compte/territoire/", views.territoire, name="territoire"),
    path("habilitations/matrice/", views.matrice, name="matrice"),
]
