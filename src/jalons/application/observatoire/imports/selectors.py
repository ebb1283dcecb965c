"""Reads: the imports of a collectivité, the one retained, the one before, what an agent may open."""

from __future__ import annotations

from datetime import datetime, timedelta

import polars as pl
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet

from jalons.application.acces.gate import exiger, obtenir
from jalons.application.acces.http import Requete
from jalons.application.acces.permissions import Permission
from jalons.application.observatoire.imports import lecture, lieux
from jalons.application.observatoire.imports.lecture import Decidee
from jalons.application.observatoire.imports.models import CONSERVATION, DecisionFaute, Importation, ReglageImports
from jalons.application.observatoire.selectors import SERVI

Etat = Importation.Etat
SILENCE = timedelta(minutes=10)
"""Without a word of its job for so long, a check is held to be stopped."""
MOIS = 30.44
"""Days of a month, on average."""


def servies(requete: Requete) -> frozenset[str]:
    """Collectivités whose imports the agent may open: through a place that covers the whole of them, since an extract
    holds the children of every team."""
    places = requete.droits.places_avec(Permission.OBSERVATOIRE_IMPORTER)
    return frozenset().union(*(p.collectivites for p in places if p.niveau in SERVI))


def collectivite_choisie(requete: Requete) -> str:
    """The collectivité whose imports are shown: the one chosen, else the first one where the agent may.

    Raises:
        PermissionDenied: her place covers some units only.
    """
    codes = servies(requete)
    if not codes:
        raise PermissionDenied(
            "Un import porte sur tous les enfants du département : votre place n'en couvre que certains."
        )
    code = requete.territoire if requete.territoire in codes else min(codes)
    exiger(requete, Permission.OBSERVATOIRE_IMPORTER, code)
    return code


def ouvrable(requete: Requete, pk: int) -> Importation:
    """The import ``pk``, for an agent who may; 404 outside her perimeter, 403 when her place covers some units only."""
    objets = Importation.objects.select_related("par", "retenu_par")
    importation = obtenir(objets, requete=requete, voir=Permission.OBSERVATOIRE_IMPORTER, pk=pk)
    if importation.collectivite_id not in servies(requete):
        raise PermissionDenied(
            "Un import porte sur tous les enfants du département : votre place n'en couvre que certains."
        )
    return importation


def liste(collectivite: str) -> QuerySet[Importation]:
    """The imports of a collectivité, the latest first, without what only their own page reads."""
    lues = Importation.objects.filter(collectivite_id=collectivite).defer("resume", "fautes", "correspondance")
    return lues.select_related("par").order_by("-depose_le", "-pk")


def retenues(collectivite: str) -> list[Importation]:
    """The retained imports whose tables are written, the latest year first. One query."""
    lues = Importation.objects.filter(collectivite_id=collectivite, etat=Etat.RETENU).exclude(tables="")
    return list(lues.defer("resume", "fautes").order_by("-annee", "regime"))


def retenue(collectivite: str, annee: int) -> Importation | None:
    """The retained events of a year, whose tables are written; in the regime in force first. One query."""
    lues = Importation.objects.filter(
        collectivite_id=collectivite, etat=Etat.RETENU, annee=annee, regime__in=("2016", "2011")
    )
    return lues.exclude(tables="").order_by("-regime").first()


def a_la_place(importation: Importation) -> Importation | None:
    """The import retained now for the same year and regime, if it is another one. One query."""
    memes = Importation.objects.filter(
        collectivite_id=importation.collectivite_id, annee=importation.annee, regime=importation.regime,
        etat=Etat.RETENU,
    )  # fmt: skip
    return memes.exclude(pk=importation.pk).first()


def precedente(importation: Importation) -> Importation | None:
    """The import with which this one is compared: the one it corrects, else the last one checked before it, of the same
    year if there is one."""
    ancienne = importation.corrige
    if ancienne is not None and ancienne.verification:
        return ancienne
    memes = Importation.objects.filter(collectivite_id=importation.collectivite_id, pk__lt=importation.pk)
    tables = bool(importation.correspondance)
    memes = memes.exclude(verification="").exclude(etat=Etat.ECARTE)
    memes = memes.exclude(correspondance="") if tables else memes.filter(correspondance="")
    return memes.filter(annee__lte=importation.annee).order_by("-annee", "-pk").first()


def conservation(collectivite: str) -> int:
    """Months that the imports of a collectivité are kept. One query."""
    dit = ReglageImports.objects.filter(collectivite_id=collectivite).values_list("conservation", flat=True).first()
    return dit if dit is not None else CONSERVATION


def avancement(importation: Importation) -> tuple[int, str]:
    """How far the check is, in percent, and what is being done. No query."""
    return lieux.Avancement(importation).lire()


def correspondances(collectivite: str) -> list[tuple[str, str]]:
    """The files of correspondences deposited before, the latest of each text first: key of its import, its name."""
    lues = Importation.objects.filter(collectivite_id=collectivite).exclude(correspondance="").order_by("-pk")
    vues: dict[str, tuple[str, str]] = {}
    for pk, texte, regime, annee in lues.values_list("pk", "correspondance", "regime", "annee")[:50]:
        vues.setdefault(texte, (str(pk), f"Table « {regime} », import n° {pk} ({annee})"))
    return list(vues.values())


def correspondance(collectivite: str, pk: str) -> str:
    """The text of the file of correspondences of an import; empty when there is none."""
    lues = Importation.objects.filter(collectivite_id=collectivite, pk=int(pk))
    return lues.values_list("correspondance", flat=True).first() or ""


def arretee(importation: Importation, maintenant: datetime) -> bool:
    """Whether its job seems stopped: nothing was heard of it for ``SILENCE``."""
    dernier = lieux.Avancement(importation).depuis() or importation.depose_le.timestamp()
    return maintenant.timestamp() - dernier > SILENCE.total_seconds()


def decidees(importation: Importation) -> list[Decidee]:
    """Every decision of an import. One query."""
    champs = ("pk", "suite", "controle", "groupe", "equipe", "identifiant", "ligne", "variable", "valeur")
    lues = DecisionFaute.objects.filter(importation=importation, collectivite_id=importation.collectivite_id)
    return [Decidee(*ligne) for ligne in lues.order_by("pk").values_list(*champs)]


def fautes(importation: Importation) -> pl.DataFrame:
    """Every faulty row, with what was decided of it (see ``lecture``). One query."""
    return lecture.avec_suites(lecture.constats(lieux.resultats(importation)), decidees(importation))


def bloquantes_a_traiter(importation: Importation) -> int:
    """How many faults that block have no decision, those that are not shown counted. One query."""
    bloquent = [c for c in (importation.resume or {})["controles"] if c["bloque"] and c["fautes"]]
    if not bloquent:
        return 0
    suites = lecture.par_controle(fautes(importation))
    traitees = {c: sum(n for s, n in par.items() if s != lecture.A_TRAITER) for c, par in suites.items()}
    groupes = {d.controle for d in decidees(importation) if d.groupe and not d.equipe}
    return sum(c["fautes"] - traitees.get(c["controle"], 0) for c in bloquent if c["controle"] not in groupes)
