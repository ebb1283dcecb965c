"""Which login an attempt is counted against."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest


def identifiant_saisi(request: HttpRequest, credentials: Mapping[str, Any] | None) -> str:
    """The address typed, as accounts hold it: changing its case does not start the count again."""
    saisi = (credentials or {}).get("username") or request.POST.get("username", "")
    return str(saisi).strip().lower()
