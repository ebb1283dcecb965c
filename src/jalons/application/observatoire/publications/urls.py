"""Addresses of editions, under ``observatoire:publications_…``."""

from django.urls import path

from jalons.application.observatoire.publications import views, views_actes

urlpatterns = [
    path("", views.liste, name="publications_liste"),
    path("nouvelle/", views_actes.creer, name="publications_creer"),
    path("<int:pk>/", views.edition, name="publications_edition"),
    path("<int:pk>/fichiers/<str:nom>", views.fichier, name="publications_fichier"),
    path("<int:pk>/modifier/", views_actes.modifier, name="publications_modifier"),
    path("<int:pk>/tableau/", views_actes.tableau, name="publications_tableau"),
    path("<int:pk>/retirer/<slug:code>/", views_actes.retirer, name="publications_retirer"),
    path("<int:pk>/apercu/", views_actes.apercevoir, name="publications_apercevoir"),
    path("<int:pk>/demander/", views_actes.demander, name="publications_demander"),
    path("<int:pk>/examiner/", views_actes.examiner, name="publications_examiner"),
]
