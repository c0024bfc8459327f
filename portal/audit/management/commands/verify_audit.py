"""`manage.py verify_audit [--roots FILE]`: is the audit trail as it was sealed?"""

from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from portal.audit.publishing import read_roots
from portal.audit.verifying import verify

SHOWN = 20


class Command(BaseCommand):
    help = "Check every audit event against its seal and every closed day against its root."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--roots",
            type=Path,
            help="a copy of audit-roots.txt that was kept elsewhere; lines of a day and its root",
        )

    def handle(self, *args: Any, roots: Path | None = None, **options: Any) -> None:
        result = verify(kept_roots(roots) if roots else None)
        self.stdout.write(f"{result.sealed} events sealed, {result.unsealed} waiting for a seal")
        if result.waiting_since:
            self.stdout.write(f"the oldest of them waits since {result.waiting_since:%F %T %Z}")
        for fault in result.faults[:SHOWN]:
            self.stdout.write(f"{fault.day} #{fault.position}: {fault.what}")
        if result.faults:
            raise CommandError(f"{len(result.faults)} places are not as they were sealed")
        self.stdout.write("the trail is intact")


def kept_roots(path: Path) -> dict[date, str]:
    """The roots in a file, the last one of a day. Raises CommandError for what is none."""
    try:
        text = path.read_text(encoding="ascii")
    except (OSError, ValueError) as error:
        raise CommandError(f"{path} cannot be read: {error}") from None
    try:
        return read_roots(text)
    except ValueError as line:
        raise CommandError(f"{path}, line {line}: not a day and its root") from None
