"""Jobs of imports: check, prepare documents, write tables; take up what was stopped; forget what is old."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.utils import timezone

from jalons.application.observatoire.imports import menage, services, travail
from jalons.application.observatoire.imports.models import Importation
from jalons.application.observatoire.tableaux import provenance
from jalons.application.observatoire.tableaux import taches as tableaux
from jalons.application.socle.taches import differer, tache

Etat = Importation.Etat
A_VERIFIER = (Etat.DEPOSE, Etat.EN_VERIFICATION)


def demander(importation: Importation) -> None:
    """Ask for the check of an import."""
    differer(commencer, collectivites=[importation.collectivite_id], par=importation.par, importation=importation.pk)


@tache("observatoire:commencer_import")
def commencer(*, importation: int) -> None:
    """Say that the check begins, so that the page says it too, then ask for it."""
    lue = Importation.objects.filter(pk=importation, etat__in=A_VERIFIER).first()
    if lue is not None:
        services.commencer(importation=lue)
        differer(verifier, collectivites=[lue.collectivite_id], par=lue.par, importation=lue.pk)


@tache("observatoire:verifier_import")
def verifier(*, importation: int) -> None:
    """Check, then ask for the documents."""
    lue = Importation.objects.filter(pk=importation, etat__in=A_VERIFIER).first()
    if lue is None or not travail.prendre(lue):
        return
    travail.verifier(lue, maintenant=timezone.now())
    lue.refresh_from_db()
    if lue.verification:
        differer(documenter, collectivites=[lue.collectivite_id], par=lue.par, importation=lue.pk)


@tache("observatoire:documenter_import")
def documenter(*, importation: int) -> None:
    """The workbook and the booklet."""
    lue = Importation.objects.filter(pk=importation).exclude(verification="").first()
    if lue is not None:
        travail.documenter(lue, maintenant=timezone.localtime())


@tache("observatoire:ecrire_import")
def ecrire(*, importation: int) -> None:
    """The tables of a retained import."""
    lue = Importation.objects.filter(pk=importation, etat=Etat.RETENU, tables="").first()
    if lue is not None and travail.prendre(lue):
        travail.ecrire_les_tables(lue)
        nourrir(lue, maintenant=timezone.now())


def nourrir(importation: Importation, *, maintenant: datetime) -> None:
    """Ask for the runs that its year now feeds; one already under way is asked for from the page."""
    code = importation.collectivite_id
    siennes = [s for s in provenance.offertes(code) if importation.pk in {i.pk for i in s.imports}]
    for source in siennes[
        -1:
    ]:  # the events of later years read it too: their runs are asked for by those who read them
        tableaux.demander(code, source, au=timezone.localdate(maintenant), maintenant=maintenant, par=importation.par)


@tache("observatoire:reprendre_imports", cron="*/10 * * * *")
def reprendre() -> None:
    """Every ten minutes, in each collectivité that has some, take up the imports whose job was stopped."""
    for code in menage.collectivites_avec_dossier():
        if menage.arretees(code, avant=timezone.now() - timedelta(minutes=10)):
            differer(reprendre_ici, collectivites=[code], par=None, collectivite=code)


@tache("observatoire:reprendre_imports_ici")
def reprendre_ici(*, collectivite: str) -> None:
    """Ask again for the jobs that were stopped."""
    for lue in menage.arretees(collectivite, avant=timezone.now() - timedelta(minutes=10)):
        suite = ecrire if lue.etat == Etat.RETENU else commencer
        differer(suite, collectivites=[collectivite], par=lue.par, importation=lue.pk)


@tache("observatoire:oublier_imports", cron="23 4 * * *")
def oublier() -> None:
    """Each night, in each collectivité that has some, forget the imports whose time has passed."""
    for code in menage.collectivites_avec_dossier():
        differer(oublier_ici, collectivites=[code], par=None, collectivite=code)
    menage.nettoyer_les_depots(avant=timezone.now() - timedelta(hours=24))


@tache("observatoire:oublier_imports_ici")
def oublier_ici(*, collectivite: str) -> None:
    """Forget what is old, and the folders that no row names."""
    menage.oublier(collectivite, maintenant=timezone.now())
