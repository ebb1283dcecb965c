"""Downloads of documents made from fiches, contracts and schémas."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from jalons.application.acces.gate import obtenir, requiert, visibles
from jalons.application.acces.http import Requete
from jalons.application.acces.permissions import Permission
from jalons.application.contrats.models import Contrat
from jalons.application.fiches.models import Fiche
from jalons.application.fiches.selectors import fiche_complete
from jalons.application.rapports.editions import bilan as edition_bilan
from jalons.application.rapports.editions import fiche as edition_fiche
from jalons.application.rapports.editions import synopsis as edition_synopsis
from jalons.application.rapports.editions.document import FORMES, TYPES, Document
from jalons.application.schema.models import Schema


def fichier(document: Document, forme: str, nom: str) -> HttpResponse:
    """``document`` as an attachment.

    Raises:
        Http404: ``forme`` is not pdf, docx or xlsx.
    """
    if forme not in FORMES:
        raise Http404(f"« {forme} » n'est pas une forme connue : demandez pdf, docx ou xlsx.")
    entete = {"Content-Disposition": f'attachment; filename="{nom}.{forme}"'}
    return HttpResponse(FORMES[forme](document), content_type=TYPES[forme], headers=entete)


@require_safe
@requiert(Permission.FICHES_VOIR)
def fiche(requete: Requete, fiche: int, forme: str) -> HttpResponse:
    """A fiche action on one page."""
    obtenir(Fiche.objects.all(), requete=requete, voir=Permission.FICHES_VOIR, pk=fiche)
    permises = visibles(Fiche.objects.all(), requete=requete, permission=Permission.FICHES_VOIR)
    complete = fiche_complete(fiche, parmi=permises)
    return fichier(edition_fiche.document(complete, au=timezone.localdate()), forme, f"fiche-action-{fiche}")


@require_safe
@requiert(Permission.CONTRATS_VOIR)
def synopsis(requete: Requete, contrat: int, forme: str) -> HttpResponse:
    """The synopsis of a contract."""
    contrats = Contrat.objects.select_related("cadre", "collectivite")
    trouve = obtenir(contrats, requete=requete, voir=Permission.CONTRATS_VOIR, pk=contrat)
    document = edition_synopsis.document(trouve, instant=timezone.now(), au=timezone.localdate())
    return fichier(document, forme, f"synopsis-contrat-{trouve.collectivite_id}")


@require_safe
@requiert(Permission.SCHEMA_VOIR)
def bilan(requete: Requete, schema: int, forme: str) -> HttpResponse:
    """The bilan of a schéma."""
    schemas = Schema.objects.select_related("cadre", "collectivite")
    trouve = obtenir(schemas, requete=requete, voir=Permission.SCHEMA_VOIR, pk=schema)
    return fichier(
        edition_bilan.document(trouve, au=timezone.localdate()), forme, f"bilan-schema-{trouve.collectivite_id}"
    )
