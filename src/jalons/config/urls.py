"""Addresses: one French word per module."""

from django.urls import include, path

urlpatterns = [
    path("", include("jalons.application.acces.urls")),
    path("documents/", include("jalons.application.documents.urls")),
    path("echeances/", include("jalons.application.faits.urls")),
    path("ui/", include("jalons.application.ui.urls")),
]
