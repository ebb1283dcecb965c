"""Static files taken one by one from ``node_modules``: only what a page really loads is collected."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.checks import CheckMessage, Error
from django.core.files.storage import FileSystemStorage, Storage

NPM_FICHIERS: dict[str, str] = {
    "tabler/tabler.min.css": "@tabler/core/dist/css/tabler.min.css",
}
"""Served name → path inside ``node_modules``. Tabler's script is left out on purpose: nothing here needs it."""


def dossier_npm() -> Path:
    """The ``node_modules`` of the project (setting ``NPM_DOSSIER``, else beside ``package.json``)."""
    declare = getattr(settings, "NPM_DOSSIER", None)
    return Path(declare) if declare else Path(__file__).parents[4] / "node_modules"


class NpmFinder(BaseFinder):
    """Finds the files of ``NPM_FICHIERS`` and nothing else."""

    def check(self, **kwargs: Any) -> list[CheckMessage]:
        """One error per missing file, with the command that brings it."""
        return [
            Error(
                f"Fichier absent de node_modules : {chemin}.",
                hint="Lancez « npm ci --ignore-scripts » à la racine du dépôt (make run le fait).",
                id="ui.E001",
            )
            for chemin in NPM_FICHIERS.values()
            if not (dossier_npm() / chemin).is_file()
        ]

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:
        """The absolute path of a served name, or an empty list."""
        trouve = dossier_npm() / NPM_FICHIERS[path] if path in NPM_FICHIERS else None
        if trouve is None or not trouve.is_file():
            return []
        return [str(trouve)] if find_all else str(trouve)

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, Storage]]:
        """Each served name with a storage that opens it."""
        stockage = _StockageNpm(location=dossier_npm())
        for nom in NPM_FICHIERS:
            yield nom, stockage


class _StockageNpm(FileSystemStorage):
    """Opens a served name at its place in ``node_modules``."""

    def path(self, name: str) -> str:
        return str(dossier_npm() / NPM_FICHIERS[name])
