"""What ``etablissements`` inscribes: its lines of the menu, the looks of its states."""

from __future__ import annotations

from jalons.application.acces.permissions import Permission
from jalons.application.etablissements import cycles
from jalons.application.ui.registre import EntreeMenu, inscrire_menu
from jalons.application.ui.statuts import Statut, declarer_statuts


def inscrire() -> None:
    """Once, at start-up."""
    inscrire_menu(
        EntreeMenu(
            "Établissements", "etablissements:liste", Permission.ETABLISSEMENTS_VOIR, ordre=45, icone="organisme",
            groupe="Offre d'accueil",
        ),
        EntreeMenu(
            "Plan de contrôle", "etablissements:controles", Permission.ETABLISSEMENTS_PILOTER, ordre=46,
            icone="alerte", groupe="Offre d'accueil",
        ),
        EntreeMenu(
            "Événements indésirables", "etablissements:evenements", Permission.ETABLISSEMENTS_SUIVRE, ordre=47,
            icone="horloge", groupe="Offre d'accueil",
        ),
        EntreeMenu(
            "Appels à projets", "etablissements:appels", Permission.ETABLISSEMENTS_PILOTER, ordre=48,
            icone="envoyer", groupe="Offre d'accueil",
        ),
        EntreeMenu(
            "Plan immobilier", "etablissements:immobilier", Permission.ETABLISSEMENTS_SUIVRE, ordre=49,
            icone="progres", groupe="Offre d'accueil",
        ),
    )  # fmt: skip
    declarer_statuts("terme", {
        cycles.EN_COURS: Statut("En cours", "progres", "info"), cycles.TENU: Statut("Tenu", "coche", "succes"),
        cycles.ABANDONNE: Statut("Abandonné", "arreter", "inconnu"),
    })  # fmt: skip
    declarer_statuts("controle", {
        cycles.PREVU: Statut("Prévu", "calendrier", "neutre"), cycles.REALISE: Statut("Réalisé", "progres", "info"),
        cycles.CONTRADICTOIRE: Statut("Rapport provisoire transmis", "horloge", "info"),
        cycles.NOTIFIE: Statut("Suites notifiées", "alerte", "attention"),
        cycles.CLOS: Statut("Clos", "coche", "succes"), cycles.ANNULE: Statut("Annulé", "arreter", "inconnu"),
    })  # fmt: skip
    declarer_statuts("suite_controle", {
        cycles.A_SUIVRE: Statut("À lever", "horloge", "attention"),
        cycles.REPONDUE: Statut("Réponse reçue", "progres", "info"),
        cycles.LEVEE: Statut("Levée", "coche", "succes"), cycles.ABANDONNEE: Statut("Abandonnée", "arreter", "inconnu"),
    })  # fmt: skip
    declarer_statuts("appel", {
        cycles.PREPARE: Statut("En préparation", "cercle", "neutre"),
        cycles.PUBLIE: Statut("Publié", "progres", "info"), cycles.DECIDE: Statut("Décidé", "coche", "succes"),
        cycles.SANS_SUITE: Statut("Sans suite", "arreter", "inconnu"),
    })  # fmt: skip
