"""`manage.py privacy_erase PERSON --by LOGIN --second LOGIN --reason WHY`; else a dry run."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from portal.accounts.models import User
from portal.accounts.scoping import scope_of
from portal.people.erasing import ErasureRefused, erase, plan
from portal.people.models import Person
from portal.scope import Scope


class Command(BaseCommand):
    help = "Say what an erasure would take away; with two logins and a reason, erase."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("person", type=int, help="id of the person")
        parser.add_argument("--by", default="", help="login that erases")
        parser.add_argument("--second", default="", help="another login that agrees")
        parser.add_argument("--reason", default="", help="why; kept in audit and tombstone")

    def handle(
        self, *args: Any, person: int, by: str, second: str, reason: str, **options: Any
    ) -> None:
        found = Person.objects.unscoped("privacy_erase").filter(pk=person).first()
        if found is None:
            raise CommandError("no such person")
        planned = plan(found)
        for what, many in planned.goes:
            self.stdout.write(f"{many} {what}")
        for words in planned.against:
            self.stdout.write(f"against it: {words}")
        if not by:
            self.stdout.write("nothing was changed; to erase: --by LOGIN --second LOGIN --reason")
            return
        try:
            erase(found, by=scope_named(by), second=scope_named(second), reason=reason)
        except ErasureRefused as refused:
            raise CommandError(str(refused)) from None
        self.stdout.write("erased")


def scope_named(name: str) -> Scope:
    user = User.objects.filter(username=name).first()
    if user is None:
        raise CommandError(f"no login {name!r}")
    return scope_of(user)
