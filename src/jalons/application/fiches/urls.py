"""Addresses of ``fiches``."""

from django.urls import path

from jalons.application.fiches import views_fiche, views_listes, views_masse

app_name = "fiches"

urlpatterns = [
    path("", views_listes.liste, name="liste"),
    path("kanban/", views_listes.kanban, name="kanban"),
    path("calendrier/", views_listes.calendrier, name="calendrier"),
    path("exporter/<slug:forme>/", views_listes.exporter, name="exporter"),
    path("creer/", views_listes.creer, name="creer"),
    path("modifier-la-selection/", views_masse.masse, name="masse"),
    path("<int:pk>/", views_fiche.fiche, name="fiche"),
    path("<int:pk>/deplacer/", views_listes.deplacer, name="deplacer"),
    path("<int:pk>/noter/", views_fiche.noter, name="noter"),
    path("<int:pk>/historique/", views_fiche.historique, name="historique"),
    path("<int:pk>/annuler/", views_fiche.annuler, name="annuler"),
    path("<int:pk>/retirer/<int:placement>/", views_fiche.retirer, name="retirer"),
    path("<int:pk>/modifier/<slug:code>/", views_fiche.section, name="section"),
    path("<int:pk>/modifier/<slug:code>/<int:cle>/", views_fiche.section, name="etapes"),
]
