"""What money shows elsewhere: on a fiche, on the page of a contract or a schéma, in the menu."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from jalons.application.acces.gate import obtenir
from jalons.application.acces.http import Requete
from jalons.application.acces.permissions import Permission
from jalons.application.documents.excel import registre as classeurs
from jalons.application.documents.objets import ObjetAPieces
from jalons.application.documents.objets import inscrire as inscrire_objet
from jalons.application.fiches.models import Cadre, Fiche
from jalons.application.fiches.selectors import inscrire_financement
from jalons.application.finances import pages, selectors
from jalons.application.finances.classeur import CLASSEUR
from jalons.application.finances.de_fiche import Rangee, rangees
from jalons.application.finances.lignes import Version
from jalons.application.finances.models import Montant
from jalons.application.ui.registre import EntreeMenu, Panneau, inscrire_menu, inscrire_panneau

PAGES_DES_CADRES = ("contrats:contrat", "schema:schema")
"""Pages that publish a ``Cadre`` as their object."""


def de_la_fiche(request: HttpRequest, objet: Any) -> Mapping[str, Any] | None:
    """Amounts of a fiche in every frame: one query, two when some are parts of others."""
    if not isinstance(objet, Fiche):
        return None
    libelles = selectors.libelles_des_sources()
    cadres: dict[int, tuple[Cadre, list[tuple[str, Rangee]]]] = {}
    for rangee in rangees(selectors.montants_de_la_fiche(objet)):
        lignes = cadres.setdefault(rangee.cadre.pk, (rangee.cadre, []))[1]
        lignes.append((libelles.get(rangee.source, rangee.source) or "Toutes sources", rangee))
    return {"cadres": list(cadres.values()), "versions": [v.libelle.capitalize() for v in Version]}


def du_cadre(request: HttpRequest, objet: Any) -> Mapping[str, Any] | None:
    """What a frame amounts to: one query when nothing has changed, besides what the frame says of itself."""
    cadre = objet if isinstance(objet, Cadre) else getattr(objet, "cadre", None)
    if not isinstance(cadre, Cadre):
        return None
    synthese = selectors.synthese(cadre)
    parts = synthese.bilan.parts_departement.values() if cadre.nature == Cadre.Nature.CONTRAT else ()
    return {
        "objet": cadre,
        "synthese": synthese,
        "parts": [pages.part(p) for p in parts],
        "par_an": synthese.par_an,
    }


def inscrire() -> None:
    """Called once, when the application starts."""
    inscrire_financement(lambda fiche: selectors.montants_de_la_fiche(fiche).exists())
    voir = Permission.FINANCES_VOIR
    inscrire_menu(EntreeMenu("Finances", "finances:liste", voir, ordre=40, icone="euro"))
    inscrire_panneau(
        Panneau("fiches:fiche", "Financements", voir, de_la_fiche, "finances/_panneau_fiche.html", 300, "montants"),
        *(Panneau(p, "Financements", voir, du_cadre, "finances/_panneau_cadre.html", 200) for p in PAGES_DES_CADRES),
    )
    inscrire_objet(
        ObjetAPieces(
            "finances.montant", _a_lire, _a_completer, lambda m: reverse("finances:modifier", args=[m.pk]),
            (("notification", "Notification"), ("preuve", "Preuve de dépense"), ("piece", "Autre pièce")),
        )
    )  # fmt: skip
    classeurs.inscrire(CLASSEUR)


def _a_lire(requete: Requete, pk: int) -> Montant:
    return obtenir(Montant.objects.all(), requete=requete, voir=Permission.FINANCES_VOIR, pk=pk)


def _a_completer(requete: Requete, pk: int) -> Montant:
    return obtenir(
        Montant.objects.all(), requete=requete, voir=Permission.FINANCES_VOIR, faire=Permission.FINANCES_MODIFIER, pk=pk
    )
