"""History by triggers: every insertion, change and deletion of a tracked row, whoever wrote it and however."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import pghistory
from django.db import models
from pghistory.models import Event

M = TypeVar("M", bound=models.Model)


class Evenement(Event):
    """Base of the event tables: a wide key, since they only grow."""

    pgh_id = models.BigAutoField(primary_key=True)

    class Meta:
        abstract = True


def historiser(**options: Any) -> Callable[[type[M]], type[M]]:
    """Decorate a model so that triggers copy each state of its rows into ``<Model>Event``.

    The event table is protected like the model itself and can only be read by the web role (see ``verrou``).
    """
    return pghistory.track(  # type: ignore[no-any-return]
        pghistory.InsertEvent(),
        pghistory.UpdateEvent(),
        pghistory.DeleteEvent(),
        base_model=Evenement,
        obj_field=pghistory.ObjForeignKey(related_name="evenements"),
        **options,
    )
