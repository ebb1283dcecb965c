"""Acts on faults: accept with a reason, refuse the row, repair the cell; what a corrected file carries over."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import polars as pl
from django.db import IntegrityError, transaction

from jalons.analyse.qualite import controles
from jalons.analyse.qualite.decisions import Decision, Suite, verifier
from jalons.application.acces.models import Agent
from jalons.application.observatoire.imports import lecture, selectors
from jalons.application.observatoire.imports.models import DecisionFaute, Importation
from jalons.application.socle.journal import journaliser
from jalons.application.socle.version import VersionDepassee, verrouiller
from jalons.noyau.saisie import EntreeRefusee, Faute

SUITES: Mapping[str, Suite] = {"acceptee": Suite.ACCEPTEE, "refusee": Suite.REFUSEE, "reparee": Suite.REPAREE}
"""Our codes, and the engine's words."""


@dataclass(frozen=True, slots=True)
class Cible:
    """What is decided upon: one fault, or every fault of a check (of one team when told)."""

    controle: str
    groupe: bool = False
    equipe: str = ""
    identifiant: str = ""
    ligne: int = 0
    variable: str = ""
    valeur: str = ""

    @property
    def cle(self) -> str:
        """What designates it."""
        if self.groupe:
            return lecture.cle(self.controle, "groupe", self.equipe)
        return lecture.cle(self.controle, self.identifiant, self.ligne, self.variable, self.valeur)


@transaction.atomic
def decider(
    *, importation: Importation, cible: Cible, suite: str, motif: str, apres: str, vue: int, par: Agent | None,
    maintenant: datetime,
) -> DecisionFaute:  # fmt: skip
    """Decide, or change what was decided.

    Args:
        apres: the new value of a repaired cell; empty otherwise.
        vue: version of the decision that the agent had before her eyes; 0 when there was none.

    Raises:
        EntreeRefusee: the import is not checked, or the decision does not hold (a reason, a red fault accepted…).
        VersionDepassee: a colleague decided in between.
    """
    lue = verrouiller(importation, None, quoi="L'importation")
    if lue.etat != Importation.Etat.VERIFIE:
        message = f"L'import est {lue.get_etat_display().lower()} : ses fautes ne se décident plus ici."
        raise EntreeRefusee([Faute("etat", message, lue.etat, "un import vérifié")], quoi="la décision")
    nouvelle = apres if suite == "reparee" else None
    fautes = _verifier(cible, suite, motif, nouvelle, maintenant.date())
    if fautes:
        raise EntreeRefusee(fautes, quoi="la décision")
    connue = DecisionFaute.objects.filter(importation=lue, collectivite_id=lue.collectivite_id, cle=cible.cle).first()
    if (connue.version if connue else 0) != vue:
        raise VersionDepassee(vue, connue.version if connue else 0, quoi="La décision", objet=connue, discrete=True)
    decision = connue or neuve(lue, cible)
    decision.suite, decision.motif, decision.apres = suite, motif.strip(), nouvelle
    decision.par, decision.le, decision.reprise, decision.version = par, maintenant, False, vue + 1
    try:
        with transaction.atomic():
            decision.save()
    except IntegrityError as erreur:  # pragma: no cover - the lock above keeps it from happening
        raise VersionDepassee(vue, vue + 1, quoi="La décision") from erreur
    journaliser(
        "observatoire:decider_faute", objet=lue, par=par, controle=cible.controle, suite=suite, groupe=cible.groupe
    )
    return decision


@transaction.atomic
def annuler(*, importation: Importation, decision: DecisionFaute, par: Agent) -> None:
    """Take a decision back: the fault is to be dealt with again."""
    lue = verrouiller(importation, None, quoi="L'importation")
    if lue.etat == Importation.Etat.VERIFIE:
        journaliser("observatoire:annuler_decision", objet=lue, par=par, controle=decision.controle)
        decision.delete()


def _verifier(cible: Cible, suite: str, motif: str, apres: str | None, le: date) -> list[Faute]:
    """What the engine says of the decision; a table that has no check of OLINPE only needs a reason."""
    if suite not in SUITES:
        return [Faute("suite", "Choisissez ce que devient la faute.", suite, ", ".join(SUITES))]
    if cible.groupe and suite == "reparee":
        message = "Une réparation porte sur une cellule : ouvrez la faute, ou déposez un fichier corrigé."
        return [Faute("suite", message, suite, "acceptée ou refusée")]
    connu = cible.controle in controles()
    decision = Decision(
        cible.controle if connu else "0099", cible.identifiant, cible.ligne, cible.variable, cible.valeur,
        SUITES[suite], motif, "", le, apres or None,
    )  # fmt: skip
    return [Faute(_champ(f), f.message, f.recu, f.attendu) for f in verifier([decision])]


def _champ(faute: Faute) -> str:
    """The field of the form that a fault of the engine is about."""
    if "motif" in faute.attendu:
        return "motif"
    return "apres" if "valeur" in faute.attendu else "suite"


def neuve(importation: Importation, cible: Cible) -> DecisionFaute:
    """A decision upon this, not yet taken."""
    return DecisionFaute(
        collectivite_id=importation.collectivite_id, importation=importation, cle=cible.cle, controle=cible.controle,
        groupe=cible.groupe, equipe=cible.equipe, identifiant=cible.identifiant, ligne=cible.ligne,
        variable=cible.variable, valeur=cible.valeur,
    )  # fmt: skip


def reprendre(*, importation: Importation, constats: pl.DataFrame) -> tuple[int, int]:
    """Carry the decisions of the import that this one corrects to the faults that remain.

    Returns:
        How many were carried over, and how many no longer meet a fault.
    """
    ancienne = importation.corrige
    if ancienne is None:
        return 0, 0
    anciennes = {d.pk: d for d in DecisionFaute.objects.filter(importation=ancienne)}
    rencontres = lecture.reprises(selectors.decidees(ancienne), constats)
    neuves = [
        _copie(d, importation, rencontres.get(pk)) for pk, d in anciennes.items() if d.groupe or rencontres.get(pk)
    ]
    DecisionFaute.objects.bulk_create(neuves)
    return len(neuves), len(anciennes) - len(neuves)


def _copie(decision: DecisionFaute, importation: Importation, ligne: Mapping[str, Any] | None) -> DecisionFaute:
    cible = Cible(
        decision.controle, decision.groupe, decision.equipe, decision.identifiant,
        ligne["ligne"] if ligne else 0, decision.variable, decision.valeur,
    )  # fmt: skip
    copie = neuve(importation, cible)
    copie.suite, copie.motif, copie.apres = decision.suite, decision.motif, decision.apres
    copie.par_id, copie.le, copie.reprise = decision.par_id, decision.le, True
    return copie


def pour_le_moteur(importation: Importation, lignes: pl.DataFrame) -> list[Decision]:
    """The decisions as the engine applies them, a group spread over its rows (with ``suite`` and ``decision``)."""
    motifs = {d.pk: d for d in DecisionFaute.objects.filter(importation=importation)}
    prises: Sequence[dict[str, Any]] = lignes.filter(pl.col("decision").is_not_null()).to_dicts()
    return [_du_moteur(motifs[ligne["decision"]], ligne) for ligne in prises]


def _du_moteur(decision: DecisionFaute, ligne: Mapping[str, Any]) -> Decision:
    return Decision(
        ligne["controle"], ligne["identifiant"], ligne["ligne"], ligne["variable"], ligne["valeur"],
        SUITES[decision.suite], decision.motif, str(decision.par_id or ""), decision.le.date(), decision.apres,
    )  # fmt: skip
