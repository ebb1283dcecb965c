"""Peers to compare with, each in an environment of its own that is never ours: ``build/pairs/<name>``."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

RACINE = Path(__file__).resolve().parents[1]
DOSSIER = RACINE / "build" / "pairs"


def environnement(nom: str, *paquets: str) -> Path:
    """The Python of an environment where ``paquets`` ("name==version") are installed; made once, from PyPI.

    Raises:
        SystemExit: the installation failed (no network, version withdrawn): a comparison is never invented.
    """
    lieu = DOSSIER / nom
    python = lieu / "bin" / "python"
    temoin = lieu / "paquets.txt"
    if temoin.exists() and temoin.read_text() == "\n".join(paquets):
        return python
    uv = shutil.which("uv") or str(RACINE / ".uv" / "bin" / "uv")
    env = os.environ | {"UV_PYTHON_DOWNLOADS": "never"}
    for commande in ([uv, "venv", "-q", "--clear", "-p", sys.executable, str(lieu)],
                     [uv, "pip", "install", "-q", "-p", str(python), *paquets]):  # fmt: skip
        if subprocess.run(commande, env=env, check=False).returncode:
            raise SystemExit(f"Le pair {nom} n'a pu être installé ({', '.join(paquets)}) : comparaison impossible.")
    temoin.write_text("\n".join(paquets))
    return python


def executer(python: Path, programme: str, *arguments: str, delai: float = 3600) -> Any:
    """Run ``programme`` (Python source) with that Python; the JSON of its last line of output.

    It runs in a folder of its own, thrown away: some peers leave logs where they stand. Paths given must be absolute.

    Raises:
        SystemExit: it failed.
    """
    with tempfile.TemporaryDirectory(prefix="jalons-pair-") as dossier:
        fini = subprocess.run(
            [str(python), "-c", programme, *arguments], capture_output=True, text=True, timeout=delai, check=False,
            cwd=dossier,
        )  # fmt: skip
    if fini.returncode:
        raise SystemExit(f"Le pair a échoué :\n{fini.stderr[-2000:]}")
    return json.loads(fini.stdout.strip().splitlines()[-1])
