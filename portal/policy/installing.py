"""The shipped rules (`rules.toml`) enter the table; a key that a city has set is left alone."""

import tomllib
from collections import defaultdict
from datetime import date
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from django.db import transaction

from portal import clock
from portal.audit.recording import record
from portal.policy.choices import Enforcement, Origin
from portal.policy.models import STANDING, PolicyRule

SHIPPED = Path(__file__).parent / "rules.toml"
COLUMNS = {field.name for field in PolicyRule._meta.get_fields()}  # noqa: SLF001 - public interface


def shipped_rules() -> list[dict[str, Any]]:
    return list(tomllib.loads(SHIPPED.read_text(encoding="utf-8"))["rule"])


@cache
def about_shipped() -> dict[str, dict[str, Any]]:
    """What is told of a key beside its rows, from its latest entry: `reserved` (kept for reference,
    no code reads it yet) and `confidence`."""
    return {
        entry["key"]: {name: entry.get(name) for name in ("reserved", "confidence")}
        for entry in shipped_rules()
    }


def install(entries: list[dict[str, Any]] | None = None) -> int:
    """Insert each shipped row, `(key, since)`, that is not in the table yet; how many.

    A key may be shipped in several rows, each in force until the next begins; a row shipped later
    ends the row before it on its first day, so that an event of an earlier day is judged as
    before. A key of which any row was set by a city is not touched. Rows that come to a database
    already in use are written into the audit trail.
    """
    shipped: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for entry in shipped_rules() if entries is None else entries:
        shipped[entry["key"]].append(entry)
    with transaction.atomic():
        held: dict[str, dict[date, PolicyRule]] = defaultdict(dict)
        for row in PolicyRule.objects.filter(STANDING):
            held[row.key][row.effective_from] = row
        added = [
            row for key, rows in shipped.items() for row in _install_key(held.get(key, {}), rows)
        ]
        if held:
            for row in added:
                since = row.effective_from.isoformat()
                change = {"key": row.key, "to": row.value, "since": since}
                record("policy.shipped", row, actor_id=None, data=change)
    return len(added)


def _install_key(held: dict[date, PolicyRule], entries: list[dict[str, Any]]) -> list[PolicyRule]:
    """The missing rows of one key, inserted between those there; ends first, since one row of a
    key at most may be open."""
    if any(row.origin == Origin.CITY for row in held.values()):
        return []
    new = {entry["since"]: _row(entry) for entry in entries if entry["since"] not in held}
    chain = sorted({**held, **new}.items())
    for (_since, row), (following, _next) in pairwise(chain):
        if row.effective_to != following:
            row.effective_to = following
            if row.pk:
                PolicyRule.objects.filter(pk=row.pk).update(effective_to=following)
    return PolicyRule.objects.bulk_create(row for _since, row in sorted(new.items()))


def _row(entry: dict[str, Any]) -> PolicyRule:
    return PolicyRule(
        key=entry["key"],
        value=entry["value"],
        basis=entry["basis"],
        source_text=entry.get("source_text", ""),
        effective_from=entry["since"],
        enforcement=entry.get("enforcement", Enforcement.INFO),
        origin=Origin.SHIPPED,
        recorded_at=clock.now(),
    )


def after_migrate(apps: Any, **_: Any) -> None:
    """Not while the table stands at an older migration, whose columns are others."""
    try:
        fields = apps.get_model("policy", "PolicyRule")._meta.get_fields()  # noqa: SLF001
    except LookupError:
        return
    if {field.name for field in fields} == COLUMNS:
        install()
