"""Addresses of ``contrats``."""

from django.urls import path, register_converter

from jalons.application.contrats import views, views_avenants
from jalons.application.contrats.avenant import OUVERTURES
from jalons.application.contrats.sections import SECTIONS


class CodeSection:
    """A section of a contract."""

    regex = "|".join(SECTIONS)

    def to_python(self, value: str) -> str:
        """As it is."""
        return value

    def to_url(self, value: str) -> str:
        """As it is."""
        return value


class CodeOuverture(CodeSection):
    """A field that an avenant may open."""

    regex = "|".join(OUVERTURES)


register_converter(CodeSection, "section_contrat")
register_converter(CodeOuverture, "ouverture")

app_name = "contrats"

urlpatterns = [
    path("", views.liste, name="liste"),
    path("creer/", views.creer, name="creer"),
    path("<int:pk>/", views.contrat, name="contrat"),
    path("<int:pk>/modifier/<section_contrat:code>/", views.section, name="section"),
    path("<int:pk>/composition/", views.composition, name="composition"),
    path("<int:pk>/signer/", views.signer, name="signer"),
    path("<int:pk>/ecarts/justifier/", views.justifier, name="justifier"),
    path("<int:pk>/documents/", views.documents, name="documents"),
    path("<int:pk>/versions/", views.versions, name="versions"),
    path("<int:pk>/avenants/", views_avenants.avenants, name="avenants"),
    path("<int:pk>/avenants/ouvrir/", views_avenants.ouvrir, name="ouvrir_avenant"),
    path("avenants/<int:pk>/", views_avenants.avenant, name="avenant"),
    path("avenants/<int:pk>/<ouverture:code>/", views_avenants.preparer, name="preparer_avenant"),
    path("avenants/<int:pk>/signer/", views_avenants.signer, name="signer_avenant"),
    path("avenants/<int:pk>/abandonner/", views_avenants.abandonner, name="abandonner_avenant"),
]
