"""Labels of a document that the reader does not know, proposed once an agent has added what it missed. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from jalons.application.relecture.genres import genre
from jalons.lecture.grammaire import du_paquet
from jalons.lecture.plat import plat

LONGUEUR = 80
"""Most characters of a label."""
MOTS = 8
"""Most words of a label: beyond, it is a sentence."""


SECTIONS = {
    "pilote": "pilote", "partenaire": "partenaire", "constat": "constat", "action": "modalites", "public": "public",
    "resultat_attendu": "resultat_attendu", "indicateur": "indicateur", "lien": "lien", "calendrier": "echeance",
    "financement": "financement",
}  # fmt: skip
"""What announces each kind of element in the grammar of the reader."""


_PUCES = " \t|•-–—▪■◆→✦➢*·"
"""What stands between a label and what it announces, on a line."""


def proposer(avant: str, code: str) -> str | None:
    """The label that stands just before a passage, when it may be one and the reader does not know it yet.

    Args:
        avant: the text of the page up to the passage.
        code: the kind of the element.

    >>> proposer("Fiche 3\\nQui conduit ?\\n- ", "pilote"), proposer("Pilote : ", "pilote"), proposer("", "pilote")
    ('Qui conduit ?', None, None)
    >>> proposer("Structure en charge : ", "pilote"), proposer("Il le fera, comme prévu, avec la ", "partenaire")
    ('Structure en charge', None)
    """
    if code not in SECTIONS:
        return None
    lignes = [ligne.strip() for ligne in avant.rstrip(_PUCES).splitlines() if ligne.strip(_PUCES)]
    seule = avant.rstrip(_PUCES).endswith("\n")
    if not lignes or not (seule or lignes[-1].endswith((":", "?")) or avant.rstrip().endswith("|")):
        return None
    if lignes[-1][0] in _PUCES:
        return None  # an item of the list that the label announces, not the label
    dite = lignes[-1].strip(_PUCES + ":").strip()
    if not fautes_de(dite, code):
        return dite
    return None


def fautes_de(texte: str, code: str) -> str:
    """Why this cannot be a label of that kind; empty when it can.

    >>> fautes_de("Pilote", "pilote")
    'Cette étiquette est déjà connue de la lecture : rien à retenir.'
    """
    if not texte or not any(c.isalpha() for c in texte):
        return "L'étiquette est vide : recopiez les mots du document."
    if len(texte) > LONGUEUR or len(texte.split()) > MOTS:
        return f"Une étiquette a {MOTS} mots et {LONGUEUR} caractères au plus : recopiez seulement l'intitulé."
    if code not in SECTIONS:
        return f"Aucune étiquette n'annonce ce genre d'élément ({genre(code).libelle.lower()})."
    if du_paquet().etiquettes(plat(texte)):
        return "Cette étiquette est déjà connue de la lecture : rien à retenir."
    return ""


def ajouts(retenues: Iterable[tuple[str, str]]) -> dict[str, Any]:
    """What a département adds to the grammar, from pairs (kind, label).

    >>> ajouts([("pilote", "Qui conduit ?")])
    {'sections': {'pilote': ['Qui conduit']}}
    """
    sections: dict[str, list[str]] = {}
    for code, texte in retenues:
        sections.setdefault(SECTIONS[code], []).append(texte.rstrip(" ?:."))
    return {"sections": sections} if sections else {}
