"""The published face of a file format: its JSON Schema and its reference page, in French."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

_TYPES = {
    "string": "texte", "integer": "nombre entier", "number": "nombre", "object": "groupe", "array": "liste",
}  # fmt: skip


def publier(forme: dict[str, Any], schema: Path, page: Path, *, entete: str) -> dict[Path, str]:
    """The content of the two published files of a format, by path."""
    return {
        schema: json.dumps(forme, ensure_ascii=False, indent=2) + "\n",
        page: page_de_reference(forme, entete),
    }


def ecrire_fichiers(contenus: dict[Path, str]) -> None:
    """Write each content at its path, making the folders it needs."""
    for chemin, contenu in contenus.items():
        chemin.parent.mkdir(parents=True, exist_ok=True)
        chemin.write_text(contenu, encoding="utf-8")


def page_de_reference(forme: dict[str, Any], entete: str) -> str:
    """The reference page of a format, in French, one table per group of keys."""
    lignes = [
        f"# Format : {forme['title'].lower()}",
        "",
        "Page produite à partir du JSON Schema ; ne pas la modifier à la main.",
        "",
        f"{forme['description']} Un fichier YAML dit ce que le document dit, et rien d'autre. "
        "Ce que le document ne dit pas est absent : absent n'est pas zéro.",
        "",
        "- Les dates s'écrivent `AAAA`, `AAAA-MM` ou `AAAA-MM-JJ` ; une période a un `debut` et une `fin`, inclus.",
        '- `oui` et `non` s\'écrivent en toutes lettres. Un code comme `"01"` se met entre guillemets.',
        "- Une clé inconnue, une valeur hors liste ou un nom inconnu est une faute ; toutes sont dites à la fois.",
        f"- Première ligne conseillée : `# {entete}`.",
        "",
    ]
    lignes += _table("Racine du fichier", forme)
    for nom, groupe in forme["$defs"].items():
        lignes += _table(nom, groupe)
    return "\n".join(lignes)


def _table(nom: str, groupe: dict[str, Any]) -> list[str]:
    obligatoires = groupe.get("required", [])
    lignes = [
        f"## {nom}",
        "",
        groupe["description"],
        "",
        "| clé | obligatoire | forme | sens |",
        "| --- | --- | --- | --- |",
    ]
    for cle, forme in groupe["properties"].items():
        requis = "oui" if cle in obligatoires else ""
        lignes.append(f"| `{cle}` | {requis} | {_forme(forme)} | {forme.get('description', '')} |")
    return [*lignes, ""]


def _forme(forme: dict[str, Any]) -> str:
    if "$ref" in forme:
        nom = forme["$ref"].rsplit("/", 1)[1]
        return f"[{nom}](#{nom.lower()})"
    if "enum" in forme:
        return ", ".join(f"`{v}`" for v in forme["enum"])
    if "items" in forme:
        return f"liste : {_forme(forme['items'])}"
    if forme.get("properties", {}).keys() == {"debut", "fin"}:
        return "période (`debut`, `fin`)"
    if isinstance(forme.get("type"), list):
        return "date"
    return _TYPES[str(forme["type"])]
