"""Write a folder whole or not at all, and read again the editions already there."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

from jalons.analyse.publications.modele import Contenu
from jalons.analyse.publications.ouvertes import MANIFESTE
from jalons.noyau.causes import cause
from jalons.noyau.saisie import EntreeRefusee, Faute

TAILLE = 50_000_000
"""Bytes of a manifest beyond which it is not read."""


def verifier(dossier: Path) -> list[Faute]:
    """Why ``dossier`` cannot receive an edition: one published is never written over."""
    if dossier.exists() and (not dossier.is_dir() or any(dossier.iterdir())):
        message = f"« {dossier} » existe et n'est pas un dossier vide : une édition n'en remplace jamais une autre."
        return [Faute("--sortie", message, str(dossier), "un dossier neuf")]
    return []


def ecrire(dossier: Path, fichiers: Mapping[str, bytes]) -> None:
    """All the files, or no folder: written beside, then renamed at once. A name may hold one folder ("prive/…").

    Raises:
        EntreeRefusee: the folder is not empty, or cannot be written.
    """
    if fautes := verifier(dossier):
        raise EntreeRefusee(fautes, quoi="l'écriture de l'édition")
    travail = None
    try:
        dossier.parent.mkdir(parents=True, exist_ok=True)
        travail = Path(tempfile.mkdtemp(prefix=f".{dossier.name}-", dir=dossier.parent))
        for nom, contenu in fichiers.items():
            (travail / nom).parent.mkdir(exist_ok=True)
            (travail / nom).write_bytes(contenu)
        travail.chmod(0o755)
        travail.replace(dossier)
    except OSError as erreur:
        if travail is not None:
            shutil.rmtree(travail, ignore_errors=True)
        message = f"Le dossier « {dossier} » ne peut être écrit ({cause(erreur)}). Choisissez-en un autre."
        raise EntreeRefusee([Faute("--sortie", message, str(dossier), "un dossier où écrire")]) from erreur


def relire(dossier: Path) -> Contenu:
    """The edition that a folder holds.

    Raises:
        EntreeRefusee: it holds none, or its manifest is not what Jalons writes.
    """
    chemin = dossier / MANIFESTE
    try:
        if chemin.stat().st_size > TAILLE:
            raise ValueError("too large")
        return Contenu.lire(json.loads(chemin.read_bytes()))
    except (OSError, ValueError, KeyError, TypeError, RecursionError) as erreur:
        message = f"« {dossier} » ne contient pas d'édition de Jalons ({MANIFESTE}) : donnez le dossier déjà publié."
        raise EntreeRefusee([Faute("editions", message, str(dossier), MANIFESTE)]) from erreur
