"""Addresses of ``acces``."""

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import LoginView, LogoutView
from django.urls import path

app_name = "acces"

urlpatterns = [
    path("connexion/", login_not_required(LoginView.as_view(template_name="acces/connexion.html")), name="connexion"),
    path("deconnexion/", LogoutView.as_view(), name="deconnexion"),
]
