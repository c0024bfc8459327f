"""`manage.py note_backup --made-at … --bytes … --sha256 … --where …`: keep that one was made."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from portal.audit import noting


class Command(BaseCommand):
    help = "Keep that a backup was made; to be said by whatever makes it, when it is whole."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--made-at", required=True, help="2026-11-26T03:10 (+08:00 or as set)")
        parser.add_argument(
            "--bytes", dest="size", required=True, type=int, help="size of the whole"
        )
        parser.add_argument("--sha256", required=True, help="of the file, or of its manifest")
        parser.add_argument("--where", required=True, help="where it lies, in words")

    def handle(
        self,
        *args: Any,
        made_at: str,
        size: int,
        sha256: str,
        where: str,
        **options: Any,
    ) -> None:
        try:
            moment = parse_datetime(made_at)
        except ValueError:
            moment = None
        if moment is None:
            raise CommandError(f"no moment: {made_at!r}; write it as 2026-11-26T03:10+08:00")
        if timezone.is_naive(moment):
            moment = timezone.make_aware(moment)
        try:
            row = noting.note_backup(
                made_at=moment, size=size, sha256=sha256, where=where, actor_id=None
            )
        except noting.NoteRefused as refused:
            raise CommandError(str(refused)) from None
        self.stdout.write(f"noted: {moment.isoformat(timespec='minutes')} {row.sha256[:12]}")
