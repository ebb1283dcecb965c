"""Adding or removing a trigger in a migration, without drawing again every model of the application.

Django draws again the models tied to the one that an operation touches, and here all are tied, by their collectivité: a
quarter of a second for each of some two hundred triggers, half the time of a first installation. A trigger changes
neither the fields nor the relations of its model: only what the migrations know of its options has to follow.
"""

from __future__ import annotations

from django.db.migrations.state import ProjectState
from pgtrigger import migrations


def alleger() -> None:
    """Make ``pgtrigger``'s operations tell the state which triggers there are, and nothing more."""
    migrations.AddTrigger.state_forwards = _noter  # type: ignore[method-assign]
    migrations.RemoveTrigger.state_forwards = _oter  # type: ignore[method-assign]


def _noter(self: migrations.AddTrigger, app_label: str, state: ProjectState) -> None:
    modele = state.models[app_label, self.model_name.lower()]
    modele.options["triggers"] = [*modele.options.get("triggers", []), self.trigger]


def _oter(self: migrations.RemoveTrigger, app_label: str, state: ProjectState) -> None:
    modele = state.models[app_label, self.model_name.lower()]
    modele.options["triggers"] = [t for t in modele.options.get("triggers", []) if t.name != self.name]
