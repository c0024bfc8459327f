"""`manage.py doctor`: does every invariant hold?"""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from portal import hooks


class Command(BaseCommand):
    help = "Print every invariant as a line: ok or FAIL, how many rows offend, one of them."

    def handle(self, *args: Any, **options: Any) -> None:
        found = sorted(hooks.findings(), key=lambda finding: finding.name)
        for finding in found:
            verdict = "ok  " if finding.ok else "FAIL"
            offenders = "" if finding.ok else f" ({finding.count}, for example {finding.example})"
            self.stdout.write(f"{verdict} {finding.name}{offenders}")
        failed = sum(not finding.ok for finding in found)
        if failed:
            raise CommandError(f"{failed} of {len(found)} invariants do not hold")
        self.stdout.write(f"{len(found)} invariants hold")
