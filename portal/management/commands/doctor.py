"""`manage.py doctor`: does every invariant hold?"""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from portal import invariants


class Command(BaseCommand):
    help = "Print every invariant as a line: ok, warn or FAIL, how many rows offend, one of them."

    def handle(self, *args: Any, **options: Any) -> None:
        found = sorted(invariants.findings(), key=lambda finding: finding.name)
        for finding in found:
            verdict = "FAIL" if finding.failed else "warn" if finding.warned else "ok  "
            offenders = "" if finding.ok else f" ({finding.count}, for example {finding.example})"
            self.stdout.write(f"{verdict} {finding.name}{offenders}")
        failed = sum(finding.failed for finding in found)
        warned = sum(finding.warned for finding in found)
        if failed:
            raise CommandError(f"{failed} of {len(found)} invariants do not hold")
        held = f"{len(found) - warned} invariants hold"
        self.stdout.write(f"{held}, {warned} want to be looked at" if warned else held)
