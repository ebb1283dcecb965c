"""The log of a protection: what was hidden and why. It holds the true values: it is never published."""

from __future__ import annotations

import html
from collections.abc import Iterator
from typing import Any

from jalons.analyse.secret.protection import PRIMAIRE, SECONDAIRE, Masque, Protection, en_clair
from jalons.analyse.secret.regles import Regles

AVERTISSEMENT = "Ce journal contient les vraies valeurs : il reste dans le service et ne se publie pas."


def en_json(protection: Protection, regles: Regles, echelle: int = 1) -> dict[str, Any]:
    """Everything, as plain data; values divided by ``echelle`` (100 for amounts)."""
    return {
        "avertissement": AVERTISSEMENT,
        "regles": {
            "seuil": regles.seuil, "zeros": regles.zeros, "largeur": regles.largeur_exigee,
            "dominance": list(regles.dominance) if regles.dominance else None, "p_pour_cent": regles.p_pour_cent,
            "marge": regles.marge,
        },
        "tableaux": [
            {"nom": nom, "dimensions": list(dimensions), "cellules": len(cellules)}
            for nom, dimensions, cellules in zip(
                protection.noms, protection.dimensions, protection.publies, strict=True
            )
        ],
        "primaires": protection.compte(PRIMAIRE), "secondaires": protection.compte(SECONDAIRE),
        "details_absents": protection.vides, "optimal": protection.optimal,
        "deja_publiees": [{"libelle": en_clair(c), "motif": m} for c, m in protection.deja_publiees.items()],
        "masques": [_ligne(m, echelle) for m in protection.masques],
    }  # fmt: skip


def _ligne(masque: Masque, echelle: int) -> dict[str, Any]:
    valeur, bas, haut = (v / echelle if echelle > 1 else v for v in (masque.valeur, *masque.entre))
    return {
        "cellule": dict(masque.cle), "libelle": en_clair(masque.cle), "valeur": valeur,
        "nature": masque.nature, "motif": masque.motif, "pour": None if masque.pour is None else en_clair(masque.pour),
        "doute_au_moins": [bas, haut],
    }  # fmt: skip


def en_page(protection: Protection, regles: Regles, echelle: int = 1) -> str:
    """The same as one page of HTML, without script nor style: it opens anywhere and prints."""
    return "\n".join(_page(en_json(protection, regles, echelle))) + "\n"


def _page(journal: dict[str, Any]) -> Iterator[str]:
    regles = journal["regles"]
    yield '<!doctype html>\n<html lang="fr"><head><meta charset="utf-8"><title>Journal du secret statistique</title>'
    yield "</head><body>"
    yield f"<h1>Journal du secret statistique</h1>\n<p><strong>{html.escape(journal['avertissement'])}</strong></p>"
    yield (
        f"<p>Seuil : {regles['seuil']} ; zéros : {regles['zeros']} ; doute exigé sur un effectif masqué : "
        f"{regles['largeur']}. Masquées : {journal['primaires']} par la règle, {journal['secondaires']} pour protéger "
        f"les premières. Détails absents du fichier, comptés pour zéro ou inconnus : {journal['details_absents']}.</p>"
    )
    for deja in journal["deja_publiees"]:
        libelle, motif = html.escape(deja["libelle"]), html.escape(deja["motif"])
        yield f"<p>Déjà publiée, ne peut plus être masquée : {libelle} ({motif}).</p>"
    yield "<table><caption>Cellules masquées</caption><thead><tr>"
    yield "".join(f'<th scope="col">{t}</th>' for t in ("Cellule", "Valeur", "Nature", "Motif", "Doute d’au moins"))
    yield "</tr></thead><tbody>"
    for m in journal["masques"]:
        bas, haut = m["doute_au_moins"]
        cases = (m["libelle"], m["valeur"], m["nature"], m["motif"], f"de {bas} à {haut}")
        yield "<tr>" + "".join(f"<td>{html.escape(str(c))}</td>" for c in cases) + "</tr>"
    yield "</tbody></table></body></html>"
