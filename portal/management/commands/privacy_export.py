"""`manage.py privacy_export PERSON --by LOGIN`: all that is kept of a person, as a ZIP for them."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from portal import clock
from portal.accounts.models import User
from portal.accounts.scoping import scope_of
from portal.people.handing_over import hand_over
from portal.people.models import REVEALERS, Person


class Command(BaseCommand):
    help = "Write everything that is kept of a person into a ZIP (JSON and PDF)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("person", type=int, help="id of the person")
        parser.add_argument("--by", required=True, help="login that hands the data over")
        parser.add_argument("--language", default=settings.LANGUAGE_CODE, choices=["zh-hans", "en"])
        parser.add_argument("--folder", type=Path, default=Path())

    def handle(
        self, *args: Any, person: int, by: str, language: str, folder: Path, **options: Any
    ) -> None:
        found = Person.objects.unscoped("privacy_export").filter(pk=person).first()
        login = User.objects.filter(username=by).first()
        if found is None or login is None:
            raise CommandError("no such person" if found is None else f"no login {by}")
        if not scope_of(login).covers(found.organisation.path, *REVEALERS):
            raise CommandError(f"{by} may not hand out data of this person's organisation")
        packed = hand_over(found, actor_id=login.pk, language=language)
        path = folder / f"privacy-{person}-{clock.today()}.zip"
        path.touch(mode=0o600)
        path.write_bytes(packed)
        self.stdout.write(f"{path}: {len(packed)} bytes")
