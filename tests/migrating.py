"""`python -m tests.migrating`: `migrate` in 45 s of processor time instead of 75.

Django draws all models of all apps anew for each `RunPython`, also when its function, as those of
our triggers, does not look at them; and asks for each foreign key which model may be swapped. The
tables and rows that come out are the same.
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


def main() -> None:
    gc.set_threshold(*FEW)
    django.setup()
    RunPython.database_forwards = forwards  # type: ignore[method-assign, assignment]
    apps.get_swappable_settings_name = functools.cache(  # type: ignore[method-assign]
        apps.get_swappable_settings_name
    )
    call_command("migrate", verbosity=0, interactive=False)


if __name__ == "__main__":
    main()
