"""The operations of one migration, done together: models are drawn before and after them all, not around each.

Django draws again, in memory, every model tied to the one that an operation touches, and here all are tied, by their
collectivité: five hundred operations drew thirty-six thousand models, nine tenths of the time of a first start. Only
what leaves the same tables whether its models are drawn as they are in between, or as they end, may be done so.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations import AddConstraint, AddField, AddIndex, AlterField, CreateModel
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState
from pgtrigger.migrations import AddTrigger, RemoveTrigger

TABLES = CreateModel | AddField | AlterField | AddIndex | AddConstraint
DECLENCHEURS = AddTrigger | RemoveTrigger


class Ensemble(Operation):
    """Operations whose state is followed one by one, and whose models are drawn once.

    A table that one of them creates is created as they leave it; another one is changed once per operation. Put it
    last in a migration of many operations: ``operations = [Ensemble(operations)]``.

    Raises:
        TypeError: an operation is of another kind (data, SQL, removal), or changes the same field twice.
    """

    serialization_expand_args = ["operations"]

    def __init__(self, operations: Sequence[Operation]) -> None:
        self.operations = list(operations)
        refusees = [type(o).__name__ for o in operations if not isinstance(o, TABLES | DECLENCHEURS)]
        champs = [(o.model_name_lower, o.name_lower) for o in operations if isinstance(o, AddField | AlterField)]
        self._creees = {o.name_lower for o in operations if isinstance(o, CreateModel)}
        refusees += [f"{nom} ×2" for nom in set(champs) if champs.count(nom) > 1 and nom[0] not in self._creees]
        if refusees:
            raise TypeError(f"These operations are not done together: {', '.join(map(str, refusees))}.")

    def _faites(self) -> Iterator[Operation]:
        """What is left to do once the tables are created as they end."""
        for operation in self.operations:
            nom = operation.name_lower if isinstance(operation, CreateModel) else operation.model_name_lower  # type: ignore[attr-defined]
            if isinstance(operation, CreateModel | DECLENCHEURS) or nom not in self._creees:
                yield operation

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """Follow each operation. Models already drawn stay, the new ones beside them, when no other gets or changes a
        field, an index or a constraint; otherwise all are drawn when next asked for."""
        dessines = vars(state).pop("apps", None)
        for operation in self.operations:
            operation.state_forwards(app_label, state)
        if dessines is not None and not self._en_change():
            dessines.render_multiple([state.models[app_label, nom] for nom in self._creees])
            vars(state)["apps"] = dessines

    def _en_change(self) -> bool:
        """Whether a table that was there before gets something else than triggers, which a drawn model ignores."""
        autres = [o for o in self.operations if not isinstance(o, CreateModel | DECLENCHEURS)]
        return any(o.model_name_lower not in self._creees for o in autres)  # type: ignore[attr-defined]

    def database_forwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        """Each operation, from the models of before to those of after."""
        for operation in self._faites():
            operation.database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        """The last first; a table that goes takes its triggers with it."""
        for operation in reversed(list(self._faites())):
            if isinstance(operation, CreateModel) or operation.model_name_lower not in self._creees:  # type: ignore[attr-defined]
                operation.database_backwards(app_label, schema_editor, from_state, to_state)

    def deconstruct(self) -> tuple[str, Sequence[Any], dict[str, Any]]:
        """What a migration writes of it."""
        return type(self).__name__, [], {"operations": self.operations}

    def describe(self) -> str:
        """What ``migrate`` says of it."""
        return "; ".join(operation.describe() for operation in self.operations)
