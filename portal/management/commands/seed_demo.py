"""`manage.py seed_demo`: load the demo city, once and whole, into an empty database."""

from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from portal.accounts.models import User
from portal.people.demo import city
from portal.people.models import Organisation, Person

NOT_HERE = "the demo city has logins whose password everybody knows: these settings forbid it"
NOT_EMPTY = (
    "this database has people, organisations or a login named admin that are not the demo city's:"
    " load the demo city into an empty database"
)


def finished() -> bool:
    """Is the demo city here? One transaction brings all of it, so a part stands for the whole."""
    names = [entry["name"] for entry in city()["organisations"]]
    return User.objects.filter(username="admin").exists() and Organisation.objects.filter(
        name__in=names
    ).count() >= len(names)


def occupied() -> bool:
    return (
        User.objects.filter(username="admin").exists()
        or Organisation.objects.exists()
        or Person.objects.unscoped("seed_demo").exists()
    )


class Command(BaseCommand):
    help = "Load the demo city with its people, modules, exams and certificates, once."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO_ALLOWED:
            raise CommandError(NOT_HERE)
        if finished():
            self.stdout.write("the demo city is here already")
            return
        if occupied():
            raise CommandError(NOT_EMPTY)
        with transaction.atomic():
            for name in settings.DEMO_MODULES:
                if find_spec(name) is not None:
                    self.stdout.write(f"{name} …")
                    import_module(name).seed()
