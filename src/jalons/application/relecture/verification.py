"""What may be written of an element, and where a text stands on a page. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from jalons.application.relecture.genres import AVEC_VALEUR, GENRES, NUMERO, PARENT, TEXTE, VALEUR, genre
from jalons.application.relecture.normalisation import en_date, en_nombre, en_periode
from jalons.application.relecture.rules import Lu
from jalons.noyau.saisie import Faute, abrege


def fautes_de(code: str, champs: Mapping[str, Any], lus: Sequence[Lu], cle: int | None) -> list[Faute]:
    """Every fault of the values written for an element of that kind.

    Args:
        cle: the element corrected; ``None`` for one that is added.
    """
    sorte, fautes = genre(code), []
    texte = str(champs.get(TEXTE, ""))
    if not texte:
        fautes.append(Faute(TEXTE, "Le texte est vide : écrivez-le, ou refusez l'élément.", "rien", "un texte"))
    elif len(texte) > sorte.longueur:
        message = f"Le texte fait {len(texte)} caractères, {sorte.longueur} au plus : raccourcissez-le."
        fautes.append(Faute(TEXTE, message, str(len(texte)), f"{sorte.longueur} caractères au plus"))
    numero = champs.get(NUMERO)
    if numero and not re.fullmatch(r"[1-9][0-9]{0,3}", str(numero)):
        message = f"« {abrege(numero, 20)} » n'est pas un numéro : écrivez un nombre de 1 à 9999, ou rien."
        fautes.append(Faute(NUMERO, message, abrege(numero, 20), "de 1 à 9999"))
    if code in AVEC_VALEUR:
        fautes += _valeur(code, str(champs.get(VALEUR, "")))
    if PARENT in champs:
        fautes += _parent(code, champs[PARENT], lus, cle)
    return fautes


def _valeur(code: str, valeur: str) -> list[Faute]:
    recu = abrege(valeur, 40) or "rien"
    if code == "date":
        if en_date(valeur) is None and en_periode(valeur) is None:
            message = (
                f"« {recu} » n'est pas une date : écrivez 2023, mai 2023, 17 mai 2023, ou une période : 2023-2027."
            )
            return [Faute(VALEUR, message, recu, "une date ou une période")]
        return []
    nombre = en_nombre(valeur)
    if nombre is None or nombre < 0:
        message = f"« {recu} » n'est pas un nombre : écrivez par exemple 1248352, 10,5 ou 10,5 M€."
        return [Faute(VALEUR, message, recu, "un nombre")]
    if code in ("places", "effectif") and nombre != nombre.to_integral_value():
        return [Faute(VALEUR, f"« {recu} » n'est pas un nombre entier.", recu, "un nombre entier")]
    return []


def _parent(code: str, parent: int | None, lus: Sequence[Lu], cle: int | None) -> list[Faute]:
    permis = genre(code).sous
    if parent is None:
        return []
    connus = {x.cle: x for x in lus}
    trouve = connus.get(parent)
    noms = " ou ".join(GENRES[g].libelle.lower() for g in permis)
    if trouve is None or trouve.genre not in permis or trouve.cle == cle:
        message = f"Cet élément ne peut être rangé là : choisissez un élément de la liste ({noms})."
        return [Faute(PARENT, message, str(parent), noms)]
    return []


def situer(page: str, texte: str, debut: int) -> tuple[int, int]:
    """Where ``texte`` stands in the document, on the page whose first character is ``debut``.

    Spaces, line ends and case do not count. When it is not there, the passage is empty, at the start of the page.

    >>> situer("Le  Département\\nagit", "le département agit", 100)
    (100, 120)
    """
    mots = [re.escape(m) for m in texte.split()]
    trouve = re.search(r"\s+".join(mots), page, re.IGNORECASE) if mots else None
    return (debut + trouve.start(), debut + trouve.end()) if trouve else (debut, debut)
