"""The roots of closed days outside the database: a text file to be copied, mailed and printed.

Whoever can rewrite the whole database cannot rewrite yesterday's copy of this file.
"""

from pathlib import Path

from django.conf import settings

from portal.audit.models import AuditDay

NAME = "audit-roots.txt"


def path() -> Path:
    return Path(settings.DATA_DIR) / NAME


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
