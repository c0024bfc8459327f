"""`manage.py rotate_identity_key`: encrypt document numbers under the first key of the file."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from portal.people import enciphering, rotating


class Command(BaseCommand):
    help = "Re-encrypt document numbers in batches; stopped anywhere, the next run goes on."

    def handle(self, *args: Any, **options: Any) -> None:
        done = 0
        try:
            while some := rotating.rotate_some():
                done += some
                self.stdout.write(f"{done} done, {rotating.left()} left")
        except enciphering.Unreadable as unreadable:
            raise CommandError(f"{unreadable}; the key must stay in the file") from None
        self.stdout.write(f"all numbers are under key {enciphering.first_key()}")
