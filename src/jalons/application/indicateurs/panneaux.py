"""Where indicators show themselves: in the menu, in the search, with their files, as a workbook."""

from __future__ import annotations

from collections.abc import Iterable
from typing import cast

from django.http import HttpRequest
from django.urls import reverse

from jalons.application.acces.gate import obtenir, visibles
from jalons.application.acces.http import Requete
from jalons.application.acces.permissions import Permission
from jalons.application.documents.excel import registre as classeurs
from jalons.application.documents.objets import ObjetAPieces
from jalons.application.documents.objets import inscrire as inscrire_objet
from jalons.application.indicateurs.classeur import CLASSEUR
from jalons.application.indicateurs.models import Indicateur
from jalons.application.ui.registre import (
    EntreeMenu,
    FournisseurRecherche,
    ResultatRecherche,
    inscrire_menu,
    inscrire_recherche,
)

VOIR = Permission.INDICATEURS_VOIR


def chercher(request: HttpRequest, texte: str) -> Iterable[ResultatRecherche]:
    """Indicators whose name or code holds ``texte``."""
    vus = visibles(Indicateur.objects.all(), requete=cast(Requete, request), permission=VOIR)
    trouves = vus.filter(libelle__icontains=texte) | vus.filter(code__icontains=texte)
    return [
        ResultatRecherche(i.libelle, reverse("indicateurs:detail", args=[i.pk]), "Indicateurs", i.code)
        for i in trouves[:20]
    ]


def inscrire() -> None:
    """Called once, when the application starts."""
    inscrire_menu(EntreeMenu("Indicateurs", "indicateurs:liste", VOIR, ordre=35, icone="indicateur"))
    inscrire_recherche(FournisseurRecherche("Indicateurs", VOIR, chercher, ordre=300))
    inscrire_objet(
        ObjetAPieces(
            "indicateurs.indicateur", _a_lire, _a_completer, lambda i: reverse("indicateurs:detail", args=[i.pk]),
            (("preuve", "Preuve d'une valeur"), ("methode", "Note de méthode"), ("piece", "Autre pièce")),
        )
    )  # fmt: skip
    classeurs.inscrire(CLASSEUR)


def _a_lire(requete: Requete, pk: int) -> Indicateur:
    return obtenir(Indicateur.objects.all(), requete=requete, voir=VOIR, pk=pk)


def _a_completer(requete: Requete, pk: int) -> Indicateur:
    return obtenir(Indicateur.objects.all(), requete=requete, voir=VOIR, faire=Permission.INDICATEURS_SAISIR, pk=pk)
