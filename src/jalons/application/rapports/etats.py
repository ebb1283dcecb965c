"""What a contract was made of at an instant: rows of the history, selected for its frame."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from jalons.application.contrats.models import Avenant, Contrat, EtapeContrat, Partie
from jalons.application.fiches.models import (
    Action,
    Cadre,
    Fiche,
    FicheIndicateur,
    Intervenant,
    Justification,
    Placement,
    Resultat,
    Rubrique,
)
from jalons.application.finances.lignes import Beneficiaire, LigneFinanciere, Version
from jalons.application.finances.models import Montant
from jalons.application.indicateurs.models import Cible, Indicateur, Valeur
from jalons.application.socle.etats import photographier
from jalons.application.socle.memoire import Lecture, Memoire, Reponses, Tables, piece
from jalons.noyau.dates import DateCivile
from jalons.noyau.montants import PrecisionMontant
from jalons.noyau.periodes import Periode

Ligne = dict[str, Any]

MODELES = {
    "cadres": Cadre, "contrats": Contrat, "parties": Partie, "etapes": EtapeContrat, "avenants": Avenant,
    "rubriques": Rubrique, "placements": Placement, "fiches": Fiche, "intervenants": Intervenant, "actions": Action,
    "resultats": Resultat, "mesures": FicheIndicateur, "indicateurs": Indicateur, "valeurs": Valeur, "cibles": Cible,
    "montants": Montant, "justifications": Justification,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Etats:
    """Rows of one contract at one instant, by kind; each row is a dictionary, its key is ``pgh_obj_id``."""

    cadre: Ligne
    contrat: Ligne
    parties: list[Ligne]
    etapes: list[Ligne]
    avenants: list[Ligne]
    rubriques: list[Ligne]
    placements: list[Ligne]
    fiches: dict[int, Ligne]
    intervenants: list[Ligne]
    actions: list[Ligne]
    resultats: list[Ligne]
    indicateurs: list[Ligne]
    valeurs: list[Ligne]
    cibles: list[Ligne]
    montants: list[Ligne]
    justifications: list[Ligne]


class Actuels(Reponses):
    """The rows of a collectivité as they are now, and the figures drawn from them; shared, never changed."""

    def __init__(self, tables: Tables) -> None:
        super().__init__()
        cles = {nom: str(modele._meta.pk.column) for nom, modele in MODELES.items()}
        self.tables = {nom: [{**ligne, "pgh_obj_id": ligne[cles[nom]]} for ligne in tables[nom]] for nom in MODELES}


_MEMOIRE = Memoire(Lecture(None, **{nom: piece(modele, "collectivite_id") for nom, modele in MODELES.items()}), Actuels)


def actuels(collectivite: str) -> Actuels:
    """The rows of a collectivité now: one query when nothing has changed, else two."""
    return _MEMOIRE.lire([collectivite])[collectivite]


def etats_du_contrat(contrat: Contrat, instant: datetime) -> Etats:
    """The rows of ``contrat`` as recorded at ``instant``: one query.

    Raises:
        LookupError: the contract did not exist yet.
    """
    etats = choisir(photographier(MODELES, instant, contrat.collectivite_id), contrat.pk)
    if etats is None:
        raise LookupError(f"Le contrat n'était pas encore enregistré le {instant:%d/%m/%Y à %H:%M}.")
    return etats


def choisir(tout: Tables, cle: int) -> Etats | None:
    """The rows of one contract among those of its collectivité; ``None`` when it is not there."""

    def de(nom: str, colonne: str, valeurs: set[int]) -> list[Ligne]:
        return [ligne for ligne in tout[nom] if ligne[colonne] in valeurs]

    cadre = next(iter(de("cadres", "pgh_obj_id", {cle})), None)
    etat_contrat = next(iter(de("contrats", "pgh_obj_id", {cle})), None)
    if cadre is None or etat_contrat is None:
        return None
    placements = de("placements", "cadre_id", {cle})
    cles = {p["fiche_id"] for p in placements}
    fiches = {f["pgh_obj_id"]: f for f in de("fiches", "pgh_obj_id", cles)}
    mesures = {m["indicateur_id"] for m in de("mesures", "fiche_id", cles)}
    return Etats(
        cadre=cadre,
        contrat=etat_contrat,
        parties=_rangees(de("parties", "contrat_id", {cle})),
        etapes=_rangees(de("etapes", "contrat_id", {cle})),
        avenants=de("avenants", "contrat_id", {cle}),
        rubriques=_rangees(de("rubriques", "cadre_id", {cle})),
        placements=_rangees(placements),
        fiches=fiches,
        intervenants=_rangees(de("intervenants", "fiche_id", cles)),
        actions=sorted(de("actions", "fiche_id", cles), key=lambda a: (a["fiche_id"], a["numero"])),
        resultats=_rangees(de("resultats", "fiche_id", cles)),
        indicateurs=sorted(de("indicateurs", "pgh_obj_id", mesures), key=lambda i: i["code"]),
        valeurs=de("valeurs", "indicateur_id", mesures),
        cibles=de("cibles", "indicateur_id", mesures),
        montants=_rangees(de("montants", "cadre_id", {cle})),
        justifications=de("justifications", "cadre_id", {cle}),
    )


def _rangees(lignes: list[Ligne]) -> list[Ligne]:
    return sorted(lignes, key=lambda ligne: (ligne.get("ordre", 0), ligne["pgh_obj_id"]))


def ligne_financiere(montant: Ligne, noms: dict[int, str]) -> LigneFinanciere:
    """The amount as the rules read it.

    Args:
        noms: short name of each amount by key, for the parts of another amount.
    """
    debut, fin = montant["debut"], montant["fin"]
    return LigneFinanciere(
        cle=montant["cle"],
        libelle=montant["libelle"],
        valeur=Decimal(montant["valeur"]),
        version=Version(montant["version"]),
        source=montant["source"],
        precision=PrecisionMontant(montant["precision"]),
        beneficiaire=Beneficiaire(montant["beneficiaire"]) if montant["beneficiaire"] else None,
        periode=Periode(DateCivile.lire(debut), DateCivile.lire(fin)) if debut and fin else None,
        annee=montant["annee"],
        par_an=montant["par_an"],
        perenne=montant["perenne"],
        total=montant["est_total"],
        somme_de=tuple(montant["somme_de"]),
        inclus_dans=noms.get(montant["inclus_dans_id"] or 0, ""),
    )
