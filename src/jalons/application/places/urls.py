"""Addresses of ``places``."""

from __future__ import annotations

from django.urls import path

from jalons.application.places.views import (
    calculs,
    carte,
    demandes,
    distances,
    evolution,
    manquantes,
    occupations,
    offre,
    orientation,
    plan,
    reglages,
)

app_name = "places"

urlpatterns = [
    path("", offre.offre, name="offre"),
    path("exporter/<str:forme>/", offre.exporter, name="exporter"),
    path("carte/", carte.carte, name="carte"),
    path("carte/exporter/<str:forme>/", carte.exporter, name="exporter_carte"),
    path("evolution/", evolution.page, name="evolution"),
    path("evolution/exporter/<str:forme>/", evolution.exporter, name="exporter_evolution"),
    path("unites/<int:pk>/", offre.unite, name="unite"),
    path("unites/<int:pk>/indisponibles/", offre.indisponibles, name="indisponibles"),
    path("demandes/", demandes.liste, name="attente"),
    path("manques/", demandes.manques, name="manques"),
    path("manques/schema/<str:code>/", manquantes.du_schema, name="manques_schema"),
    path("manques/trimestres/", manquantes.page, name="trimestres"),
    path("manques/trimestres/exporter/<str:forme>/", manquantes.exporter, name="exporter_trimestres"),
    path("enfants/<int:enfant>/", demandes.enfant, name="enfant"),
    path("enfants/<int:enfant>/accueillir/", occupations.accueillir, name="accueillir"),
    path("enfants/<int:enfant>/demander/", demandes.demander, name="demander"),
    path("demandes/<int:pk>/orientation/", orientation.page, name="orientation"),
    path("demandes/<int:pk>/", demandes.demande, name="demande"),
    path("demandes/<int:pk>/reserver/<int:unite>/", demandes.reserver, name="reserver"),
    path("demandes/<int:pk>/refuser/", demandes.refuser, name="refuser"),
    path("demandes/<int:pk>/retirer/", demandes.retirer, name="retirer"),
    path("demandes/<int:pk>/fratrie/", demandes.fratrie, name="fratrie"),
    path("demandes/<int:pk>/exclure/", demandes.exclure, name="exclure"),
    path("unites/<int:pk>/decrire/", reglages.decrire, name="decrire"),
    path("distances/", distances.page, name="distances"),
    path("distances/<int:pk>/", distances.table, name="table_distances"),
    path("distances/<int:pk>/retirer/", distances.retirer, name="retirer_distances"),
    path("distances/<int:pk>/refus/", distances.refus, name="refus_distances"),
    path("poids/", reglages.poids, name="poids"),
    path("plan-du-jour/", calculs.page, name="plan_du_jour"),
    path("plan-du-jour/calculer/", calculs.calculer, name="calculer_plan"),
    path("plan-du-jour/exporter/<str:forme>/", calculs.exporter, name="exporter_plan"),
    path("plan-du-jour/lignes/<int:pk>/decider/", calculs.decider, name="decider_ligne"),
    path("simulation/", calculs.simulation, name="simulation"),
    path("plan-du-jour/avancement/", calculs.avancement_plan, name="avancement_plan"),
    path("simulation/avancement/", calculs.avancement_simulation, name="avancement_simulation"),
    path("occupations/<int:pk>/entrer/", occupations.entrer, name="entrer"),
    path("occupations/<int:pk>/partir/", occupations.partir, name="partir"),
    path("occupations/<int:pk>/absence/", occupations.absence, name="absence"),
    path("occupations/<int:pk>/retour/", occupations.retour, name="retour"),
    path("occupations/<int:pk>/annuler/", occupations.annuler, name="annuler"),
    path("occupations/<int:pk>/disponible/", occupations.disponible, name="disponible"),
    path("plan/", plan.page, name="plan"),
    path("plan/nouvelle/", plan.nouvelle, name="nouvelle_ouverture"),
    path("plan/<int:pk>/modifier/", plan.modifier, name="modifier_ouverture"),
]
