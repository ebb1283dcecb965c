"""Addresses of ``observatoire``."""

from django.urls import include, path

from jalons.application.observatoire import views, views_trimestres

app_name = "observatoire"

urlpatterns = [
    path("", views.delais, name="delais"),
    path("imports/", include("jalons.application.observatoire.imports.urls")),
    path("delais/calculer/", views.calculer, name="calculer"),
    path("delais/avancement/", views.avancement, name="avancement"),
    path("delais/<int:pk>/export.<str:forme>", views.exporter, name="exporter"),
    path("delais/trimestres/", views_trimestres.trimestres, name="trimestres"),
    path("delais/<int:pk>/trimestres.<str:forme>", views_trimestres.exporter, name="exporter_trimestres"),
    path("tableaux/", include("jalons.application.observatoire.tableaux.urls")),
    path("delais/<int:pk>/attente/<str:lien>/", views.attente, name="attente"),
    path("publications/", include("jalons.application.observatoire.publications.urls")),
]
