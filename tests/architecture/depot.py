"""What the tests on the building read: the files of the repository, and Python as a tree."""

import ast
import subprocess
import tomllib
from functools import cache
from pathlib import Path

RACINE = Path(__file__).parents[2]
EXCEPTIONS = tomllib.loads((Path(__file__).parent / "exceptions.toml").read_text(encoding="utf-8"))
ETAGES = [
    "socle", "ui", "territoires", "acces", "documents", "faits", "enfants", "etablissements", "accueil_familial",
    "crip", "mesures",
    "places", "projets_enfant",
    "echeancier", "observatoire", "indicateurs", "fiches", "finances",
    "contrats", "schema", "relecture", "rapports", "portail",
]  # fmt: skip
"""Modules of the application, from the ground up; import-linter holds the same list, from the top down."""


@cache
def fichiers():
    """Files under version control, or those of the tree when there is no git."""
    try:
        commande = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
        noms = subprocess.run(commande, cwd=RACINE, capture_output=True, check=True).stdout.decode().split("\0")
        chemins = [RACINE / nom for nom in noms if nom]
    except (OSError, subprocess.CalledProcessError):
        ecartes = {".venv", ".uv", ".cache", ".jalons", "node_modules", "build", ".git"}
        chemins = [c for c in RACINE.rglob("*") if not ecartes & set(c.relative_to(RACINE).parts)]
    return [c for c in chemins if c.is_file()]


@cache
def pythons(dossier="."):
    """Python files under ``dossier``, migrations left out: they are generated."""
    base = (RACINE / dossier).resolve()
    return [c for c in fichiers() if c.suffix == ".py" and base in c.parents and "migrations" not in c.parts]


@cache
def arbre(chemin):
    """The file as a tree."""
    return ast.parse(chemin.read_text(encoding="utf-8"))


def nom(chemin):
    """Path from the root of the repository."""
    return chemin.relative_to(RACINE).as_posix()


def est_un_test(chemin):
    """Whether the file belongs to tests."""
    return "tests" in chemin.parts or chemin.name == "conftest.py"
