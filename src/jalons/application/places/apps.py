"""Configuration of ``places``."""

from django.apps import AppConfig


class PlacesConfig(AppConfig):
    """Stays, reservations, unavailabilities, requests, refusals, openings planned."""

    name = "jalons.application.places"
    label = "places"

    def ready(self) -> None:
        """Take a place in the menu, on the file of a child, on the page of an establishment and on the home page."""
        from jalons.application.places import panneaux

        panneaux.inscrire()
