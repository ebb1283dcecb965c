"""Addresses: one French word per module."""

from importlib.util import find_spec

from django.urls import include, path

MODULES = {
    "": "acces",
    "ui/": "ui",
    "documents/": "documents",
    "echeances/": "faits",
    "enfants/": "enfants",
    "etablissements/": "etablissements",
    "accueil-familial/": "accueil_familial",
    "crip/": "crip",
    "mesures/": "mesures",
    "places/": "places",
    "projets/": "projets_enfant",
    "echeancier/": "echeancier",
    "observatoire/": "observatoire",
    "indicateurs/": "indicateurs",
    "fiches/": "fiches",
    "finances/": "finances",
    "contrats/": "contrats",
    "schemas/": "schema",
    "relecture/": "relecture",
    "rapports/": "rapports",
}
"""Prefix of each module's addresses."""

urlpatterns = [
    path(prefixe, include(f"jalons.application.{module}.urls"))
    for prefixe, module in MODULES.items()
    if find_spec(f"jalons.application.{module}") and find_spec(f"jalons.application.{module}.urls")
]
urlpatterns.append(path("territoires/", include("jalons.application.acces.urls_territoires")))
if find_spec("jalons.application.portail"):
    urlpatterns.append(path("", include("jalons.application.portail.urls")))

handler500 = "jalons.application.ui.erreurs.panne"
