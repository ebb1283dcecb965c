"""The act: take the decisions that a team wrote in the workbook sent to it. All of them hold, or none is kept."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from jalons.analyse.qualite.decisions import Decision, Suite, verifier
from jalons.analyse.qualite.relecture import lire_decisions
from jalons.application.acces.models import Agent
from jalons.application.observatoire.imports import decisions, selectors
from jalons.application.observatoire.imports.decisions import Cible
from jalons.application.observatoire.imports.models import DecisionFaute, Importation
from jalons.application.observatoire.imports.verification import PAR_FICHIER
from jalons.application.socle.journal import journaliser
from jalons.application.socle.version import verrouiller
from jalons.noyau.saisie import EntreeRefusee, Faute

CODES: Mapping[Suite, str] = {suite: code for code, suite in decisions.SUITES.items()}
Fautes = Mapping[tuple[str, str, int, str, str], Sequence[Mapping[str, Any]]]


@dataclass(frozen=True, slots=True)
class Bilan:
    """What became of the answers: ``prises``, already ``connues``, or left since a colleague had decided otherwise."""

    prises: int
    connues: int
    gardees: int


@transaction.atomic
def reprendre(*, importation: Importation, contenu: bytes, nom: str, par: Agent, maintenant: datetime) -> Bilan:
    """Take the answers of a workbook. A fault that was decided otherwise meanwhile keeps its decision.

    Raises:
        EntreeRefusee: the import is not checked; it is not such a workbook; an answer does not hold, or meets no fault
            of the last check: every fault, nothing is kept.
    """
    lue = verrouiller(importation, None, quoi="L'importation")
    if lue.etat != Importation.Etat.VERIFIE:
        message = f"L'import est {lue.get_etat_display().lower()} : ses fautes ne se décident plus."
        raise EntreeRefusee([Faute("classeur", message, lue.etat, "un import vérifié")], quoi=nom)
    reponses = lire_decisions(contenu, nom, par=str(par.pk), le=maintenant.date())
    par_cellule = _par_cellule(lue)
    cibles = [(reponse, _cible(reponse, par_cellule)) for reponse in reponses]
    fautes = [dite for _, dite in cibles if isinstance(dite, Faute)]
    fautes += [Faute(nom, f.message, f.recu, f.attendu) for f in verifier([r for r in reponses if r.controle != ""])]
    if not reponses:
        message = "Aucune suite n'est écrite dans ce classeur : remplissez la colonne « Suite », puis redéposez-le."
        fautes.append(Faute("classeur", message, nom, "une suite au moins"))
    if fautes:
        raise EntreeRefusee(fautes, quoi=nom)
    bilan = _enregistrer(lue, [(r, c) for r, c in cibles if isinstance(c, Cible)], par, maintenant)
    journaliser(
        "observatoire:reprendre_classeur", objet=lue, par=par, prises=bilan.prises, connues=bilan.connues,
        gardees=bilan.gardees,
    )  # fmt: skip
    return bilan


def _par_cellule(importation: Importation) -> Fautes:
    """Faults of the last check as a workbook names them: its lines are counted in each file."""
    trouvees: dict[tuple[str, str, int, str, str], list[Mapping[str, Any]]] = defaultdict(list)
    for ligne in selectors.fautes(importation).iter_rows(named=True):
        cellule = (
            ligne["controle"], ligne["identifiant"], ligne["ligne"] % PAR_FICHIER, ligne["variable"], ligne["valeur"],
        )  # fmt: skip
        trouvees[cellule].append(ligne)
    return trouvees


def _cible(reponse: Decision, par_cellule: Fautes) -> Cible | Faute:
    cellule = (reponse.controle, reponse.identifiant, reponse.ligne, reponse.variable, reponse.valeur)
    trouvees = par_cellule.get(cellule, ())
    lieu = f"contrôle {reponse.controle}, ligne {reponse.ligne}"
    if not trouvees:
        message = f"{lieu} : cette faute n'est pas de la dernière vérification. Demandez le classeur à jour."
        return Faute("classeur", message, reponse.variable, "une faute de cet import")
    if len({ligne["ligne"] for ligne in trouvees}) > 1:
        message = f"{lieu} : deux fichiers ont cette même faute. Décidez-la sur la page."
        return Faute("classeur", message, reponse.variable, "une seule faute")
    return Cible(
        reponse.controle, identifiant=reponse.identifiant, ligne=trouvees[0]["ligne"], variable=reponse.variable,
        valeur=reponse.valeur,
    )  # fmt: skip


def _enregistrer(
    importation: Importation, cibles: Sequence[tuple[Decision, Cible]], par: Agent, maintenant: datetime
) -> Bilan:
    deja = {d.cle: d for d in DecisionFaute.objects.filter(importation=importation, groupe=False)}
    neuves: dict[str, DecisionFaute] = {}
    connues = gardees = 0
    for reponse, cible in cibles:
        ancienne = deja.get(cible.cle)
        if ancienne is None:
            neuves[cible.cle] = _neuve(importation, reponse, cible, par, maintenant)
        elif (ancienne.suite, ancienne.apres) == (CODES[reponse.suite], reponse.apres):
            connues += 1
        else:
            gardees += 1
    DecisionFaute.objects.bulk_create(neuves.values())
    return Bilan(len(neuves), connues, gardees)


def _neuve(
    importation: Importation, reponse: Decision, cible: Cible, par: Agent, maintenant: datetime
) -> DecisionFaute:
    decision = decisions.neuve(importation, cible)
    decision.suite, decision.motif, decision.apres = CODES[reponse.suite], reponse.motif.strip(), reponse.apres
    decision.par, decision.le = par, maintenant
    return decision
