"""The shipped rules (`rules.toml`) enter the table once; what a city has set since is left
alone."""

import tomllib
from pathlib import Path
from typing import Any

from django.apps import apps

from portal import clock

SHIPPED = Path(__file__).parent / "rules.toml"


def shipped_rules() -> list[dict[str, Any]]:
    return list(tomllib.loads(SHIPPED.read_text(encoding="utf-8"))["rule"])


def install() -> int:
    """Insert each shipped rule whose key is not in the table yet; how many."""
    model: Any = apps.get_model("policy", "PolicyRule")
    known = set(model.objects.values_list("key", flat=True))
    rows = [
        model(
            key=entry["key"],
            value=entry["value"],
            basis=entry["basis"],
            source_text=entry.get("source_text", ""),
            effective_from=entry["since"],
            enforcement=entry.get("enforcement", "info"),
            recorded_at=clock.now(),
        )
        for entry in shipped_rules()
        if entry["key"] not in known
    ]
    model.objects.bulk_create(rows)
    return len(rows)


def after_migrate(**_: Any) -> None:
    install()
