"""What the jobs do: check an import, prepare its documents, write its tables. Each is redone whole after a kill."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import polars as pl
from django.db import connection, transaction

from jalons.analyse.qualite import Rapport, Severite, classeur, livret
from jalons.application.documents.pdf import composer
from jalons.application.observatoire.imports import (
    decisions,
    lecture,
    lieux,
    selectors,
    services,
    table,
    tables,
    verification,
)
from jalons.application.observatoire.imports.models import Importation
from jalons.application.observatoire.imports.verification import Dire, Source
from jalons.noyau.saisie import EntreeRefusee, Faute

Etat = Importation.Etat
VERROU = 0x696D70
"""First key of the advisory lock of an import: two jobs never work on the same one."""
CLASSEUR, LIVRET = "controle.xlsx", "livret.pdf"


def prendre(importation: Importation) -> bool:
    """Whether this transaction alone works on the import; a killed job lets go with its connection."""
    with connection.cursor() as curseur:
        curseur.execute("SELECT pg_try_advisory_xact_lock(%s, %s)", [VERROU, importation.pk % 2**31])
        return bool(curseur.fetchone()[0])


def verifier(importation: Importation, *, maintenant: datetime) -> None:
    """Read, check, and write down what was found; or why nothing could be read."""
    lieux.oublier(importation, sauf=frozenset())  # what a killed job has left
    resultats, avancement = lieux.neuf(importation, "v"), lieux.Avancement(importation)
    try:
        regime, rapport, resume = _examiner(importation, resultats, avancement.dire)
        lieux.proteger(resultats)
        with transaction.atomic():
            _conclure(importation, regime, rapport, resume, resultats, maintenant)
    except EntreeRefusee as refus:
        lieux.oublier(importation, sauf=frozenset())
        services.refuser(importation=importation, fautes=refus.fautes, maintenant=maintenant)
    except (MemoryError, OSError) as erreur:  # a file too large, a disk that is full
        lieux.oublier(importation, sauf=frozenset())
        dit = getattr(erreur, "strerror", None) or "mémoire insuffisante"
        message = f"Ce serveur n'a pu vérifier le fichier ({dit}) : déposez-en de plus petits."
        services.refuser(importation=importation, fautes=[Faute("", message)], maintenant=maintenant)
    finally:
        avancement.finir()


def _examiner(importation: Importation, resultats: Path, dire: Dire) -> tuple[str, Rapport, dict[str, Any]]:
    sources = [Source(lieux.fichier(f, importation), f.nom) for f in importation.fichiers.order_by("rang")]
    dire(0, "lecture")
    if importation.correspondance:
        return table.verifier(sources, importation.correspondance, resultats, dire=dire)
    code = int(importation.regime) if importation.regime else None
    lu, rapport, resume = verification.verifier(
        sources, code, resultats, anterieurs=_anterieurs(importation), dire=dire
    )
    return str(lu), rapport, resume


def _anterieurs(importation: Importation) -> pl.Series | None:
    """The identifiers of the year before, when an import of it is retained."""
    avant = selectors.retenue(importation.collectivite_id, importation.annee - 1)
    if avant is None:
        return None
    lus = [pl.read_parquet(c, columns=["NUMANONYM"])["NUMANONYM"] for c in tables.parts(lieux.tables(avant))]
    return pl.concat(lus).unique() if lus else None


def _conclure(
    importation: Importation, regime: str, rapport: Rapport, resume: dict[str, Any], resultats: Path,
    maintenant: datetime,
) -> None:  # fmt: skip
    if not Importation.objects.filter(pk=importation.pk, etat__in=(Etat.DEPOSE, Etat.EN_VERIFICATION)).exists():
        lieux.oublier(importation, sauf=frozenset({importation.verification}))  # set aside meanwhile
        return
    constats = lecture.constats(resultats)
    repris, caducs = decisions.reprendre(importation=importation, constats=constats)
    complet = resume | _comptes(rapport, constats) | {"reprises": repris, "caduques": caducs}
    precedente = selectors.precedente(importation)
    if precedente is not None:
        comparaison = lecture.comparer(lecture.constats(lieux.resultats(precedente)), constats)
        complet["comparaison"] = comparaison | {"avec": precedente.pk}
    faite = services.conclure(
        importation=importation, regime=regime, resultats=resultats, resume=complet, maintenant=maintenant
    )
    if faite is not None:
        services.remplacer(importation=faite)


def _comptes(rapport: Rapport, constats: pl.DataFrame) -> dict[str, Any]:
    """What the report says, without its rows."""
    severites = {s.value: 0 for s in Severite}
    for r in rapport.resultats:
        severites[r.controle.severite.value] += r.fautes
    montrees = dict(constats.group_by("controle").len().rows())
    return {
        "lignes": rapport.evenements, "annee": rapport.annee, "pseudonymes": rapport.pseudonymes,
        "nombre_fautes": rapport.fautes, "bloquantes": sum(r.fautes for r in rapport.bloquants),
        "severites": severites, "equipes": sorted(e for e in constats["equipe"].unique().to_list() if e),
        "controles": [r.en_json() | {"bloque": r.controle.bloque, "montrees": montrees.get(r.controle.code, 0)}
                      for r in rapport.resultats],
        "changements": [[c.variable, c.avant, c.apres, c.nombre, c.doute] for c in rapport.changements],
    }  # fmt: skip


def classeur_d_equipe(rang: int) -> str:
    """Name of the workbook of the team of that rank in the summary."""
    return f"equipe-{rang:03d}.xlsx"


def documenter(importation: Importation, *, maintenant: datetime) -> None:
    """The workbook of every fault, one by team, the booklet, beside the results; done again, they are written again."""
    dossier = lieux.resultats(importation)
    rapport = situer(verification.relire(dossier), importation)
    contenus = {CLASSEUR: classeur.ecrire(rapport)}
    for rang, equipe in enumerate((importation.resume or {}).get("equipes", [])):
        contenus[classeur_d_equipe(rang)] = classeur.ecrire(rapport, equipe=equipe)
    if not importation.correspondance:
        contenus[LIVRET] = composer(livret.MODELE, livret.donnees(rapport, maintenant.date()))
    for nom, contenu in contenus.items():
        provisoire = dossier / f".{nom}.tmp"
        provisoire.write_bytes(contenu)
        provisoire.chmod(0o600)
        provisoire.replace(dossier / nom)


def situer(rapport: Rapport, importation: Importation) -> Rapport:
    """The report whose sentences name the file of each row, when there are several."""
    fichiers = (importation.resume or {}).get("fichiers", [])
    if len(fichiers) < 2:
        return rapport
    resultats = []
    for r in rapport.resultats:
        dits = [verification.lieu(ligne, fichiers) for ligne in r.constats["ligne"]]
        raisons = [
            f"{lieu} : {raison}" if lieu else raison for lieu, raison in zip(dits, r.constats["raison"], strict=True)
        ]
        constats = r.constats.with_columns(
            pl.Series("raison", raisons, dtype=pl.String), pl.col("ligne") % verification.PAR_FICHIER
        )
        resultats.append(type(r)(r.controle, r.etat, r.fautes, constats, r.pourquoi, r.note))
    return Rapport(
        rapport.fichier, rapport.regime, rapport.evenements, rapport.annee, tuple(resultats), rapport.taux,
        rapport.pseudonymes, rapport.changements,
    )  # fmt: skip


def ecrire_les_tables(importation: Importation) -> None:
    """The rows of a retained import, once what was decided is applied: whole, or not at all."""
    resultats, sortie = lieux.resultats(importation), lieux.neuf(importation, "t")
    tables.ecrire(resultats, sortie, decisions.pour_le_moteur(importation, _toutes_les_fautes(importation)))
    lieux.proteger(sortie)
    faites = Importation.objects.filter(
        pk=importation.pk, collectivite_id=importation.collectivite_id, etat=Etat.RETENU, tables=""
    )
    faites.update(tables=sortie.name)
    lieux.oublier(importation, sauf=frozenset({importation.verification, sortie.name}))


def _toutes_les_fautes(importation: Importation) -> pl.DataFrame:
    """Every faulty row, with what was decided: also those not shown, when a whole check of many was refused."""
    prises = selectors.decidees(importation)
    refuses = {d.controle for d in prises if d.groupe and d.suite == "refusee"}
    tronques = {c["controle"] for c in (importation.resume or {})["controles"] if c["fautes"] > c["montrees"] > 0}
    if importation.correspondance or not refuses & tronques:
        return selectors.fautes(importation)
    parts = tables.parts(lieux.resultats(importation))
    return lecture.avec_suites(verification.sans_plafond(parts, _anterieurs(importation)), prises)
