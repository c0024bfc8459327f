"""`manage.py seed_demo`: load the demo city, once."""

from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from portal.accounts.models import User


class Command(BaseCommand):
    help = "Load the demo city with its people, modules, exams and certificates, once."

    def handle(self, *args: Any, **options: Any) -> None:
        if User.objects.filter(username="admin").exists():
            self.stdout.write("the demo city is here already")
            return
        for name in settings.DEMO_MODULES:
            if find_spec(name) is not None:
                self.stdout.write(f"{name} …")
                import_module(name).seed()
