"""When an element that was read is the one of the key, and which one is whose.

Text: similar at 0.9 or more once case, accents and punctuation are gone. Numbers, amounts and dates: the same. A child
hangs under the right parent. Each element serves once; pairs are chosen so that as many as possible are found, then the
most similar.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from jalons.noyau.textes import cle_tri

SIMILITUDE = 0.9
"""Least similarity of two texts that are the same, from 0 to 1."""
PAR_VALEUR = frozenset({"montant", "date", "places", "effectif", "chiffre"})
"""Kinds known by their value: their text is a label that the author of the key chose."""
_DESIGNATION = re.compile(r"(?:[a-z_]+ [0-9a-z.]+)(?: [a-z_]+ [0-9a-z.]+)*")
_EUROS = frozenset({"eur", "euro", "euros", "€"})
Champs = Mapping[str, Any]


def similitude(lu: str, attendu: str) -> float:
    """How alike two texts are, from 0 to 1, whatever the case, the accents and the punctuation.

    Twice the length of their longest common subsequence over the sum of their lengths.

    >>> similitude("L'Éveil des tout-petits !", "l’eveil des tout petits")
    1.0
    >>> round(similitude("éveil", "réveil"), 3)
    0.909
    """
    from rapidfuzz.fuzz import ratio

    return ratio(_cle(lu), _cle(attendu)) / 100


def meme_valeur(lue: Any, attendue: Any) -> bool:
    """Whether two values are the same; a date is as precise as the other.

    >>> meme_valeur(10_500_000.0, 10500000), meme_valeur("2021-12", "2021-12-20"), meme_valeur("3 Mois", "3 mois")
    (True, False, True)
    """
    if isinstance(lue, str) or isinstance(attendue, str):
        return _cle(str(lue)) == _cle(str(attendue))
    return bool(lue == attendue)


def meme_parent(lu: Any, attendu: Any) -> bool:
    """Whether a child hangs where the key says.

    A parent that the key only names for itself ("actions_listees": no kind followed by a number) cannot be read in a
    document: it is not compared.

    >>> meme_parent("Fiche 3 Action 2", "fiche 3 action 2"), meme_parent("fiche 1", "fiche 2"), meme_parent(None, "x_y")
    (True, False, True)
    """
    designation = _parent(attendu)
    return not _DESIGNATION.fullmatch(designation) or _parent(lu) == designation


def concorde(lu: Champs, attendu: Champs) -> float | None:
    """The similarity of two elements of the same kind when they are the same one; ``None`` when they are not."""
    if not _memes_nombres(lu, attendu) or not meme_parent(lu.get("parent"), attendu.get("parent")):
        return None
    if attendu.get("statut") is not None and _cle(str(lu.get("statut") or "inconnu")) != _cle(str(attendu["statut"])):
        return None
    alike = similitude(str(lu.get("texte") or ""), str(attendu.get("texte") or ""))
    if attendu["genre"] in PAR_VALEUR and attendu.get("valeur") is not None:
        return alike
    return alike if alike >= SIMILITUDE else None


def apparier(lus: Sequence[Champs], attendus: Sequence[Champs]) -> list[tuple[int, int]]:
    """The pairs (rank read, rank expected) of elements of one kind, each used once at most.

    As many pairs as possible; among these choices, the most alike.
    """
    if not lus or not attendus:
        return []
    import numpy as np
    from scipy.optimize import linear_sum_assignment

    poids = np.zeros((len(lus), len(attendus)))
    for i, lu in enumerate(lus):
        for j, attendu in enumerate(attendus):
            alike = concorde(lu, attendu)
            if alike is not None:
                # one more pair always weighs more than any sum of similarities of two pairs
                poids[i, j] = 2 + alike
    rangs, colonnes = linear_sum_assignment(poids, maximize=True)
    return [(int(i), int(j)) for i, j in zip(rangs, colonnes, strict=True) if poids[i, j]]


def _memes_nombres(lu: Champs, attendu: Champs) -> bool:
    numeros = (lu.get("numero"), attendu.get("numero"))
    if None not in numeros and _cle(str(numeros[0])) != _cle(str(numeros[1])):
        return False
    if attendu.get("valeur") is None:
        return True
    if lu.get("valeur") is None or not meme_valeur(lu["valeur"], attendu["valeur"]):
        return False
    return attendu["genre"] != "montant" or _unite(lu.get("unite")) == _unite(attendu.get("unite"))


def _unite(unite: Any) -> str:
    texte = str(unite or "eur").strip().lower()
    return "eur" if texte in _EUROS else texte


def _cle(texte: str) -> str:
    return cle_tri(texte).strip()


def _parent(parent: Any) -> str:
    return " ".join(str(parent or "").lower().replace("n°", "").split())
