"""`manage.py check_citations`: every article that questions cite exists and is in force."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from exams.verifying import verify


class Command(BaseCommand):
    help = (
        "Check the articles that live questions cite, in their lists and in their words, against"
        " the law library: each exists, is in force and belongs to no repealed law. A line for"
        " each that does not, with the remedy, and exit status 1."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--all", action="store_true", help="drafts, revisions and retired questions too"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        report = verify(everything=options["all"])
        for unsound in report.unsound:
            self.stderr.write(str(unsound))
        if report.unsound:
            message = _("%(read)s questions read, %(faults)s citations do not stand.")
            raise CommandError(message % {"read": report.read, "faults": len(report.unsound)})
        self.stdout.write(
            _("%(read)s questions read: every citation stands.") % {"read": report.read}
        )
