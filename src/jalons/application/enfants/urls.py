"""Addresses of ``enfants``."""

from __future__ import annotations

from django.urls import path

from jalons.application.enfants.views import accueil, compartiments, consultation, dossier, famille, fusion, recherche

app_name = "enfants"

urlpatterns = [
    path("", recherche.liste, name="liste"),
    path("creer/", recherche.creer, name="creer"),
    path("urgences/", recherche.urgences, name="urgences"),
    path("urgences/<int:acces>/", consultation.revoir, name="revoir"),
    path("<int:pk>/", dossier.dossier, name="dossier"),
    path("<int:pk>/modifier/<slug:code>/", dossier.modifier, name="modifier"),
    path("<int:pk>/historique/", dossier.historique, name="historique"),
    path("<int:pk>/famille/ajouter/", famille.lier, name="lier"),
    path("<int:pk>/famille/<int:lien>/", famille.personne, name="personne"),
    path("<int:pk>/famille/<int:lien>/retirer/", famille.delier, name="delier"),
    path("<int:pk>/fratrie/", famille.fratrie, name="fratrie"),
    path("<int:pk>/fratrie/detacher/", famille.detacher, name="detacher"),
    path("<int:pk>/foyer/<int:membre>/quitter/", famille.quitter_foyer, name="quitter_foyer"),
    path("<int:pk>/adresses/ajouter/", famille.adresse, name="adresse_nouvelle"),
    path("<int:pk>/adresses/<int:adresse>/", famille.adresse, name="adresse"),
    path("<int:pk>/referents/ajouter/", famille.referent, name="referent"),
    path("<int:pk>/referents/<int:referent>/terminer/", famille.terminer, name="terminer_referent"),
    path("<int:pk>/medical/", compartiments.medical, name="medical"),
    path("<int:pk>/judiciaire/", compartiments.judiciaire, name="judiciaire"),
    path("<int:pk>/secret/", compartiments.secret, name="secret"),
    path("<int:pk>/besoins/", accueil.besoins, name="besoins"),
    path("<int:pk>/besoins/modifier/", accueil.modifier, name="modifier_besoins"),
    path("<int:pk>/besoins/zone/", accueil.zone, name="zone"),
    path("<int:pk>/besoins/zones/<int:zone>/lever/", accueil.lever_zone, name="lever_zone"),
    path("<int:pk>/besoins/separer/", accueil.separer, name="separer_de"),
    path("<int:pk>/besoins/separations/<int:ligne>/lever/", accueil.lever_separation, name="lever_separation"),
    path("<int:pk>/fusionner/", fusion.fusionner, name="fusionner"),
    path("<int:pk>/separer/<int:fusion>/", fusion.separer, name="separer"),
    path("<int:pk>/journal/", consultation.journal, name="journal"),
    path("<int:pk>/urgence/", consultation.urgence, name="urgence"),
    path("<int:pk>/connu/", consultation.connu, name="connu"),
    path("<int:pk>/connu/declarer/", consultation.declarer, name="declarer"),
    path("<int:pk>/connu/<int:declaration>/retirer/", consultation.retirer, name="retirer"),
]
