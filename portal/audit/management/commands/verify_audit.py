"""`manage.py verify_audit`: is the audit trail as it was sealed?"""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from portal.audit.verifying import verify


class Command(BaseCommand):
    help = "Check every audit event against its seal and every closed day against its root."

    def handle(self, *args: Any, **options: Any) -> None:
        result = verify()
        self.stdout.write(f"{result.sealed} events sealed, {result.unsealed} waiting for a seal")
        for fault in result.faults[:20]:
            self.stdout.write(f"{fault.day} #{fault.position}: {fault.what}")
        if result.faults:
            raise CommandError(f"{len(result.faults)} places are not as they were sealed")
        self.stdout.write("the trail is intact")
