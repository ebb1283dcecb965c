"""Addresses of ``documents``."""

from django.urls import path

from jalons.application.documents import views

app_name = "documents"

urlpatterns = [
    path("<int:pk>/", views.telecharger, name="telecharger"),
    path("<int:pk>/retirer/", views.retirer, name="retirer"),
    path("deposer/<str:objet_type>/<int:objet_id>/", views.deposer, name="deposer"),
]
