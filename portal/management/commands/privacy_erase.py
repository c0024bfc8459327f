"""`manage.py privacy_erase PERSON --by LOGIN --second LOGIN --reason WHY`; else a dry run.

Both type their own passwords, after having read what would go: a name alone is no agreement.
"""

import sys
from getpass import getpass
from typing import Any

from django.contrib.auth import authenticate
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
            erase(found, by=agreed(by), second=agreed(second), reason=reason)
        except ErasureRefused as refused:
            raise CommandError(str(refused)) from None
        self.stdout.write("erased")


def agreed(name: str) -> Scope:
    """The scope of a login whose owner is here and types the password."""
    if not User.objects.filter(username=name).exists():
        raise CommandError(f"no login {name!r}")
    user = authenticate(username=name, password=_password_of(name))
    if not isinstance(user, User):
        raise CommandError(f"this is not the password of {name!r}, or the login is disabled")
    return scope_of(user)


def _password_of(name: str) -> str:
    """Typed unseen; a line of the input where that is no terminal."""
    asked = f"password of {name}: "
    return getpass(asked) if sys.stdin.isatty() else sys.stdin.readline().rstrip("\n")
