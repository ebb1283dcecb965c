"""What a document is: schéma, contract, avenant, report, circular."""

from __future__ import annotations

import re

from jalons.lecture.grammaire import Grammaire
from jalons.lecture.plat import plat

TITRE = 400
"""Characters in which the document says its own name: its fiches count for the kind that is named first there."""
NOMME = 10
"""What the name of a plan in its first lines counts for."""
PREMIERS = 60
"""Characters of the first words: the kind that they name counts more."""
EN_TETE = 1500
"""Characters of the beginning, where a word counts four times."""

FICHE = 4
"""What a heading of a fiche, of an axe or of an orientation counts for a schéma."""
_FICHES = re.compile(
    r"^[#\s]*(?:fiches?[\s-]*(?:action|projet)?|axe|orientation|priorite)\s*(?:n[°o]\s*)?[\dIVXivx]{1,3}\b",
    re.MULTILINE,
)
_SIGNE = re.compile(
    r"\bil (?:est|a ete) (?:convenu|arrete et convenu|decide)\b|"
    r"\brepresente(?:e|es|s)? par (?:le|la|son|sa|m\.|mme|monsieur|madame)\b.{0,40}\b(?:prefet|president|direct)"
)
"""What is written where parties sign together: no plan says it."""
_ACTE = re.compile(r"^[#*\s]*(?:projet de )?(?:contrat|convention|protocole)\b(?! (?:inter)?national)", re.MULTILINE)
"""A title that begins with the word of a contract."""
_NATIONAL = re.compile(r"[^.;:\n]{0,40}\b(?:nationale?s?|de lutte contre la pauvrete)\b")
"""After the name of a plan: a plan of the State, that the document only quotes."""
POIDS = {"circulaire": 3, "avenant": 3, "rapport": 2}
"""What only one kind says counts more: circulars, avenants and reports all speak of the contract."""


def reconnaitre(texte: str, grammaire: Grammaire) -> str:
    """The kind of a repaired text; "inconnu" when nothing tells, or when two kinds are as likely and
    the first lines name neither.

    >>> from jalons.lecture.grammaire import du_paquet
    >>> reconnaitre("Signature du contrat départemental de prévention", du_paquet()), reconnaitre("Menu", du_paquet())
    ('contrat', 'inconnu')
    """
    ligne = plat(texte)
    notes = {
        nom: POIDS.get(nom, 1) * (len(motif.findall(ligne)) + 3 * len(motif.findall(ligne[:EN_TETE])))
        for nom, motif in grammaire.types.items()
    }
    nommes = {nom: m.start() for nom, motif in grammaire.types.items() if (m := motif.search(ligne[:TITRE]))}
    if acte := _ACTE.search(ligne[:TITRE]):
        nommes["contrat"] = min(acte.start(), nommes.get("contrat", TITRE))
    plan = next((m for m in grammaire.noms_de_schema.finditer(ligne[:TITRE]) if not _quote(ligne, m)), None)
    if plan:
        nommes["schema"] = min(plan.start(), nommes.get("schema", TITRE))
    signes = {nom: ou for nom, ou in nommes.items() if nom != "schema"} if _SIGNE.search(ligne) else {}
    nomme = min(signes or nommes, key=lambda nom: (nommes[nom], -POIDS.get(nom, 1)), default="schema")
    notes[nomme if nomme in ("contrat", "avenant", "rapport") else "schema"] += FICHE * len(_FICHES.findall(ligne))
    notes["schema"] += NOMME * (nomme == "schema" and plan is not None)
    if nomme in notes and nommes.get(nomme, TITRE) < PREMIERS:
        notes[nomme] += NOMME // 2
    premiers = sorted(notes, key=lambda nom: -notes[nom])[:2]
    if notes[premiers[0]] == 0:
        return "inconnu"
    if notes[premiers[0]] == notes[premiers[1]]:
        return nomme if nomme in nommes and nomme in premiers else "inconnu"
    return premiers[0]


def _quote(ligne: str, plan: re.Match[str]) -> bool:
    """Whether the name of a plan is that of one of the State, or what a contract applies."""
    return bool(_NATIONAL.match(ligne, plan.end()))
