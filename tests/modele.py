"""The migrated base of the tests, copied into another cluster: replaying every migration would take far longer."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from jalons.config import base_essai
from jalons.config.postgresql import binaires, grappe

A_NOUS = "DATABASE_URL" not in os.environ
"""Whether the base of the tests is in a cluster of this checkout, whose every role is known."""


@contextmanager
def chez(maison: Path) -> Iterator[None]:
    """Let ``jalons.config`` work on the cluster of ``maison``."""
    avant = os.environ.get("JALONS_DONNEES")
    os.environ["JALONS_DONNEES"] = str(maison)
    try:
        yield
    finally:
        if avant is None:
            del os.environ["JALONS_DONNEES"]
        else:
            os.environ["JALONS_DONNEES"] = avant


def copier(cible: str, source: str = "") -> None:
    """Fill ``cible``, the address of an empty base given to a superuser, rights and locks included.

    Args:
        source: base of the tests' own cluster; the migrated one when not given.
    """
    programmes = binaires.trouver()
    adresse = grappe.url("postgres", programmes.majeure, source or base_essai.PREFIXE + base_essai.empreinte())
    psql = [programmes.dossier / "psql", "-q", "-X", "-o", os.devnull, "-v", "ON_ERROR_STOP=1", cible]
    pg_dump = [programmes.dossier / "pg_dump", "-Fp", adresse]
    # thousands of statements, each its own transaction: none waits for the disk, the base is copied again if it is lost
    sans_attendre = os.environ | {"PGOPTIONS": "-c synchronous_commit=off"}
    with base_essai.seul(), subprocess.Popen(pg_dump, stdout=subprocess.PIPE) as vider:
        subprocess.run(psql, stdin=vider.stdout, check=True, stderr=subprocess.PIPE, env=sans_attendre)
    assert vider.returncode == 0
