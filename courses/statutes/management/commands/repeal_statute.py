"""`manage.py repeal_statute ADDRESS DAY --basis …`: a law of the library no longer stands."""

from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from courses.statutes.repealing import RepealRefused, repeal


class Command(BaseCommand):
    help = (
        "Write down that a statute of the law library is repealed from a day on. Its text stays"
        " and says so; what cites it is marked for review."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("address", help="of the statute, as in /law/ADDRESS/")
        parser.add_argument(
            "day", type=date.fromisoformat, metavar="YYYY-MM-DD", help="the first day without it"
        )
        parser.add_argument("--basis", required=True, help="the law and article that repeals it")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            opened = repeal(
                options["address"], options["day"], basis=options["basis"], actor_id=None
            )
        except RepealRefused as refused:
            raise CommandError(str(refused)) from None
        self.stdout.write(_("Repealed. Citations to be looked at: %(count)s") % {"count": opened})
