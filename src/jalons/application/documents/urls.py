"""Addresses of ``documents``."""

from django.urls import path

from jalons.application.documents import views
from jalons.application.documents.excel import views as classeurs

app_name = "documents"

urlpatterns = [
    path("<int:pk>/", views.telecharger, name="telecharger"),
    path("<int:pk>/retirer/", views.retirer, name="retirer"),
    path("deposer/<str:objet_type>/<int:objet_id>/", views.deposer, name="deposer"),
    path("classeurs/<slug:code>/<str:objet>/telecharger/", classeurs.telecharger, name="classeur_telecharger"),
    path("classeurs/<slug:code>/<str:objet>/deposer/", classeurs.deposer, name="classeur_deposer"),
    path("classeurs/imports/<int:pk>/", classeurs.apercu, name="classeur_apercu"),
    path("classeurs/imports/<int:pk>/refus.csv", classeurs.refus, name="classeur_refus"),
]
