"""Word documents: a template that the département may replace by its own, filled in a sandbox."""

from __future__ import annotations

import io
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

from docxtpl import DocxTemplate
from jinja2 import TemplateError
from jinja2.sandbox import SandboxedEnvironment

from jalons.noyau.saisie import EntreeRefusee, Faute, abrege


def remplir(modele: Path | bytes, contexte: Mapping[str, Any], *, nom: str = "modèle Word") -> bytes:
    """The document of ``modele`` filled with ``contexte``.

    Values are escaped. A template comes from a user: it is run in a sandbox, without access to Python's internals.

    Raises:
        EntreeRefusee: not a Word file, or a tag that cannot be read.
    """
    source = io.BytesIO(modele) if isinstance(modele, bytes) else str(modele)
    try:
        document = DocxTemplate(source)
        document.render(dict(contexte), jinja_env=SandboxedEnvironment(autoescape=True), autoescape=True)
    except (BadZipFile, KeyError, ValueError) as erreur:
        raise EntreeRefusee(
            [Faute(nom, "Ce fichier n'est pas un document Word (.docx) lisible : enregistrez-le de nouveau dans Word.")]
        ) from erreur
    except TemplateError as erreur:
        raise EntreeRefusee(
            [
                Faute(
                    nom,
                    f"Une balise du modèle est illisible ({abrege(erreur)}). Comparez avec le modèle de Jalons.",
                    recu=abrege(erreur),
                    attendu="les balises du modèle fourni",
                )
            ]
        ) from erreur
    sortie = io.BytesIO()
    document.save(sortie)
    return sortie.getvalue()
