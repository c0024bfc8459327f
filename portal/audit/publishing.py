"""The roots of closed days outside the database: a text file to be copied, mailed and printed.

Whoever can rewrite the whole database cannot rewrite yesterday's copy of this file.
"""

from datetime import date
from pathlib import Path

from django.conf import settings

from portal.audit.models import AuditDay

NAME = "audit-roots.txt"


def path() -> Path:
    return Path(settings.DATA_DIR) / NAME


def read_roots(text: str) -> dict[date, str]:
    """The roots in the text of such a file, the last one of a day. Raises ValueError with the
    number of a line that is no day and its root."""
    found = {}
    for number, line in enumerate(text.splitlines(), 1):
        day, _blank, root = line.strip().partition(" ")
        try:
            found[date.fromisoformat(day)] = root
        except ValueError:
            raise ValueError(number) from None
    return found


def published_roots() -> dict[date, str]:
    """The roots in the platform's own file; none before the first night. Raises ValueError."""
    target = path()
    return read_roots(target.read_text(encoding="ascii")) if target.is_file() else {}


def publish_roots() -> int:
    """Append the roots of closed days that the file does not have yet; how many.

    A line is `2026-11-24 <root>`. A line that was written is never changed.
    """
    target = path()
    written = target.read_text(encoding="ascii") if target.is_file() else ""
    known = {line.partition(" ")[0] for line in written.splitlines()}
    days = AuditDay.objects.order_by("day").values_list("day", "root")
    lines = [f"{day} {root}\n" for day, root in days if day.isoformat() not in known]
    if lines:
        with target.open("a", encoding="ascii") as file:
            file.writelines(lines)
    return len(lines)
