"""The exact key of a synthetic schéma, in the format of every answer key."""

from __future__ import annotations

from typing import Any

from jalons.lecture.corpus.mise_en_page import budget
from jalons.lecture.corpus.plan import Fiche, Schema
from jalons.lecture.corpus.style import Style


def cle_du_schema(schema: Schema, style: Style, nom: str) -> dict[str, Any]:
    """The answer key, in the one format, of ``schema`` printed in ``style``: what is not printed is not in it."""
    elements: list[dict[str, Any]] = [{"genre": "date", "texte": "adoption", "valeur": schema.adoption}]
    for rang, engagement in enumerate(schema.engagements, 1):
        elements.append(_numerote("engagement", engagement.titre, style.numero_engagement(rang)))
        elements += [
            {"genre": "sous_theme", "texte": s, "parent": f"engagement {rang}"}
            for s in engagement.sous_themes if style.sous_themes
        ]  # fmt: skip
    for rang, numero, fiche in style.numeroter(schema):
        elements += _cle_de_la_fiche(fiche, numero or rang, style, imprime=numero is not None)
        if style.complements:
            somme = {"valeur": budget(rang), "unite": "EUR", "periode": "par an", "parent": f"fiche {numero or rang}"}
            elements.append({"genre": "montant", "texte": "Budget prévisionnel"} | somme)
    elements += _cle_du_bilan(schema) if style.bilan else []
    exhaustif = ["engagement", "sous_theme", "fiche", "pilote", "partenaire", "action", "point", "resultat_attendu"]
    exhaustif += ["bilan_orientation", "bilan_priorite", "bilan_action"]
    return {"document": nom, "type": "schema", "exhaustif": exhaustif, "elements": elements}


def _numerote(genre: str, texte: str, numero: Any, **champs: Any) -> dict[str, Any]:
    return {"genre": genre} | ({} if numero is None else {"numero": numero}) | {"texte": texte} | champs


def _cle_de_la_fiche(fiche: Fiche, numero: Any, style: Style, *, imprime: bool) -> list[dict[str, Any]]:
    ici = f"fiche {numero}"
    elements = [_numerote("fiche", fiche.titre, numero if imprime else None)]
    elements += [{"genre": "pilote", "texte": p, "parent": ici} for p in fiche.pilotes]
    elements += [{"genre": "partenaire", "texte": p, "parent": ici} for p in fiche.partenaires]
    elements += [{"genre": "constat", "texte": c, "parent": ici} for c in fiche.constats]
    for rang, action in enumerate(fiche.actions, 1):
        elements.append(_numerote("action", action.titre, rang if style.actions_numerotees else None, parent=ici))
        elements += [
            {"genre": "point", "texte": p.texte, "niveau": p.niveau, "parent": f"{ici} action {rang}"}
            for p in action.points
        ]
    return elements + [{"genre": "resultat_attendu", "texte": r, "parent": ici} for r in fiche.resultats]


def _cle_du_bilan(schema: Schema) -> list[dict[str, Any]]:
    elements: list[dict[str, Any]] = []
    rang_priorite = 0
    for rang, orientation in enumerate(schema.bilan, 1):
        elements.append({"genre": "bilan_orientation", "numero": rang, "texte": orientation.titre})
        for priorite in orientation.priorites:
            rang_priorite += 1
            parent = f"priorite {rang_priorite}"
            elements.append(
                {
                    "genre": "bilan_priorite",
                    "numero": rang_priorite,
                    "texte": priorite.titre,
                    "parent": f"orientation {rang}",
                }
            )
            elements += [
                {"genre": "bilan_action", "numero": n, "texte": a, "statut": "inconnu", "parent": parent}
                for n, a in enumerate(priorite.actions, 1)
            ]
    return elements
