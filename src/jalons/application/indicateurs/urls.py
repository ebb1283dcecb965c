"""Addresses of ``indicateurs``."""

from django.urls import path

from jalons.application.indicateurs import views, views_observatoire, views_saisie

app_name = "indicateurs"

urlpatterns = [
    path("", views.liste, name="liste"),
    path("creer/", views.creer, name="creer"),
    path("catalogue/", views.catalogue, name="catalogue"),
    path("saisie/", views_saisie.grille, name="grille"),
    path("<int:pk>/", views.detail, name="detail"),
    path("<int:pk>/valeurs.csv", views.detail_csv, name="detail_csv"),
    path("<int:pk>/trajectoire.svg", views.detail_svg, name="detail_svg"),
    path("<int:pk>/modifier/", views.modifier, name="modifier"),
    path("<int:pk>/archiver/", views.archiver, name="archiver"),
    path("<int:pk>/valeur/", views_saisie.valeur, name="valeur"),
    path("<int:pk>/cibles/", views_saisie.cibles, name="cibles"),
    path("<int:pk>/observatoire/", views_observatoire.lier, name="lier_observatoire"),
    path("<int:pk>/observatoire/repondre/", views_observatoire.repondre, name="repondre_observatoire"),
    path("<int:pk>/places/entrer/", views_observatoire.entrer_places, name="entrer_places"),
    path("<int:pk>/contreproposer/", views_saisie.contreproposer, name="contreproposer"),
    path("valeurs/<int:pk>/retirer/", views_saisie.retirer_valeur, name="retirer_valeur"),
    path("propositions/<int:pk>/repondre/", views_saisie.repondre, name="repondre"),
]
