"""The archive: a tar that holds a manifest, the dump of the base and the files received."""

from __future__ import annotations

import hashlib
import json
import tarfile
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO

from jalons.noyau.saisie import EntreeRefusee, Faute

MANIFESTE, BASE, FICHIERS = "manifeste.json", "base.dump", "fichiers"
FORMAT = 1


@dataclass(frozen=True, slots=True)
class Manifeste:
    """What an archive claims to hold; checked before anything is restored.

    Attributes:
        faite_le: moment of the backup, ISO 8601.
        postgresql: major version of the server that was dumped.
        empreinte_base: SHA-256 of the dump.
        fichiers: number of files received.
    """

    format: int
    version: str
    faite_le: str
    postgresql: int
    empreinte_base: str
    octets_base: int
    fichiers: int

    def en_json(self) -> bytes:
        """As written in the archive."""
        return json.dumps(asdict(self), ensure_ascii=False, indent=2).encode()


def refus(message: str, *, recu: str = "", attendu: str = "") -> EntreeRefusee:
    """A refusal of one sentence about an archive."""
    return EntreeRefusee([Faute("sauvegarde", message, recu, attendu)], quoi="Sauvegarde")


def empreinte(flux: IO[bytes]) -> str:
    """SHA-256 of a stream, read by blocks."""
    somme = hashlib.sha256()
    while bloc := flux.read(1 << 20):
        somme.update(bloc)
    return somme.hexdigest()


def lire_manifeste(archive: Path) -> Manifeste:
    """The manifest of ``archive``, once the dump has been checked against it.

    Raises:
        EntreeRefusee: absent, not an archive of Jalons, made by a later version, or altered.
    """
    try:
        with tarfile.open(archive) as tar:
            membre = tar.extractfile(MANIFESTE)
            base = tar.extractfile(BASE)
            if membre is None or base is None:
                raise KeyError(MANIFESTE)
            manifeste = Manifeste(**json.loads(membre.read()))
            trouvee = empreinte(base)
    except FileNotFoundError as erreur:
        raise refus(f"« {archive} » n'existe pas. Vérifiez le chemin.", recu=str(archive)) from erreur
    except (tarfile.TarError, KeyError, TypeError, ValueError, OSError) as erreur:
        raise refus(
            f"« {archive} » n'est pas une sauvegarde de Jalons lisible. Choisissez un fichier fait par "
            "« jalons sauvegarder ».",
            recu=str(archive),
        ) from erreur
    if manifeste.format > FORMAT:
        raise refus(
            f"Cette sauvegarde vient d'une version plus récente de Jalons ({manifeste.version}). Mettez Jalons à jour.",
            recu=f"format {manifeste.format}", attendu=f"format {FORMAT} au plus",
        )  # fmt: skip
    if trouvee != manifeste.empreinte_base:
        raise refus("Le contenu ne correspond pas à son empreinte : la sauvegarde est altérée. Prenez-en une autre.")
    return manifeste


def fichiers_de(archive: Path) -> Iterator[tuple[str, bytes]]:
    """Name (fingerprint) and bytes of each file received, checked against its name.

    Raises:
        EntreeRefusee: a file does not match its fingerprint.
    """
    with tarfile.open(archive) as tar:
        for membre in tar:
            if membre.isfile() and membre.name.startswith(f"{FICHIERS}/") and (flux := tar.extractfile(membre)):
                octets = flux.read()
                nom = Path(membre.name).name
                if hashlib.sha256(octets).hexdigest() != nom:
                    raise refus(
                        f"Le fichier {nom[:12]}… ne correspond pas à son empreinte : la sauvegarde est altérée."
                    )
                yield nom, octets
