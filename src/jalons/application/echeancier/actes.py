"""What a rule lets happen to its own delay: a prolongation, a suspension and its end. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from jalons.droit.echeances import RegleDelai, Regles
from jalons.noyau.dates import texte_du_jour
from jalons.noyau.saisie import Faute

MOTIFS = ("elements_attendus", "famille_indisponible", "partenaire_attendu", "autre")
"""Grounds offered when the catalogue lists none: a fact holds codes, never free text."""
LIBELLES_MOTIF = {
    "elements_attendus": "Éléments attendus", "famille_indisponible": "Famille indisponible",
    "partenaire_attendu": "Réponse d'un partenaire attendue", "autre": "Autre motif",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Acte:
    """An event that moves the last day of a deadline.

    Attributes:
        motif: attribute that must carry the ground, ``None`` when the rule asks for none.
        motifs: grounds offered: those of the catalogue, else ``MOTIFS``; empty when none is asked.
        lien: attribute that ties the facts of one matter, copied from the opening fact.
    """

    evenement: str
    libelle: str
    motif: str | None
    motifs: tuple[str, ...]
    lien: str | None


def possibles(regles: Regles, code: str) -> list[Acte]:
    """The acts that the rule ``code`` foresees; none when it foresees none, or is not known."""
    regle = regles.par_code.get(code)
    return [] if regle is None else [_acte(regles, regle, *x) for x in _evenements(regle)]


def _evenements(regle: RegleDelai) -> list[tuple[str, str | None]]:
    prolonge = [(regle.prolongation.evenement, regle.prolongation.motif)] if regle.prolongation else []
    suspend = [(regle.suspension.debut, None), (regle.suspension.fin, None)] if regle.suspension else []
    return [*prolonge, *suspend]


def _acte(regles: Regles, regle: RegleDelai, code: str, motif: str | None) -> Acte:
    evenement = regles.evenements[code]
    listees = next((a.valeurs for a in evenement.attributs if a.nom == motif), None)
    valeurs = (listees or MOTIFS) if motif else ()
    declares = {a.nom for a in evenement.attributs}
    lien = regle.lien if regle.lien in declares else None
    return Acte(code, evenement.libelle, motif, tuple(str(v) for v in valeurs), lien)


def fautes(acte: Acte, *, survenu_le: date, ouverte_le: date | None, au: date, motif: str) -> list[Faute]:
    """Why the act cannot be recorded so; empty when it can."""
    trouvees = []
    if survenu_le > au:
        phrase = f"Le {texte_du_jour(survenu_le)} n'est pas passé : enregistrez l'acte une fois qu'il a eu lieu."
        trouvees.append(Faute("survenu_le", phrase))
    if ouverte_le is not None and survenu_le < ouverte_le:
        debut = texte_du_jour(ouverte_le)
        phrase = f"Le {texte_du_jour(survenu_le)} précède ce qui ouvre le délai ({debut}) : corrigez la date."
        trouvees.append(Faute("survenu_le", phrase))
    if acte.motif and not motif:
        trouvees.append(Faute("motif", f"« {acte.libelle} » demande un motif : choisissez-le."))
    return trouvees


def attributs(acte: Acte, *, ouvrants: Mapping[str, Any], motif: str) -> dict[str, Any]:
    """What the fact carries: the tie of the matter, and the ground."""
    portes: dict[str, Any] = {}
    if acte.lien and acte.lien in ouvrants:
        portes[acte.lien] = ouvrants[acte.lien]
    if acte.motif:
        portes[acte.motif] = motif
    return portes
