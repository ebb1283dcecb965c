"""The grid of evaluation: headings of the national reference, or those that the collectivité has loaded.

Only the headings are known here; the items stand in the official document, which a département loads as text: one
heading a line, its items below it, each after a dash.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from jalons.noyau.saisie import EntreeRefusee, Faute
from jalons.noyau.textes import cle_tri

LONGUEUR = 200


@dataclass(frozen=True, slots=True)
class Rubrique:
    """A heading, or an item (``sous`` is then the code of its heading)."""

    code: str
    libelle: str
    sous: str = ""


@cache
def rubriques_nationales() -> tuple[Rubrique, ...]:
    """Headings of the national reference, in its order."""
    lues = yaml.safe_load(Path(__file__).with_name("grille.yaml").read_text(encoding="utf-8"))
    return tuple(Rubrique(ligne["code"], ligne["libelle"]) for ligne in lues)


def en_texte(rubriques: Sequence[Rubrique]) -> str:
    """The grid as it is typed."""
    return "\n".join(f"- {r.libelle}" if r.sous else r.libelle for r in rubriques)


def empreinte(rubriques: Sequence[Rubrique]) -> str:
    """A fingerprint of the grid, for a form to say which one it started from."""
    return hashlib.sha256(en_texte(rubriques).encode()).hexdigest()


def lire(texte: str) -> list[Rubrique]:
    """The headings and items of a text.

    >>> [(r.code, r.sous) for r in lire("Santé\\n- Sommeil")]
    [('sante', ''), ('sante_sommeil', 'sante')]

    Raises:
        EntreeRefusee: every faulty line at once: an item without heading, a label too long or given twice.
    """
    lues: list[Rubrique] = []
    fautes: list[Faute] = []
    rubrique = ""
    for numero, brute in enumerate(texte.splitlines(), 1):
        ligne = brute.strip()
        if not ligne:
            continue
        est_item = ligne.startswith("-")
        libelle = ligne.lstrip("- ").strip()
        code = _code(libelle)
        if est_item:
            code = f"{rubrique}_{code}"[:60]
        else:
            rubrique = code
        if phrase := _faute(libelle, code, orphelin=est_item and not rubrique, deja={r.code for r in lues}):
            fautes.append(Faute("texte", phrase, ligne[:80], ligne=numero))
            continue
        lues.append(Rubrique(code, libelle, rubrique if est_item else ""))
    if not lues and not fautes:
        fautes.append(
            Faute("texte", "Le texte est vide. Écrivez au moins une rubrique, ou revenez à la grille nationale.")
        )
    if fautes:
        raise EntreeRefusee(fautes, quoi="la grille")
    return lues


def _code(libelle: str) -> str:
    return re.sub(r"[^a-z0-9]+", "_", cle_tri(libelle)).strip("_")[:40]


def _faute(libelle: str, code: str, *, orphelin: bool, deja: set[str]) -> str:
    if orphelin:
        return f"« {libelle} » est un item sans rubrique. Écrivez d'abord sa rubrique, sans tiret."
    if not code:
        return "Cette ligne ne porte aucun mot. Écrivez le libellé de la rubrique."
    if len(libelle) > LONGUEUR:
        return f"Ce libellé compte {len(libelle)} caractères ; {LONGUEUR} au plus. Raccourcissez-le."
    if code in deja:
        return f"« {libelle} » figure deux fois. Gardez une seule ligne, ou changez un mot."
    return ""
