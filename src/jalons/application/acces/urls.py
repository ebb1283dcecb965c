"""Addresses of ``acces``."""

from django.contrib.auth.decorators import login_not_required
from django.urls import path

from jalons.application.acces import views, views_comptes, views_suivi

app_name = "acces"

urlpatterns = [
    path("connexion/", login_not_required(views.Connexion.as_view()), name="connexion"),
    path("deconnexion/", views.Deconnexion.as_view(), name="deconnexion"),
    path("compte/", views.compte, name="compte"),
    path("compte/mot-de-passe/", views.MotDePasse.as_view(), name="mot_de_passe"),
    path("compte/territoire/", views.territoire, name="territoire"),
    path("compte/sessions/", views.sessions, name="sessions"),
    path(
        "mot-de-passe/<uidb64>/<token>/",
        login_not_required(views.ChoisirMotDePasse.as_view()),
        name="choisir_mot_de_passe",
    ),
    path("comptes/", views_comptes.comptes, name="comptes"),
    path("comptes/nouveau/", views_comptes.creer, name="creer_compte"),
    path("comptes/<int:agent>/", views_comptes.compte_agent, name="compte_agent"),
    path("comptes/<int:agent>/donner/", views_comptes.donner, name="donner"),
    path("comptes/<int:agent>/retirer/<int:habilitation>/", views_comptes.retirer, name="retirer"),
    path("comptes/<int:agent>/activite/", views_comptes.activite, name="activite"),
    path("comptes/<int:agent>/lien/", views_comptes.lien, name="lien"),
    path("historique/<str:type_objet>/<int:cle>/", views_suivi.historique, name="historique"),
    path("journal/", views_comptes.journal, name="journal"),
    path("habilitations/matrice/", views.matrice, name="matrice"),
]
