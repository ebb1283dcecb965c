"""Answer keys: what a document holds, in one JSON format for every document."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jalons.noyau.saisie import EntreeRefusee, Faute, abrege

FORME = '{"document", "type", "exhaustif": [genres], "elements": [{"genre", "texte", …}]}'


@dataclass(frozen=True, slots=True)
class Cle:
    """What a document holds.

    Attributes:
        exhaustif: the kinds of which the key lists every element: only these can be wrongly read.
        elements: each a mapping of at least ``genre``.
    """

    document: str
    type: str
    exhaustif: frozenset[str]
    elements: tuple[dict[str, Any], ...]


def lire_cle(chemin: Path) -> Cle:
    """The key written in a JSON file.

    Raises:
        EntreeRefusee: no such file, no JSON, or not the form of a key; every fault at once.
    """
    donnees = charger_json(chemin)
    elements, exhaustif = donnees.get("elements"), donnees.get("exhaustif", [])
    fautes = fautes_des_elements(str(chemin), elements)
    if not isinstance(exhaustif, list) or not all(isinstance(g, str) for g in exhaustif):
        fautes.append(
            Faute(f"{chemin}, exhaustif", "« exhaustif » est une liste de genres.", abrege(exhaustif), "liste")
        )
    if fautes or elements is None:
        raise EntreeRefusee(fautes, quoi=str(chemin))
    document, type_ = (str(donnees.get(nom) or "") for nom in ("document", "type"))
    return Cle(document, type_, frozenset(exhaustif), tuple(elements))


def charger_json(chemin: Path) -> dict[str, Any]:
    """The JSON object of a file.

    Raises:
        EntreeRefusee: it cannot be read, or is no JSON object.
    """
    try:
        donnees = json.loads(chemin.read_bytes())
    except OSError as erreur:
        message = "Le fichier ne peut être lu : vérifiez le chemin et les droits de lecture."
        raise EntreeRefusee([Faute(str(chemin), message, str(chemin), "un fichier JSON")]) from erreur
    except (ValueError, RecursionError) as erreur:
        message = "Ce n'est pas du JSON : vérifiez que c'est bien une clé de vérité ou une lecture enregistrée."
        raise EntreeRefusee([Faute(str(chemin), message, abrege(erreur), "du JSON")]) from erreur
    if not isinstance(donnees, dict):
        message = f"Le fichier contient autre chose qu'un objet ; une clé a la forme {FORME}."
        raise EntreeRefusee([Faute(str(chemin), message, type(donnees).__name__, FORME)])
    return donnees


def fautes_des_elements(lieu: str, elements: Any) -> list[Faute]:
    """What prevents ``elements`` from being a list of elements."""
    if not isinstance(elements, list):
        message = f"Il manque la liste « elements » ; la forme attendue est {FORME}."
        return [Faute(f"{lieu}, elements", message, abrege(elements), "une liste")]
    return [
        Faute(f"{lieu}, elements[{rang}]", "Un élément a au moins un « genre ».", abrege(e), '{"genre": …}')
        for rang, e in enumerate(elements)
        if not (isinstance(e, dict) and isinstance(e.get("genre"), str))
    ]
