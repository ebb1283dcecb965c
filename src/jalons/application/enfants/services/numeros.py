"""Numbers of files: drawn at random, so that nobody guesses a file from another."""

from __future__ import annotations

import re
import secrets

ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
"""Without the letters and digits that are taken for each other on the telephone."""
FORME = re.compile(r"[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}")


def tirer() -> str:
    """A number of the form ``7K3F-9QXD``: one chance in a million of million to meet another."""
    lettres = "".join(secrets.choice(ALPHABET) for _ in range(8))
    return f"{lettres[:4]}-{lettres[4:]}"
