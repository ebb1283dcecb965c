"""Housekeeping of imports: those whose job was stopped, those whose time has passed, folders that no row names."""

from __future__ import annotations

import shutil
from datetime import datetime, timedelta

from jalons.application.observatoire import octets
from jalons.application.observatoire.imports import lieux, selectors, services
from jalons.application.observatoire.imports.models import Importation
from jalons.application.observatoire.publications.models import FichierDePublication
from jalons.application.observatoire.tableaux.models import FichierDrees
from jalons.application.socle.perimetre import perimetre

Etat = Importation.Etat


def arretees(collectivite: str, *, avant: datetime) -> list[Importation]:
    """The imports that wait for a job of which nothing has been heard since ``avant``."""
    with perimetre([collectivite]):
        ici = Importation.objects.filter(collectivite_id=collectivite).select_related("par")
        attendent = [
            *ici.filter(etat__in=(Etat.DEPOSE, Etat.EN_VERIFICATION), depose_le__lt=avant),
            *ici.filter(etat=Etat.RETENU, tables="", retenu_le__lt=avant),
        ]
    return [i for i in attendent if (lieux.Avancement(i).depuis() or 0) < avant.timestamp()]


def oublier(collectivite: str, *, maintenant: datetime) -> int:
    """Forget the imports older than the département keeps them; how many."""
    limite = maintenant - timedelta(days=selectors.MOIS * selectors.conservation(collectivite))
    vieux = list(Importation.objects.filter(collectivite_id=collectivite, depose_le__lt=limite))
    for importation in vieux:
        services.supprimer(importation=importation, par=None)
    hier = maintenant - timedelta(hours=24)
    _sans_ligne(collectivite, avant=hier.timestamp())
    octets.nettoyer(collectivite, _empreintes(collectivite), avant=hier)
    return len(vieux)


def _empreintes(collectivite: str) -> set[str]:
    """Fingerprints that a row of the collectivité names."""
    return {
        nom
        for modele in (FichierDePublication, FichierDrees)
        for nom in modele.objects.filter(collectivite_id=collectivite).values_list("empreinte", flat=True)
    }


def _sans_ligne(collectivite: str, *, avant: float) -> None:
    """Remove the folders that a deposit killed before its end has left."""
    connus = {str(pk) for pk in Importation.objects.filter(collectivite_id=collectivite).values_list("pk", flat=True)}
    for chemin in (lieux.racine() / collectivite).glob("[0-9]*"):
        if chemin.name not in connus and chemin.stat().st_mtime < avant:
            shutil.rmtree(chemin, ignore_errors=True)


def collectivites_avec_dossier() -> list[str]:
    """Codes of the collectivités that have files."""
    return sorted(p.name for p in lieux.racine().iterdir() if p.is_dir() and not p.name.startswith("."))


def nettoyer_les_depots(*, avant: datetime) -> None:
    """Remove what was being received when the server stopped."""
    for recu in lieux.depots().iterdir():
        if recu.stat().st_mtime < avant.timestamp():
            recu.unlink(missing_ok=True)
