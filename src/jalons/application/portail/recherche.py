"""Contracts and schémas in the search box; other modules answer for themselves."""

from __future__ import annotations

from collections.abc import Iterator
from functools import reduce
from operator import and_

from django.db.models import Q
from django.http import HttpRequest

from jalons.application.acces.gate import visibles
from jalons.application.acces.permissions import Permission
from jalons.application.fiches.models import Cadre
from jalons.application.portail.accueil.releve import lien
from jalons.application.ui.registre import FournisseurRecherche, ResultatRecherche, inscrire_recherche

REPONSES_AU_PLUS = 20
PAGES = {Cadre.Nature.CONTRAT.value: "contrats:contrat", Cadre.Nature.SCHEMA.value: "schema:schema"}
CATEGORIE = "Contrats et schémas"


def inscrire() -> None:
    """Called once, at start-up."""
    inscrire_recherche(FournisseurRecherche(CATEGORIE, Permission.CONTRATS_VOIR, chercher, ordre=10))


def chercher(request: HttpRequest, texte: str) -> Iterator[ResultatRecherche]:
    """Frames whose title, place or code holds every word."""
    mots = [
        Q(titre__icontains=m) | Q(collectivite__nom__icontains=m) | Q(collectivite_id=m.upper()) for m in texte.split()
    ]
    cadres = visibles(
        Cadre.objects.filter(nature__in=PAGES).select_related("collectivite"),
        requete=request, permission=Permission.CONTRATS_VOIR,  # type: ignore[arg-type]
    )  # fmt: skip
    for cadre in cadres.filter(reduce(and_, mots))[:REPONSES_AU_PLUS]:
        if adresse := lien(PAGES[cadre.nature], cadre.pk):
            periode = f", de {cadre.debut} à {cadre.fin}" if cadre.debut and cadre.fin else ""
            yield ResultatRecherche(cadre.titre, adresse, CATEGORIE, f"{cadre.collectivite.nom}{periode}")
