"""XML and archives from anywhere: no entity, no network, nothing unfolded beyond a bound."""

from __future__ import annotations

import io
import zipfile
import zlib
from typing import TYPE_CHECKING

from jalons.lecture.entrees.limites import DEPLIE, refus

if TYPE_CHECKING:
    from lxml.etree import _Element

_BLOC = 1 << 20


def partie(contenu: bytes, chemin: str, nom: str) -> bytes | None:
    """One file of the archive, never more than ``DEPLIE`` bytes of it; ``None`` when the archive does not hold it.

    Raises:
        EntreeRefusee: damaged, encrypted, or larger than ``DEPLIE`` once unfolded.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(contenu)) as archive:
            if chemin not in archive.namelist():
                return None
            if archive.getinfo(chemin).flag_bits & 1:
                raise refus(
                    nom,
                    "Le document est protégé par un mot de passe : déposez-en une copie sans protection.",
                    "chiffré",
                )
            return _deplier(archive, chemin, nom)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, OSError, ValueError, RuntimeError) as erreur:
        message = "Le document est abîmé ou incomplet : son contenu ne se déplie pas. Reprenez-le depuis l'original."
        raise refus(nom, message, str(erreur)) from erreur


def arbre(contenu: bytes, nom: str) -> _Element:
    """The tree of a part.

    Raises:
        EntreeRefusee: it is no XML, declares entities, or is nested beyond reason.
    """
    from lxml import etree

    analyseur = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        racine = etree.fromstring(contenu, analyseur)
    except (etree.XMLSyntaxError, ValueError) as erreur:
        message = "Le document est abîmé : son texte n'est pas un XML correct. Ouvrez-le et enregistrez-le de nouveau."
        raise refus(nom, message, str(erreur)) from erreur
    if racine.getroottree().docinfo.doctype:
        message = "Le document déclare des entités XML, ce qu'aucun traitement de texte ne fait : il n'est pas lu."
        raise refus(nom, message, "DOCTYPE", "un document sans DOCTYPE")
    return racine


def _deplier(archive: zipfile.ZipFile, chemin: str, nom: str) -> bytes:
    morceaux, total = [], 0
    with archive.open(chemin) as flux:
        while bloc := flux.read(_BLOC):
            total += len(bloc)
            if total > DEPLIE:
                message = (
                    f"Une fois déplié, le document pèse plus de {DEPLIE // 10**6} Mo : ce n'est pas un document "
                    "ordinaire. Vérifiez le fichier, ou découpez-le."
                )
                raise refus(nom, message, f"plus de {DEPLIE} octets", f"{DEPLIE} octets au plus")
            morceaux.append(bloc)
    return b"".join(morceaux)
