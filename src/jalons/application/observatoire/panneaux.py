"""What ``observatoire`` inscribes: its line of the menu, the statuses of its runs."""

from __future__ import annotations

from django.urls import reverse

from jalons.application.acces.historiques import GenreSuivi
from jalons.application.acces.historiques import inscrire as inscrire_historiques
from jalons.application.acces.permissions import Permission
from jalons.application.observatoire.imports.models import DecisionFaute, Importation
from jalons.application.observatoire.models import Calcul
from jalons.application.observatoire.publications import contours
from jalons.application.observatoire.publications.models import Publication
from jalons.application.observatoire.tableaux import saturations
from jalons.application.places.contours import inscrire as inscrire_contours
from jalons.application.ui.registre import EntreeMenu, inscrire_menu
from jalons.application.ui.statuts import Statut, declarer_statuts


def inscrire() -> None:
    """Once, at start-up."""
    _menu()
    inscrire_contours(contours.derniers)
    saturations.inscrire()
    inscrire_historiques(
        GenreSuivi(
            Importation, Permission.OBSERVATOIRE_IMPORTER, enfants=((DecisionFaute, "importation_id"),),
            url=lambda i: reverse("observatoire:imports_import", args=[i.pk]),
        )
    )  # fmt: skip
    _statuts()


def _menu() -> None:
    inscrire_menu(
        EntreeMenu(
            "Observatoire", "observatoire:tableaux_chiffres", Permission.OBSERVATOIRE_LIRE, ordre=69,
            icone="indicateur", groupe="Pilotage",
        )
    )  # fmt: skip
    inscrire_menu(
        EntreeMenu(
            "Chaîne des délais", "observatoire:delais", Permission.OBSERVATOIRE_VOIR, ordre=70, icone="indicateur",
            groupe="Pilotage",
        )
    )  # fmt: skip
    inscrire_menu(
        EntreeMenu(
            "Imports de données", "observatoire:imports_liste", Permission.OBSERVATOIRE_IMPORTER, ordre=71,
            icone="televerser", groupe="Pilotage",
        )
    )  # fmt: skip
    inscrire_menu(
        EntreeMenu(
            "Publications", "observatoire:publications_liste", Permission.PUBLICATION_VOIR, ordre=74, icone="document",
            groupe="Pilotage",
        )
    )  # fmt: skip


def _statuts() -> None:
    declarer_statuts("importation", {
        Importation.Etat.DEPOSE.value: Statut("Déposé", "horloge", "info"),
        Importation.Etat.EN_VERIFICATION.value: Statut("En vérification", "progres", "info"),
        Importation.Etat.VERIFIE.value: Statut("Vérifié", "coche", "neutre"),
        Importation.Etat.REFUSE.value: Statut("Refusé", "arreter", "danger"),
        Importation.Etat.RETENU.value: Statut("Retenu", "coche", "succes"),
        Importation.Etat.REMPLACE.value: Statut("Remplacé", "deplacer", "neutre"),
        Importation.Etat.ECARTE.value: Statut("Écarté", "moins", "neutre"),
    })  # fmt: skip
    declarer_statuts("publication", {
        Publication.Etat.PREPARATION.value: Statut("En préparation", "progres", "info"),
        Publication.Etat.DEMANDEE.value: Statut("Attend une seconde personne", "horloge", "attention"),
        Publication.Etat.REFUSEE.value: Statut("Refusée", "arreter", "danger"),
        Publication.Etat.PUBLIEE.value: Statut("Publiée", "coche", "succes"),
    })  # fmt: skip
    declarer_statuts("calcul", {
        Calcul.Etat.DEMANDE.value: Statut("Demandé", "horloge", "info"),
        Calcul.Etat.EN_COURS.value: Statut("En cours", "progres", "info"),
        Calcul.Etat.FAIT.value: Statut("Fait", "coche", "succes"),
        Calcul.Etat.ABANDONNE.value: Statut("Abandonné", "arreter", "danger"),
        Calcul.Etat.ECHOUE.value: Statut("Échoué", "alerte", "danger"),
    })  # fmt: skip
