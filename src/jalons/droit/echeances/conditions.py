"""Whether a rule applies to a fact: yes, no, or not known (``None``), never a guess."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from jalons.droit.echeances.calendrier import MOIS
from jalons.droit.echeances.faits import Monde, Pose
from jalons.droit.echeances.regles import Condition, Valeur
from jalons.noyau.dates import ajouter_mois


def toutes(conditions: Iterable[Condition], ouvrante: Pose, monde: Monde, lien: str | None) -> bool | None:
    """Whether all are true: one that is false decides, even when another is not known."""
    reponses = [verifier(c, ouvrante, monde, lien) for c in conditions]
    if False in reponses:
        return False
    return None if None in reponses else True


def verifier(condition: Condition, ouvrante: Pose, monde: Monde, lien: str | None) -> bool | None:
    """The answer to one condition on the day of the fact that opens the deadline."""
    match condition.genre:
        case "age":
            return _age(condition, monde.naissance, ouvrante.jour)
        case "attribut":
            return _attribut(condition, ouvrante.fait.attribut(condition.attribut))
        case "fait":
            return _fait(condition, ouvrante, monde, lien)
        case _:
            eu_lieu = _fait(condition, ouvrante, monde, lien)
            return None if eu_lieu is None else not eu_lieu


def _age(condition: Condition, naissance: date | None, jour: date) -> bool | None:
    if naissance is None:
        return None
    mois = MOIS[condition.unite]
    if condition.au_moins is not None and jour < ajouter_mois(naissance, int(condition.au_moins) * mois):
        return False
    return condition.moins_de is None or jour < ajouter_mois(naissance, int(condition.moins_de) * mois)


def _attribut(condition: Condition, valeur: Valeur | None) -> bool | None:
    if valeur is None:
        return None
    if condition.dans is not None and not any(egales(valeur, v) for v in condition.dans):
        return False
    if condition.hors is not None and any(egales(valeur, v) for v in condition.hors):
        return False
    if condition.au_moins is None and condition.moins_de is None:
        return True
    if isinstance(valeur, bool | str):
        return None
    au_moins = condition.au_moins is None or valeur >= condition.au_moins
    return au_moins and (condition.moins_de is None or valeur < condition.moins_de)


def egales(a: Valeur, b: Valeur) -> bool:
    """Whether two values are the same, of the same nature: ``true`` is not 1, nor ``"1"``.

    >>> egales(1, 1.0), egales(True, 1), egales("1", 1)
    (True, False, False)
    """
    return isinstance(a, bool) == isinstance(b, bool) and isinstance(a, str) == isinstance(b, str) and a == b


def _fait(condition: Condition, ouvrante: Pose, monde: Monde, lien: str | None) -> bool | None:
    """Whether such a fact has happened, on the day of the opening at the latest; a fact without its link may be it."""
    attendu = ouvrante.fait.attribut(lien) if condition.par_lien else None
    if condition.par_lien and attendu is None:
        return None
    possible = False
    for evenement in condition.evenements:
        for pose in monde.par_evenement.get(evenement, ()):
            if pose.jour > ouvrante.jour:
                break
            if not condition.par_lien:
                return True
            valeur = pose.fait.attribut(lien)
            if valeur is not None and attendu is not None and egales(valeur, attendu):
                return True
            possible = possible or valeur is None
    return None if possible else False
