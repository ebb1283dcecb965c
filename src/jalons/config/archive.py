"""The file of a backup: a tar that holds a manifest, the dump of the base, and the files received.

The manifest comes first and gives size and SHA-256 of everything that follows, so that a damaged or doctored backup
is known before anything is touched.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import re
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO, Any

from jalons.noyau.causes import cause
from jalons.noyau.saisie import EntreeRefusee, Faute

FORMAT = 1
MANIFESTE, VIDAGE, FICHIERS = "manifeste.json", "base.dump", "fichiers/"
_NOM_SUR = re.compile(r"fichiers/[0-9A-Za-z_.-]+(/[0-9A-Za-z_.-]+)*")


@dataclass(frozen=True)
class Manifeste:
    """What a backup holds, and what made it.

    Attributes:
        jalons: version of Jalons; ``postgresql``: version of the server; ``migrations``: those applied to the base.
        cree_le: moment of the dump, ISO 8601 with its offset.
        contenu: for each member, its size in bytes and its SHA-256 in hexadecimal.
    """

    jalons: str
    postgresql: str
    cree_le: str
    migrations: list[str]
    contenu: dict[str, dict[str, Any]]
    format: int = FORMAT


def empreinte(flux: IO[bytes]) -> tuple[int, str]:
    """Size and SHA-256 of a stream, read by pieces."""
    taille, somme = 0, hashlib.sha256()
    while morceau := flux.read(1 << 20):
        taille += len(morceau)
        somme.update(morceau)
    return taille, somme.hexdigest()


def decrire(chemin: Path) -> dict[str, Any]:
    """Line of the manifest for a file."""
    with chemin.open("rb") as flux:
        taille, somme = empreinte(flux)
    return {"octets": taille, "sha256": somme}


def ecrire(sortie: Path, manifeste: Manifeste, membres: dict[str, Path]) -> None:
    """Write the archive beside ``sortie``, flush it to the disk, then give it its name: whole, or absent."""
    provisoire = sortie.with_name(sortie.name + ".tmp")
    descripteur = os.open(provisoire, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descripteur, "wb") as flux:
        with tarfile.open(fileobj=flux, mode="w", format=tarfile.PAX_FORMAT) as archive:
            texte = json.dumps(asdict(manifeste), ensure_ascii=False, indent=2).encode()
            entete = tarfile.TarInfo(MANIFESTE)
            entete.size = len(texte)
            archive.addfile(entete, io.BytesIO(texte))
            for nom, chemin in membres.items():
                archive.add(chemin, arcname=nom, recursive=False)
        flux.flush()
        os.fsync(flux.fileno())
    provisoire.rename(sortie)


@contextmanager
def ouvrir(chemin: Path) -> Iterator[tarfile.TarFile]:
    """The archive, for reading.

    Raises:
        EntreeRefusee: the file cannot be read or is not a backup.
    """
    try:
        with tarfile.open(chemin, mode="r:") as archive:
            yield archive
    except FileNotFoundError as erreur:
        raise _refus(chemin, "Ce fichier n'existe pas. Vérifiez le chemin.", "un fichier de sauvegarde") from erreur
    except (tarfile.TarError, OSError, EOFError) as erreur:
        raise _refus(chemin, _pourquoi(chemin, erreur), "un fichier écrit par « jalons sauvegarder »") from erreur


def _pourquoi(chemin: Path, erreur: Exception) -> str:
    """Why an archive is not read, and what to do: the words of ``tarfile`` are English, and say no more."""
    if isinstance(erreur, OSError) and erreur.errno is not None:
        return f"Ce fichier ne peut être lu ({cause(erreur)}). Vérifiez le chemin et les droits d'accès."
    octets = chemin.stat().st_size
    if octets == 0:
        return "Ce fichier est vide. Prenez une autre sauvegarde."
    with chemin.open("rb") as flux:
        entame = flux.read(len(MANIFESTE)) == MANIFESTE.encode()  # a tar begins with the name of its first member
    if entame:
        return (
            f"Cette sauvegarde est coupée : le fichier s'arrête après {octets} octets, avant sa fin. "
            "Copiez-la de nouveau, ou prenez une autre sauvegarde."
        )
    return "Ce fichier n'est pas une sauvegarde de Jalons. Prenez un fichier écrit par « jalons sauvegarder »."


def verifier(chemin: Path) -> Manifeste:
    """Read the whole archive against its manifest.

    Raises:
        EntreeRefusee: every member that is missing, altered or unexpected.
    """
    with ouvrir(chemin) as archive:
        manifeste = _lire_manifeste(chemin, archive)
        restants = dict(manifeste.contenu)
        fautes: list[Faute] = []
        for membre in archive:
            if membre.name == MANIFESTE:
                continue
            attendu = restants.pop(membre.name, None)
            fautes += _controler(archive, membre, attendu)
        fautes += [Faute(nom, "Cette partie manque dans la sauvegarde.", "absente", "présente") for nom in restants]
    if fautes:
        raise EntreeRefusee(fautes, quoi=chemin.name)
    return manifeste


def _lire_manifeste(chemin: Path, archive: tarfile.TarFile) -> Manifeste:
    premier = archive.next()
    flux = archive.extractfile(premier) if premier and premier.name == MANIFESTE else None
    if flux is None:
        raise _refus(chemin, "Cette archive ne commence pas par un manifeste : ce n'est pas une sauvegarde.", MANIFESTE)
    try:
        donnees = json.loads(flux.read())
        if donnees["format"] != FORMAT:
            raise _refus(
                chemin,
                f"Cette sauvegarde est au format {donnees['format']}, cette version de Jalons lit le format {FORMAT}. "
                "Restaurez-la avec la version de Jalons qui l'a écrite.",
                f"format {FORMAT}",
            )
        return Manifeste(**donnees)
    except (ValueError, KeyError, TypeError) as erreur:
        raise _refus(
            chemin, "Le manifeste de cette sauvegarde est illisible. Prenez une autre sauvegarde.", "un manifeste"
        ) from erreur


def _controler(archive: tarfile.TarFile, membre: tarfile.TarInfo, attendu: dict[str, Any] | None) -> list[Faute]:
    if attendu is None or not membre.isfile() or not (membre.name == VIDAGE or _NOM_SUR.fullmatch(membre.name)):
        return [Faute(membre.name, "Cette partie n'est pas annoncée par le manifeste.", membre.name, "rien")]
    if ".." in membre.name.split("/"):
        return [Faute(membre.name, "Ce nom sort du dossier des fichiers.", membre.name, "un nom simple")]
    flux = archive.extractfile(membre)
    taille, somme = empreinte(flux) if flux else (0, "")
    if (taille, somme) != (attendu.get("octets"), attendu.get("sha256")):
        message = "Cette partie a changé depuis la sauvegarde : son empreinte n'est plus la même."
        return [Faute(membre.name, message, f"{taille} octets, {somme[:12]}…", f"{attendu.get('octets')} octets")]
    return []


def _refus(chemin: Path, message: str, attendu: str) -> EntreeRefusee:
    return EntreeRefusee([Faute(str(chemin), message, chemin.name, attendu)], quoi="Sauvegarde")
