"""Addresses of the interface itself: the colours of a département and the gallery of components."""

from django.urls import path, register_converter

from jalons.application.ui import views
from jalons.application.ui.galerie import galerie

app_name = "ui"


class Hexadecimal:
    """Six hexadecimal digits, lower or upper case."""

    regex = "[0-9a-fA-F]{6}"

    def to_python(self, value: str) -> str:
        """The digits in lower case."""
        return value.lower()

    def to_url(self, value: str) -> str:
        """The digits as they are."""
        return value


register_converter(Hexadecimal, "hexadecimal")

urlpatterns = [
    path("theme/<hexadecimal:couleur>.css", views.theme, name="theme"),
    path("galerie/", galerie, name="galerie"),
]
