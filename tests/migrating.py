"""`python -m tests.migrating`: `migrate` in 8 s of processor time instead of 75.

Django draws all models of all apps anew for each `RunPython`, also when its function, as those of
our triggers, does not look at them; with each model all that are related to it, near or far; and
asks for each foreign key which model may be swapped. The tables and rows that come out are the
same: `python -m tests.migrated_alike` migrates both ways and compares them.
"""

import functools
import gc
import os
import subprocess
import sys
from typing import Any

import django
from django.apps import apps
from django.core.management import call_command
from django.db import router
from django.db.migrations import RunPython
from django.db.migrations.state import ProjectState
from django.utils.functional import SimpleLazyObject

from tests.fingerprint import ROOT

FEW = (100_000, 50, 100)
"""Collections of garbage: most of what `migrate` makes is large and lives long."""


def migrate(environment: dict[str, str]) -> None:
    """All migrations, in a process of its own, on the database that `environment` names."""
    subprocess.run(
        [sys.executable, "-m", "tests.migrating"],
        cwd=ROOT,
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "portal.settings.test", **environment},
        check=True,
    )


def forwards(
    operation: RunPython, app_label: str, schema_editor: Any, from_state: Any, _to: Any
) -> None:
    """As Django's own, but models are drawn when the function asks for the first."""
    _run(operation, operation.code, app_label, schema_editor, from_state)


def backwards(
    operation: RunPython, app_label: str, schema_editor: Any, from_state: Any, _to: Any
) -> None:
    """The same for the way back."""
    _run(operation, operation.reverse_code, app_label, schema_editor, from_state)


def _run(operation: RunPython, code: Any, app_label: str, editor: Any, from_state: Any) -> None:
    def drawn() -> Any:
        from_state.clear_delayed_apps_cache()
        return from_state.apps

    if router.allow_migrate(editor.connection.alias, app_label, **operation.hints):
        models: Any = SimpleLazyObject(drawn)
        code(models, editor)


def only_itself(
    state: ProjectState, app_label: str, model_name: str, delay: bool = False
) -> set[tuple[str, str]]:
    """What is drawn anew when a model changes: itself. Of who points to it a table needs a column's
    type only, and before a `RunPython` whose function asks, all models are drawn."""
    state.is_delayed = True
    return {(app_label, model_name)}


QUICK: tuple[tuple[type, str, Any], ...] = (
    (RunPython, "database_forwards", forwards),
    (RunPython, "database_backwards", backwards),
    (ProjectState, "_find_reload_model", only_itself),
)
"""What takes the place of Django's own: class, name, function."""


def main() -> None:
    gc.set_threshold(*FEW)
    django.setup()
    for owner, name, function in QUICK:
        setattr(owner, name, function)
    apps.get_swappable_settings_name = functools.cache(  # type: ignore[method-assign]
        apps.get_swappable_settings_name
    )
    call_command("migrate", verbosity=0, interactive=False)


if __name__ == "__main__":
    main()
