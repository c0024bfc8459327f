"""`manage.py import_statutes FILE…`: official texts in Markdown into the law library."""

from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_slug
from django.utils.translation import gettext as _

from courses.statutes.importing import Given, Imported, Report, import_files


class Command(BaseCommand):
    help = (
        "Read official texts of statutes (Markdown, UTF-8) into the law library. All files of one "
        "call are imported, or none when one of them is malformed. Importing a text again changes "
        "nothing; gists of the demo give way to the official text."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
        parser.add_argument(
            "--slug", default="", help="address of a statute the platform does not know by title"
        )
        parser.add_argument(
            "--in-force",
            type=date.fromisoformat,
            metavar="YYYY-MM-DD",
            help="in force since, when the text does not say it",
        )
        parser.add_argument(
            "--verified-on",
            type=date.fromisoformat,
            metavar="YYYY-MM-DD",
            help="the day on which the texts were checked against the official database",
        )
        parser.add_argument("--source", default="", help="where the texts come from")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            validate_slug(options["slug"] or "derived")
        except ValidationError as refused:
            raise CommandError(" ".join(refused.messages)) from None
        given = Given(
            options["slug"], options["in_force"], options["verified_on"], options["source"]
        )
        report = import_files(options["files"], given=given)
        if report.problems:
            self._refuse(report)
        for imported in report.imported:
            self.stdout.write(_line(imported))
        if report.reviews:
            message = _("Citations to be looked at again on /desk/law-reviews/: %(count)s")
            self.stdout.write(message % {"count": report.reviews})

    def _refuse(self, report: Report) -> None:
        for path, problem in report.problems:
            place = f"{path}:{problem.line}" if problem.line else str(path)
            self.stderr.write(f"{place}: {problem.message}")
        raise CommandError(_("Nothing was imported. Correct the files and run it again."))


def _line(imported: Imported) -> str:
    message = _("%(file)s: %(articles)s articles, %(new)s new, %(changed)s changed")
    return message % {**vars(imported), "file": imported.path.name}
