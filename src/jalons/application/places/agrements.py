"""What an approval gives to the unit of a foster carer: its number and its ages in the place of those of its acts."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import date

from jalons.application.accueil_familial import selectors as familles
from jalons.application.accueil_familial.rules import TERMINE, Agrement
from jalons.application.etablissements import selectors as etablissements
from jalons.application.etablissements.models import UniteAccueil
from jalons.application.etablissements.rules import Capacite, capacite
from jalons.application.places.lignes import LigneOffre
from jalons.application.places.rules import Compte

FAMILLE = "famille_accueil"
"""Type of the units that a carer may have."""


def lire(codes: Collection[str], au: date) -> dict[int, Agrement]:
    """The approvals that can be read on ``au``, by key of unit. One query."""
    return familles.agrements_des_unites(codes, au)


def accordee(agrement: Agrement) -> Capacite:
    """The capacity that an approval gives: every place of a family is open; an overrun raises the ceiling only."""
    return Capacite(agrement.autorises, agrement.autorises, agrement.plafond)


def capacite_de(unite: UniteAccueil, au: date) -> Capacite:
    """The capacity of one unit on ``au``: that of its carer's approval when it can be read, else that of its acts."""
    siens = lire([unite.collectivite_id], au) if unite.type == FAMILLE else {}
    if unite.pk in siens:
        return accordee(siens[unite.pk])
    return capacite(etablissements.actes_connus(unite), au)


def compter(compte: Compte, agrement: Agrement | None) -> Compte:
    """The places of a unit once its approval is known."""
    return compte if agrement is None else Compte(accordee(agrement), compte.prises)


def raison(compte: Compte, agrement: Agrement) -> str:
    """What a reader must know of an approval: why nobody may come, or by how many it is exceeded."""
    if agrement.raison:
        return agrement.raison
    if not (de_trop := compte.surnombre or 0):
        return ""
    sans = max(compte.prises.occupees - (agrement.plafond or 0), 0)
    admis = "" if not agrement.depassement else f", dont {de_trop - sans} admis pour un temps"
    return f"agrément dépassé : {compte.prises.occupees} places occupées pour {agrement.autorises}{admis}"


def appliquer(lignes: Iterable[LigneOffre], agrements: Mapping[int, Agrement]) -> list[LigneOffre]:
    """The rows with what approvals give; the empty home of a carer who has left is left out."""
    ecrites = []
    for ligne in lignes:
        agrement = agrements.get(ligne.cle)
        if agrement is None:
            ecrites.append(ligne)
            continue
        compte = compter(ligne.compte, agrement)
        if agrement.etat == TERMINE and not compte.prises.toutes:
            continue
        ecrites.append(replace(
            ligne, compte=compte, raison=raison(compte, agrement),
            age_min=ligne.age_min if agrement.age_min is None else agrement.age_min,
            age_max=ligne.age_max if agrement.age_max is None else agrement.age_max,
        ))  # fmt: skip
    return ecrites
