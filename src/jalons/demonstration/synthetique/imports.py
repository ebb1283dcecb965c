"""Two extracts of Haute-Rive, as its business software would give them: one with faults, one retained.

They are drawn from the synthetic tables, faults injected on purpose, with the test identifiers that nobody may send.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from datetime import date, datetime
from pathlib import Path

import polars as pl

from jalons.analyse.transmissions import PseudonymesDEssai, extraire
from jalons.analyse.transmissions.ecriture import lignes_xml
from jalons.analyse.transmissions.registres import TABLES
from jalons.application.acces.models import Agent
from jalons.application.observatoire.imports import decisions, lieux, services, travail
from jalons.application.observatoire.imports.models import Importation
from jalons.application.observatoire.imports.televersement import FichierSurDisque
from jalons.application.territoires.models import UniteLocale
from jalons.synthese.departement import Tables
from jalons.synthese.fautes import GENRES, fauter

FAUTES = 0.04
"""Share of the rows of each kind that receive a fault."""
SANS_DECISION = 3
"""Events whose decision is emptied: a fault that blocks."""
MOTIF = "Naissances vérifiées au dossier : la date est celle de l'acte."


def charger(tables: Tables, *, collectivite: str, au: date, par: Agent, maintenant: datetime) -> None:
    """Deposit, check, decide and retain; inside the perimeter and the transaction of the caller."""
    equipes = sorted(UniteLocale.objects.filter(collectivite_id=collectivite).values_list("nom", flat=True))[:4]
    annee = au.year - 2
    retenu = _verifier(_evenements(tables, annee, equipes), annee, collectivite, par, maintenant)
    faite = services.retenir(importation=retenu, version=retenu.version, remplace=None, par=par, maintenant=maintenant)
    travail.ecrire_les_tables(faite)
    fautives = fauter(tables, dict.fromkeys(GENRES, FAUTES), graine=1, au=au)
    evenements = _sans_decision(_evenements(fautives, annee + 1, equipes))
    fautif = _verifier(evenements, annee + 1, collectivite, par, maintenant)
    decisions.decider(
        importation=fautif, cible=decisions.Cible("0010", groupe=True), suite="acceptee", motif=MOTIF, apres="",
        vue=0, par=par, maintenant=maintenant,
    )  # fmt: skip


def _evenements(tables: Tables, annee: int, equipes: list[str]) -> pl.DataFrame:
    """The events of a year, each with the team that followed it."""
    lus = extraire({nom: tables[nom] for nom in TABLES}, annee, PseudonymesDEssai()).evenements
    noms = [equipes[int(i[:6], 16) % len(equipes)] if i and equipes else "" for i in lus["NUMANONYM"]]
    return lus.with_columns(pl.Series("EQUIPE", noms, dtype=pl.String))


def _sans_decision(evenements: pl.DataFrame) -> pl.DataFrame:
    vides = pl.int_range(pl.len()) < SANS_DECISION
    return evenements.with_columns(pl.when(vides).then(pl.lit("")).otherwise("DECISION").alias("DECISION"))


def _verifier(evenements: pl.DataFrame, annee: int, collectivite: str, par: Agent, maintenant: datetime) -> Importation:
    morceaux = lignes_xml(evenements, version_xsd="2.0", date_export=f"{annee + 1}-03-31", essai="essai")
    recu = _recu("".join(morceaux).encode(), f"olinpe-{collectivite}-{annee}.xml")
    deposee = services.deposer(
        collectivite=collectivite, annee=annee, regime="", fichiers=[recu], par=par, maintenant=maintenant
    )
    travail.verifier(deposee, maintenant=maintenant)
    verifiee = Importation.objects.get(pk=deposee.pk)
    travail.documenter(verifiee, maintenant=maintenant)
    return verifiee


def _recu(contenu: bytes, nom: str) -> FichierSurDisque:
    """The bytes as a browser would have sent them."""
    descripteur, chemin = tempfile.mkstemp(prefix="recu-", dir=lieux.depots())
    with os.fdopen(descripteur, "wb") as ecrit:
        ecrit.write(contenu)
    return FichierSurDisque(Path(chemin), nom, len(contenu), hashlib.sha256(contenu).hexdigest(), depasse=False)
