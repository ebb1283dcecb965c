"""Creates, starts and stops the local PostgreSQL cluster, with Jalons' four roles."""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

import psycopg
from psycopg import sql

from jalons.config import lieux
from jalons.config.postgresql.binaires import Binaires, trouver

ROLES = {
    "jalons_owner": "NOSUPERUSER NOBYPASSRLS CREATEDB",
    "jalons_web": "NOSUPERUSER NOBYPASSRLS NOCREATEDB",
    "jalons_worker": "NOSUPERUSER NOBYPASSRLS NOCREATEDB",
    "jalons_sauvegarde": "NOSUPERUSER BYPASSRLS NOCREATEDB",
}
"""Roles and what they may do: only the owner migrates, only the backup reads past the policies."""

BASE = "jalons"


def assurer() -> dict[str, str]:
    """Start the cluster if needed and give the connection URL of each role (keys as in ``ROLES``)."""
    maison = lieux.maison()
    maison.mkdir(parents=True, exist_ok=True)
    maison.chmod(0o711 if os.geteuid() == 0 else 0o700)
    with _verrou(maison):
        binaires = trouver()
        donnees = maison / f"pg{binaires.majeure}"
        if not donnees.exists():
            _initialiser(binaires, donnees)
        if not en_marche(donnees):
            _demarrer(binaires, donnees)
        if not (donnees / "jalons.pret").exists():
            _creer_roles(binaires)
            (donnees / "jalons.pret").touch()
    urls = {role: url(role, binaires.majeure) for role in ROLES}
    _publier(maison / "connexion.json", urls)
    return urls


def _publier(fichier: Path, urls: dict[str, str]) -> None:
    """Leave the URLs where the settings read them, for the owner of the files only."""
    texte = json.dumps(urls)
    if fichier.exists() and fichier.read_text() == texte:
        return
    provisoire = fichier.with_suffix(".tmp")
    provisoire.touch(mode=0o600)
    provisoire.write_text(texte)
    provisoire.rename(fichier)


def url(role: str, majeure: int, base: str = BASE) -> str:
    """Connection URL of ``role`` through the Unix socket."""
    prise = quote(str(lieux.prise(majeure)), safe="")
    return f"postgresql://{role}:{quote(lieux.secret(f'pg-{role}'))}@{prise}/{base}"


@contextmanager
def _verrou(maison: Path) -> Iterator[None]:
    with (maison / "demarrage.verrou").open("w") as fichier:
        fcntl.flock(fichier, fcntl.LOCK_EX)
        yield


def en_marche(donnees: Path) -> bool:
    """Whether a postmaster works in ``donnees``: its process has that folder as working directory."""
    try:
        pid = int((donnees / "postmaster.pid").read_text().split()[0])
        return Path(f"/proc/{pid}/cwd").resolve() == donnees.resolve()
    except (OSError, ValueError, IndexError):
        return False


def _initialiser(binaires: Binaires, donnees: Path) -> None:
    provisoire = donnees.with_suffix(".tmp")
    shutil.rmtree(provisoire, ignore_errors=True)
    provisoire.mkdir(mode=0o700)
    passe = donnees.with_suffix(".passe")
    passe.write_text(lieux.secret("pg-postgres"))
    passe.chmod(0o600)
    if compte := binaires.options_de_compte():
        for chemin in (provisoire, passe):
            os.chown(chemin, compte["user"], compte["group"])
    arguments = ["-D", str(provisoire), "-U", "postgres", "-E", "UTF8", "--locale=C.UTF-8", "-T", "french"]
    arguments += ["--data-checksums", "-A", "scram-sha-256", f"--pwfile={passe}"]
    if binaires.majeure >= 17:
        arguments += ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
    try:
        binaires.executer("initdb", *arguments)
    finally:
        passe.unlink()
    provisoire.rename(donnees)


def _prise_prete(majeure: int, binaires: Binaires) -> Path:
    dossier = lieux.prise(majeure)
    dossier.parent.mkdir(parents=True, exist_ok=True, mode=0o755)
    dossier.mkdir(exist_ok=True, mode=0o700)
    compte = binaires.options_de_compte()
    attendu = compte.get("user", os.geteuid())
    if compte:
        dossier.chmod(0o711)
        os.chown(dossier, compte["user"], compte["group"])
    if dossier.lstat().st_uid != attendu:
        raise PermissionError(f"{dossier} appartient à un autre compte : supprimez ce dossier, puis recommencez.")
    return dossier


def _demarrer(binaires: Binaires, donnees: Path) -> None:
    prise = _prise_prete(binaires.majeure, binaires)
    _attendre_les_orphelins(donnees)
    for reste in (donnees / "postmaster.pid", prise / ".s.PGSQL.5432.lock", prise / ".s.PGSQL.5432"):
        reste.unlink(missing_ok=True)  # left by a kill: en_marche() has just shown that nobody works there
    journal = donnees / "jalons.log"
    options = f"-c listen_addresses= -c unix_socket_directories={prise} -c unix_socket_permissions=0777"
    options += " -c max_connections=60 -c shared_buffers=256MB -c timezone=Europe/Paris"
    # short queries on a local disk: compiling one costs more than running it, and an index is as near as the table
    options += " -c jit=off -c random_page_cost=1.1"
    try:
        # stdout must not be a pipe: the server would keep it open and the reader would wait for ever
        binaires.executer(
            "pg_ctl", "-D", str(donnees), "-w", "-t", "60", "-s", "-l", str(journal), "-o", options, "start",
            capture_output=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
    except subprocess.CalledProcessError as erreur:
        fin = journal.read_text(errors="replace")[-800:] if journal.exists() else ""
        raise RuntimeError(f"PostgreSQL n'a pas démarré ; fin de son journal ({journal}) :\n{fin}") from erreur


def _attendre_les_orphelins(donnees: Path, delai: float = 30) -> None:
    """Wait for the sessions that outlive a killed postmaster: two servers must never write in one folder.

    Raises:
        RuntimeError: some are still there after ``delai`` seconds.
    """
    limite = time.monotonic() + delai
    while restants := _processus_dans(donnees):
        if time.monotonic() > limite:
            raise RuntimeError(
                f"Des processus d'un PostgreSQL arrêté brutalement écrivent encore dans {donnees} : "
                f"{', '.join(restants)}. Terminez-les, puis recommencez."
            )
        time.sleep(0.02)


def _processus_dans(donnees: Path) -> list[str]:
    """Identifiers of the processes that work in ``donnees``."""
    trouves, cherche = [], donnees.resolve()
    for entree in Path("/proc").iterdir():
        try:
            if entree.name.isdigit() and (entree / "cwd").readlink() == cherche:
                trouves.append(entree.name)
        except OSError:
            continue  # ended meanwhile, or somebody else's
    return trouves


def _creer_roles(binaires: Binaires) -> None:
    administration = url("postgres", binaires.majeure, "postgres")
    with psycopg.connect(administration, autocommit=True) as connexion:
        existants = {nom for (nom,) in connexion.execute("SELECT rolname FROM pg_roles")}
        for role, droits in ROLES.items():
            verbe = "ALTER" if role in existants else "CREATE"
            connexion.execute(
                sql.SQL("{} ROLE {} LOGIN {} PASSWORD {}").format(
                    sql.SQL(verbe),
                    sql.Identifier(role),
                    sql.SQL(droits),
                    sql.Literal(lieux.secret(f"pg-{role}")),
                )
            )
        connexion.execute("GRANT pg_read_all_data TO jalons_sauvegarde")
        connexion.execute("GRANT jalons_web, jalons_worker TO jalons_owner")  # to end leftover sessions of a test
        if not connexion.execute("SELECT 1 FROM pg_database WHERE datname = %s", [BASE]).fetchone():
            connexion.execute(sql.SQL("CREATE DATABASE {} OWNER jalons_owner").format(sql.Identifier(BASE)))
    with psycopg.connect(url("postgres", binaires.majeure), autocommit=True) as connexion:
        connexion.execute("ALTER SCHEMA public OWNER TO jalons_owner")
        connexion.execute("REVOKE CREATE ON SCHEMA public FROM PUBLIC")


def arreter() -> bool:
    """Stop the cluster (fast); whether it was running."""
    binaires = trouver()
    donnees = lieux.maison() / f"pg{binaires.majeure}"
    if not en_marche(donnees):
        return False
    binaires.executer("pg_ctl", "-D", str(donnees), "-w", "-m", "fast", "stop")
    return True
