"""Typed readers of environment variables, that name the variable and what it accepts."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

from psycopg.conninfo import conninfo_to_dict

from jalons.config import lieux


class ReglageInvalide(RuntimeError):  # noqa: N818 - the name is what the user is told
    """A setting that cannot be used; the message names the variable and what it accepts."""


def booleen(nom: str, defaut: bool) -> bool:
    """``oui`` or ``non``."""
    valeur = os.environ.get(nom, "").strip().lower()
    if valeur in ("", "oui", "non"):
        return defaut if not valeur else valeur == "oui"
    raise ReglageInvalide(f"{nom} vaut « {valeur} » : écrivez « oui » ou « non ».")


def entier(nom: str, defaut: int) -> int:
    """A whole number."""
    valeur = os.environ.get(nom, "").strip()
    try:
        return int(valeur) if valeur else defaut
    except ValueError:
        raise ReglageInvalide(f"{nom} vaut « {valeur} » : écrivez un nombre entier.") from None


def dossier(nom: str) -> Path | None:
    """A folder that exists; ``None`` when the variable is not given."""
    valeur = os.environ.get(nom, "").strip()
    if not valeur:
        return None
    chemin = Path(valeur).resolve()
    if not chemin.is_dir():
        raise ReglageInvalide(f"{nom} vaut « {valeur} », qui n'est pas un dossier : indiquez un dossier qui existe.")
    return chemin


def liste(nom: str, defaut: list[str]) -> list[str]:
    """Words separated by commas."""
    valeur = os.environ.get(nom, "")
    return [mot.strip() for mot in valeur.split(",") if mot.strip()] if valeur else defaut


def bases(role: str) -> dict[str, dict[str, Any]]:
    """Django's ``DATABASES``: ``default`` connects as ``role`` (``web``, ``worker``, ``owner``), ``owner`` migrates.

    From ``DATABASE_URL`` and ``DATABASE_OWNER_URL``, else from the local cluster once it has been started.
    """
    urls = _urls_locales()
    cle = {"worker": "DATABASE_WORKER_URL", "owner": "DATABASE_OWNER_URL"}.get(role, "DATABASE_URL")
    web = os.environ.get(cle) or os.environ.get("DATABASE_URL") or urls.get(f"jalons_{role}")
    proprietaire = os.environ.get("DATABASE_OWNER_URL") or urls.get("jalons_owner")
    if os.environ.get("DATABASE_URL") and not os.environ.get("DATABASE_OWNER_URL"):
        proprietaire = None  # the web process of a real installation never knows the owner's password
    pool = {"min_size": 1, "max_size": entier("JALONS_CONNEXIONS", 4), "timeout": 10}
    tables = {"default": _base(web, pool=None if role == "owner" else pool)}
    tables["owner"] = _base(proprietaire or web)
    return tables


def _urls_locales() -> dict[str, str]:
    try:
        urls: dict[str, str] = json.loads((lieux.maison() / "connexion.json").read_text())
    except OSError:
        return {}
    return urls


def _base(adresse: str | None, *, pool: dict[str, Any] | None = None) -> dict[str, Any]:
    parties = conninfo_to_dict(adresse) if adresse else {"dbname": "jalons", "host": "base-non-preparee"}
    options: dict[str, Any] = {"pool": pool} if pool else {}
    if "sslmode" in parties:
        options["sslmode"] = parties["sslmode"]
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parties.get("dbname", "jalons"),
        "USER": parties.get("user", ""),
        "PASSWORD": parties.get("password", ""),
        "HOST": parties.get("host", ""),
        "PORT": str(parties.get("port", "")),
        "CONN_MAX_AGE": 0,
        # lists of choices alone would open one, three exchanges for some ten rows
        "DISABLE_SERVER_SIDE_CURSORS": True,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": options,
    }
