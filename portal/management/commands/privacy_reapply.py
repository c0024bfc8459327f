"""`manage.py privacy_reapply`: after a restore, erase again whoever was erased since the backup."""

from typing import Any

from django.core.management.base import BaseCommand

from portal.people.reapplying import reapply


class Command(BaseCommand):
    help = "Erase again whoever has a tombstone and data again."

    def handle(self, *args: Any, **options: Any) -> None:
        erased, unknown = reapply()
        self.stdout.write(f"{erased} erased again")
        if unknown:
            self.stdout.write(f"{unknown} tombstones belong to nobody in this database")
