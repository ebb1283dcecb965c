"""What every template knows of the agent."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from jalons.application.acces.droits import Droits


def agent(request: HttpRequest) -> dict[str, Any]:
    """``droits`` (see ``Droits``) and ``collectivite_code``: the only one of the agent, or nothing."""
    droits: Droits = getattr(request, "droits", Droits())
    codes = droits.collectivites
    return {"droits": droits, "collectivite_code": next(iter(codes)) if len(codes) == 1 else None}
