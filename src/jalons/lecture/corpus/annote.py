"""Documents written by hand, whose key stands in their own lines: ``‹fiche 2|A title›`` is both the text and the key.

After the kind come the number (the value, for a fact), then ``^parent`` when it is not the heading above, ``=status``
of an action of a former plan, ``@source`` and ``@period`` of an amount. Marks may run over several lines and hold
others; what ``‹_|…›`` holds is not of the mark around it (the label of a margin).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

FORMES = Path(__file__).parent / "formes"
_MARQUE = re.compile(r"‹(?P<genre>[a-z_]+)(?: (?P<quoi>[^|›‹]*))?\||›")
_A_COTE = re.compile(r"‹_\|[^›]*›")
_FAITS = frozenset({"montant", "date", "places", "effectif", "chiffre"})
_SEULS = frozenset({"engagement", "partie", *_FAITS})
_LISTES = ("engagement", "sous_theme", "fiche", "action")


@dataclass(slots=True)
class _Ici:
    """The names of the headings above, and how many of each kind came."""

    noms: dict[str, str] = field(default_factory=dict)
    rangs: dict[str, int] = field(default_factory=dict)

    def parent(self, genre: str) -> str | None:
        """The name of what holds an element of this kind."""
        if genre in _SEULS or genre == "fiche":
            return None
        if genre == "sous_theme":
            return self.noms.get("engagement")
        if genre == "point":
            return self.noms.get("action")
        return next((self.noms[n] for n in ("fiche", "sous_theme", "engagement") if n in self.noms), None)

    def entrer(self, genre: str, numero: Any, parent: str | None) -> None:
        """Remember a heading."""
        self.rangs[genre] = self.rangs.get(genre, 0) + 1
        for moindre in _LISTES[_LISTES.index(genre) + 1 :]:
            self.noms.pop(moindre, None)
            if moindre == "action":
                self.rangs["action"] = 0
        nom = f"{genre} {self.rangs[genre] if numero is None else numero}"
        self.noms[genre] = f"{parent} {nom}" if genre == "action" and str(parent).startswith("fiche") else nom


@cache
def _source(nom: str) -> str:
    return (FORMES / f"{nom}.txt").read_text(encoding="utf-8")


def noms() -> list[str]:
    """The documents, in order."""
    return sorted(chemin.stem for chemin in FORMES.glob("*.txt"))


def texte(nom: str, *, marges: bool = True) -> str:
    """The document without its marks, nor what stands in a margin when ``marges`` is false."""
    corps = _source(nom).split("\n", 1)[1]
    return _MARQUE.sub("", corps if marges else _A_COTE.sub("", corps))


def cle(nom: str) -> dict[str, Any]:
    """Its answer key, in the one format."""
    tete, corps = _source(nom).split("\n", 1)
    type_, _, exhaustif = tete.removeprefix("# ").partition(" : ")
    return cle_du_corps(f"{nom}.txt", type_, exhaustif, corps)


def sans_marques(corps: str) -> str:
    """Marked words without their marks.

    >>> sans_marques("Axe 1 : ‹engagement 1|Prévenir›")
    'Axe 1 : Prévenir'
    """
    return _MARQUE.sub("", corps)


def cle_du_corps(document: str, type_: str, exhaustif: str, corps: str) -> dict[str, Any]:
    """The answer key of marked words.

    Args:
        exhaustif: the kinds of which they tell everything, parted by commas.
    """
    ici, elements = _Ici(), list[dict[str, Any]]()
    ouverts: list[tuple[dict[str, Any], int]] = []
    for marque in _MARQUE.finditer(corps):
        if marque.group("genre") == "_":
            ouverts.append(({"texte": ""}, marque.end()))
        elif marque.group("genre"):
            element = _element(marque.group("genre"), marque.group("quoi") or "", ici)
            elements.append(element)
            ouverts.append((element, marque.end()))
        else:
            element, debut = ouverts.pop()
            dit = " ".join(_MARQUE.sub("", _A_COTE.sub("", corps[debut : marque.start()])).split())
            element["texte"] = dit or element["texte"]
    return {"document": document, "type": type_, "exhaustif": exhaustif.split(", "), "elements": elements}


def _element(genre: str, quoi: str, ici: _Ici) -> dict[str, Any]:
    dit, *apres = quoi.split(" @")
    dit, _, parent = dit.partition("^")
    dit, _, statut = dit.partition("=")
    dit = dit.strip()
    element: dict[str, Any] = {"genre": genre, "texte": dit}
    if genre in _FAITS:
        element["valeur"] = int(dit) if dit.isdigit() else dit
        element |= {"unite": "EUR"} if genre == "montant" else {}
        element |= dict(zip(("source", "periode"), apres, strict=False))
        return element
    if genre == "partie":
        return element
    numero = int(dit) if dit.isdigit() else dit or None
    if numero is not None:
        element["numero"] = numero
    if statut:
        element["statut"] = statut
    sous = parent or ici.parent(genre)
    if sous:
        element["parent"] = sous
    if genre in _LISTES and parent != "actions_listees":
        ici.entrer(genre, numero, sous)
    return element
