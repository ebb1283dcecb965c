"""Acts: ask for a run, do its two steps. A run is done outside the request, by a job."""

from __future__ import annotations

import hashlib
import io
from datetime import date, datetime, timedelta

import polars as pl
from django.db import IntegrityError, transaction

import jalons
from jalons.analyse.parcours.delais import attentes, mesurer_attentes, reperes
from jalons.application.acces.models import Agent
from jalons.application.faits.locaux import regles_de
from jalons.application.observatoire import lecture, selectors
from jalons.application.observatoire.models import Calcul
from jalons.application.socle.journal import journaliser
from jalons.noyau.saisie import EntreeRefusee, Faute

PATIENCE = timedelta(hours=1)
"""After which a run that has not ended is given up: its job was stopped."""
MOITIE = 50


@transaction.atomic
def demander(*, collectivite: str, au: date, maintenant: datetime, par: Agent | None) -> Calcul:
    """Record that a run is asked; its job does it. A run left unfinished for an hour is given up.

    Raises:
        EntreeRefusee: a run is already asked or under way.
    """
    en_cours = selectors.en_cours(collectivite)
    if en_cours is not None and en_cours.demande_le > maintenant - PATIENCE:
        raise _deja()
    if en_cours is not None:
        Calcul.objects.filter(pk=en_cours.pk).update(etat=Calcul.Etat.ABANDONNE)
        journaliser("observatoire:abandonner", objet=en_cours, par=par)
    droit = empreinte_du_droit(collectivite)
    try:
        with transaction.atomic():
            calcul = Calcul.objects.create(
                collectivite_id=collectivite, au=au, par=par, logiciel=jalons.__version__, droit=droit
            )
    except IntegrityError as erreur:  # two people pressed the button at once
        raise _deja() from erreur
    journaliser("observatoire:calculer", objet=calcul, par=par, au=au.isoformat())
    return calcul


def _deja() -> EntreeRefusee:
    faute = Faute("calcul", "Un calcul est déjà en cours : attendez qu'il finisse, la page le dira.")
    return EntreeRefusee([faute], quoi="le calcul")


def empreinte_du_droit(collectivite: str) -> str:
    """Tells apart two states of the rules of delay that a collectivité follows."""
    regles = regles_de(collectivite)
    dites = "\n".join(f"{r.code} {r.versions!r}" for r in regles.regles)
    return hashlib.sha256(dites.encode()).hexdigest()


@transaction.atomic
def extraire(*, calcul: Calcul) -> Calcul:
    """First step: the chains read from the registers, kept as waits."""
    chaines = selectors.chaines(calcul.collectivite_id)
    lignes = attentes(chaines, calcul.au)
    sortie = io.BytesIO()
    lignes.drop("chaine").write_parquet(sortie, compression="zstd")  # the other keys are enough to find a row
    calcul.extrait, calcul.chaines = sortie.getvalue(), chaines.height
    calcul.etat, calcul.avancement = Calcul.Etat.EN_COURS, MOITIE
    calcul.save(update_fields=["extrait", "chaines", "etat", "avancement"])
    return calcul


@transaction.atomic
def conclure(*, calcul: Calcul, maintenant: datetime) -> Calcul:
    """Second step: the results of the whole, and the views that a page without a filter shows.

    The extracts and views of former runs are dropped, their results stay.
    """
    lignes = pl.read_parquet(io.BytesIO(bytes(calcul.extrait or b"")))
    reperes_du_jour = reperes(regles_de(calcul.collectivite_id), calcul.au)
    calcul.resultats = [r.en_json() for r in mesurer_attentes(lignes, calcul.au, reperes=reperes_du_jour)]
    calcul.vues = lecture.preparer(lignes, calcul.au, reperes_du_jour)
    calcul.etat, calcul.avancement, calcul.fini_le = Calcul.Etat.FAIT, 100, maintenant
    calcul.save(update_fields=["resultats", "vues", "etat", "avancement", "fini_le"])
    autres = Calcul.objects.filter(collectivite_id=calcul.collectivite_id, genre=calcul.genre).exclude(pk=calcul.pk)
    autres.filter(extrait__isnull=False).update(extrait=None, vues=None)
    journaliser("observatoire:conclure", objet=calcul, par=calcul.par, chaines=calcul.chaines)
    return calcul
