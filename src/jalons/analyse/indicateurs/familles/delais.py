"""Delays of the chain, those who still wait counted (Kaplan-Meier): median, share within the delay of the law."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jalons.analyse.parcours.delais.mesure import Resultat

Lu = tuple[float | None, int, int, str]
"""Value, waits it bears on, waits that cannot be checked, and why there is no value."""


def mediane(r: Resultat) -> Lu:
    """Median in days."""
    if r.mediane is None:
        return None, 0, r.non_verifiables, "aucune attente n'a commencé"
    raison = "" if r.mediane.jours is not None else "trop d'attentes durent encore : la médiane n'est pas atteinte"
    return r.mediane.jours, r.commencees, r.non_verifiables, raison


def part(r: Resultat) -> Lu:
    """Share, in percent, that ends within the delay of the law."""
    if r.part is None:
        return None, r.commencees, r.non_verifiables, "aucun délai chiffré ne s'applique"
    if r.part.valeur is None:
        return None, r.part.concernees, r.non_verifiables, "personne n'a été suivi jusqu'au dernier jour du délai"
    return 100 * r.part.valeur, r.part.concernees, r.non_verifiables, ""
