"""Compiles the kernels of this package, and keeps what was compiled where a production server may write.

numba is loaded by the modules that import this one: they are themselves imported only when a distance or a medoid is
asked for, so that an ordinary command never waits for it.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar, cast

import numba

F = TypeVar("F", bound=Callable[..., Any])


def dossier_de_cache() -> Path | None:
    """Where compiled kernels are kept: ``NUMBA_CACHE_DIR``, else the user's cache; ``None`` if it cannot be written.

    The folder belongs to the process alone (0700): what is read back from it is executed.
    """
    try:
        cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
        dossier = Path(os.environ.get("NUMBA_CACHE_DIR") or cache / "jalons" / "numba")
        dossier.mkdir(mode=0o700, parents=True, exist_ok=True)
    except (OSError, RuntimeError):  # no home, or one that cannot be written
        return None
    return dossier if os.access(dossier, os.W_OK | os.X_OK) and dossier.stat().st_uid == os.getuid() else None


_CACHE = dossier_de_cache()
if _CACHE is not None:
    numba.config.CACHE_DIR = str(_CACHE)  # type: ignore[attr-defined]  # read by numba at each decoration


def compiler(fonction: F) -> F:
    """The function compiled at its first call, without the interpreter's lock: several may run in threads."""
    return cast(F, numba.njit(nogil=True, cache=_CACHE is not None)(fonction))
