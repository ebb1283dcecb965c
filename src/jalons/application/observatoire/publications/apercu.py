"""The preview of an edition: what would leave, what stays, and every file."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import jalons
from jalons.analyse.publications import classeur, note, ouvertes
from jalons.analyse.publications.assemblage import assembler
from jalons.analyse.publications.fonds import FICHIER_NPM
from jalons.analyse.publications.lecture import construire
from jalons.analyse.publications.modele import Contenu
from jalons.application.documents.pdf import composer as composer_pdf
from jalons.application.observatoire.publications.models import Publication
from jalons.application.ui.finders import dossier_npm
from jalons.noyau.yaml_situe import DocumentYaml

NOTE, CLASSEUR, OUVERTES = "note.pdf", "tableaux.xlsx", "donnees-ouvertes.zip"
"""Files that an edition gives."""
QUAND = (1980, 1, 1, 0, 0, 0)
"""Date of the members of the archive: the same content gives the same bytes."""


@dataclass(frozen=True, slots=True)
class Apercu:
    """Plain data, ready to be kept."""

    contenu: Mapping[str, Any]
    dossier: Mapping[str, Any]
    fichiers: Mapping[str, bytes]


def composer(publication: Publication, entrees: Mapping[str, bytes], anterieures: Sequence[Publication]) -> Apercu:
    """Protect, attack, draw, write.

    Raises:
        EntreeRefusee: with every fault of the declaration and of its files.
    """
    edition = construire(DocumentYaml(publication.declaration), nom="l'édition")
    fait = assembler(
        edition, entrees, anterieures=[Contenu.lire(a.contenu) for a in anterieures if a.contenu],
        contours=dossier_npm() / FICHIER_NPM, versions={"Jalons": jalons.__version__},
    )  # fmt: skip
    contenu = fait.contenu
    return Apercu(contenu.en_json(), fait.dossier.en_json(), {
        NOTE: composer_pdf(note.MODELE, note.donnees(contenu), images=note.images(contenu)),
        CLASSEUR: classeur.ecrire(contenu), OUVERTES: _archive(ouvertes.fichiers(contenu)),
    })  # fmt: skip


def _archive(fichiers: Mapping[str, bytes]) -> bytes:
    sortie = io.BytesIO()
    with zipfile.ZipFile(sortie, "w", zipfile.ZIP_DEFLATED) as archive:
        for nom, contenu in sorted(fichiers.items()):
            archive.writestr(zipfile.ZipInfo(nom, QUAND), contenu, zipfile.ZIP_DEFLATED)
    return sortie.getvalue()
