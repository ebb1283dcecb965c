"""Restoration of a backup: everything is rebuilt beside, then swapped at once.

1. the archive is read whole against its manifest;
2. the dump goes into a fresh base, ``<base>_restauration``, which is brought up to date there;
3. files that are missing are put back (they are named by their fingerprint: nothing is overwritten);
4. one transaction renames the two bases; the former one stays as ``<base>_precedente``.

Killed before the fourth step, the base in service is what it was; the fourth is atomic.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from jalons.config import archive
from jalons.config.postgresql.outils import OutilAbsent, Serveur

VERROU = 0x4A616C6F6E73
"""Advisory lock held during a restoration ("Jalons" in ASCII)."""

Dire = Callable[[str], None]


def restaurer(serveur: Serveur, fichiers: Path, source: Path, *, dire: Dire) -> archive.Manifeste:
    """Put ``source`` in place of the base in service; ``dire`` is told each step.

    Raises:
        EntreeRefusee: the archive is damaged; nothing has been touched.
        OutilAbsent: a step failed, or another restoration is under way; the base in service is untouched.
    """
    dire("Vérification de la sauvegarde…")
    manifeste = archive.verifier(source)
    with _seul(serveur) as administration:
        neuve = f"{serveur.base}_restauration"
        dire("Remplissage d'une base neuve…")
        _creer(administration, neuve)
        _remplir(serveur, neuve, source)
        dire("Mise à jour de cette base…")
        _mettre_a_jour(serveur, neuve)
        dire("Remise en place des fichiers…")
        _remettre_fichiers(source, fichiers)
        dire("Échange des deux bases…")
        _echanger(administration, serveur.base, neuve)
    return manifeste


@contextmanager
def _seul(serveur: Serveur) -> Iterator[psycopg.Connection]:
    with psycopg.connect(serveur.adresse("administration", "postgres"), autocommit=True) as connexion:
        obtenu = connexion.execute("SELECT pg_try_advisory_lock(%s)", [VERROU]).fetchone()
        if obtenu != (True,):
            raise OutilAbsent("Une restauration est déjà en cours : attendez qu'elle finisse.")
        yield connexion


def _creer(administration: psycopg.Connection, base: str) -> None:
    nom = sql.Identifier(base)
    administration.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(nom))  # left by a kill
    administration.execute(sql.SQL("CREATE DATABASE {} OWNER jalons_owner TEMPLATE template0").format(nom))


def _remplir(serveur: Serveur, base: str, source: Path) -> None:
    with tempfile.TemporaryDirectory(prefix="jalons-") as dossier, archive.ouvrir(source) as contenu:
        vidage = Path(dossier, archive.VIDAGE)
        with vidage.open("wb") as sortie:
            shutil.copyfileobj(contenu.extractfile(archive.VIDAGE), sortie)  # type: ignore[arg-type]
        options = ["--exit-on-error", "--single-transaction", f"--dbname={base}", str(vidage)]
        serveur.lancer("pg_restore", *options, adresse=serveur.adresse("administration", base))


def _mettre_a_jour(serveur: Serveur, base: str) -> None:
    """Migrate the fresh base in another process, as the owner: policies and rights are put back too."""
    adresse = _avec_base(serveur.proprietaire, base)
    environnement = dict(os.environ, DATABASE_URL=adresse, DATABASE_OWNER_URL=adresse, JALONS_ROLE="owner")
    commande = [sys.executable, "-c", "from jalons.cli import main; raise SystemExit(main(['base', 'preparer']))"]
    fini = subprocess.run(commande, env=environnement, capture_output=True, text=True, check=False)  # noqa: S603
    if fini.returncode:
        raise OutilAbsent(
            "La sauvegarde ne peut être mise à jour par cette version de Jalons (est-elle plus récente ?) : "
            + fini.stderr.strip()[-600:]
        )


def _avec_base(adresse: str, base: str) -> str:
    return make_conninfo(**(conninfo_to_dict(adresse) | {"dbname": base}))  # type: ignore[arg-type]


def _remettre_fichiers(source: Path, fichiers: Path) -> None:
    """Put missing files back; those that root writes are given to whom the data belong, or no page could open them."""
    maitre = fichiers.parent.stat() if os.geteuid() == 0 and fichiers.parent.exists() else None
    with archive.ouvrir(source) as contenu:
        for membre in contenu:
            if not membre.name.startswith(archive.FICHIERS):
                continue
            cible = fichiers / membre.name.removeprefix(archive.FICHIERS)
            if cible.exists():
                continue
            for dossier in reversed([p for p in cible.parents if not p.exists()]):
                dossier.mkdir(mode=0o700)
                _donner(dossier, maitre)
            provisoire = cible.with_name(cible.name + ".tmp")
            with provisoire.open("wb") as sortie:
                shutil.copyfileobj(contenu.extractfile(membre), sortie)  # type: ignore[arg-type]
            provisoire.chmod(0o600)
            _donner(provisoire, maitre)
            provisoire.rename(cible)


def _donner(chemin: Path, maitre: os.stat_result | None) -> None:
    if maitre is not None:
        os.chown(chemin, maitre.st_uid, maitre.st_gid)


def _echanger(administration: psycopg.Connection, base: str, neuve: str) -> None:
    precedente = sql.Identifier(f"{base}_precedente")
    administration.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(precedente))
    administration.execute(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = ANY(%s) AND pid <> pg_backend_pid()",
        [[base, neuve]],
    )
    renommer = sql.SQL("ALTER DATABASE {} RENAME TO {}")
    with administration.transaction():
        administration.execute(renommer.format(sql.Identifier(base), precedente))
        administration.execute(renommer.format(sql.Identifier(neuve), sql.Identifier(base)))
