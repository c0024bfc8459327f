"""`manage.py retry_jobs --reason WHY [--kind KIND]`: try the failed jobs again."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction

from portal.audit.recording import record
from portal.jobs.retrying import failed, put_back


class Command(BaseCommand):
    help = "Put jobs that stand failed back into the outbox, after their cause was mended."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--reason", required=True, help="what was mended; kept in the audit")
        parser.add_argument("--kind", default="", help="only jobs of this kind")

    def handle(self, *args: Any, reason: str, kind: str, **options: Any) -> None:
        if not reason.strip():
            raise CommandError("say what was mended: --reason WHY")
        again = 0
        for job in failed(kind):
            with transaction.atomic():
                if put_back(job.pk):
                    record("job.retried", job, actor_id=None, reason=reason)
                    self.stdout.write(job.key)
                    again += 1
        self.stdout.write(f"{again} jobs are tried again")
